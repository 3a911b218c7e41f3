"""The words that tell, before a regular expression is tried, where it may match at all."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from typing import Any

from rfpkit.lint.tokens import word_set
from rfpkit.lint.tries import characters

# The parser of ``re`` itself: what it says of an expression is what will be matched.
from re import _constants as op  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

_Item = tuple[Any, Any]
_COMMON = word_set("shall must will should may required and not any with for the such need")
_LETTERS = frozenset(string.ascii_letters)
_DIGITS = frozenset(string.digits)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def heads_of(source: str) -> frozenset[str]:
    """Words, or beginnings of words with a * after them, of which one stands wherever the
    expression matches, whatever its capitals; empty where nothing is certain. A match that begins
    within a word, after an apostrophe or a digit, may be passed over."""
    return _best(list(parser.parse(source, re.IGNORECASE)))


def _best(items: Sequence[_Item]) -> frozenset[str]:
    """The most telling of the sets of words of which a row of items needs one each."""
    return max(_required(items), key=_weight, default=frozenset())


def _weight(words: frozenset[str]) -> tuple[int, int]:
    """Long words are rare, but for those that stand in every document; and so are few."""
    telling = (2 if word in _COMMON else min(len(word.rstrip("*")), 7) for word in words)
    return min(telling), -len(words)


def _required(items: Sequence[_Item]) -> Iterator[frozenset[str]]:
    row = _plain(items)
    at = 0
    while at < len(row):
        name, value = row[at]
        if name is op.LITERAL and _is_letter(value):
            end = at
            while end < len(row) and row[end][0] is op.LITERAL and _is_letter(row[end][1]):
                end += 1
            word = "".join(chr(value) for _, value in row[at:end]).lower()
            if _is_edge(row, at - 1, -1):
                yield frozenset({word if _is_edge(row, end, 1) else word + "*"})
            at = end
            continue
        if name is op.BRANCH:
            yield from _of_ways(row, at)
        at += 1


def _of_ways(row: Sequence[_Item], at: int) -> Iterator[frozenset[str]]:
    """One set for a choice, where each of its ways needs a word."""
    before, after = row[max(at - 1, 0) : at], row[at + 1 : at + 2]
    ways = [_best([*before, *_plain(way), *after]) for way in row[at][1][1]]
    if all(ways):
        yield frozenset().union(*ways)


def _plain(items: Sequence[_Item]) -> list[_Item]:
    """The items without groups: what stands in a group that must match stands in the row."""
    row: list[_Item] = []
    for name, value in items:
        if name is op.SUBPATTERN:
            row += _plain(list(value[3]))
        elif name in _REPEATS and value[0] >= 1 and len(value[2]) == 1 == value[1]:
            row += _plain(list(value[2]))
        else:
            row.append((name, value))
    return row


def _is_letter(code: int) -> bool:
    return chr(code).isascii() and chr(code).isalpha()


def _is_edge(row: Sequence[_Item], at: int, step: int) -> bool:
    """Whether a word must begin (``step`` -1) or end (1) beside the item at a place."""
    if not 0 <= at < len(row):
        return False
    name, value = row[at]
    if name in _REPEATS:
        edge = len(value[2]) == 1 and _is_edge(list(value[2]), 0, step)
        return edge and (value[0] >= 1 or _is_edge(row, at + step, step))
    if name is op.AT:
        return value in (op.AT_BOUNDARY, op.AT_BEGINNING, op.AT_END)
    if name is op.LITERAL:
        return not chr(value).isalnum() and chr(value) not in "'’_"
    if name is not op.IN:
        return False
    # "[^A-Za-z]" may be a digit, which seldom stands right before a letter.
    known = _LETTERS if value[0][0] is op.NEGATE else _LETTERS | _DIGITS
    return characters(name, value).isdisjoint(known)
