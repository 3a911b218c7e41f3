"""Regular expressions that could take for ever on some text, told before they see one.

Two bounds keep an expression quick on every sentence, of which ``LONGEST`` characters are searched.
A repeat without end goes over one set of characters, and what follows cannot begin with one of
them, so there is only one way to read it. Repeats with an end multiply the ways: their product,
less what the words in between rule out, stays under a budget. Both are stricter than need be; a
number in place of a plus satisfies them.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from math import ceil

# The parser of ``re`` itself: what it says of an expression is what will be matched.
from re import _constants as op  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip
from typing import Any

_BUDGET = 50_000
_SAMPLE = frozenset(string.printable) | frozenset("®™éß’–—\u00a0")
"""The characters that rules tell apart."""
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SETS = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
_CATEGORIES = {
    category: frozenset(filter(re.compile(source).match, _SAMPLE))
    for category, source in (
        (op.CATEGORY_SPACE, r"\s"), (op.CATEGORY_NOT_SPACE, r"\S"), (op.CATEGORY_WORD, r"\w"),
        (op.CATEGORY_NOT_WORD, r"\W"), (op.CATEGORY_DIGIT, r"\d"), (op.CATEGORY_NOT_DIGIT, r"\D"),
    )
}  # fmt: skip

_Item = tuple[Any, Any]


def fault(source: str) -> str:
    """Why an expression may take for ever and what to write; empty where it is quick.

    ``source`` must be an expression that ``re`` takes.
    """
    items = list(parser.parse(source, re.IGNORECASE))
    try:
        tries = _tries(items, frozenset())
    except _EndlessError as error:
        return str(error)
    if _begins_endless(items):
        return "an expression cannot begin with a repeat without end: put \\b or a word before it"
    if tries > _BUDGET:
        return f"its repeats can be read in {tries:,} ways: make their numbers smaller"
    return ""


def _begins_endless(items: Sequence[_Item]) -> bool:
    """Whether a repeat without end comes first: it would begin anew at every character."""
    for name, value in items:
        if name is op.AT and value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return False
        inner: list[list[_Item]] = []
        if name in _REPEATS:
            inner = [list(value[2])]
        elif name is op.SUBPATTERN:
            inner = [list(value[3])]
        elif name in (op.ASSERT, op.ASSERT_NOT):
            inner = [list(value[1])]
        elif name is op.BRANCH:
            inner = [list(way) for way in value[1]]
        if (name in _REPEATS and value[1] is op.MAXREPEAT) or any(map(_begins_endless, inner)):
            return True
        if not _may_be_empty(name, value):
            return False
    return False


class _EndlessError(Exception):
    """A repeat without end that may be read in several ways."""


def _tries(items: Sequence[_Item], after: frozenset[str]) -> int:
    """In how many ways items in a row can be read from one place, where ``after`` may follow."""
    product = 1
    for at, (name, value) in enumerate(items):
        rest = items[at + 1 :]
        follows = _first(rest) | (after if _is_optional(rest) else frozenset())
        product *= _ways(name, value, follows, _fixed(rest))
    return product


def _ways(name: Any, value: Any, follows: frozenset[str], fixed: int) -> int:
    """In how many ways one item can be read; ``fixed`` letters stand right behind it."""
    if name is op.BRANCH:
        return _branch(value[1], follows)
    if name is op.SUBPATTERN:
        return _tries(list(value[3]), follows)
    if name in (op.ASSERT, op.ASSERT_NOT):
        # It is read once, and nothing in it is tried again for what follows.
        return 1 if _tries(list(value[1]), frozenset()) <= _BUDGET else _BUDGET + 1
    if name in _REPEATS:
        least, most, body = value
        return _repeat(least, most, list(body), follows, fixed)
    if name in (op.GROUPREF, op.GROUPREF_EXISTS, op.ATOMIC_GROUP):
        raise _EndlessError(
            "references, conditions and atomic groups are not for rules: leave them out"
        )
    return 1


def _branch(ways: Sequence[Any], follows: frozenset[str]) -> int:
    """The ways of a choice: those that begin alike can all be tried at one place."""
    tried = [
        (_first(way) | (follows if _is_optional(way) else frozenset()), _tries(way, follows))
        for way in map(list, ways)
    ]
    chars = frozenset().union(*(first for first, _ in tried))
    return max((sum(n for first, n in tried if char in first) for char in chars), default=1)


def _repeat(
    least: int, most: int, items: Sequence[_Item], follows: frozenset[str], fixed: int
) -> int:
    inner = _tries(items, follows | _first(items))
    if most is not op.MAXREPEAT:
        again: int = min(inner**most, _BUDGET + 1)
        return ceil((most - least + 1) / max(fixed, 1)) * again
    if len(items) != 1 or items[0][0] not in _SETS:
        raise _EndlessError(
            "a repeat without end goes over one set of characters: say how often, {0,9}"
        )
    if _first(items) & follows:
        raise _EndlessError(
            "a repeat without end that takes what may follow it can be read in many ways: "
            "say how often, {0,60}, or what it must not take, [^.;]"
        )
    return 1


def _fixed(items: Sequence[_Item]) -> int:
    """How many letters and edges of words stand at the beginning for certain."""
    count = 0
    for name, value in items:
        if name is op.SUBPATTERN:
            return count + _fixed(list(value[3]))
        if name is op.BRANCH:
            return count + min(_fixed(list(way)) for way in value[1])
        if name in _SETS:
            count += 1
        elif name is not op.AT:
            break
    return count


def _first(items: Sequence[_Item]) -> frozenset[str]:
    """The characters of the sample that the items can begin with."""
    found: frozenset[str] = frozenset()
    for item in items:
        found |= _begins(*item)
        if not _may_be_empty(*item):
            break
    return found


def _begins(name: Any, value: Any) -> frozenset[str]:
    if name in _SETS:
        return characters(name, value)
    if name is op.SUBPATTERN:
        return _first(list(value[3]))
    if name is op.BRANCH:
        return frozenset().union(*(_first(list(way)) for way in value[1]))
    return _first(list(value[2])) if name in _REPEATS else frozenset()


def _is_optional(items: Sequence[_Item]) -> bool:
    return all(_may_be_empty(*item) for item in items)


def _may_be_empty(name: Any, value: Any) -> bool:
    if name is op.SUBPATTERN:
        return _is_optional(list(value[3]))
    if name is op.BRANCH:
        return any(_is_optional(list(way)) for way in value[1])
    if name in _REPEATS:
        return value[0] == 0 or _is_optional(list(value[2]))
    return name not in _SETS


def characters(name: Any, value: Any) -> frozenset[str]:
    """The printable characters that an item of a parsed expression holds, in whatever case."""
    if name is op.ANY:
        return _SAMPLE - {"\n"}
    if name is op.LITERAL:
        return _cased(chr(value))
    if name is op.NOT_LITERAL:
        return _SAMPLE - _cased(chr(value))
    if value[0][0] is op.NEGATE:
        return _SAMPLE - characters(op.IN, value[1:])
    return frozenset().union(*(_members(*item) for item in value))


def _members(kind: Any, what: Any) -> frozenset[str]:
    if kind is op.CATEGORY:
        return _CATEGORIES[what]
    first, last = what if kind is op.RANGE else (what, what)
    inside = (char for char in _SAMPLE if first <= ord(char) <= last)
    return frozenset().union(*map(_cased, inside)) | (
        _cased(chr(first)) if first == last else frozenset()
    )


def _cased(char: str) -> frozenset[str]:
    return frozenset({char, char.lower(), char.upper()})
