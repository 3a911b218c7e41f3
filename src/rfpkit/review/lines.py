"""The lines of a document as sent and as returned, and what tells them apart from their numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rfpkit.document.fingerprints import normalised, without_numbers
from rfpkit.document.provenance import Line, Manifest, plain

FRAME = -1
"""In the place of a clause: what stands outside of all, such as the title of a part."""

NUMBER = (
    r"(?:(?:Part|Annex|Table)\s*[A-Z0-9]{1,4}(?:\s*[–—-](?=\s))?|[A-Z]?\d{1,3}(?:\.\d{1,3})*\.?"
    r"|[A-Z](?:\.\d{1,3})+\.?|\([A-Za-z]{1,5}\)|[A-Za-z]{1,5}[.)]|[•◦–▪·o-])"
)
"""The regular expression for a number, or a bullet, as somebody types it before a line."""

_LABEL = re.compile(rf"{NUMBER}(?:[\s:]+|$)")
_SHOWN = r"(?:(?:Annex|Part|Table) ?)?[\w.]+?(?:\([A-Za-z]{1,5}\))*?"
_PRIVATE = 0xE100


@dataclass(frozen=True, slots=True)
class OurLine:
    """A line as sent. ``at`` is its position in its clause; a heading has 0."""

    clause: int
    at: int
    text: str
    key: str
    line: Line
    bookmark: str = ""

    @property
    def cites(self) -> bool:
        """Whether it cites a footnote."""
        return any(span.note for span in self.line.spans)

    @property
    def opens(self) -> bool:
        """Whether it is the heading of a clause, or stands outside of all."""
        return self.at == 0 or self.clause == FRAME


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A line as returned: ``label`` is its number, beside it or typed; ``start`` is the offset of
    ``text`` in its block. ``is_heading`` is None where the file does not tell; ``is_struck`` tells
    of words that are crossed out by their look.
    """

    text: str
    key: str
    label: str
    ordinal: int
    start: int = 0
    is_heading: bool | None = None
    names: frozenset[str] = frozenset()
    in_table: bool = False
    is_struck: bool = False


def ours_of(manifest: Manifest) -> list[OurLine]:
    """Every line of a document as sent, in order."""
    found: list[OurLine] = []
    frame = list(manifest.frame)
    for index, clause in enumerate(manifest.clauses):
        found += [_framed(text) for before, text in frame if before == index]
        for at, line in enumerate(clause.lines):
            text = plain(line)
            bookmark = "" if at else clause.bookmark
            found.append(OurLine(index, at, text, without_numbers(text), line, bookmark))
    found += [_framed(text) for before, text in frame if before >= len(manifest.clauses)]
    return found


def _framed(text: str) -> OurLine:
    return OurLine(FRAME, 0, text, without_numbers(text), Line(()))


def bare(line: TheirLine) -> TheirLine:
    """The line without what looks like a number before it."""
    match = _LABEL.match(line.text) if not line.label else None
    if match is None:
        return line
    text = line.text[match.end() :]
    label = match[0].rstrip(" \t:–—-")
    start = line.start + match.end()
    return replace(line, text=text, key=without_numbers(text), label=label, start=start)


def is_number(text: str) -> bool:
    """Whether a text is nothing but what is typed before a line as its number."""
    return _LABEL.fullmatch(text) is not None


def is_sign(line: Line) -> bool:
    """Whether a line is a dash alone, for nothing: a PDF's reader takes it for a bullet."""
    return not any(span.text.strip(" –—-•") for span in line.spans)


def pattern_of(
    line: Line, numbers: Mapping[str, Sequence[str]], *, named: bool = True, marked: bool = False
) -> str:
    """A regular expression for a line as normalised, with what its references may show.

    Without ``numbers`` a reference may show any. The groups of references are called ``r`` and the
    position of the span, where they are ``named``. Where the text is ``marked``, the number of a
    note must stand where one is cited.
    """
    signs = [chr(_PRIVATE + at) if s.to or s.note else s.text for at, s in enumerate(line.spans)]
    pattern = re.escape(normalised("".join(signs)))
    for at, span in enumerate(line.spans):
        if span.to:
            known = numbers.get(span.to, ()) if numbers else (span.text,)
            shown = [re.escape(normalised(number)) for number in known]
            shown += [] if numbers else [_SHOWN]
            group = f"?P<r{at}>" if named else "?:"
            pattern = pattern.replace(chr(_PRIVATE + at), f"({group}{'|'.join(shown)})")
        elif span.note:
            mark = rf"\[?(?:{re.escape(span.note)}|\d{{1,3}}?)\]?" if marked else ""
            pattern = pattern.replace(chr(_PRIVATE + at), mark)
    return pattern


def same_shape(ours: str, theirs: str) -> bool:
    """Whether two numbers are of one level: "4.2" and "10.1", "(a)" and "(iv)"."""
    return not ours or not theirs or _shape(ours) == _shape(theirs)


def _shape(number: str) -> str:
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "1", normalised(number).rstrip(".")))
