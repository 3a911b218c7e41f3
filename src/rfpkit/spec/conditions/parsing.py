"""A condition read from data, or every fault in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from rfpkit.errors import Fault, InputError
from rfpkit.spec.conditions.facts import FIELDS, Fact, Field
from rfpkit.spec.conditions.model import All, Any_, Condition, Not, Operator, Test
from rfpkit.yamlfile import did_you_mean
from rfpkit.yamlfile.guess import either

if TYPE_CHECKING:
    from rfpkit.yamlfile import Loaded

Loc: TypeAlias = tuple[str | int, ...]

COMPARISONS = ("over", "under", "at_least", "at_most")
OPERATORS = ("present", *COMPARISONS)
_JOINS = ("any", "all", "not")
_MOST_KEPT = 4_096
"""So many conditions stay parsed: more than a library has."""
_kept: dict[str, Condition] = {}
"""Conditions by the data that says them; every plan of a process asks for the same ones."""


def parse(data: object, source: Loaded[Any] | None = None, *loc: str | int) -> Condition:
    """The condition that the data of a ``when`` says, or ``InputError`` with all its faults.

    ``source`` and ``loc`` tell where in a file the data stands, for the places of faults.
    """
    said = repr(data)
    if said in _kept:
        return _kept[said]
    parser = _Parser()
    condition = parser.mapping(data, loc)
    if parser.faults:
        path = source.path if source is not None else "when"
        places = [source.place(*at) if source is not None else (0, 0) for at, _ in parser.faults]
        raise InputError(
            *(
                Fault(path, *place, message)
                for place, (_, message) in zip(places, parser.faults, strict=True)
            )
        )
    if len(_kept) < _MOST_KEPT:
        _kept[said] = condition
    return condition


class _Parser:
    """Reads conditions and collects what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[tuple[Loc, str]] = []

    def mapping(self, data: object, loc: Loc) -> Condition:
        """Fields and joins, which must all hold."""
        if not isinstance(data, dict):
            self._fault(loc, "a condition is keys with values, such as “strategy: C”")
            return All(())
        parts = [part for key, value in data.items() for part in self._entry(key, value, loc)]
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _entry(self, key: str, value: object, loc: Loc) -> list[Condition]:
        at = (*loc, key)
        if key == "not":
            return [Not(self.mapping(value, at))]
        if key in _JOINS:
            return self._join(key, value, at)
        field = FIELDS.get(key)
        if field is None:
            guess = did_you_mean(key, (*FIELDS, *_JOINS))
            self._fault(at, f"the spec has no field “{key}”{guess}")
            return []
        if isinstance(value, dict):
            return [
                test
                for operator, operand in value.items()
                for test in self._operator(field, operator, operand, (*at, operator))
            ]
        return self._is(field, value, at)

    def _join(self, key: str, value: object, at: Loc) -> list[Condition]:
        if not isinstance(value, list) or not value:
            self._fault(at, f"“{key}” takes a list of conditions, each after “- ”")
            return []
        parts = tuple(self.mapping(item, (*at, index)) for index, item in enumerate(value))
        return [Any_(parts) if key == "any" else All(parts)]

    def _operator(self, field: Field, operator: str, operand: object, at: Loc) -> list[Condition]:
        if operator not in OPERATORS:
            guess = did_you_mean(operator, OPERATORS) or f"; write {either(OPERATORS)}"
            self._fault(at, f"“{operator}” is no comparison{guess}")
            return []
        if operator == "present":
            if not isinstance(operand, bool):
                self._fault(at, "“present” takes true or false")
                return []
            return [Test(field.name, "present", (operand,))]
        if field.kind not in ("number", "date"):
            self._fault(at, f"“{operator}” compares numbers and dates, and “{field.name}” is none")
            return []
        value = self._value(field, operand, at)
        return [] if value is None else [Test(field.name, cast("Operator", operator), (value,))]

    def _is(self, field: Field, value: object, at: Loc) -> list[Condition]:
        if field.kind == "record":
            self._fault(at, f"“{field.name}” has parts; write {{present: true}}, or name a part")
            return []
        if isinstance(value, list):
            found = [self._value(field, item, (*at, index)) for index, item in enumerate(value)]
            if not found:
                self._fault(at, f"“{field.name}” needs at least one value to compare with")
        else:
            found = [self._value(field, value, at)]
        operands = tuple(item for item in found if item is not None)
        return [Test(field.name, "is", operands)] if operands else []

    def _value(self, field: Field, value: object, at: Loc) -> Fact | None:
        """The operand as the field's type; a fault and None when it is of another."""
        if isinstance(value, (dict, list)) or value is None:
            self._fault(at, f"“{field.name}” is compared with a value, or a list of values")
            return None
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        match field.kind:
            case "choice":
                if shown in field.choices:
                    return shown
                guess = did_you_mean(shown, field.choices)
                self._fault(
                    at, f"“{field.name}” is never “{shown}”, but {either(field.choices)}{guess}"
                )
            case "boolean":
                if isinstance(value, bool):
                    return value
                self._fault(at, f"“{field.name}” is true or false, not “{shown}”")
            case "number":
                if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
                    return value
                self._fault(at, f"“{field.name}” is a number, not “{shown}”")
            case "date":
                return self._date(field, shown, at)
            case _:
                return shown
        return None

    def _date(self, field: Field, shown: str, at: Loc) -> dt.date | None:
        try:
            return dt.date.fromisoformat(shown)
        except ValueError:
            self._fault(at, f"“{field.name}” is a date; write “{shown}” as YYYY-MM-DD")
            return None

    def _fault(self, loc: Loc, message: str) -> None:
        self.faults.append((loc, message))
