"""The lines of a document as sent and as returned, brought into a form that can be compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from rfpkit.document.fingerprints import normalised, without_numbers
from rfpkit.document.model import Heading, Item, Paragraph, Table, text_blocks
from rfpkit.document.provenance import Line, Manifest, plain
from rfpkit.review.model import View

FRAME = -1
"""In the place of a clause: what stands outside of all, such as the title of a part."""

_NUMBER = (
    r"(?:(?:Part|Annex|Table)\s*[A-Z0-9]{1,4}(?:\s*[–—-](?=\s))?|[A-Z]?\d{1,3}(?:\.\d{1,3})*\.?"
    r"|[A-Z](?:\.\d{1,3})+\.?|\([A-Za-z]{1,5}\)|[A-Za-z]{1,5}[.)]|[•◦–▪·o-])"
)
_LABEL = re.compile(rf"{_NUMBER}(?:[\s:]+|$)")
_SHOWN = r"(?:(?:Annex|Part|Table) ?)?[\w.]+?(?:\([A-Za-z]{1,5}\))*?"
_RULE = re.compile("_{3,}")  # a line to write on
_PRIVATE = 0xE100
Extent = tuple[int, int]
_TELLING = 5
_CONTENTS = 5


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
    def opens(self) -> bool:
        """Whether it is the heading of a clause, or stands outside of all."""
        return self.at == 0 or self.clause == FRAME


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A line as returned: ``label`` is its number, beside it or typed; ``start`` is the offset of
    ``text`` in its block. ``is_heading`` is None where the file does not tell.
    """

    text: str
    key: str
    label: str
    ordinal: int
    start: int = 0
    is_heading: bool | None = None
    names: frozenset[str] = frozenset()
    in_table: bool = False


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


def theirs_of(view: View, ours: Sequence[OurLine], *, has_paragraphs: bool) -> list[TheirLine]:
    """Every line of a document as returned, in order, without page margins and contents lists.

    What was typed before a line as its number is told from the text where the rest is a line of
    ours, or where most of the file's numbers are typed.
    """
    keys = {line.key for line in ours}
    lines = [line for line in _raw(view, keys) if line.text.strip()]
    if not has_paragraphs:
        lines = list(_cut(lines, ours))
    if not any(line.is_heading and line.key in keys for line in lines):
        # Headings that are none of ours were only guessed.
        lines = [replace(line, is_heading=None) for line in lines]
    labelled = [_labelled(line, keys) for line in lines]
    typed = sum(after is not before for before, after in zip(lines, labelled, strict=True))
    if not has_paragraphs or 5 * typed > len(lines):
        labelled = [one if one.key in keys else _bare(one) for one in labelled]
    headings = {line.key for line in ours if line.opens}
    return list(_without_contents([one for one in labelled if one.text], headings))


def _raw(view: View, keys: Collection[str]) -> Iterator[TheirLine]:
    """A line for each paragraph; lines of one paragraph apart, unless ours has them in one too."""
    ordinal = 0
    for block in view.document.blocks:
        in_table = isinstance(block, Table)
        for part in text_blocks((block,)):
            names = view.bookmarks[ordinal] if view.bookmarks else frozenset[str]()
            if _counts(part):
                label = "" if part.number == "•" else part.number
                whole = TheirLine(
                    part.text, without_numbers(part.text), label, ordinal, 0,
                    isinstance(part, Heading), names, in_table,
                )  # fmt: skip
                yield from (whole,) if whole.key in keys else _apart(whole)
            ordinal += 1


def _apart(whole: TheirLine) -> Iterator[TheirLine]:
    at = 0
    for text in whole.text.split("\n"):
        yield replace(
            whole,
            text=text,
            key=without_numbers(text),
            label="" if at else whole.label,
            start=at,
        )
        at += len(text) + 1


def _counts(part: Heading | Paragraph | Item) -> bool:
    return not isinstance(part, Paragraph) or part.kind not in ("header", "footer", "cover")


def _labelled(line: TheirLine, keys: set[str]) -> TheirLine:
    """The line without a typed number, where what follows the number is a line of ours."""
    if line.key in keys or line.label:
        return line
    bare = _bare(line)
    return bare if bare.key in keys else line


def _bare(line: TheirLine) -> TheirLine:
    """The line without what looks like a number before it."""
    match = _LABEL.match(line.text) if not line.label else None
    if match is None:
        return line
    text = line.text[match.end() :]
    label = match[0].rstrip(" \t:–—-")
    start = line.start + match.end()
    return replace(line, text=text, key=without_numbers(text), label=label, start=start)


def _without_contents(lines: Sequence[TheirLine], headings: set[str]) -> Iterator[TheirLine]:
    """The lines without a contents list: five headings of ours or more in a row."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _entry(lines[end]) in headings:
            end += 1
        if end - at >= _CONTENTS:
            # The last may be the heading of the text itself.
            yield from lines[end - 2 : end]
        else:
            yield from lines[at:end]
        if end < len(lines):
            yield lines[end]
        at = end + 1


def _entry(line: TheirLine) -> str:
    """A line without the page number and the dots of a contents list."""
    return re.sub(r"[\s.…]*\d*$", "", line.key)


def _dense(text: str) -> str:
    """A text as normalised, without any white space."""
    return "".join(normalised(text).split())


def _cut(lines: Sequence[TheirLine], ours: Sequence[OurLine]) -> Iterator[TheirLine]:
    """The lines cut where ours begin and end, however the file broke them."""
    text, starts = "", []
    for line in lines:
        starts.append(len(text))
        text += normalised(_RULE.sub("", line.text)) + " "
    taken, wholes = _found(text, ours)
    begun = {start for start, _ in taken}
    inside = {at for start, end in taken for at in range(start + 1, end)}
    edges = sorted({*starts, *(edge for span in taken for edge in span)} - inside - {len(text)})
    for at, end in zip(edges, (*edges[1:], len(text)), strict=True):
        piece = text[at:end].strip()
        # Before a line, or within a clause that is whole: a number, or a table's head again.
        is_known = at not in begun and (
            any(start < at < stop for start, stop in wholes)
            or (end in begun and _LABEL.fullmatch(piece))
        )
        if piece and not is_known:
            owner = bisect_right(starts, at) - 1
            source = lines[owner]
            is_first = at == starts[owner]
            yield replace(
                source,
                text=piece,
                key=without_numbers(piece),
                label=source.label if is_first else "",
                start=0,
                is_heading=source.is_heading if is_first else None,
            )


def _found(text: str, ours: Sequence[OurLine]) -> tuple[list[Extent], list[Extent]]:
    """Where lines of ours stand in a text, without overlaps, and where whole clauses do.

    Lines of whole clauses come first, then longer lines alone. White space does not count, for a
    PDF loses some and has some more.
    """
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    dense = _dense(text)
    taken: list[Extent] = []
    wholes: list[Extent] = []
    alone: list[OurLine] = []
    for _, group in groupby(ours, key=lambda line: line.clause):
        clause = list(group)
        spans = () if clause[0].clause == FRAME else _whole(dense, clause)
        whole = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        if spans and not _overlap(whole, taken):
            taken += spans
            wholes.append(whole)
        else:
            alone += clause
    at = 0
    for line in alone:
        if len(line.text.split()) >= _TELLING and line.line.spans:
            expression = re.compile(_expression(line.line))
            match = expression.search(dense, at) or expression.search(dense)
            if match and not _overlap(match.span(), taken):
                taken.append(match.span())
                at = match.end()

    def placed(extents: Sequence[Extent]) -> list[Extent]:
        return [(places[start], places[end - 1] + 1) for start, end in extents]

    return placed(taken), placed(wholes)


def _whole(dense: str, clause: Sequence[OurLine]) -> tuple[Extent, ...]:
    """Where the lines of a clause stand in a text, one after the other, with numbers between."""
    first = _dense(clause[0].text)
    rest = re.compile("".join(_following(clause)))
    at = dense.find(first)
    while at >= 0:
        match = rest.match(dense, at + len(first))
        if match:
            groups = (match.span(at) for at in range(1, len(clause)) if match[at])
            return ((at, at + len(first)), *groups)
        at = dense.find(first, at + 1)
    return ()


def _following(clause: Sequence[OurLine]) -> Iterator[str]:
    """The regular expressions for a clause's lines after its heading, one group for each. Between
    the rows of a table its head may stand again, where a new page begins.
    """
    head = ""
    for before, line in pairwise(clause):
        if line.line.is_head:
            again = ""
            head = (head if before.line.is_head else "") + _expression(line.line)
        elif re.match(r"\w", line.line.number):
            again = head = ""
        else:
            again = f"(?:{head})?" if head else ""
        yield f"{again}(?:{_NUMBER})?({_expression(line.line)})"


def _expression(line: Line) -> str:
    """The regular expression for a line in a text without white space."""
    pattern = pattern_of(line, {}, named=False).replace("\\ ", "")
    return f"(?:{pattern})?" if is_sign(line) else pattern


def is_sign(line: Line) -> bool:
    """Whether a line is a dash alone, for nothing: a PDF's reader takes it for a bullet."""
    return not any(span.text.strip(" –—-•") for span in line.spans)


def _overlap(span: Extent, taken: Sequence[Extent]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def pattern_of(line: Line, numbers: Mapping[str, Sequence[str]], *, named: bool = True) -> str:
    """A regular expression for a line as normalised, with what its references may show.

    Without ``numbers`` a reference may show any. The groups of references are called ``r`` and the
    position of the span, where they are ``named``.
    """
    signs = [chr(_PRIVATE + at) if span.to else span.text for at, span in enumerate(line.spans)]
    pattern = re.escape(normalised("".join(signs)))
    for at, span in enumerate(line.spans):
        if span.to:
            known = numbers.get(span.to, ()) if numbers else (span.text,)
            shown = [re.escape(normalised(number)) for number in known]
            shown += [] if numbers else [_SHOWN]
            group = f"?P<r{at}>" if named else "?:"
            either = f"({group}{'|'.join(shown)})"
            pattern = pattern.replace(chr(_PRIVATE + at), either)
    return pattern


def same_shape(ours: str, theirs: str) -> bool:
    """Whether two numbers are of one level: "4.2" and "10.1", "(a)" and "(iv)"."""
    return not ours or not theirs or _shape(ours) == _shape(theirs)


def _shape(number: str) -> str:
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "1", normalised(number).rstrip(".")))
