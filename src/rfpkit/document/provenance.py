"""Where a document comes from: the spec, the library, and for each clause what makes it that one.

Assembly puts a ``Provenance`` on the document that it makes. A ``Manifest`` is that and the texts
themselves: what a Word file carries with it, and what the clauses of a returned file are held
against.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rfpkit.document.fingerprints import fingerprint
from rfpkit.document.model import (
    AnyBlock,
    Document,
    Heading,
    Item,
    Paragraph,
    Run,
    Table,
    text_blocks,
)


@dataclass(frozen=True, slots=True)
class Filling:
    """A blank and the words that fill it, empty where it is open; ``origin`` says whence they come:
    "value", "field", "default" or "open"."""

    name: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class RecordedWaiver:
    """A finding of the linter that the spec accepts; ``until`` is a date (ISO) or empty."""

    rule: str
    reason: str
    document: str = ""
    quote: str = ""
    by: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A clause of the library as it stands in a document: why, in which version, how filled in.

    ``forced`` is the spec's reason for forcing it in, empty where its conditions decided.
    """

    id: str
    title: str
    version: str
    reasons: tuple[str, ...] = ()
    forced: str = ""
    blanks: tuple[Filling, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """A clause and the blocks of the document that are its own: from ``start`` up to ``end``."""

    origin: Origin
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document was made from; ``name`` is its template's, the hashes are hexadecimal."""

    name: str
    spec: str
    library: str
    extents: tuple[Extent, ...]
    waivers: tuple[RecordedWaiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line. In a reference ``to`` is the anchor and ``text`` the number shown; what
    fills a blank has that blank's name in ``blank``.
    """

    text: str
    to: str = ""
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one heading, paragraph, list item, note, or paragraph of a cell.

    ``number`` is its own number as shown beside it, ``anchor`` what references to it say.
    ``is_head`` tells that it stands in the head of a table, which every page repeats.
    """

    spans: tuple[Span, ...]
    number: str = ""
    anchor: str = ""
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """A clause as a file carries it: its origin, its lines, their fingerprint, its bookmark.

    The first line is the heading, ``number`` the heading's number.
    """

    origin: Origin
    number: str
    bookmark: str
    fingerprint: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> tuple[str, ...]:
        """The lines as plain text, references with the numbers that they showed."""
        return tuple(plain(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file says about its making: the document's name, two hashes, clauses in order.

    ``frame`` is what stands outside the clauses, such as the titles of parts: the number of clauses
    before it, and its words.
    """

    name: str
    spec: str
    library: str
    clauses: tuple[Carried, ...]
    waivers: tuple[RecordedWaiver, ...] = ()
    frame: tuple[tuple[int, str], ...] = ()


def manifest_of(document: Document) -> Manifest | None:
    """The manifest of an assembled, numbered document; None for one that was never assembled."""
    made = document.provenance
    if made is None:
        return None
    clauses = tuple(_carried(document, extent) for extent in made.extents)
    frame = tuple(_outside(document, made.extents))
    return Manifest(made.name, made.spec, made.library, clauses, made.waivers, frame)


def bookmark(clause: str) -> str:
    """The name of a clause's bookmark: 28 characters that its id alone decides.

    A name that begins with an underscore is one that Word keeps out of its users' way. The
    bookmark holds the heading alone: LibreOffice 7.4 writes one over several paragraphs twice.
    """
    return f"_Clause_{hashlib.sha256(clause.encode()).hexdigest()[:20]}"


def lines_of(document: Document, extent: Extent) -> tuple[Line, ...]:
    """The lines of a clause in its document, those without words left out."""
    return tuple(
        line
        for block in document.blocks[extent.start : extent.end]
        for line in _lines(block)
        if plain(line).strip()
    )


def _lines(block: AnyBlock) -> Iterator[Line]:
    if isinstance(block, Table):
        for at, row in enumerate(block.rows):
            for cell in row:
                for part in cell.blocks:
                    yield _line(part, is_head=at < block.header_rows)
    else:
        for part in text_blocks((block,)):
            yield _line(part)


def _line(part: Heading | Paragraph | Item, *, is_head: bool = False) -> Line:
    return Line(tuple(_spans(part.runs)), part.number, part.anchor, is_head)


def plain(line: Line, numbers: Mapping[str, str] | None = None) -> str:
    """The words of a line, references with the numbers that they showed.

    ``numbers`` gives anchors the numbers that they have by now, in a file that was renumbered.
    """
    now = numbers or {}
    return "".join(now.get(span.to, span.text) if span.to else span.text for span in line.spans)


def _outside(document: Document, extents: Iterable[Extent]) -> Iterator[tuple[int, str]]:
    at = 0
    stretches = (*((extent.start, extent.end) for extent in extents), (len(document.blocks), 0))
    for before, (start, end) in enumerate(stretches):
        for block in text_blocks(document.blocks[at:start]):
            if block.text.strip():
                yield before, block.text
        at = end


def _carried(document: Document, extent: Extent) -> Carried:
    lines = lines_of(document, extent)
    head = document.blocks[extent.start]
    number = "" if isinstance(head, Table) else head.number
    name = bookmark(extent.origin.id)
    return Carried(extent.origin, number, name, fingerprint(map(plain, lines)), lines)


def _spans(runs: Iterable[Run]) -> list[Span]:
    """The runs without their looks."""
    spans: list[Span] = []
    for run in runs:
        last = spans[-1] if spans else None
        if last and not run.ref and not last.to and run.blank == last.blank:
            spans[-1] = Span(last.text + run.text, blank=run.blank)
        elif run.text:
            spans.append(Span(run.text, run.ref, run.blank))
    return spans
