"""A timetable as an iCalendar file; the one door to the library that writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from rfpkit.library.model import Source
from rfpkit.process.timetable import Schedule
from rfpkit.spec.derivation import slug
from rfpkit.spec.model import Project


@dataclass(frozen=True, slots=True)
class _Entry:
    """One day of the calendar."""

    name: str
    day: dt.date
    title: str
    about: str


def to_ics(made: Schedule, project: Project) -> bytes:
    """The bytes of the file: a whole-day event for each stage, last day and duty.

    The dates are the spec's own where it has them, else the recommended ones. The same input gives
    the same bytes: events are named after the spec's reference, and dated as its documents.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//rfpkit//timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", project.title)
    stamp = dt.datetime.combine(project.date, dt.time(), dt.UTC)
    reference = slug(project.reference)
    for entry in _entries(made):
        event = Event()
        event.add("uid", f"{reference}-{entry.name}@rfpkit")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + dt.timedelta(days=1))
        event.add("summary", f"{entry.title} ({project.reference})")
        event.add("description", entry.about)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _entries(made: Schedule) -> Iterator[_Entry]:
    for row in made.rows:
        about = row.stage.what
        if row.least:
            about += f"\n{_cited(row.least.source)}"
        kind = "" if row.planned else "Recommended, not yet in the spec. "
        yield _Entry(row.stage.id, row.planned or row.recommended, row.stage.title, kind + about)
    for one in made.limits:
        last = one.planned or one.recommended
        about = f"Last day. {_cited(one.limit.source)}"
        yield _Entry(f"limit-{one.limit.id}", last, one.limit.title, about)
    for due in made.duties:
        by = due.planned or due.recommended
        if by is not None:
            about = f"Last day. {_cited(due.duty.source)}"
            yield _Entry(f"duty-{due.duty.id}", by, due.duty.title, about)


def _cited(source: Source) -> str:
    mark = "verified" if source.verified else "not verified"
    return f"{source.cited} ({mark})"
