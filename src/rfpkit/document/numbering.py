"""The numbers of a document, as its readers see them: parts, clauses, paragraphs, items, annexes.

The engine (``Level``, ``Counter``) counts any list the way Word counts it; ``LEGAL`` is the one
scheme of the documents that rfpkit makes; ``number`` applies it. Writers write the same scheme
into their files, so that what a reader sees, what a cross-reference says and what Word computes
are one and the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

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
from rfpkit.errors import Fault, InputError

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_Text = TypeVar("_Text", bound=Heading | Paragraph | Item)
_PLACEHOLDER = re.compile(r"%([1-9])")
_MOST_LETTERS, _MOST_ROMAN = 780, 32_767  # Word's own limits; a file may claim any number
DEPTH = 9
"""How many levels a list of Word has."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how its number looks.

    ``text`` is the number's pattern, ``%n`` standing for the count of level n ("%1.%2", "(%3)").
    ``restart`` is after which level it starts again: None after any higher one, 0 never, n after
    the first n levels only. ``legal`` shows every count in Arabic figures.
    """

    format: str = "decimal"
    text: str = "%1"
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class Counter:
    """The running counts of one list, level by level."""

    counts: list[int | None] = field(default_factory=lambda: [None] * DEPTH)

    def step(self, levels: Sequence[Level], index: int, start: int | None = None) -> str:
        """The number of the next paragraph on level ``index`` (0 is the highest).

        ``start`` makes the level begin again at that count.
        """
        last = self.counts[index]
        if start is not None:
            self.counts[index] = start
        else:
            self.counts[index] = levels[index].start if last is None else last + 1
        for deeper in range(index + 1, len(levels)):
            after = levels[deeper].restart
            if after is None or index < after:
                self.counts[deeper] = None
        return self.show(levels, index)

    def show(self, levels: Sequence[Level], index: int) -> str:
        """The number that a paragraph on level ``index`` shows now."""
        legal = levels[index].legal

        def count(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at >= len(levels) or at > index:
                return ""
            value = self.counts[at]
            # A level that was skipped shows its first number, as in Word.
            value = levels[at].start if value is None else value
            style = levels[at].format
            return figure(value, "decimal" if legal and style != "none" else style)

        return _PLACEHOLDER.sub(count, levels[index].text)


def figure(value: int, style: str) -> str:
    """``value`` in one of Word's number formats; formats that are not known count in figures."""
    if style in ("none", "bullet"):
        return ""
    if style == "decimalZero":
        return f"{value:02d}"
    if style == "ordinal":
        return f"{value}{_ordinal_ending(value)}"
    if 0 < value <= _MOST_LETTERS and style.endswith("Letter"):
        # Word goes on after z with aa, bb, cc.
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if style.startswith("upper") else letters
    if 0 < value <= _MOST_ROMAN and style.endswith("Roman"):
        numeral = _roman(value)
        return numeral.upper() if style.startswith("upper") else numeral
    return str(value)


def _ordinal_ending(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _roman(value: int) -> str:
    signs = []
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        signs.append(sign * times)
    return "".join(signs)


_ITEMS = (
    Level("lowerLetter", "(%3)"),
    Level("lowerRoman", "(%4)"),
    Level("upperLetter", "(%5)"),
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a document is numbered: four lists of levels.

    In ``clauses`` and ``annexes`` level 0 is the heading, level 1 the numbered paragraph and the
    rest are ordered items; ``loose`` are ordered items that stand under no numbered paragraph:
    they start anew in each table cell and after each heading of a part, clause or annex.
    """

    parts: tuple[Level, ...]
    clauses: tuple[Level, ...]
    annexes: tuple[Level, ...]
    loose: tuple[Level, ...]

    @property
    def item_depth(self) -> int:
        """How many levels of ordered items there are."""
        return len(self.clauses) - 2


LEGAL = Scheme(
    parts=(Level("upperLetter", "Part %1"),),
    clauses=(Level("decimal", "%1"), Level("decimal", "%1.%2"), *_ITEMS),
    annexes=(Level("upperLetter", "Annex %1"), Level("decimal", "%1.%2"), *_ITEMS),
    loose=(
        Level("lowerLetter", "(%1)"),
        Level("lowerRoman", "(%2)"),
        Level("upperLetter", "(%3)"),
    ),
)
"""Part A · 1 · 1.1 · (a) · (i) · (A) · Annex A · A.1: the scheme of every document made here."""


def number(document: Document, scheme: Scheme = LEGAL) -> Document:
    """The document with every number computed and every cross-reference filled in.

    A block's ``number`` is what stands beside it ("(a)"); a run with ``ref`` gets the full number
    of its target as text ("4.2(a)"). References to anchors that no block has, to blocks without a
    number, and anchors that stand twice are InputErrors, reported all at once.
    """
    numberer = _Numberer(scheme)
    blocks = tuple(numberer.block(block) for block in document.blocks)
    faults = [*numberer.faults, *_bad_refs(blocks, numberer.full)]
    if faults:
        name = document.path or document.title
        raise InputError(*(Fault(name, 0, 0, message) for message in faults))
    return replace(document, blocks=tuple(_filled(block, numberer.full) for block in blocks))


class _Numberer:
    """Gives numbers to blocks in document order, and remembers the full number of each anchor."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.full: dict[str, str] = {}
        self.faults: list[str] = []
        self._parts, self._clauses, self._annexes = Counter(), Counter(), Counter()
        self._loose = Counter()
        self._in_annex = False
        self._in_paragraph = False
        self._paragraph = ""

    def block(self, block: AnyBlock) -> AnyBlock:
        if isinstance(block, Table):
            return replace(block, rows=tuple(tuple(map(self._cell, row)) for row in block.rows))
        if isinstance(block, Heading):
            shown = full = self._heading(block)
        elif isinstance(block, Paragraph):
            shown = full = self._step(1) if block.numbered else ""
        else:
            shown, full = self._item(block)
        self._remember(block.anchor, full)
        return replace(block, number=shown)

    def _heading(self, block: Heading) -> str:
        if block.role == "heading":
            return ""
        self._in_paragraph = False
        self._loose = Counter()
        if block.role == "part":
            return self._parts.step(self.scheme.parts, 0)
        self._in_annex = block.role == "annex"
        return self._step(0)

    def _here(self) -> tuple[Counter, tuple[Level, ...]]:
        """The list that counts where we stand: the annexes', or the clauses'."""
        if self._in_annex:
            return self._annexes, self.scheme.annexes
        return self._clauses, self.scheme.clauses

    def _step(self, level: int) -> str:
        counter, levels = self._here()
        shown = counter.step(levels, level)
        self._in_paragraph = level > 0
        if level == 1:
            self._paragraph = shown
        return shown

    def _item(self, block: Item) -> tuple[str, str]:
        if not block.ordered:
            return "", ""
        if not self._in_paragraph:
            return self._loose_item(block, self._loose)
        level = min(block.level, self.scheme.item_depth) + 1
        shown = self._step(level)
        counter, levels = self._here()
        items = (counter.show(levels, at) for at in range(2, level + 1))
        return shown, self._paragraph + "".join(items)

    def _loose_item(self, block: Item, counter: Counter) -> tuple[str, str]:
        """The number, and the full one, of an item that stands under no numbered paragraph."""
        levels = self.scheme.loose
        level = min(block.level, len(levels)) - 1
        shown = counter.step(levels, level)
        return shown, "".join(counter.show(levels, at) for at in range(level + 1))

    def _cell(self, cell: Cell) -> Cell:
        counter = Counter()
        blocks: list[Paragraph | Item] = []
        for block in cell.blocks:
            shown = full = ""
            if isinstance(block, Item) and block.ordered:
                shown, full = self._loose_item(block, counter)
            self._remember(block.anchor, full)
            blocks.append(replace(block, number=shown))
        return Cell(tuple(blocks))

    def _remember(self, anchor: str, full: str) -> None:
        if not anchor:
            return
        if anchor in self.full:
            self.faults.append(f"two passages carry the anchor “{anchor}”; rename one")
        self.full[anchor] = full


def _bad_refs(blocks: tuple[AnyBlock, ...], full: dict[str, str]) -> list[str]:
    """What is wrong with the references, each fault once."""
    faults: dict[str, None] = {}
    for block in text_blocks(blocks):
        for ref in (run.ref for run in block.runs if run.ref):
            where = f"in “{block.text[:60].strip()}”"
            if ref not in full:
                faults[f"{where}: reference to “{ref}”, which is not in this document"] = None
            elif not full[ref]:
                faults[f"{where}: reference to “{ref}”, which has no number to cite"] = None
    return list(faults)


def _filled(block: AnyBlock, full: dict[str, str]) -> AnyBlock:
    if isinstance(block, Table):
        rows = tuple(tuple(_filled_cell(cell, full) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return _filled_text(block, full)


def _filled_cell(cell: Cell, full: dict[str, str]) -> Cell:
    return Cell(tuple(_filled_text(block, full) for block in cell.blocks))


def _filled_text(block: _Text, full: dict[str, str]) -> _Text:
    if not any(run.ref for run in block.runs):
        return block
    runs = tuple(_filled_run(run, full) if run.ref else run for run in block.runs)
    return replace(block, runs=runs)


def _filled_run(run: Run, full: dict[str, str]) -> Run:
    return replace(run, text=full[run.ref])
