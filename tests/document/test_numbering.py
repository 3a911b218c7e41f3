"""The numbers that readers see, and the full ones that references cite."""

from __future__ import annotations

import pytest

from rfpkit.document.counting import Counter, Level, figure
from rfpkit.document.model import Cell, Document, Heading, Item, Paragraph, Run, Table
from rfpkit.document.numbering import number
from rfpkit.errors import InputError


def heading(role, anchor=""):
    return Heading(runs=(Run("Title"),), role=role, anchor=anchor)


def numbered(anchor=""):
    return Paragraph(runs=(Run("Text."),), numbered=True, anchor=anchor)


def item(level=1, anchor="", ordered=True):
    return Item(runs=(Run("Point."),), level=level, anchor=anchor, ordered=ordered)


def citing(*anchors):
    return Paragraph(runs=tuple(Run("?", ref=anchor) for anchor in anchors))


def shown(*blocks):
    return [block.number for block in number(Document("T", blocks)).blocks]


def test_a_whole_document_is_numbered():
    assert shown(
        heading("part"),
        heading("clause"),
        numbered(),
        item(),
        item(2),
        item(2),
        item(3),
        item(),
        numbered(),
        item(),
        heading("part"),
        heading("clause"),
        numbered(),
        heading("annex"),
        numbered(),
        item(),
        heading("annex"),
        numbered(),
    ) == [
        "Part A", "1", "1.1", "(a)", "(i)", "(ii)", "(A)", "(b)", "1.2", "(a)",
        "Part B", "2", "2.1", "Annex A", "A.1", "(a)", "Annex B", "B.1",
    ]  # fmt: skip


def test_bullets_and_plain_text_have_no_number_and_do_not_count():
    assert shown(heading("clause"), numbered(), item(ordered=False), item(), citing(), item()) == [
        "1", "1.1", "", "(a)", "", "(b)",
    ]  # fmt: skip


def test_a_subheading_does_not_count():
    assert shown(heading("clause"), numbered(), heading("heading"), numbered()) == [
        "1", "1.1", "", "1.2",
    ]  # fmt: skip


def test_items_under_no_paragraph_start_anew_after_each_heading():
    assert shown(item(), heading("clause"), item(), heading("part"), item()) == [
        "(a)", "1", "(a)", "Part A", "(a)",
    ]  # fmt: skip


def test_references_cite_the_full_number():
    blocks = (
        heading("part", "part"),
        heading("clause", "clause"),
        numbered("paragraph"),
        item(1, "item"),
        item(2, "deep"),
        heading("annex", "annex"),
        numbered("annexed"),
        item(1, "annexed-item"),
        citing("part", "clause", "paragraph", "item", "deep", "annex", "annexed", "annexed-item"),
    )
    last = number(Document("T", blocks)).blocks[-1]
    assert [run.text for run in last.runs] == [
        "Part A", "1", "1.1", "1.1(a)", "1.1(a)(i)", "Annex A", "A.1", "A.1(a)",
    ]  # fmt: skip


def test_items_in_a_cell_start_anew_in_each():
    cell = Cell((item(), item(2), item()))
    table = Table(rows=((cell, cell),))
    (made,) = number(Document("T", (table,))).blocks
    assert [[block.number for block in cell.blocks] for cell in made.rows[0]] == [
        ["(a)", "(i)", "(b)"]
    ] * 2


def test_cells_may_cite():
    table = Table(rows=((Cell((citing("clause"),)),),))
    made = number(Document("T", (heading("clause", "clause"), table)))
    assert made.blocks[1].rows[0][0].text == "1"


def test_everything_wrong_with_references_is_said_at_once():
    blocks = (
        Paragraph(runs=(Run("x"),), anchor="bare"),
        heading("clause", "twice"),
        heading("clause", "twice"),
        citing("gone", "bare"),
    )
    with pytest.raises(InputError) as caught:
        number(Document("T", blocks))
    text = str(caught.value)
    assert len(caught.value.faults) == 3
    assert "“gone”, which is not in this document" in text
    assert "“bare”, which has no number" in text
    assert "two passages carry the anchor “twice”" in text


def test_numbering_twice_changes_nothing():
    once = number(Document("T", (heading("clause", "c"), numbered(), citing("c"))))
    assert number(once) == once


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (4, "decimal", "4"),
        (27, "lowerLetter", "aa"),
        (53, "upperLetter", "AAA"),
        (1994, "lowerRoman", "mcmxciv"),
        (9, "upperRoman", "IX"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (1, "ordinal", "1st"),
        (12, "ordinal", "12th"),
        (23, "ordinal", "23rd"),
        (0, "lowerLetter", "0"),
        (3, "none", ""),
        (3, "klingon", "3"),
        (10**9, "lowerLetter", "1000000000"),
        (10**9, "upperRoman", "1000000000"),
    ],
)
def test_figures(value, style, text):
    assert figure(value, style) == text


def test_a_level_restarts_after_higher_ones():
    levels = (Level(text="%1."), Level(text="%1.%2"))
    counter = Counter()
    assert [counter.step(levels, at) for at in (0, 1, 1, 0, 1)] == [
        "1.", "1.1", "1.2", "2.", "2.1",
    ]  # fmt: skip


def test_a_level_may_never_restart_or_only_after_some():
    never = (Level(), Level(text="%2", restart=0))
    counter = Counter()
    assert [counter.step(never, at) for at in (0, 1, 0, 1)][-1] == "2"
    first_only = (Level(), Level(), Level(text="%3", restart=1))
    counter = Counter()
    steps = [counter.step(first_only, at) for at in (0, 1, 2, 1, 2, 0, 2)]
    assert (steps[2], steps[4], steps[6]) == ("1", "2", "1")


def test_legal_levels_show_figures_and_skipped_levels_their_start():
    levels = (Level("upperRoman", "Article %1"), Level("decimal", "%1.%2", legal=True))
    counter = Counter()
    assert [counter.step(levels, at) for at in (1, 0, 1)] == ["1.1", "Article I", "1.1"]


def test_a_list_may_start_elsewhere():
    levels = (Level(text="%1", start=5),)
    counter = Counter()
    assert counter.step(levels, 0) == "5"
    assert counter.step(levels, 0, start=9) == "9"
    assert counter.step(levels, 0) == "10"
