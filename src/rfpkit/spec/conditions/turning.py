"""What would have to change in the spec for a condition to hold, or no longer to hold.

For each field of the condition there are only a few values that make a difference: its choices,
or the numbers on, between and beyond the ones it is compared with. ``flips`` tries them, fewest
fields first, and puts the condition to the changed facts; so what it proposes is always right.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Any

from rfpkit.spec.conditions.facts import FIELDS
from rfpkit.spec.conditions.model import Condition, Test, holds, tests
from rfpkit.spec.conditions.wording import show
from rfpkit.yamlfile.guess import either

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rfpkit.spec.conditions.facts import Fact, Field, Lookup

_MOST_TRIALS = 50_000


@dataclass(frozen=True, slots=True)
class Change:
    """A field to change, and what to, in words: ``strategy: A or B``."""

    field: str
    to: str
    example: tuple[Fact, ...] = dataclasses.field(compare=False)
    """Values that do it."""

    def __str__(self) -> str:
        """``field: to``."""
        return f"{self.field}: {self.to}"


@dataclass(frozen=True, slots=True)
class _Option:
    """Values that a field could have, and what to call them."""

    values: tuple[Fact, ...]
    words: str


def flips(condition: Condition, facts: Lookup) -> tuple[Change, ...] | None:
    """The fewest changes that turn the condition around; None when nothing does."""
    before = holds(condition, facts)
    options = {name: list(_options(name, condition)) for name in _names(condition)}
    trials = 0
    for size in range(1, len(options) + 1):
        for names in combinations(options, size):
            for chosen in product(*(options[name] for name in names)):
                trials += 1
                if trials > _MOST_TRIALS:
                    return None
                changes = dict(zip(names, chosen, strict=True))
                if holds(condition, _changed(facts, changes)) is not before:
                    return _widened(condition, facts, changes, options)
    return None


def _names(condition: Condition) -> list[str]:
    """The fields, the document last: another document is no change to the spec."""
    names = dict.fromkeys(test.field for test in tests(condition))
    return sorted(names, key=lambda name: name == "document")


def _changed(facts: Lookup, changes: Mapping[str, _Option]) -> Lookup:
    return lambda name: changes[name].values if name in changes else facts(name)


def _widened(
    condition: Condition,
    facts: Lookup,
    changes: Mapping[str, _Option],
    options: Mapping[str, list[_Option]],
) -> tuple[Change, ...]:
    """The changes, each with all the values that would do as well."""
    before = holds(condition, facts)
    found = []
    for name, chosen in changes.items():
        alike = [
            option
            for option in options[name]
            if holds(condition, _changed(facts, {**changes, name: option})) is not before
        ]
        words = either(_joined([option.words for option in alike]))
        found.append(Change(name, words, chosen.values))
    return tuple(found)


def _joined(words: list[str]) -> Iterator[str]:
    """The words, ``36`` and ``over 36`` drawn together as ``at least 36``."""
    left = list(words)
    while left:
        word = left.pop(0)
        following = left[0] if left else ""
        if following == f"over {word}":
            yield f"at least {left.pop(0).removeprefix('over ')}"
        elif word == f"under {following}":
            yield f"at most {left.pop(0)}"
        else:
            yield word


def _options(name: str, condition: Condition) -> Iterator[_Option]:
    """The values of a field that can make a difference to a condition."""
    field_ = FIELDS[name]
    asked = [test for test in tests(condition) if test.field == name]
    if field_.kind == "choice":
        yield from (_Option((choice,), choice) for choice in field_.choices)
    elif field_.kind == "boolean":
        yield from (_Option((value,), show(value)) for value in (True, False))
    elif field_.kind in ("number", "date"):
        yield from _numbers(field_, asked)
    else:
        yield from _texts(field_, asked)
    if field_.optional:
        yield _Option((), "empty")


def _texts(field_: Field, asked: list[Test]) -> Iterator[_Option]:
    words = [str(operand) for test in asked if test.operator == "is" for operand in test.operands]
    yield from (_Option((word,), word) for word in dict.fromkeys(words))
    other = f"anything but {either(words)}" if words else "given"
    yield _Option(("…" if field_.kind == "text" else object(),), other)


def _numbers(field_: Field, asked: list[Test]) -> Iterator[_Option]:
    """The numbers on, below, between and above those that a field is compared with."""
    compared: set[Any] = {
        operand for test in asked if test.operator != "present" for operand in test.operands
    }
    if not compared:
        yield _Option((dt.date(2000, 1, 1) if field_.kind == "date" else 1,), "given")
        return
    ordered = sorted(compared)
    step: Any = dt.timedelta(days=1) if field_.kind == "date" else 1
    yield _Option((ordered[0] - step,), f"under {show(ordered[0])}")
    for low, high in pairwise([*ordered, None]):
        yield _Option((low,), show(low))
        if high is None:
            yield _Option((low + step,), f"over {show(low)}")
        elif high - low > step or not (field_.whole or field_.kind == "date"):
            between = low + step if high - low > step else low + (high - low) / Decimal(2)
            yield _Option((between,), f"between {show(low)} and {show(high)}")
