"""Why a condition holds or not, in words that name the facts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from rfpkit.spec.conditions.facts import FIELDS
from rfpkit.spec.conditions.model import All, Any_, Condition, Not, Test, holds
from rfpkit.yamlfile.guess import either

if TYPE_CHECKING:
    from rfpkit.spec.conditions.facts import Fact, Lookup

ALWAYS = "it has no condition"

_COMPARED = {"over": "over", "under": "under", "at_least": "at least", "at_most": "at most"}
_MOST_SHOWN = 4


def reasons(condition: Condition, facts: Lookup) -> tuple[str, ...]:
    """The facts that decide, such as ``strategy is C``; never empty."""
    return tuple(dict.fromkeys(_leaves(condition, facts))) or (ALWAYS,)


def _leaves(condition: Condition, facts: Lookup) -> list[str]:
    match condition:
        case Test():
            return [_sentence(condition, facts)]
        case Not(part):
            return _leaves(part, facts)
        case All(parts) | Any_(parts):
            outcome = holds(condition, facts)
            deciding = [part for part in parts if holds(part, facts) is outcome]
            return [leaf for part in deciding for leaf in _leaves(part, facts)]


def _sentence(test: Test, facts: Lookup) -> str:
    values = facts(test.field)
    if not values:
        return f"{test.field} is empty"
    if test.operator == "present":
        return f"{test.field} is given"
    # Where it holds, only the values that make it hold count.
    matching = tuple(value for value in values if holds(test, _only(value)))
    fact = f"{test.field} is {_list(matching or values)}"
    if test.operator != "is":
        limit = f"{_COMPARED[test.operator]} {show(test.operands[0])}"
        return f"{fact}, {limit}" if matching else f"{fact}, not {limit}"
    if matching or FIELDS[test.field].kind == "boolean":
        return fact
    return f"{fact}, not {either(show(operand) for operand in test.operands)}"


def _only(value: Fact) -> Lookup:
    return lambda _: (value,)


def _list(values: tuple[Fact, ...]) -> str:
    shown = [show(value) for value in values[:_MOST_SHOWN]]
    if len(values) > _MOST_SHOWN:
        shown.append("others")
    return " and ".join(shown)


def show(value: Fact) -> str:
    """A value as it stands in YAML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Decimal, str, dt.date)):
        return str(value)
    return "given"
