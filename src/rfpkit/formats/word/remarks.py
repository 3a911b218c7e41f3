"""Comments to be written into somebody's Word file: where each may stand, and how ours are kept.

The file stays theirs: only the body, the comments and what names them change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from rfpkit.document.model import Document, Heading, Item, Paragraph, text_blocks
from rfpkit.formats.word.comment_part import (
    CommentPart,
    Lines,
    anchors,
    empty_part,
    mark,
    mark_whole,
    unmark,
)
from rfpkit.formats.word.edited import Edited
from rfpkit.formats.word.ooxml import w
from rfpkit.formats.word.package import Package
from rfpkit.formats.word.places import Origin, Trace, in_box, paragraph_of, set_apart

_MORE = ("commentsExtended", "commentsIds", "commentsExtensible")
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_EPOCH = "1980-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Fix:
    """The words that replace a stretch of a text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment to be: what it says, and the words or the mark of a footnote that it stands at,
    or a whole paragraph.
    """

    lines: Lines
    paragraph: etree._Element
    origin: Origin | None = None
    start: int = 0
    end: int = 0
    fix: Fix | None = None
    reference: etree._Element | None = None

    def mark(self, number: str) -> None:
        """Make the comment of this number stand at its place."""
        if self.origin is not None:
            first = self.origin.open_at(self.start)
            mark(first, self.origin.close_at(self.end), number)
        elif self.reference is not None:
            alone = set_apart(self.reference)
            mark(alone, alone, number)
        else:
            mark_whole(self.paragraph, number)

    def set_apart(self) -> None:
        """Split the runs so that what the fix replaces stands in runs of its own."""
        if self.fix is not None and self.origin is not None:
            self.origin.open_at(self.fix.start)
            self.origin.close_at(self.fix.end)

    def replaced(self) -> list[etree._Element]:
        """The runs that the fix replaces; none where there is no fix."""
        if self.fix is None or self.origin is None:
            return []
        return self.origin.between(self.fix.start, self.fix.end)


@dataclass(frozen=True)
class Places:
    """Where comments may stand in a file that was read."""

    package: Package
    main: str
    document: Document
    trace: Trace

    @cached_property
    def blocks(self) -> list[Heading | Paragraph | Item]:
        """The text blocks of the document, in order."""
        return list(text_blocks(self.document.blocks))

    def at(
        self,
        ordinal: int,
        start: int,
        end: int,
        lines: Lines,
        quote: Lines = (),
        fix: Fix | None = None,
    ) -> Remark | None:
        """The comment at some words of a block; None where no comment can stand there.

        ``quote`` is said too where the comment cannot stand at the very words.
        """
        origin = self.trace.origin(self.blocks[ordinal]) if ordinal >= 0 else None
        if origin is None or not origin.pieces:
            return None
        if origin.part != self.main:
            return self._at_reference((*lines, *quote), origin.pieces[0].element)
        paragraph = paragraph_of(origin.element_at(start))
        if paragraph is None:
            return None
        if in_box(origin.pieces[0].element) or start >= end:
            return Remark((*lines, *quote), paragraph)
        return Remark(lines, paragraph, origin, start, end, fix)

    def _at_reference(self, lines: Lines, element: etree._Element) -> Remark | None:
        """The comment on words in a footnote, at its mark in the body; None for page headers.

        LibreOffice cannot open a file with a comment in a footnote.
        """
        note = next(element.iterancestors(w("footnote"), w("endnote")), None)
        if note is None:
            return None
        kind = w(f"{etree.QName(note).localname}Reference")
        for reference in self.package.xml(self.main).iter(kind):
            paragraph = paragraph_of(reference)
            if reference.get(w("id")) == note.get(w("id")) and paragraph is not None:
                if in_box(reference):
                    return Remark(lines, paragraph)
                return Remark(lines, paragraph, reference=reference)
        return None

    def at_title(self, lines: Lines) -> Remark:
        """The comment on what has no place of its own; ``UnreadableError`` in an empty file."""
        for block in self._titles():
            origin = self.trace.origin(block)
            if origin is None or origin.part != self.main or not origin.pieces:
                continue
            paragraph = paragraph_of(origin.pieces[0].element)
            if paragraph is not None and not in_box(origin.pieces[0].element):
                return Remark(lines, paragraph, origin, 0, len(block.text))
        first = next(self.package.xml(self.main).iter(w("p")), None)
        if first is None:
            raise self.package.fault("holds no paragraph that a comment could stand at")
        return Remark(lines, first)

    def _titles(self) -> Iterator[Heading | Paragraph | Item]:
        """The blocks that may be the title, the likeliest first."""
        yield from (b for b in self.blocks if isinstance(b, Paragraph) and b.kind == "cover")
        yield from (b for b in self.blocks if isinstance(b, Heading))
        yield from self.blocks


def date_of(package: Package) -> str:
    """When the document says that it was last changed; the clock is never asked."""
    core = package.optional(package.related("", "core-properties"))
    said = "" if core is None else (core.findtext(_MODIFIED) or "").strip()
    return said if _DATE.fullmatch(said) else _EPOCH


def write_remarks(
    edited: Edited,
    body: etree._Element,
    remarks: Sequence[Remark],
    head: re.Pattern[str],
    date: str,
) -> None:
    """Make the remarks the only comments of one command, but for those that were answered.

    ``head`` tells the command's comments by their first line. A comment that says the same at the
    same paragraph as before stays what it is: it may be answered, or marked as done.
    """
    root = edited.related("comments")
    if root is None:
        if not remarks:
            return
        root = empty_part()
        edited.add("comments", root)
    more = [part for part in map(edited.related, _MORE) if part is not None]
    part = CommentPart(root, head, more)
    ours = part.ours()
    before: defaultdict[tuple[Lines, etree._Element | None], list[str]] = defaultdict(list)
    for number, place in anchors(body, frozenset(ours)):
        before[ours[number], paragraph_of(place)].append(number)
    numbers = []
    for remark in remarks:
        known = before[remark.lines, remark.paragraph]
        numbers.append(known.pop(0) if known else None)
    left = ours.keys() - {number for number in numbers if number is not None}
    answered = {number for number in left if part.is_answered(number)}
    for number in sorted(left - answered):
        part.remove(number)
    unmark(body, frozenset(ours.keys() - answered))
    for remark, kept in zip(remarks, numbers, strict=True):
        remark.mark(kept or part.add(remark.lines, date))
