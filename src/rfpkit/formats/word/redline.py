"""What theirs changed in ours, as tracked changes in our file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from rfpkit.document.comparing import Change, Pair, Passage, align, changed_words
from rfpkit.formats.word.citations import is_note_mark
from rfpkit.formats.word.insertions import Insertions
from rfpkit.formats.word.ooxml import child, value, w
from rfpkit.formats.word.revisions import Stamp, number_changes
from rfpkit.formats.word.spans import Field, Spans, taken_apart
from rfpkit.formats.word.versions import (
    Block,
    Version,
    boxed,
    date_of,
    holds_objects,
    inside,
    margins,
    opened,
    own,
)

_BLOCKS = (w("p"), w("tbl"), w("sdt"), w("customXml"))


@dataclass(frozen=True, slots=True)
class Redline:
    """Our file with the changes tracked.

    ``changes`` counts the places where the text or a note differs; paragraphs or rows in a row that
    were added or taken out count once, and a note counts with the words that cite it. ``dropped``
    counts pictures, formulas and marks without a note in theirs that could not be brought over.
    ``margins`` tells whether headers, footers or text boxes differ too, which stay ours.
    """

    data: bytes
    changes: int
    dropped: int
    margins: bool


def compare(
    ours: Path, theirs: Path, *, author: str = "rfpkit", date: dt.date | None = None
) -> Redline:
    """Our .docx with tracked changes: to reject all gives our text, to accept all gives theirs.

    Changes that are open in either file are accepted first. The date is that of our file's
    properties where none is given, and 1980-01-01 where they have none. Parts other than the body
    keep their bytes, but for those of notes where a note came in, went or changed, and for what
    names them where ours had no notes. Raises ``UnreadableError`` when one of the files is no
    sound .docx.
    """
    mine, other = (opened(path) for path in (ours, theirs))
    package = mine.edited.package
    try:
        return _compared(mine, other, Stamp(author, f"{date or date_of(package)}T00:00:00Z"))
    except RecursionError:
        message = "is nested deeper than any real document; do not trust it"
        raise package.fault(message) from None


@dataclass(slots=True)
class _Comparison:
    """Marks in ours what theirs changed."""

    ours: Version
    theirs: Version
    stamp: Stamp
    insertions: Insertions
    changes: int = 0
    boxes_differ: bool = False
    _kept: set[etree._Element] = field(default_factory=set)
    _gone: list[etree._Element] = field(default_factory=list)
    """Our notes whose marks stay, and those of which a mark goes."""

    def whole(self) -> None:
        """Compare the bodies, and the notes that both cite at matching places."""
        self.container(self.ours.body, self.theirs.body)
        for note in dict.fromkeys(self._gone):
            if note not in self._kept:
                for block in list(inside(note)):
                    self._remove(block, number=True)

    def container(self, mine: etree._Element, other: etree._Element) -> None:
        """Compare the paragraphs and tables of two bodies, cells or notes."""
        ours, theirs = self.ours.blocks(mine), self.theirs.blocks(other)
        if theirs and not ours and theirs[0].passage.shape == "paragraph":
            blank = [block for block in inside(mine) if block.tag == w("p")][-1:]
            ours = [Block(one, Passage("", "paragraph", theirs[0].passage.role)) for one in blank]
            pairs = [Pair(0, 0), *(Pair(None, j) for j in range(1, len(theirs)))] if blank else []
        else:
            pairs = []
        pairs = pairs or align(_passages(ours), _passages(theirs))
        self._learn_lists(pairs, ours, theirs)
        place = _Place(mine, ours[0].element if ours else None, self.stamp)
        for old, new in self._walk(pairs, ours, theirs):
            if old is None and new is not None:
                self._add(new, place)
            elif old is not None:
                place.last = old.element
                if new is None:
                    self._remove(old.element)
                elif _same(old, new):
                    continue
                elif old.passage.shape == "table":
                    self._table(old.element, new.element)
                else:
                    self._words(old.element, new.element)

    def _walk(
        self, pairs: Sequence[Pair], ours: Sequence[Block], theirs: Sequence[Block]
    ) -> Iterator[tuple[Block | None, Block | None]]:
        """The pairs' blocks; a run of those that have no partner counts as one change."""
        alone = False
        for pair in pairs:
            if not _both(pair) and not alone:
                self.changes += 1
            alone = not _both(pair)
            yield (
                None if pair.ours is None else ours[pair.ours],
                None if pair.theirs is None else theirs[pair.theirs],
            )

    def _table(self, mine: etree._Element, other: etree._Element) -> None:
        ours, theirs = self.ours.rows(mine), self.theirs.rows(other)
        last = None
        for old, new in self._walk(align(_passages(ours), _passages(theirs)), ours, theirs):
            if old is None and new is not None:
                row = self.insertions.row(new.element, mine)
                if last is not None:
                    _outermost(last, mine).addnext(row)
                else:
                    _outermost(ours[0].element, mine).addprevious(row)
                last = row
            elif old is not None:
                last = old.element
                if new is None:
                    self._remove_row(old.element)
                elif not _same(old, new):
                    cells = zip(own(old.element, "tc"), own(new.element, "tc"), strict=True)
                    for cell, other_cell in cells:
                        self.container(cell, other_cell)

    def _words(self, mine: etree._Element, other: etree._Element) -> None:
        changes = changed_words(self.ours.text(mine), self.theirs.text(other))
        self._objects(self.ours.objects(mine), self.theirs.objects(other), changes)
        if not changes:
            return
        self.changes += len(changes)
        old = taken_apart(mine, self.ours.shown)
        new = taken_apart(other, self.theirs.shown)
        for change in changes:
            for part, within in _by_field(change, old, new):
                if part.start < part.end:
                    old.remove(part.start, part.end, self.stamp, within)
                added = self.insertions.words(new, part.their_start, part.their_end)
                if added is not None:
                    old.insert(added, part.start, part.end, within)

    def _objects(
        self,
        ours: Mapping[int, etree._Element],
        theirs: Mapping[int, etree._Element],
        changes: Sequence[Change],
    ) -> None:
        """Compare what hangs on two versions of a paragraph."""
        for at, mine in ours.items():
            before = [change for change in changes if change.start <= at]
            if before and at < before[-1].end:
                self._lose(mine)
                continue
            other = theirs[at + (before[-1].their_end - before[-1].end if before else 0)]
            if is_note_mark(mine):
                self._note(mine, other)
            elif boxed(mine) != boxed(other):
                self.boxes_differ = True

    def _note(self, mine: etree._Element, other: etree._Element) -> None:
        """Compare the notes that two marks at one place cite."""
        note, theirs = self.ours.notes.cited(mine), self.theirs.notes.cited(other)
        if note is not None and theirs is not None and note not in self._kept:
            self._kept.add(note)
            self.container(note, theirs)

    def _lose(self, mark: etree._Element) -> None:
        """Take note that a mark goes: what stands in its note is marked deleted, as in Word."""
        note = self.ours.notes.cited(mark) if is_note_mark(mark) else None
        if note is not None:
            self._gone.append(note)

    def _add(self, new: Block, place: _Place) -> None:
        if new.passage.shape == "table":
            if place.touches_table():
                place.put(self._gap())
            place.put(self.insertions.table(new.element))
            place.put(self._gap())
        else:
            place.put(self.insertions.paragraph(new.element))

    def _gap(self) -> etree._Element:
        """An empty new paragraph: Word runs tables together that touch."""
        made = etree.Element(w("p"))
        self.stamp.mark_paragraph(made, "ins")
        return made

    def _remove(self, block: etree._Element, *, number: bool = False) -> None:
        if block.tag == w("tbl"):
            for row in own(block, "tr"):
                self._remove_row(row)
            return
        for mark in self.ours.objects(block).values():
            self._lose(mark)
        taken_apart(block, self.ours.shown).remove_all(self.stamp, number=number)
        ends_section = child(child(block, "pPr"), "sectPr") is not None
        if not ends_section and not _is_last(block):
            self.stamp.mark_paragraph(block, "del")

    def _remove_row(self, row: etree._Element) -> None:
        self.stamp.mark_row(row, "del")
        for cell in own(row, "tc"):
            for block in inside(cell):
                self._remove(block)

    def _learn_lists(
        self, pairs: Sequence[Pair], ours: Sequence[Block], theirs: Sequence[Block]
    ) -> None:
        """Which list of ours stands for which of theirs: that of paragraphs with a partner."""
        for pair in pairs:
            if pair.ours is not None and pair.theirs is not None:
                mine = _list_of(ours[pair.ours].element)
                other = _list_of(theirs[pair.theirs].element)
                if mine and other:
                    self.insertions.lists.setdefault(other, mine)


@dataclass(slots=True)
class _Place:
    """Where new blocks go in a container: after the last one, else before the first."""

    container: etree._Element
    first: etree._Element | None
    stamp: Stamp
    last: etree._Element | None = None

    def touches_table(self) -> bool:
        """Whether a table would touch the one before it."""
        return self.last is not None and self.last.tag == w("tbl")

    def put(self, block: etree._Element) -> None:
        """Put a new block in its place, the next one after it."""
        if self.last is not None:
            before = _with_gap(self.last) if block.tag == w("p") else self.last
            ends = block.tag == w("p") and _is_last(before) and before.tag == w("p")
            before.addnext(block)
            if ends:
                self._end_with(block, before)
        elif self.first is not None:
            self.first.addprevious(block)
        else:
            section = child(self.container, "sectPr")
            at = len(self.container) if section is None else self.container.index(section)
            self.container.insert(at, block)
        self.last = block

    def _end_with(self, block: etree._Element, before: etree._Element) -> None:
        """A container's last paragraph cannot go: the new end is that of the one before it."""
        mark = child(child(before, "pPr"), "rPr")
        if child(mark, "ins") is not None:
            return
        mark = child(child(block, "pPr"), "rPr")
        inserted = child(mark, "ins")
        if mark is not None and inserted is not None:
            mark.remove(inserted)
            self.stamp.mark_paragraph(before, "ins")


def _compared(ours: Version, theirs: Version, stamp: Stamp) -> Redline:
    bookmarks = (mark.get(w("name"), "") for mark in ours.body.iter(w("bookmarkStart")))
    insertions = Insertions(
        stamp,
        ours.styles,
        theirs.styles,
        theirs.shown,
        frozenset(bookmarks),
        ours.notes,
        theirs.notes,
    )
    comparison = _Comparison(ours, theirs, stamp, insertions)
    comparison.whole()
    ours.notes.put_in_order(ours.body)
    number_changes(ours.body, *ours.notes.parts())
    differing = comparison.boxes_differ or margins(ours) != margins(theirs)
    return Redline(ours.packed(), comparison.changes, insertions.dropped, differing)


def _same(old: Block, new: Block) -> bool:
    """Whether there is nothing to compare in two blocks, or in what hangs on them."""
    text = old.passage.text
    return text == new.passage.text and not holds_objects(text)


def _by_field(change: Change, old: Spans, new: Spans) -> Iterator[tuple[Change, Field | None]]:
    """The change in parts, where a field on both sides stays and only its result differs."""
    at, their_at = change.start, change.their_start
    for mine in old.fields:
        if not (at <= mine.start < mine.end <= change.end):
            continue
        for other in new.fields:
            inside = their_at <= other.start < other.end <= change.their_end
            if inside and mine.instruction == other.instruction:
                yield Change(at, mine.start, their_at, other.start), None
                yield Change(mine.start, mine.end, other.start, other.end), mine
                at, their_at = mine.end, other.end
                break
    yield Change(at, change.end, their_at, change.their_end), None


def _with_gap(block: etree._Element) -> etree._Element:
    """A block, or the empty paragraph that comes after a table."""
    following = block.getnext()
    if block.tag != w("tbl") or following is None or following.tag != w("p"):
        return block
    return block if next(following.iter(w("r")), None) is not None else following


def _outermost(element: etree._Element, within: etree._Element) -> etree._Element:
    """The child of ``within`` that holds an element."""
    parent = element.getparent()
    while parent is not None and parent is not within:
        element, parent = parent, parent.getparent()
    return element


def _is_last(block: etree._Element) -> bool:
    """Whether no paragraph or table comes after a block in its container."""
    return next(block.itersiblings(*_BLOCKS), None) is None


def _list_of(block: etree._Element) -> str:
    return value(child(child(block, "pPr"), "numPr"), "numId") or ""


def _passages(blocks: Sequence[Block]) -> list[Passage]:
    return [block.passage for block in blocks]


def _both(pair: Pair) -> bool:
    return pair.ours is not None and pair.theirs is not None
