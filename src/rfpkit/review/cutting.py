"""A text whose paragraphs cannot be trusted, such as a PDF's, cut where our lines begin and end.

White space does not count, for a PDF loses some and has some more. Footnotes, which stand where a
page happens to end, are put after the line that cites them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from rfpkit.document.fingerprints import normalised, without_numbers
from rfpkit.document.provenance import Line
from rfpkit.review.lines import FRAME, NUMBER, OurLine, TheirLine, is_number, is_sign, pattern_of

_TELLING = 5
"""From how many words on a line tells by itself which it is."""

_RULE = re.compile("_{3,}")  # a line to write on
Extent = tuple[int, int]


@dataclass(slots=True)
class _Text:
    """The words of all lines, and where each line begins in them."""

    words: str
    starts: list[int]
    sources: list[TheirLine]

    def without(self, start: int, end: int) -> None:
        """Take a stretch out."""
        self.words = self.words[:start] + self.words[end:]
        self.starts = [at if at <= start else max(start, at - (end - start)) for at in self.starts]

    def source(self, at: int) -> TheirLine:
        """The line in which a place lies."""
        return self.sources[bisect_right(self.starts, at) - 1]


@dataclass(slots=True)
class _Found:
    """Where lines of ours stand, by position in ours, and where whole clauses do."""

    lines: dict[int, Extent] = field(default_factory=dict)
    wholes: list[Extent] = field(default_factory=list)

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing found lies in a stretch."""
        return not any(start < stop and begin < end for begin, stop in self.lines.values())


def cut(lines: Sequence[TheirLine], ours: Sequence[OurLine]) -> list[TheirLine]:
    """The lines cut where ours begin and end, however the file broke them."""
    text = _text(lines)
    notes = dict(_notes(text, ours))
    found = _found(text.words, ours)
    pieces = dict(_pieces(text, found))
    # A note goes after the line before it in ours, where that was found, else to the end.
    for i, note in sorted(notes.items(), reverse=True):
        before = max((k for k in found.lines if k < i), default=-1)
        at = found.lines[before][0] if before >= 0 else len(text.words)
        pieces[at] = [*pieces.get(at, []), note]
    return [piece for _, group in sorted(pieces.items()) for piece in group]


def _text(lines: Sequence[TheirLine]) -> _Text:
    words, starts = "", []
    for line in lines:
        starts.append(len(words))
        words += normalised(_RULE.sub("", line.text)) + " "
    return _Text(words, starts, list(lines))


def _notes(text: _Text, ours: Sequence[OurLine]) -> Iterator[tuple[int, TheirLine]]:
    """The notes, by position in ours; they are taken out of the text, with their numbers."""
    for i, line in enumerate(ours):
        if line.line.kind != "note":
            continue
        places, dense = _dense(text.words)
        match = re.search(_expression(line.line), dense)
        if match is None:
            continue
        start, end = places[match.start()], places[match.end() - 1] + 1
        words, source = text.words[start:end], text.source(start)
        begun = bisect_right(text.starts, start) - 1
        # The number stands before the note, in its line or in one of its own.
        for line_start in text.starts[max(begun - 1, 0) : begun + 1]:
            if re.fullmatch(r"\d{1,3}\s*", text.words[line_start:start]):
                start = line_start
                break
        text.without(start, end)
        yield i, replace(source, text=words, key=without_numbers(words), label="", start=0)


def _pieces(text: _Text, found: _Found) -> Iterator[tuple[int, list[TheirLine]]]:
    """The pieces between all edges, by where they begin."""
    spans = found.lines.values()
    begun = {start for start, _ in spans}
    inside = {at for start, end in spans for at in range(start + 1, end)}
    edges = {*text.starts, *(edge for span in spans for edge in span)} - inside
    ordered = sorted(edges - {len(text.words)})
    label = ""
    for at, end in zip(ordered, (*ordered[1:], len(text.words)), strict=True):
        piece = text.words[at:end].strip()
        # Before a line, or within a clause that is whole: a number, or a table's head again.
        stands_apart = at in text.starts or text.words[at].isspace()
        is_known = at not in begun and (
            any(start < at < stop for start, stop in found.wholes)
            or (end in begun and stands_apart and is_number(piece))
        )
        if is_known:
            label = piece if end in begun and is_number(piece) else ""
        elif piece:
            source = text.source(at)
            is_first = at in text.starts
            yield (
                at,
                [
                    replace(
                        source,
                        text=piece,
                        key=without_numbers(piece),
                        label=label or (source.label if is_first else ""),
                        start=0,
                    )
                ],
            )
            label = ""


def _found(words: str, ours: Sequence[OurLine]) -> _Found:
    """Where lines of ours stand, without overlaps: those of whole clauses, then longer ones."""
    places, dense = _dense(words)
    found = _Found()
    alone: list[int] = []
    for clause, group in groupby(range(len(ours)), key=lambda i: ours[i].clause):
        members = [i for i in group if ours[i].line.kind != "note"]
        spans = {} if clause == FRAME else _whole(dense, places, ours, members)
        whole = (min(spans.values())[0], max(spans.values())[1]) if spans else (0, 0)
        if spans and found.is_free(*whole):
            found.lines |= spans
            found.wholes.append(whole)
        else:
            alone += members
    at = 0
    for i in alone:
        line = ours[i]
        if len(line.text.split()) >= _TELLING and line.line.spans:
            expression = re.compile(_expression(line.line))
            match = expression.search(dense, at) or expression.search(dense)
            if match and found.is_free(*match.span()):
                found.lines[i] = match.span()
                at = match.end()

    def placed(extent: Extent) -> Extent:
        return places[extent[0]], places[extent[1] - 1] + 1

    lines = {i: placed(span) for i, span in found.lines.items()}
    return _Found(lines, list(map(placed, found.wholes)))


def _whole(
    dense: str, places: Sequence[int], ours: Sequence[OurLine], members: Sequence[int]
) -> dict[int, Extent]:
    """Where the lines of a clause stand in a text, one after the other, with numbers between."""
    _, first = _dense(normalised(ours[members[0]].text))
    rest = re.compile("".join(_following([ours[i].line for i in members])))
    at = dense.find(first)
    while at >= 0:
        match = rest.match(dense, at + len(first))
        if match:
            lines = {members[0]: (at, at + len(first))}
            lines |= {
                i: match.span(group) for group, i in enumerate(members[1:], 1) if match[group]
            }
            if all(
                _apart(before[1], after[0], places) for before, after in pairwise(lines.values())
            ):
                return lines
        at = dense.find(first, at + 1)
    return {}


def _apart(end: int, start: int, places: Sequence[int]) -> bool:
    """Whether what stands between two lines, if anything, is set apart from the first by a space:
    a number of its own, and no figure that was added to the line.
    """
    return end == start or places[end] > places[end - 1] + 1


def _following(lines: Sequence[Line]) -> Iterator[str]:
    """The regular expressions for a clause's lines after its heading, one group for each. Between
    the rows of a table its head may stand again, where a new page begins.
    """
    head = ""
    for before, line in pairwise(lines):
        again = ""
        if line.kind == "head":
            head = (head if before.kind == "head" else "") + _expression(line)
        elif re.match(r"\w", line.number):
            head = ""
        elif head:
            again = f"(?:{head})?"
        yield f"{again}(?:{NUMBER}:?)?({_expression(line)})"


def _expression(line: Line) -> str:
    """The regular expression for a line in a text without white space."""
    pattern = pattern_of(line, {}, named=False, marked=True).replace("\\ ", "")
    return f"(?:{pattern})?" if is_sign(line) else pattern


def _dense(words: str) -> tuple[list[int], str]:
    """The letters of a text without its white space, and where each stands in it."""
    places = [at for at, sign in enumerate(words) if not sign.isspace()]
    return places, "".join(words.split())
