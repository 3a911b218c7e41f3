"""What a blank or a field of the spec says in a document: its answer, and where that comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal

from rfpkit.library.load import Clause
from rfpkit.library.model import Blank
from rfpkit.spec.model import Spec

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip

Origin = Literal["value", "field", "default", "open"]
"""An answer is a value given for the blank, a field of the spec, the default, or still open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The words that fill a blank; empty when it is open. ``fault`` says what is wrong with it."""

    text: str
    origin: Origin
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Locale:
    """How dates, sums and lists are written."""

    language: str
    currency: str

    def date(self, value: dt.date) -> str:
        """Such as "24 August 2027", or "August 24, 2027" in the United States."""
        month = _MONTHS[value.month - 1]
        if self.language == "en-US":
            return f"{month} {value.day}, {value.year}"
        return f"{value.day} {month} {value.year}"

    def money(self, value: Decimal) -> str:
        """Such as "EUR 250,000" or "EUR 99.50"."""
        return f"{self.currency} {self.number(value, cents=True)}"

    def number(self, value: Decimal | int, *, cents: bool = False) -> str:
        """Digits in groups of three; no needless zeros, but two decimals for odd cents."""
        value = Decimal(value)
        if value == value.to_integral_value():
            return f"{int(value):,}"
        return f"{value:,.2f}" if cents else f"{value.normalize():,f}"

    def listing(self, values: Sequence[str]) -> str:
        """Such as "a, b and c", with the serial comma in the United States."""
        if len(values) < 2:
            return "".join(values)
        comma = "," if self.language == "en-US" and len(values) > 2 else ""
        return f"{', '.join(values[:-1])}{comma} and {values[-1]}"


def locale_of(spec: Spec) -> Locale:
    """How this spec's documents write dates and sums."""
    return Locale(spec.project.language, spec.budget.currency)


def _is_said(value: object) -> bool:
    return value is not None


@cache
def _fields(kind: Any) -> frozenset[str]:
    """The names of the fields of a part of the spec; none of any other type."""
    return frozenset(f.name for f in fields(kind)) if is_dataclass(kind) else frozenset()


def spec_value(spec: Spec, path: str) -> Any:
    """The value at a dotted path of the spec; None where something on the way is absent.

    Raises ``KeyError`` with the first name that no field has.
    """
    value: Any = spec
    for name in path.split("."):
        if value is None:
            return None
        if name not in _fields(value.__class__):
            raise KeyError(name)
        value = getattr(value, name)
    return value


def answers(clause: Clause, spec: Spec) -> dict[str, Answer]:
    """What fills each blank of a clause, by the blank's name."""
    blanks = clause.front.blanks
    return {name: answer(clause, name, spec) for name in blanks} if blanks else {}


def answer(clause: Clause, name: str, spec: Spec) -> Answer:
    """What fills one blank of a clause: the spec's value for it, its field, or the default."""
    blank = clause.front.blanks[name]
    locale = locale_of(spec)
    said = [spec.values.get(key, {}).get(name) for key in clause.names]
    given = next(filter(_is_said, said), None)
    if given is not None:
        fault = misfit(given, blank)
        return Answer("" if fault else written(given, blank.type, locale), "value", fault)
    if blank.spec:
        value = spec_value(spec, blank.spec)
        if value not in (None, "", ()):
            return Answer(written(value, blank.type, locale), "field")
    if blank.default is not None:
        return Answer(written(blank.default, blank.type, locale), "default")
    return Answer("", "open")


def written(value: Any, kind: str, locale: Locale) -> str:
    """A value as words, by the type of its blank."""
    if isinstance(value, dt.date):
        return locale.date(value)
    if kind == "date":
        return locale.date(dt.date.fromisoformat(str(value)))
    if isinstance(value, list | tuple):
        return locale.listing([str(part) for part in value])
    if kind == "money":
        return locale.money(Decimal(value))
    if kind == "percent":
        return f"{locale.number(Decimal(value))}%"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return locale.number(value)
    return str(value)


def field_text(spec: Spec, path: str) -> str:
    """A field of the spec as words; empty where it is absent.

    Sums are the decimals under ``budget``; every other decimal is a bare number.
    """
    value = spec_value(spec, path)
    if value is None:
        return ""
    kind = "money" if isinstance(value, Decimal) and path.startswith("budget.") else "text"
    return written(value, kind, locale_of(spec))


def misfit(value: object, blank: Blank) -> str:
    """What is wrong with a value for a blank, in plain words; empty when it fits."""
    kind = blank.type
    if kind in ("integer", "decimal", "money", "percent"):
        return _number_misfit(value, blank)
    if kind == "choice" and value not in blank.choices:
        return f"must be one of {', '.join(repr(choice) for choice in blank.choices)}"
    if kind == "list" and not isinstance(value, list | tuple):
        return "must be a list"
    if kind == "date":
        try:
            dt.date.fromisoformat(str(value))
        except ValueError:
            return f"'{value}' is not a date; write it as YYYY-MM-DD"
    if kind == "text" and (isinstance(value, list | tuple) or not str(value).strip()):
        return "must be words"
    return ""


def _number_misfit(value: object, blank: Blank) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return "must be a number"
    try:
        number = Decimal(value)
    except InvalidOperation:
        return f"'{value}' is not a number"
    unit = f" {blank.unit}" if blank.unit else ""
    if blank.type == "integer" and number != number.to_integral_value():
        return "must be a whole number"
    if blank.min is not None and number < blank.min:
        return f"{number}{unit} is less than the smallest allowed, {blank.min}{unit}"
    if blank.max is not None and number > blank.max:
        return f"{number}{unit} is more than the greatest allowed, {blank.max}{unit}"
    return ""
