"""Parts of a document with one thing changed: what most often happens to them, done fast.

``dataclasses.replace`` takes several times as long, which a long document feels. What does not
change is given back as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar, cast

from rfpkit.document.model import Cell, Heading, Item, Paragraph, Run, Stretch, Table

_Text = TypeVar("_Text", bound=Heading | Paragraph | Item)


def with_text(run: Run, text: str) -> Run:
    """The run with other words."""
    return Run(text, run.bold, run.italic, run.mark, run.ref, run.link, run.blank, run.note)


def with_number(block: _Text, number: str) -> _Text:
    """The block with another number."""
    if block.number == number:
        return block
    return _made(block, block.runs, number, block.anchor, block.stretches)


def with_runs(block: _Text, runs: tuple[Run, ...]) -> _Text:
    """The block with other runs."""
    if block.runs == runs:
        return block
    return _made(block, runs, block.number, block.anchor, block.stretches)


def with_anchor(block: _Text, anchor: str) -> _Text:
    """The block with another anchor."""
    if block.anchor == anchor:
        return block
    return _made(block, block.runs, block.number, anchor, block.stretches)


def with_blocks(cell: Cell, blocks: Iterable[Paragraph | Item]) -> Cell:
    """The cell with other blocks."""
    changed = tuple(blocks)
    return cell if changed == cell.blocks else replace(cell, blocks=changed)


def with_rows(table: Table, rows: Iterable[tuple[Cell, ...]]) -> Table:
    """The table with other rows."""
    changed = tuple(rows)
    return table if changed == table.rows else replace(table, rows=changed)


def _made(
    block: _Text, runs: tuple[Run, ...], number: str, anchor: str, stretches: tuple[Stretch, ...]
) -> _Text:
    made: Heading | Paragraph | Item
    if isinstance(block, Paragraph):
        made = Paragraph(
            runs=runs,
            number=number,
            anchor=anchor,
            stretches=stretches,
            numbered=block.numbered,
            kind=block.kind,
        )
    elif isinstance(block, Item):
        made = Item(
            runs=runs,
            number=number,
            anchor=anchor,
            stretches=stretches,
            level=block.level,
            ordered=block.ordered,
        )
    else:
        made = Heading(
            runs=runs,
            number=number,
            anchor=anchor,
            stretches=stretches,
            level=block.level,
            role=block.role,
        )
    return cast("_Text", made)
