"""The words of a fix, put in the place of those that its pattern found."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"\S+")
_BETWEEN = frozenset(" \t\n\r\xa0-\u2010\u2011")
"""What may stand between words that are replaced: anything else would be lost."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to write in the place of a stretch of a text."""

    start: int
    end: int
    text: str


def replacement(text: str, words: Sequence[tuple[int, int]], wording: str) -> Replacement | None:
    """The wording of a fix in the place of words of a text, cut down to what changes.

    ``words`` are the offsets of each word that the fix replaces; in ``wording``, ``{2}`` stands for
    the second of them, and ``{quote}`` for all. Capitals stay as they are. None where more than
    spaces and hyphens stands between words that the wording does not repeat as they are.
    """
    start, end = words[0][0], words[-1][1]
    quote = text[start:end]
    gaps = (text[last:first] for (_, last), (first, _) in pairwise(words))
    if "{quote}" not in wording and not all(_BETWEEN.issuperset(gap) for gap in gaps):
        return None
    written = wording.format("", *(text[one:last] for one, last in words), quote=quote)
    return _least(start, quote, _with_capitals(written, quote))


def places(wording: str) -> tuple[int, tuple[str, ...]]:
    """The highest number of a word that a wording takes, 0 without one, and the names in it that
    no wording has. Raises ValueError where its braces are not paired."""
    names = [name for _, name, _, _ in string.Formatter().parse(wording) if name is not None]
    numbers = [int(name) for name in names if name.isascii() and name.isdigit() and int(name)]
    unknown = [name for name in names if name != "quote" and not (name.isdigit() and int(name))]
    return max(numbers, default=0), tuple(unknown)


def _with_capitals(written: str, quote: str) -> str:
    if quote.isupper():
        return written.upper()
    return written[:1].upper() + written[1:] if quote[:1].isupper() else written


def _least(start: int, old: str, new: str) -> Replacement:
    """The replacement without the words at its ends that stay; one word stands on either side."""
    ours, theirs = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    while len(ours) > 1 < len(theirs) and ours[0].group() == theirs[0].group():
        del ours[0], theirs[0]
    while len(ours) > 1 < len(theirs) and ours[-1].group() == theirs[-1].group():
        del ours[-1], theirs[-1]
    text = new[theirs[0].start() : theirs[-1].end()]
    return Replacement(start + ours[0].start(), start + ours[-1].end(), text)
