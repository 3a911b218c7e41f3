"""The small parts of a release: dates, sums, documents, and what is left out when empty."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is published: its id, its type in the standard's list, and where it is.

    The type is empty where the list has none.

    ``stage`` is the part of the release that it belongs to: planning, tender, award or contract.
    """

    id: str
    stage: str
    type: str
    title: str
    format: str
    url: str
    date: dt.date


def at_midnight(day: dt.date) -> str:
    """A day as the standard writes a moment."""
    return f"{day.isoformat()}T00:00:00Z"


def at_end(day: dt.date) -> str:
    """The last second of a day."""
    return f"{day.isoformat()}T23:59:59Z"


def at_hour(day: dt.date, hour: str, zone: str) -> str:
    """An hour of a day ("17:00") in a time zone ("Europe/Amsterdam"), with its offset."""
    moment = dt.datetime.combine(day, dt.time.fromisoformat(hour), tzinfo=ZoneInfo(zone))
    return moment.isoformat() if moment.utcoffset() else moment.isoformat().replace("+00:00", "Z")


def money(amount: Decimal | None, currency: str) -> dict[str, Any] | None:
    """A sum, exact to the cent."""
    if amount is None:
        return None
    exact = int(amount) if amount == amount.to_integral_value() else float(amount)
    return {"amount": exact, "currency": currency}


def documents(papers: tuple[Paper, ...] | list[Paper], stage: str, language: str) -> list[Any]:
    """The documents of a stage."""
    return [
        {
            "id": paper.id,
            "documentType": paper.type,
            "title": paper.title,
            "url": paper.url,
            "datePublished": at_midnight(paper.date),
            "format": paper.format,
            "language": language,
        }
        for paper in papers
        if paper.stage == stage
    ]


def kept(value: Any) -> Any:
    """The data without what is empty: the standard wants no empty text, list or object."""
    if isinstance(value, dict):
        inner = {key: kept(one) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one not in (None, "", [], {})}
    if isinstance(value, list):
        return [one for one in map(kept, value) if one not in (None, "", [], {})]
    return value
