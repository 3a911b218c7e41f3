"""Rules on the form of single texts: codes, addresses, identifiers, reasons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rfpkit.spec.known import NO_REASONS
from rfpkit.spec.rules.places import fault
from rfpkit.spec.vocabulary import is_slug, no_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.competition import Criterion
    from rfpkit.spec.model import Choice, Module, Spec, Waiver
    from rfpkit.spec.need import Kpi
    from rfpkit.spec.orientation import Goal, Risk
    from rfpkit.yamlfile import Loaded

_CURRENCY = re.compile(r"[A-Z]{3}\Z")
COUNTRY = re.compile(r"[A-Z]{2}\Z")
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+\Z")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")
_SHORTEST_REASON = 10


def codes(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The currency has three capitals, the country two."""
    value = spec.value
    if not _CURRENCY.match(value.budget.currency):
        message = (
            f"“{value.budget.currency}” is not a currency code; write three capitals, such as EUR"
        )
        yield fault(spec, message, "budget", "currency")
    if not COUNTRY.match(value.buyer.country):
        message = f"“{value.buyer.country}” is not a country code; write two capitals, such as NL"
        yield fault(spec, message, "buyer", "country")


def contact(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The contact's e-mail address looks like one."""
    email = spec.value.contact.email
    if not _EMAIL.match(email):
        message = f"“{email}” is not an e-mail address; write it as name@example.org"
        yield fault(spec, message, "contact", "email")


def time_of_day(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The hour of the deadline is a time of day."""
    timetable = spec.value.timetable
    if timetable is not None and not _TIME.match(timetable.submit_time):
        message = f"“{timetable.submit_time}” is not a time of day; write it as 17:00"
        yield fault(spec, message, "timetable", "submit_time")


def ids(spec: Loaded[Spec]) -> Iterator[Fault]:
    """Ids are short names in small letters, each used once in its list."""
    value = spec.value
    lists: dict[str, tuple[Kpi | Module | Criterion | Goal | Risk, ...]]
    lists = {"kpis": value.kpis, "modules": value.modules, "criteria": value.criteria}
    lists |= {"goals": value.goals, "risks": value.risks}
    for name, items in lists.items():
        first: dict[str, int] = {}
        for index, item in enumerate(items):
            place = name, index, "id"
            if not is_slug(item.id):
                yield fault(spec, no_slug(item.id), *place)
            if item.id in first:
                earlier = spec.place(name, first[item.id], "id")[0]
                message = f"“{item.id}” is also the id on line {earlier}; give each its own"
                yield fault(spec, message, *place)
            first.setdefault(item.id, index)


def reasons(spec: Loaded[Spec]) -> Iterator[Fault]:
    """Whoever waives a finding or forces a clause in or out says why, in real words."""
    value = spec.value
    lists: dict[tuple[str, ...], tuple[Waiver | Choice, ...]] = {
        ("waivers",): value.waivers,
        ("clauses", "include"): value.clauses.include,
        ("clauses", "exclude"): value.clauses.exclude,
    }
    for loc, items in lists.items():
        for index, item in enumerate(items):
            if _is_empty(item.reason):
                message = f"“{item.reason}” is not a reason; say why in a sentence that an auditor "
                yield fault(spec, message + "can follow", *loc, index, "reason")


def _is_empty(reason: str) -> bool:
    words = reason.casefold().strip(" .!?-–—…*'\"()")
    return words in NO_REASONS or len(words) < _SHORTEST_REASON


def choices(spec: Loaded[Spec]) -> Iterator[Fault]:
    """A clause is forced in or out, not both, and once."""
    first: dict[str, tuple[str, int]] = {}
    for way in ("include", "exclude"):
        for index, choice in enumerate(getattr(spec.value.clauses, way)):
            place = "clauses", way, index, "id"
            if choice.id in first:
                other, line = first[choice.id]
                message = f"“{choice.id}” stands under “{other}” on line {line} too; keep one"
                yield fault(spec, message, *place)
            first.setdefault(choice.id, (way, spec.place(*place)[0]))
