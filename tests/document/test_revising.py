"""What is changed fast is what ``dataclasses.replace`` would make of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.document.model import Cell, Heading, Item, Paragraph, Run, Stretch, Table
from rfpkit.document.revising import (
    with_anchor,
    with_blocks,
    with_number,
    with_rows,
    with_runs,
    with_text,
)

BLOCKS = st.one_of(st.builds(Heading), st.builds(Paragraph), st.builds(Item))
ROW = (Cell((Paragraph(runs=(Run("a"),)),)),)


@given(st.builds(Run), st.text())
def test_a_run_keeps_all_but_its_words(run: Run, text: str) -> None:
    assert with_text(run, text) == replace(run, text=text)


@given(BLOCKS, st.text(), st.lists(st.builds(Run)).map(tuple))
def test_a_block_keeps_all_but_what_changes(
    block: Heading | Paragraph | Item, text: str, runs: tuple[Run, ...]
) -> None:
    assert with_number(block, text) == replace(block, number=text)
    assert with_anchor(block, text) == replace(block, anchor=text)
    assert with_runs(block, runs) == replace(block, runs=runs)


@pytest.mark.parametrize("kind", [Heading, Paragraph, Item])
def test_what_does_not_change_is_the_very_same(kind: type[Paragraph]) -> None:
    block = kind(runs=(Run("words"),), number="4.2", anchor="a", stretches=(Stretch(0, 1, 1),))
    assert with_number(block, "4.2") is block
    assert with_anchor(block, "a") is block
    assert with_runs(block, (Run("words"),)) is block


def test_tables_and_cells_change_with_what_is_in_them() -> None:
    table = Table(rows=(ROW,), widths=(1.0,), kind="signatures")
    assert with_rows(table, [ROW]) is table
    assert with_rows(table, [ROW, ROW]) == replace(table, rows=(ROW, ROW))
    (cell,) = ROW
    assert with_blocks(cell, cell.blocks) is cell
    assert with_blocks(cell, []) == Cell(())
