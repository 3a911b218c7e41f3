"""The texts of clauses cut for filling: what is the same in every document stands ready.

A text is parsed, cut at its placeholders and spelled once in a process. Filling it then touches
the placeholders alone, and a block without any is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar

from rfpkit.assembly.captions import captioned
from rfpkit.assembly.spelling import spelled
from rfpkit.document.markdown import joined
from rfpkit.document.model import AnyBlock, Cell, Heading, Item, Paragraph, Run, Table
from rfpkit.document.notes import is_note
from rfpkit.library.load import parsed
from rfpkit.library.placeholders import BlankName, Insert, Literal, Piece, SpecField, pieces

_ANCHOR = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")
_MOST_KEPT = 1_024
"""So many texts stay cut: more than a library has."""

Text = TypeVar("Text", bound=Heading | Paragraph | Item)
Filled = TypeVar("Filled", bound=Heading | Paragraph | Item, covariant=True)

Part = tuple[Run, Piece | None]
"""A run and what fills it; None where it is ready."""


@dataclass(frozen=True, slots=True)
class Stencil(Generic[Filled]):
    """A block of text: ready, or with parts to fill.

    ``block`` has the runs of a ready block; those of another are made from ``parts``. ``alone`` is
    the placeholder that is all there is of a paragraph, ``anchor`` the name that stood at its end,
    and ``introduces`` tells whether it ends in a colon.
    """

    block: Filled
    parts: tuple[Part, ...] = ()
    alone: Insert | SpecField | BlankName | None = None
    anchor: str = ""
    introduces: bool = False


@dataclass(frozen=True, slots=True)
class TableStencil:
    """A table, and its rows of cells of stencils; without them where it is ready."""

    table: Table
    rows: tuple[tuple[tuple[Stencil[Paragraph | Item], ...], ...], ...] = ()


AnyStencil = Stencil[Heading | Paragraph | Item] | TableStencil


@lru_cache(maxsize=_MOST_KEPT)
def stencils_of(text: str, blanks: frozenset[str], language: str) -> tuple[AnyStencil, ...]:
    """The blocks of a text of the library in the spelling of a language.

    ``blanks`` are the names that its clause declares. Paragraphs and items are numbered anew, and
    none has a place in a file.
    """
    cutter = _Cutter(blanks, language)
    return tuple(cutter.block(captioned(block)) for block in parsed(text))


@dataclass(frozen=True, slots=True)
class _Cutter:
    blanks: frozenset[str]
    language: str

    def block(self, block: AnyBlock) -> AnyStencil:
        if isinstance(block, Table):
            return self._table(block)
        if is_note(block):
            return self._stencil(block, tuple(self._parts(block)))
        if isinstance(block, Paragraph):
            return self._anchored(replace(block, number="", numbered=True))
        if isinstance(block, Item):
            return self._anchored(replace(block, number=""))
        return self._anchored(replace(block, number=""))

    def _anchored(self, block: Text) -> Stencil[Text]:
        """The stencil of a block that may have an anchor at its end."""
        parts = tuple(self._parts(block))
        anchor = ""
        last = max((at for at, (run, _) in enumerate(parts) if not run.note), default=-1)
        match = _ANCHOR.search(parts[last][0].text) if last >= 0 and not parts[last][1] else None
        if match:
            anchor = match[1]
            shorter = replace(parts[last][0], text=match.string[: match.start()])
            parts = (*parts[:last], (shorter, None), *parts[last + 1 :])
        return replace(self._stencil(block, parts), alone=self._alone(block), anchor=anchor)

    def _stencil(self, block: Text, parts: tuple[Part, ...]) -> Stencil[Text]:
        introduces = block.text.endswith(":")
        if any(piece for _, piece in parts):
            return Stencil(replace(block, runs=(), stretches=()), parts, introduces=introduces)
        runs = joined([run for run, _ in parts])
        return Stencil(replace(block, runs=runs, stretches=()), introduces=introduces)

    def _table(self, table: Table) -> TableStencil:
        rows = tuple(tuple(map(self._cell, row)) for row in table.rows)
        if any(one.parts for row in rows for cell in row for one in cell):
            return TableStencil(table, rows)
        ready = (tuple(Cell(tuple(one.block for one in cell)) for cell in row) for row in rows)
        return TableStencil(replace(table, rows=tuple(ready)))

    def _cell(self, cell: Cell) -> tuple[Stencil[Paragraph | Item], ...]:
        return tuple(self._stencil(block, tuple(self._parts(block))) for block in cell.blocks)

    def _parts(self, block: Heading | Paragraph | Item) -> Iterator[Part]:
        for run in block.runs:
            if run.note:
                yield run, None
                continue
            for piece in pieces(run.text, self.blanks):
                if isinstance(piece, Literal):
                    yield replace(run, text=spelled(piece.text, self.language)), None
                else:
                    yield run, piece

    def _alone(self, block: AnyBlock) -> Insert | SpecField | BlankName | None:
        """The placeholder that is all there is of a paragraph; None when there is more."""
        if not isinstance(block, Paragraph) or any(run.note for run in block.runs):
            return None
        parts = list(pieces(block.text.strip(), self.blanks))
        one = parts[0] if len(parts) == 1 else None
        return one if isinstance(one, Insert | SpecField | BlankName) else None
