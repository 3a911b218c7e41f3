"""The parts of a condition, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from rfpkit.spec.conditions.facts import Fact, Lookup

Operator: TypeAlias = Literal["is", "present", "over", "under", "at_least", "at_most"]
"""``is`` holds for any of the operands; the others have one operand."""


@dataclass(frozen=True, slots=True)
class Test:
    """A question about one field; it holds when it does for any of the field's values."""

    field: str
    operator: Operator
    operands: tuple[Fact, ...]

    # pytest would otherwise take it for a class of tests.
    __test__ = False


@dataclass(frozen=True, slots=True)
class All:
    """Holds when all parts do; without parts, always."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_:  # noqa: N801 - Any is taken
    """Holds when at least one part does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not."""

    part: Condition


Condition: TypeAlias = All | Any_ | Not | Test


def holds(condition: Condition, facts: Lookup) -> bool:
    """Whether a condition holds for these facts."""
    match condition:
        case All(parts):
            return all(holds(part, facts) for part in parts)
        case Any_(parts):
            return any(holds(part, facts) for part in parts)
        case Not(part):
            return not holds(part, facts)
        case Test():
            return _passes(condition, facts(condition.field))


def _passes(test: Test, values: tuple[Any, ...]) -> bool:
    operand: Any = test.operands[0]
    match test.operator:
        case "is":
            return any(value in test.operands for value in values)
        case "present":
            return bool(values) is operand
        case "over":
            return any(value > operand for value in values)
        case "under":
            return any(value < operand for value in values)
        case "at_least":
            return any(value >= operand for value in values)
        case "at_most":
            return any(value <= operand for value in values)


def tests(condition: Condition) -> tuple[Test, ...]:
    """The questions in a condition, in order."""
    match condition:
        case All(parts) | Any_(parts):
            return tuple(test for part in parts for test in tests(part))
        case Not(part):
            return tests(part)
        case Test():
            return (condition,)
