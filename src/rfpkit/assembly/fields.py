"""The values that the tags of a user's own template can ask for, as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from rfpkit.assembly.planning import Plan
from rfpkit.assembly.values import Locale, answer, locale_of, written

_NO_FIELDS = {"rfpkit", "clauses"}
"""Keys of a spec that are no facts; ``clauses`` is where a template takes a document's text."""


def field_values(plan: Plan) -> dict[str, Any]:
    """Every field of the spec by its path, dates and sums in words, and the answers to blanks.

    Mappings, lists, texts, whole numbers and booleans; None for what the spec leaves out. Under
    ``values`` stand the answers to the blanks of every clause that is in, by the clause's id (or
    the name of its variants) and the blank's: given, taken from a field, or the default; None where
    the blank is open.
    """
    spec = plan.spec.value
    locale = locale_of(spec)
    found = {
        field.name: _value(getattr(spec, field.name), field.name, locale)
        for field in fields(spec)
        if field.name not in _NO_FIELDS
    }
    return found | {"values": _answers(plan)}


def _value(value: Any, path: str, locale: Locale) -> Any:
    if is_dataclass(value):
        return {
            field.name: _value(getattr(value, field.name), f"{path}.{field.name}", locale)
            for field in fields(value)
        }
    if isinstance(value, Mapping):
        return {name: _value(one, f"{path}.{name}", locale) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_value(one, path, locale) for one in value]
    if value is None or value == "":
        return None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal | dt.date):
        # As in clauses: sums are the decimals under budget, also under that of a module.
        kind = "money" if "budget" in path.split(".") else "text"
        return written(value, kind, locale)
    return str(value)


def _answers(plan: Plan) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for document in plan.documents:
        for clause in document.clauses if document.included else ():
            said = {
                name: answer(clause, name, plan.spec.value).text or None
                for name in clause.front.blanks
            }
            found |= dict.fromkeys(clause.names, said)
    return found
