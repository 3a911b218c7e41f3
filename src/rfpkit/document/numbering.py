"""The numbers of a document, as its readers see them: parts, clauses, paragraphs, items, annexes.

``number`` applies a scheme of ``document/schemes.py``, counting as ``document/counting.py`` does.
Writers write the same scheme into their files, so that what a reader sees, what a cross-reference
says and what Word computes are one and the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from rfpkit.document.counting import Counter, Level, cited
from rfpkit.document.model import (
    AnyBlock,
    Cell,
    Document,
    Heading,
    Item,
    Paragraph,
    Run,
    Table,
    text_blocks,
)
from rfpkit.document.notes import is_note, with_note_numbers
from rfpkit.document.revising import with_blocks, with_number, with_rows, with_runs, with_text
from rfpkit.document.schemes import Scheme, standard
from rfpkit.errors import Fault, InputError

_Text = TypeVar("_Text", bound=Heading | Paragraph | Item)
_Numbers = tuple[str, str]  # as it stands beside the block, and as references cite it
_Place = tuple[Counter, Sequence[Level], int]  # a list, and a level of it
_REF, _NOTE = attrgetter("ref"), attrgetter("note")


def number(document: Document, scheme: Scheme | None = None) -> Document:
    """The document with every number computed and every cross-reference filled in.

    It carries the ``scheme`` from then on; without one, its own or else ``legal`` is applied.
    Footnotes count 1, 2, 3 through the document, whatever numbers they had.

    A block's ``number`` is what stands beside it ("(a)"); a run with ``ref`` gets the full number
    of its target as text ("4.2(a)"). References to anchors that no block has, to blocks without a
    number, and anchors that stand twice are InputErrors, reported all at once.
    """
    scheme = scheme or document.scheme or standard()
    numberer = _Numberer(scheme)
    blocks = list(map(numberer.block, document.blocks))
    pointing = [at for at, block in enumerate(blocks) if _points(block)]
    bad = _bad_refs(tuple(blocks[at] for at in pointing), numberer.full)
    faults = [*numberer.faults, *bad]
    if faults:
        name = document.path or document.title
        raise InputError(*(Fault(name, 0, 0, message) for message in faults))
    filled = with_note_numbers(_filled(blocks[at], numberer.full) for at in pointing)
    for at, block in zip(pointing, filled, strict=True):
        blocks[at] = block
    return replace(document, blocks=tuple(blocks), scheme=scheme)


class _Numberer:
    """Gives numbers to blocks in document order, and remembers the full number of each anchor."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.full: dict[str, str] = {}
        self.faults: list[str] = []
        self._parts, self._clauses, self._annexes = Counter(), Counter(), Counter()
        self._loose = Counter()
        self._tables = 0
        self._in_annex = False
        self._in_paragraph = False

    def block(self, block: AnyBlock) -> AnyBlock:
        if isinstance(block, Table):
            return with_rows(block, [tuple(map(self._cell, row)) for row in block.rows])
        if is_note(block):
            return block
        if isinstance(block, Heading):
            shown, full = _numbers(self._heading(block), block.anchor)
        elif isinstance(block, Item):
            shown, full = _numbers(self._item(block), block.anchor)
        elif not block.numbered:
            shown, full = "", ""
        elif block.kind == "caption":
            self._tables += 1  # captions count through the whole document
            shown = full = f"Table {self._tables}"
        else:
            shown, full = _numbers(self._level(1), block.anchor)
        self._remember(block.anchor, full)
        return with_number(block, shown)

    def _heading(self, block: Heading) -> _Place | None:
        self._loose = Counter()
        if block.role == "heading":
            return None
        self._in_paragraph = False
        self._in_annex = block.role == "annex"
        if block.role == "part":
            return self._parts, self.scheme.parts, 0
        return self._level(0)

    def _level(self, level: int) -> _Place:
        """That level of the list that counts where we stand."""
        self._in_paragraph = level > 0
        if self._in_annex:
            return self._annexes, self.scheme.annexes, level
        return self._clauses, self.scheme.clauses, level

    def _item(self, block: Item) -> _Place | None:
        if not block.ordered:
            return None
        if not self._in_paragraph:
            return self._loose_item(block, self._loose)
        return self._level(min(block.level, self.scheme.item_depth) + 1)

    def _loose_item(self, block: Item, counter: Counter) -> _Place:
        """The place of an item that stands under no numbered paragraph."""
        return counter, self.scheme.loose, min(block.level, self.scheme.item_depth) - 1

    def _cell(self, cell: Cell) -> Cell:
        counter: Counter | None = None
        blocks: list[Paragraph | Item] = []
        for block in cell.blocks:
            if is_note(block):
                blocks.append(block)
                continue
            shown = full = ""
            if isinstance(block, Item) and block.ordered:
                counter = counter or Counter()
                shown, full = _numbers(self._loose_item(block, counter), block.anchor)
            self._remember(block.anchor, full)
            blocks.append(with_number(block, shown))
        return with_blocks(cell, blocks)

    def _remember(self, anchor: str, full: str) -> None:
        if not anchor:
            return
        if anchor in self.full:
            self.faults.append(f"two passages carry the anchor “{anchor}”; rename one")
        self.full[anchor] = full


def _numbers(place: _Place | None, anchor: str) -> _Numbers:
    """The next numbers at a place; none are cited without an anchor."""
    if place is None:
        return "", ""
    counter, levels, level = place
    return counter.step(levels, level), cited(counter, levels, level) if anchor else ""


def _points(block: AnyBlock) -> bool:
    """Whether a block, or one in its cells, refers to another, cites a note or is one."""
    if isinstance(block, Table):
        return any(_points(one) for row in block.rows for cell in row for one in cell.blocks)
    return any(map(_REF, block.runs)) or any(map(_NOTE, block.runs)) or is_note(block)


def _bad_refs(blocks: tuple[AnyBlock, ...], full: dict[str, str]) -> list[str]:
    """What is wrong with the references, each fault once."""
    faults: dict[str, None] = {}
    for block in text_blocks(blocks):
        for ref in filter(None, map(_REF, block.runs)):
            if full.get(ref):
                continue
            where = f"in “{block.text[:60].strip()}”"
            if ref not in full:
                faults[f"{where}: reference to “{ref}”, which is not in this document"] = None
            else:
                faults[f"{where}: reference to “{ref}”, which has no number to cite"] = None
    return list(faults)


def _filled(block: AnyBlock, full: dict[str, str]) -> AnyBlock:
    if isinstance(block, Table):
        return with_rows(
            block, [tuple([_filled_cell(cell, full) for cell in row]) for row in block.rows]
        )
    return _filled_text(block, full)


def _filled_cell(cell: Cell, full: dict[str, str]) -> Cell:
    return with_blocks(cell, [_filled_text(block, full) for block in cell.blocks])


def _filled_text(block: _Text, full: dict[str, str]) -> _Text:
    if not any(map(_REF, block.runs)):
        return block
    return with_runs(block, tuple([_filled_run(run, full) for run in block.runs]))


def _filled_run(run: Run, full: dict[str, str]) -> Run:
    return with_text(run, full[run.ref]) if run.ref else run
