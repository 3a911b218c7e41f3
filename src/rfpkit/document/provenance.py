"""Where a document comes from: the spec, the library, and for each clause what makes it that one.

Assembly puts a ``Provenance`` on the document that it makes. A ``Manifest`` is that and the texts
themselves: what a Word file carries with it, and what the clauses of a returned file are held
against.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rfpkit.document.fingerprints import fingerprint
from rfpkit.document.model import (
    Document,
    Heading,
    Item,
    Paragraph,
    Run,
    Table,
    text_blocks,
)
from rfpkit.document.notes import is_note


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
    fills a blank has that blank's name in ``blank``. Where a footnote is cited there are no words,
    and ``note`` is its number.
    """

    text: str
    to: str = ""
    blank: str = ""
    note: str = ""


LineKind = Literal["text", "head", "note"]


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one heading, paragraph, list item, note, or paragraph of a cell.

    ``number`` is its own number as shown beside it, ``anchor`` what references to it say.
    ``kind`` tells what stands in the head of a table, which every page repeats, and what is a note.
    """

    spans: tuple[Span, ...]
    number: str = ""
    anchor: str = ""
    kind: LineKind = "text"


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
    lines: list[Line] = []
    for block in document.blocks[extent.start : extent.end]:
        if isinstance(block, Table):
            lines += _lines_in(block)
        else:
            lines.append(_line(block))
    return tuple([line for line in lines if plain(line).strip()])


def _lines_in(table: Table) -> Iterator[Line]:
    for at, row in enumerate(table.rows):
        for cell in row:
            for inner in cell.blocks:
                yield _line(inner, "head" if at < table.header_rows else "text")


def _line(part: Heading | Paragraph | Item, kind: LineKind = "text") -> Line:
    return Line(_spans(part.runs), part.number, part.anchor, "note" if is_note(part) else kind)


def plain(line: Line, numbers: Mapping[str, str] | None = None) -> str:
    """The words of a line, references with the numbers that they showed.

    ``numbers`` gives anchors the numbers that they have by now, in a file that was renumbered.
    """
    spans = line.spans
    if not numbers:
        return spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
    return "".join([numbers.get(span.to, span.text) if span.to else span.text for span in spans])


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


def _spans(runs: Sequence[Run]) -> tuple[Span, ...]:
    """The runs without their looks."""
    if len(runs) == 1 and runs[0].text:
        (run,) = runs
        return (Span(run.text, run.ref, run.blank, run.note),)
    spans: list[Span] = []
    last: Span | None = None  # where it is words, which those of the next run may continue
    for run in runs:
        if run.ref or run.note:
            if run.text or run.note:
                spans.append(Span(run.text, run.ref, run.blank, run.note))
                last = None
        elif last is not None and run.blank == last.blank:
            last = spans[-1] = Span(last.text + run.text, "", run.blank)
        elif run.text:
            last = Span(run.text, "", run.blank)
            spans.append(last)
    return tuple(spans)
