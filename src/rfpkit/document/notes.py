"""Footnotes: a run cites one by its number, and it stands right after the block that cites it.

A run that cites has no words. The first paragraph of a note bears its number; a paragraph of a note
without one goes on with the note before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from operator import attrgetter
from typing import Protocol, TypeVar

from rfpkit.document.model import AnyBlock, Cell, Heading, Item, Paragraph, Run, Table, text_blocks
from rfpkit.document.revising import with_blocks, with_rows

Note = tuple[Paragraph | Item, ...]
"""What stands in a note."""

_Text = TypeVar("_Text", bound=Heading | Paragraph | Item)
_NOTE = attrgetter("note")


def is_note(block: AnyBlock) -> bool:
    """Whether a block stands in a note."""
    return isinstance(block, Paragraph) and block.kind == "note"


def with_note_numbers(blocks: Iterable[AnyBlock]) -> tuple[AnyBlock, ...]:
    """The blocks with their notes numbered 1, 2, 3 in the order in which they are cited."""
    cited, noted = count(1), count(1)

    def counted(block: _Text) -> _Text:
        if is_note(block):
            return replace(block, number=str(next(noted))) if block.number else block
        return _cites(block, lambda _: str(next(cited)))

    return _each(blocks, counted)


class _Change(Protocol):
    def __call__(self, block: _Text, /) -> _Text: ...


def _each(blocks: Iterable[AnyBlock], change: _Change) -> tuple[AnyBlock, ...]:
    """The blocks with every block of text changed, those in cells too."""

    def cell(one: Cell) -> Cell:
        return with_blocks(one, [change(block) for block in one.blocks])

    return tuple(
        [
            with_rows(block, [tuple(map(cell, row)) for row in block.rows])
            if isinstance(block, Table)
            else change(block)
            for block in blocks
        ]
    )


def placed(blocks: Iterable[AnyBlock], notes: Mapping[str, Note]) -> tuple[AnyBlock, ...]:
    """The blocks with each note after the block that cites it first, numbered 1, 2, 3.

    Until then runs cite notes by their keys in ``notes``. Notes that nobody cites stand at the
    end, without a number; citations of notes that are not there go, and those in notes too.
    """
    placing = _Placing(notes)
    found = [one for block in blocks for one in placing.block(block)]
    rest = (note for key, note in notes.items() if key not in placing.numbers)
    return (*found, *(one for note in rest for one in _as_note(note, "")))


def set_apart(
    blocks: Iterable[AnyBlock],
) -> tuple[tuple[AnyBlock, ...], dict[str, tuple[Paragraph, ...]]]:
    """The blocks without the notes that they cite, and these notes by number, in order.

    Citations of notes that are not there go.
    """
    parting = _Parting()
    kept = tuple(parting.kept(blocks))
    notes = {number: tuple(note) for number, note in parting.notes.items()}
    if parting.cited <= notes.keys():
        return kept, notes
    known = {key: key for key in notes}
    return _each(kept, lambda block: _cites(block, known.get)), notes


@dataclass(slots=True)
class _Placing:
    notes: Mapping[str, Note]
    numbers: dict[str, str] = field(default_factory=dict)

    def block(self, block: AnyBlock) -> Iterator[AnyBlock]:
        if isinstance(block, Table):
            rows = tuple(tuple(map(self._cell, row)) for row in block.rows)
            yield replace(block, rows=rows)
        else:
            yield from self._with_notes(block)

    def _cell(self, cell: Cell) -> Cell:
        return with_blocks(cell, [one for block in cell.blocks for one in self._with_notes(block)])

    def _with_notes(self, block: _Text) -> Iterator[_Text | Paragraph | Item]:
        fresh: list[str] = []
        for key in (run.note for run in block.runs if run.note in self.notes):
            if key not in self.numbers:
                self.numbers[key] = str(len(self.numbers) + 1)
                fresh.append(key)
        yield _cites(block, self.numbers.get)
        for key in fresh:
            yield from _as_note(self.notes[key], self.numbers[key])


def _cites(block: _Text, number: Callable[[str], str | None]) -> _Text:
    """The block with the numbers of the notes that it cites; citations without one go."""
    if not any(map(_NOTE, block.runs)):
        return block
    runs = (replace(run, note=number(run.note) or "") if run.note else run for run in block.runs)
    return replace(block, runs=tuple(run for run in runs if run.text or run.note))


def _as_note(note: Note, number: str) -> Iterator[Paragraph | Item]:
    for block in note:
        words = _cites(block, lambda _: None)
        if isinstance(words, Paragraph):
            words = replace(words, kind="note", number=number)
            number = ""
        yield words


@dataclass(slots=True)
class _Parting:
    notes: dict[str, list[Paragraph]] = field(default_factory=dict)
    cited: set[str] = field(default_factory=set)
    _open: str = ""

    def kept(self, blocks: Iterable[AnyBlock]) -> Iterator[AnyBlock]:
        for block in blocks:
            if isinstance(block, Table):
                self._open = ""
                yield with_rows(block, [tuple(map(self._cell, row)) for row in block.rows])
            elif not self._takes(block):
                yield block

    def _cell(self, cell: Cell) -> Cell:
        self._open = ""
        return with_blocks(cell, [block for block in cell.blocks if not self._takes(block)])

    def _takes(self, block: Heading | Paragraph | Item) -> bool:
        """Whether a block belongs to a note that was cited; it is put there."""
        if isinstance(block, Paragraph) and block.kind == "note":
            fresh = block.number in self.cited and block.number not in self.notes
            self._open = block.number if fresh else "" if block.number else self._open
            if self._open:
                self.notes.setdefault(self._open, []).append(block)
                return True
        self._open = ""
        self.cited.update(filter(None, map(_NOTE, block.runs)))
        return False


def as_note(blocks: Iterable[AnyBlock]) -> Note:
    """What may stand in a note: headings as paragraphs, tables as the paragraphs of their cells."""
    return tuple(
        Paragraph(runs=block.runs, stretches=block.stretches)
        if isinstance(block, Heading)
        else block
        for block in text_blocks(tuple(blocks))
    )


def with_notes(
    runs: tuple[Run, ...], notes: Iterable[tuple[str, str, Iterable[AnyBlock]]]
) -> tuple[tuple[Run, ...], tuple[AnyBlock, ...]]:
    """The runs and the blocks of the notes that they cite, with the numbers that these show.

    Each note has the key by which a run cites it so far, its number and its blocks. One that does
    not begin with a plain paragraph bears no number, and its citation goes.
    """
    numbers: dict[str, str] = {}
    found: list[AnyBlock] = []
    for key, number, blocks in notes:
        first, *rest = (*blocks, None)
        if isinstance(first, Paragraph) and is_note(first) and not first.number and number:
            numbers[key] = number
            first = replace(first, number=number)
        found += [block for block in (first, *rest) if block is not None]
    if not any(run.note for run in runs):
        return runs, tuple(found)
    return _cites(Paragraph(runs=runs), numbers.get).runs, tuple(found)
