"""Paragraphs and tables of another Word file as insertions into ours, in our styles and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.formats.word.citations import Citations, Note, is_note_mark
from rfpkit.formats.word.ooxml import VAL, child, integer, number, text_of, value, w
from rfpkit.formats.word.revisions import Stamp
from rfpkit.formats.word.spans import OBJECT, Field, Piece, Spans, field_marks, taken_apart
from rfpkit.formats.word.styles import Styles
from rfpkit.formats.word.versions import inside

_BREAKS = re.compile("([\n\t])")
_REFERENCE = re.compile(r"(?:REF|PAGEREF)\s+(\S+)", re.IGNORECASE)
_LOOK = {
    w(name)
    for name in (
        "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "vanish", "u",
        "highlight", "vertAlign",
    )
}  # fmt: skip
_BEFORE_VANISH = {
    w(name) for name in ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike")
}
_TABLE = {
    w(name) for name in ("tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
}
_ROW = {w(name) for name in ("gridBefore", "gridAfter", "cantSplit", "trHeight", "tblHeader")}
_CELL = {w(name) for name in ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign")}


@dataclass(slots=True)
class Insertions:
    """Makes what only theirs has.

    ``shown`` is what their leaves show; ``bookmarks`` are ours, which a reference may point to;
    ``lists`` gives our list for one of theirs. What cites a note brings the note along, from
    ``their_notes`` into our ``notes``. ``dropped`` counts the pictures, formulas and marks without
    a note that could not be brought over.
    """

    stamp: Stamp
    ours: Styles
    theirs: Styles
    shown: Mapping[etree._Element, str]
    bookmarks: frozenset[str]
    notes: Citations
    their_notes: Citations
    lists: dict[str, str] = field(default_factory=dict)
    dropped: int = 0

    def words(self, spans: Spans, start: int, end: int) -> etree._Element | None:
        """A ``w:ins`` with the words of a paragraph of theirs; None where there is nothing."""
        added = self.stamp.element("ins")
        done: Field | None = None
        pieces = spans.between(start, end)
        for piece in pieces:
            whole = piece.field
            if (
                whole is not None
                and start <= whole.start
                and whole.end <= end
                and self._live(whole)
            ):
                if whole is not done:
                    done = whole
                    added.extend(self._field(spans, whole))
            else:
                self._put(added, piece)
        return added if len(added) else None

    def paragraph(self, theirs: etree._Element, *, marked: bool = True) -> etree._Element:
        """A new paragraph with the words of one of theirs; ``marked`` says that its end is new."""
        made = etree.Element(w("p"))
        properties = etree.SubElement(made, w("pPr"))
        style = self.ours.find(self.theirs.name(self.theirs.of(theirs)))
        if style:
            etree.SubElement(properties, w("pStyle")).set(w("val"), style)
        place = child(child(theirs, "pPr"), "numPr")
        listed = self.lists.get(value(place, "numId") or "")
        if listed:
            place = etree.SubElement(properties, w("numPr"))
            level = value(child(child(theirs, "pPr"), "numPr"), "ilvl") or "0"
            etree.SubElement(place, w("ilvl")).set(w("val"), level)
            etree.SubElement(place, w("numId")).set(w("val"), listed)
        if marked:
            self.stamp.mark_paragraph(made, "ins")
        spans = taken_apart(theirs, self.shown)
        if spans.pieces:
            added = self.words(spans, 0, spans.pieces[-1].end)
            if added is not None:
                made.append(added)
        return made

    def table(self, theirs: etree._Element) -> etree._Element:
        """A new table with the rows of one of theirs."""
        made = etree.Element(w("tbl"))
        properties = etree.SubElement(made, w("tblPr"))
        style = self.ours.find(self.theirs.name(value(child(theirs, "tblPr"), "tblStyle") or ""))
        if style:
            etree.SubElement(properties, w("tblStyle")).set(w("val"), style)
        properties.extend(_kept(child(theirs, "tblPr"), _TABLE))
        made.extend(deepcopy(grid) for grid in theirs.iterchildren(w("tblGrid")))
        made.extend(self.row(row) for row in theirs.iter(w("tr")) if _table_of(row) is theirs)
        return made

    def row(self, theirs: etree._Element, into: etree._Element | None = None) -> etree._Element:
        """A new row with the cells of one of theirs, kept in line where our table has more."""
        made = etree.Element(w("tr"))
        etree.SubElement(made, w("trPr")).extend(_kept(child(theirs, "trPr"), _ROW))
        self.stamp.mark_row(made, "ins")
        made.extend(self._cell(cell) for cell in theirs.iter(w("tc")) if _row_of(cell) is theirs)
        lack = _columns(into) - _filled(made)
        if into is not None and lack > 0:
            properties = made[0]
            after = child(properties, "gridAfter")
            if after is None:
                after = etree.Element(w("gridAfter"))
                properties.insert(0, after)
            after.set(VAL, str((integer(after.get(VAL)) or 0) + lack))
        return made

    def _cell(self, theirs: etree._Element) -> etree._Element:
        made = etree.Element(w("tc"))
        etree.SubElement(made, w("tcPr")).extend(_kept(child(theirs, "tcPr"), _CELL))
        for block in theirs.iter(w("p"), w("tbl")):
            if _cell_of(block) is not theirs:
                continue
            made.append(self.table(block) if block.tag == w("tbl") else self.paragraph(block))
        if len(made) < 2 or made[-1].tag != w("p"):
            etree.SubElement(made, w("p"))
        return made

    def _live(self, found: Field) -> bool:
        """Whether a field of theirs has its target in our file too; else its result is text."""
        target = _REFERENCE.match(found.instruction)
        return target is not None and target[1] in self.bookmarks

    def _field(self, spans: Spans, found: Field) -> Iterable[etree._Element]:
        *opening, closing = field_marks(found.instruction)
        yield from opening
        result = etree.Element(w("ins"))
        for piece in spans.between(found.start, found.end):
            self._put(result, piece)
        yield from list(result)
        yield closing

    def _look(self, run: etree._Element) -> list[etree._Element]:
        """What stands out in a run of theirs; text that a style hides stays hidden."""
        own = child(run, "rPr")
        look = list(_kept(own, _LOOK))
        paragraph = next(run.iterancestors(w("p")), run)
        styles = (value(own, "rStyle") or "", self.theirs.of(paragraph))
        by_style = any(self.theirs.switch(style, "vanish") for style in styles)
        if by_style and child(own, "vanish") is None:
            at = sum(1 for one in look if one.tag in _BEFORE_VANISH)
            look.insert(at, etree.Element(w("vanish")))
        return look

    def _put(self, added: etree._Element, piece: Piece) -> None:
        """Add what a piece shows: words, or the mark of a note, which comes along."""
        mark = piece.leaf if piece.leaf is not None and is_note_mark(piece.leaf) else None
        if mark is None and piece.text != OBJECT:
            self._append(added, piece)
            return
        theirs = None if mark is None else self.their_notes.cited(mark)
        if mark is None or theirs is None:
            self.dropped += 1
            return
        new = self.notes.add(mark)
        self._fill(new, theirs)
        look = new.mark[0]
        hidden = (one for one in self._look(piece.element) if one.tag == w("vanish"))
        for one in hidden:
            look.insert(0 if child(look, "rStyle") is None else 1, one)
        added.append(new.mark)

    def _fill(self, new: Note, theirs: etree._Element) -> None:
        """Give a new note the paragraphs and tables of one of theirs."""
        blocks = list(inside(theirs))
        for block in blocks:
            if block.tag == w("tbl"):
                new.element.append(self.table(block))
                continue
            made = self.paragraph(block, marked=block is not blocks[-1])
            properties = made[0]
            if new.style and child(properties, "pStyle") is None:
                properties.insert(0, etree.Element(w("pStyle"), {VAL: new.style}))
            new.element.append(made)
        if not blocks or blocks[-1].tag != w("p"):
            etree.SubElement(new.element, w("p"))
        first = child(new.element, "p")
        if first is None or next(theirs.iter(new.number[1].tag), None) is None:
            return  # the mark of their note is none that Word counts
        words = child(first, "ins")
        if words is None:
            first.append(self.stamp.add(new.number))
        else:
            words.insert(0, new.number)

    def _append(self, added: etree._Element, piece: Piece) -> None:
        """Add a piece's words, to the last run where they look the same."""
        look = self._look(piece.element)
        last = added[-1] if len(added) else None
        run = etree.Element(w("r"))
        if look:
            etree.SubElement(run, w("rPr")).extend(look)
        if last is not None and _same_look(last, run):
            run = last
        else:
            added.append(run)
        for part in _BREAKS.split(piece.text):
            if part in ("\n", "\t"):
                etree.SubElement(run, w("br" if part == "\n" else "tab"))
            elif part and len(run) and run[-1].tag == w("t"):
                run[-1].text = (run[-1].text or "") + part
            elif part:
                run.append(text_of(part))


def _same_look(last: etree._Element, run: etree._Element) -> bool:
    if child(last, "fldChar") is not None:
        return False
    looks = [child(one, "rPr") for one in (last, run)]
    first, second = (b"" if look is None else etree.tostring(look, method="c14n") for look in looks)
    return first == second


def _kept(properties: etree._Element | None, names: set[str]) -> Iterable[etree._Element]:
    return [deepcopy(one) for one in (() if properties is None else properties) if one.tag in names]


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(w("tbl")), None)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(w("tr")), None)


def _cell_of(block: etree._Element) -> etree._Element | None:
    return next(block.iterancestors(w("tc"), w("txbxContent")), None)


def _columns(table: etree._Element | None) -> int:
    """How many columns the grid of a table has."""
    grid = child(table, "tblGrid")
    return 0 if grid is None else sum(1 for _ in grid.iterchildren(w("gridCol")))


def _filled(row: etree._Element) -> int:
    """How many columns a row takes up."""
    properties = child(row, "trPr")
    beside = sum(number(properties, name) or 0 for name in ("gridBefore", "gridAfter"))
    spans = (number(child(cell, "tcPr"), "gridSpan") or 1 for cell in row.iterchildren(w("tc")))
    return beside + sum(spans)
