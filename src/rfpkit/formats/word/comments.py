"""What the linter found, written into the Word file that it was found in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from rfpkit.document.model import Document, Heading, Item, Paragraph, text_blocks
from rfpkit.formats.files import read_bytes
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
from rfpkit.formats.word.package import Package, open_package
from rfpkit.formats.word.places import Origin, Trace, in_box, paragraph_of, set_apart
from rfpkit.formats.word.reader import document_of, main_part
from rfpkit.formats.word.suggestions import free_numbers, suggest, withdraw
from rfpkit.lint.report import Finding, Report

_MORE = ("commentsExtended", "commentsIds", "commentsExtensible")
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_EPOCH = "1980-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A Word file with comments, the report that they tell, and how much of it there is."""

    data: bytes
    report: Report
    comments: int
    suggestions: int


def annotate(path: Path, check: Callable[[Document], Report]) -> Reviewed:
    """The .docx at ``path`` with what ``check`` finds in it, as comments at the exact words.

    Where a finding has a ``fix``, it replaces the words as a tracked change. What concerns the
    whole document, or stands where no comment can, is told in one comment at the title. Comments
    and suggestions of an earlier run are replaced, so that a second run changes nothing; those of
    others stay, and so do ours that somebody has answered. Raises ``UnreadableError``.
    """
    package = open_package(path)
    main = main_part(package)
    edited = Edited(package, main)
    body = edited.part(main)
    withdraw(body)
    trace = Trace()
    document = document_of(package, trace)
    report = check(document)
    notes = _Planner(package, main, document, trace).notes(report.findings)
    date = _date(package)
    _write_comments(edited, body, notes, date)
    ids = free_numbers(body)
    suggestions = sum(suggest(note.replaced(), note.fix or "", ids, date) for note in notes)
    return Reviewed(edited.written() or read_bytes(path), report, len(notes), suggestions)


def _date(package: Package) -> str:
    """When the document says that it was last changed; the clock is never asked."""
    core = package.optional(package.related("", "core-properties"))
    said = "" if core is None else (core.findtext(_MODIFIED) or "").strip()
    return said if _DATE.fullmatch(said) else _EPOCH


@dataclass(frozen=True, slots=True)
class _Note:
    """A comment to be: what it says, and the words or the mark of a footnote that it stands at,
    or a whole paragraph.
    """

    lines: Lines
    paragraph: etree._Element
    origin: Origin | None = None
    start: int = 0
    end: int = 0
    fix: str | None = None
    reference: etree._Element | None = None

    def mark(self, number: str) -> None:
        if self.origin is not None:
            first = self.origin.open_at(self.start)
            mark(first, self.origin.close_at(self.end), number)
        elif self.reference is not None:
            alone = set_apart(self.reference)
            mark(alone, alone, number)
        else:
            mark_whole(self.paragraph, number)

    def replaced(self) -> list[etree._Element]:
        """The runs that the fix replaces; none where there is no fix, or they hold more words."""
        if self.fix is None or self.origin is None:
            return []
        return self.origin.between(self.start, self.end)


def _write_comments(
    edited: Edited, body: etree._Element, notes: Sequence[_Note], date: str
) -> None:
    """Make the notes the linter's only comments, but for those that were answered.

    A comment that says the same at the same paragraph as before stays what it is: it may be
    answered, or marked as done.
    """
    root = edited.related("comments")
    if root is None:
        if not notes:
            return
        root = empty_part()
        edited.add("comments", root)
    more = [part for part in map(edited.related, _MORE) if part is not None]
    part = CommentPart(root, more)
    ours = part.ours()
    before: defaultdict[tuple[Lines, etree._Element | None], list[str]] = defaultdict(list)
    for number, place in anchors(body, frozenset(ours)):
        before[ours[number], paragraph_of(place)].append(number)
    numbers = []
    for note in notes:
        known = before[note.lines, note.paragraph]
        numbers.append(known.pop(0) if known else None)
    left = ours.keys() - {number for number in numbers if number is not None}
    answered = {number for number in left if part.is_answered(number)}
    for number in sorted(left - answered):
        part.remove(number)
    unmark(body, frozenset(ours.keys() - answered))
    for note, kept in zip(notes, numbers, strict=True):
        note.mark(kept or part.add(note.lines, date))


@dataclass(frozen=True, slots=True)
class _Planner:
    """Decides where each finding is told."""

    package: Package
    main: str
    document: Document
    trace: Trace

    def notes(self, findings: Sequence[Finding]) -> list[_Note]:
        """The comments to write, in document order; every finding is told in one of them."""
        blocks = list(text_blocks(self.document.blocks))
        notes: list[_Note] = []
        homeless: list[Finding] = []
        for finding in findings:
            note = self._note(finding, blocks[finding.ordinal]) if finding.ordinal >= 0 else None
            if note is None:
                homeless.append(finding)
            else:
                notes.append(note)
        return [self._at_title(homeless), *notes] if homeless else notes

    def _note(self, finding: Finding, block: Heading | Paragraph | Item) -> _Note | None:
        """The comment on a finding at its words; None where no comment can stand there."""
        origin = self.trace.origin(block)
        if origin is None or not origin.pieces:
            return None
        if origin.part != self.main:
            return self._at_reference(finding, origin.pieces[0].element)
        paragraph = paragraph_of(origin.element_at(finding.start))
        if paragraph is None:
            return None
        if in_box(origin.pieces[0].element) or finding.start >= finding.end:
            return _Note((*_told(finding), *_where(finding)), paragraph)
        return _Note(_told(finding), paragraph, origin, finding.start, finding.end, fix=finding.fix)

    def _at_reference(self, finding: Finding, element: etree._Element) -> _Note | None:
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
                lines = (*_told(finding), *_where(finding))
                if in_box(reference):
                    return _Note(lines, paragraph)
                return _Note(lines, paragraph, reference=reference)
        return None

    def _at_title(self, findings: Sequence[Finding]) -> _Note:
        """The comment on what has no place of its own."""
        lines: list[str] = []
        hints = [one for one in findings if one.is_hint]
        for finding in findings:
            if finding not in hints:
                lines += (*_told(finding), *_where(finding))
        if hints:
            names = ", ".join(finding.rule for finding in hints)
            lines += (
                "advice missing",
                f"Not found here; see that another document of the procurement has it: {names}.",
            )
        for block in self._titles():
            origin = self.trace.origin(block)
            if origin is None or origin.part != self.main or not origin.pieces:
                continue
            paragraph = paragraph_of(origin.pieces[0].element)
            if paragraph is not None and not in_box(origin.pieces[0].element):
                return _Note(tuple(lines), paragraph, origin, 0, len(block.text))
        first = next(self.package.xml(self.main).iter(w("p")), None)
        if first is None:
            raise self.package.fault("holds no paragraph that a comment could stand at")
        return _Note(tuple(lines), first)

    def _titles(self) -> Iterator[Heading | Paragraph | Item]:
        """The blocks that may be the title, the likeliest first."""
        blocks = list(text_blocks(self.document.blocks))
        yield from (b for b in blocks if isinstance(b, Paragraph) and b.kind == "cover")
        yield from (b for b in blocks if isinstance(b, Heading))
        yield from blocks


def _told(finding: Finding) -> Lines:
    """What a comment says about a finding, a line a paragraph."""
    return (
        f"{finding.level} {finding.rule}",
        finding.message,
        f"Instead: {finding.instead}",
    )


def _where(finding: Finding) -> Lines:
    """The words of a finding and their heading, for a comment that cannot stand at them."""
    if not finding.quote:
        return ()
    section = f", {finding.section}" if finding.section else ""
    return (f"The words: “{finding.quote}”{section}",)
