"""Markdown becomes blocks, and every character knows where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from rfpkit.document.markdown import parse
from rfpkit.document.model import Heading, Item, Paragraph, Table, text_blocks

SAMPLE = """\
# The work **now**

The Supplier must deliver
   *working* software &amp; [notes](https://example.org).

1. first point
   that goes on
   1. nested `code`
2. second point

- a bullet

| Module | Most |
|---|---|
| Intake | EUR 5 |
"""


def test_blocks_come_out_in_order_with_their_kinds():
    kinds = [type(block) for block in parse(SAMPLE)]
    assert kinds == [Heading, Paragraph, Item, Item, Item, Item, Table]


def test_lists_keep_level_order_and_the_numbers_as_written():
    items = [block for block in parse(SAMPLE) if isinstance(block, Item)]
    assert [(item.level, item.ordered, item.number) for item in items] == [
        (1, True, "1."),
        (2, True, "1."),
        (1, True, "2."),
        (1, False, "•"),
    ]


def test_a_list_that_starts_at_three_goes_on_from_there():
    items = parse("3. three\n4. four\n")
    assert [item.number for item in items if isinstance(item, Item)] == ["3.", "4."]


def test_looks_and_links_are_kept_on_the_runs():
    paragraph = parse(SAMPLE)[1]
    assert isinstance(paragraph, Paragraph)
    looks = {run.text: (run.italic, run.link) for run in paragraph.runs}
    assert looks["working"] == (True, "")
    assert looks["notes"] == (False, "https://example.org")


def test_tables_know_their_header():
    table = parse(SAMPLE)[-1]
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert [cell.text for cell in table.rows[1]] == ["Intake", "EUR 5"]


def test_placeholders_survive_untouched():
    (block,) = parse('Within {{ notice_days }} days, clause {{ ref("exit/exit_plan") }}.')
    assert not isinstance(block, Table)
    assert block.text == 'Within {{ notice_days }} days, clause {{ ref("exit/exit_plan") }}.'


def test_every_stretch_of_text_stands_at_its_place_in_the_file():
    lines = SAMPLE.split("\n")
    for block in text_blocks(parse(SAMPLE)):
        ends = [stretch.start for stretch in block.stretches[1:]] + [len(block.text)]
        for stretch, end in zip(block.stretches, ends, strict=True):
            words = block.text[stretch.start : end].rstrip()
            assert stretch.line is not None
            assert stretch.column is not None
            source = lines[stretch.line - 1][stretch.column - 1 :]
            assert source.startswith(words)


def test_lines_count_from_the_line_given():
    (block,) = parse("words", first_line=40)
    assert not isinstance(block, Table)
    assert block.stretches[0].line == 40


@given(st.text(alphabet="ab *_`[]()#>-1.|\n&\\<", max_size=80))
def test_any_text_is_read_and_placed_within_the_file(text):
    lines = text.split("\n")
    for block in text_blocks(parse(text)):
        for stretch in block.stretches:
            assert stretch.line is not None
            assert 1 <= stretch.line <= len(lines)
