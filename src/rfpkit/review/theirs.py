"""The lines of a returned document, in whatever format it came."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rfpkit.document.fingerprints import without_numbers
from rfpkit.document.model import Heading, Item, Paragraph, Table, text_blocks
from rfpkit.review.cutting import cut
from rfpkit.review.lines import OurLine, TheirLine, bare, is_number
from rfpkit.review.model import View

_CONTENTS = 5
_PARAGRAPHS = 4  # of a cell, which may have become one


@dataclass(frozen=True, slots=True)
class _Known:
    """What our lines say: their keys, which keys follow each other, and the lines that several
    of them make when they are joined.
    """

    keys: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    joined: dict[str, tuple[str, ...]]


def _known(ours: Sequence[OurLine]) -> _Known:
    joined = {}
    for at in range(len(ours)):
        for count in range(2, _PARAGRAPHS + 1):
            run = ours[at : at + count]
            if len({line.clause for line in run}) == 1 and not any(
                line.line.number for line in run
            ):
                joined[" ".join(line.key for line in run)] = tuple(line.text for line in run)
    pairs = frozenset((a.key, b.key) for a, b in pairwise(ours))
    return _Known(frozenset(line.key for line in ours), pairs, joined)


def theirs_of(view: View, ours: Sequence[OurLine], *, has_paragraphs: bool) -> list[TheirLine]:
    """Every line of a document as returned, in order, without page margins and contents lists.

    What was typed before a line as its number is told from the text where the rest is a line of
    ours, or where most of the file's numbers are typed.
    """
    known = _known(ours)
    keys = known.keys
    lines = [line for line in _raw(view, known) if line.text.strip()]
    if not has_paragraphs:
        lines = list(cut(lines, ours))
    if not has_paragraphs or not any(line.is_heading and line.key in keys for line in lines):
        # Guessed, or at least none of ours.
        lines = [replace(line, is_heading=None) for line in lines]
    labelled = [_labelled(line, keys) for line in lines]
    typed = sum(after is not before for before, after in zip(lines, labelled, strict=True))
    if not has_paragraphs or 5 * typed > len(lines):
        labelled = [one if one.key in keys else bare(one) for one in labelled]
    headings = {line.key for line in ours if line.opens}
    return list(_without_contents([one for one in labelled if one.text], headings))


def _raw(view: View, known: _Known) -> Iterator[TheirLine]:
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
                    isinstance(part, Heading), names, in_table, ordinal in view.struck,
                )  # fmt: skip
                yield from (whole,) if whole.key in known.keys else _apart(whole, known)
            ordinal += 1


def _apart(whole: TheirLine, known: _Known) -> Iterator[TheirLine]:
    """The lines of a paragraph; a row of a table that became one line, cell by cell."""
    at = 0
    for text in whole.text.split("\n"):
        label = "" if at else whole.label
        line = replace(whole, text=text, key=without_numbers(text), label=label, start=at)
        yield from (line,) if line.key in known.keys else _cells(line, known)
        at += len(text) + 1


def _cells(line: TheirLine, known: _Known) -> Iterator[TheirLine]:
    """What tabs set apart, where half of it are lines of ours; a number before a tab stays."""
    cells = [(m.start(), m[0]) for m in re.finditer(r"[^\t]+", line.text) if m[0].strip()]
    keys = [without_numbers(text) for _, text in cells]
    ours = sum(key in known.keys or key in known.joined for key in keys)
    is_numbered = (
        len(cells) == 2 and is_number(cells[0][1]) and (keys[0], keys[1]) not in known.pairs
    )
    if len(cells) < 2 or 2 * ours < len(cells) or is_numbered:
        yield line
        return
    for (at, text), key in zip(cells, keys, strict=True):
        start = line.start + at
        for part in known.joined.get(key, (text,)):
            yield replace(line, text=part, key=without_numbers(part), start=start, in_table=True)
            start += len(part) + 1


def _counts(part: Heading | Paragraph | Item) -> bool:
    return not isinstance(part, Paragraph) or part.kind not in ("header", "footer", "cover")


def _labelled(line: TheirLine, keys: Collection[str]) -> TheirLine:
    """The line without a typed number, where what follows the number is a line of ours."""
    if line.key in keys or line.label:
        return line
    without = bare(line)
    return without if without.key in keys else line


def _without_contents(lines: Sequence[TheirLine], headings: Collection[str]) -> Iterator[TheirLine]:
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
