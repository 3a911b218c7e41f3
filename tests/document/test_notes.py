"""Notes are read where authors write them, stand after what cites them, and count 1, 2, 3."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rfpkit.document.markdown import parse
from rfpkit.document.model import Document, Item, Paragraph, Run, Table, text_blocks
from rfpkit.document.notes import set_apart
from rfpkit.document.numbering import number

SAMPLE = """\
The **Supplier must^[See *Article* 30(3)
of `{{ ref("a/b") }}` [x].] act** now ^[two]

1. ^[start] item^[b] and
   more
   - sub[^law] and [^law] again [^none]

| a^[cell] | b[^y] |
|---|---|
| c | d |

[^law]: Some
lazy text.

    Second paragraph.
[^y]: Word
[^z]: nobody cites ^[this]
"""


def lines(blocks):
    return [
        (block.number if isinstance(block, Paragraph) and block.kind == "note" else "-",
         "".join(run.text or f"[{run.note}]" for run in block.runs))
        for block in text_blocks(tuple(blocks))
    ]  # fmt: skip


def test_notes_stand_after_what_cites_them():
    assert lines(parse(SAMPLE)) == [
        ("-", "The Supplier must[1] act now[2]"),
        ("1", 'See Article 30(3) of {{ ref("a/b") }} [x].'),
        ("2", "two"),
        ("-", "[3]item[4] and more"),
        ("3", "start"),
        ("4", "b"),
        ("-", "sub[5] and[5] again [^none]"),
        ("5", "Some lazy text."),
        ("", "Second paragraph."),
        ("-", "a[6]"),
        ("6", "cell"),
        ("-", "b[7]"),
        ("7", "Word"),
        ("-", "c"),
        ("-", "d"),
        ("", "this"),
        ("", "nobody cites"),
    ]


def test_looks_go_on_around_a_note_and_within_it():
    first, note, *_ = parse(SAMPLE)
    assert [(run.text, run.bold) for run in first.runs] == [
        ("The ", False), ("Supplier must", True), ("", False), (" act", True), (" now", False),
        ("", False),
    ]  # fmt: skip
    assert [run.text for run in note.runs if run.italic] == ["Article"]


def test_every_character_knows_where_it_stands():
    source = SAMPLE.split("\n")
    for block in text_blocks(parse(SAMPLE)):
        for one, following in pairwise((*block.stretches, None)):
            text = block.text[one.start : following.start if following else None].rstrip()
            assert source[one.line - 1][one.column - 1 :].startswith(text)


def test_what_is_no_note_stays_as_it_is():
    for text in ("a\\^[b]", "a^[ ]", "a^[b", "x[^1]", "2^n [a]"):
        (block,) = parse(text)
        assert not any(run.note for run in block.runs), text
    outer, note = parse("a^[b ^[c] d]")
    assert (outer.text, note.text) == ("a", "b ^[c] d")


def test_a_definition_is_no_definition_of_a_link():
    paragraph, note = parse("Text[^1].\n\n[^1]: https://example.org\n")
    assert (paragraph.text, note.text, note.kind) == ("Text.", "https://example.org", "note")


@given(st.text("a^[]\\ \n*`1:|-", max_size=60))
def test_any_text_is_read_with_each_note_once(text):
    blocks = list(text_blocks(parse(text)))
    cited = [run.note for block in blocks for run in block.runs if run.note]
    noted = [b.number for b in blocks if isinstance(b, Paragraph) and b.kind == "note" and b.number]
    assert list(dict.fromkeys(cited)) == noted == [str(at + 1) for at in range(len(noted))]


def test_a_document_counts_its_notes_through():
    blocks = (*parse("a^[x]"), *parse("b^[y] c^[z]"))
    document = number(Document("T", blocks))
    assert lines(document.blocks) == [
        ("-", "a[1]"), ("1", "x"), ("-", "b[2] c[3]"), ("2", "y"), ("3", "z"),
    ]  # fmt: skip


def test_notes_break_no_list():
    blocks = parse("Lead:^[n]\n\n1. one;^[a]\n2. two.")
    lead, *rest = blocks
    numbered = Paragraph(runs=lead.runs, numbered=True)
    document = number(Document("T", (numbered, *rest)))
    assert [block.number for block in document.blocks if isinstance(block, Item)] == ["(a)", "(b)"]


def test_notes_are_set_apart_from_what_cites_them():
    blocks, notes = set_apart(parse(SAMPLE))
    assert list(notes) == ["1", "2", "3", "4", "5", "6", "7"]
    assert [len(note) for note in notes.values()] == [1, 1, 1, 1, 2, 1, 1]
    table = next(block for block in blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0]] == ["a", "b"]
    assert lines(blocks)[-2:] == [("", "this"), ("", "nobody cites")]


def test_citations_of_what_is_not_there_go():
    cites = Paragraph(runs=(Run("a"), Run("", note="1")))
    stray = Paragraph(runs=(Run("x"),), kind="note", number="2")
    blocks, notes = set_apart((cites, stray))
    assert (lines(blocks), notes) == ([("-", "a"), ("2", "x")], {})
