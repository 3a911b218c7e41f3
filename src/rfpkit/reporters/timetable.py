"""Timetables as text for people and as JSON for programs."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterator
from typing import Any

from rfpkit.process.procedures import StageId
from rfpkit.process.regimes import REGIMES
from rfpkit.process.timetable import DutyRow, LimitRow, Problem, Row, Schedule
from rfpkit.reporters.laws import cited, day, length, period, sentence, source_data, wrapped

_TITLE = 32
_DATE = 16


def render(made: Schedule) -> str:
    """The timetables as lines of at most 80 characters; problems are not among them."""
    course = made.course
    law = f"{course.file.title} under the {REGIMES[course.regime]}"
    law += f", run like: {course.like}" if course.like else ""
    place = "-".join(filter(None, (course.calendar.place.country, course.calendar.place.region)))
    lines = [
        wrapped(f"{law}, from {made.begins}; public holidays of {place}"),
        "",
        *_table(made),
        "",
        "+d: calendar days, wd: working days after the stage that the period runs from.",
        "",
        "Periods",
        *_periods(made),
    ]
    if made.limits:
        lines += ["", "Last days before", *_limits(made)]
    if made.duties:
        lines += ["", "Duties after", *_duties(made)]
    return "\n".join(lines) + "\n"


def render_problems(made: Schedule) -> str:
    """What is wrong with the spec's own dates, a paragraph each; empty when nothing is."""
    return "".join(f"{one.level}: {one.fault}\n" for one in made.problems)


def _table(made: Schedule) -> Iterator[str]:
    own = any(row.planned for row in made.rows)
    heads = ("Earliest lawful", "Recommended", *(("In the spec",) if own else ()))
    yield (f"{'Stage':<{_TITLE}}" + "".join(f"{head:<{_DATE}}" for head in heads)).rstrip()
    soon = {row.stage.id: row.earliest for row in made.rows}
    good = {row.stage.id: row.recommended for row in made.rows}
    said = {row.stage.id: row.planned for row in made.rows if row.planned}
    for row in made.rows:
        cells = [_cell(made, row, row.earliest, soon), _cell(made, row, row.recommended, good)]
        if own:
            cells.append(_cell(made, row, row.planned, said) if row.planned else ["–", ""])
        titles = textwrap.wrap(row.stage.title, _TITLE - 2) or [""]
        for at in range(max(len(titles), 2 if row.base else 1)):
            title = titles[at] if at < len(titles) else ""
            dates = "".join(f"{cell[at] if at < len(cell) else '':<{_DATE}}" for cell in cells)
            yield (f"{title:<{_TITLE}}" + dates).rstrip()


def _cell(made: Schedule, row: Row, value: dt.date, days: dict[StageId, dt.date]) -> list[str]:
    """A date, and under it how long after the stage it runs from."""
    if row.base is None or row.base not in days:
        return [day(value)]
    since = days[row.base]
    working = made.course.calendar.working_days(since, value)
    return [day(value), f"+{(value - since).days} d, {working} wd"]


def _periods(made: Schedule) -> Iterator[str]:
    for row in made.rows:
        if row.base is None:
            continue
        if row.least is None:
            words = f"{row.stage.id}: the law names no number of days after “{row.base}”."
        else:
            note = f" ({row.least.note})" if row.least.note else ""
            words = f"{row.stage.id}: {period(row.least)} at least after “{row.base}”{note}. "
            words += cited(row.least.source)
        if row.stage.recommended is not None:
            words += f" Recommended: {row.stage.recommended} days."
        if row.stage.adequate:
            words += " The law also asks for time that is adequate for the case."
        yield wrapped(words, "  ", "    ")


def _limits(made: Schedule) -> Iterator[str]:
    for one in made.limits:
        limit = one.limit
        last = one.planned or one.recommended
        words = f"{day(last)}  {sentence(limit.title)}"
        if limit.days:
            words += f" {length(limit.days, limit.unit)} before “{limit.before}”."
        else:
            words += f" Before “{limit.before}”."
        yield wrapped(f"{words} {cited(limit.source)}", "  ", " " * 18)


def _duties(made: Schedule) -> Iterator[str]:
    for one in made.duties:
        duty = one.duty
        last = one.planned or one.recommended
        when = day(last) if last else "without delay "
        words = f"{when}  {sentence(duty.title)}"
        if duty.within is None:
            words += f" After “{duty.after}”."
        elif duty.within == 0:
            words += f" On the day of “{duty.after}”."
        else:
            words += f" Within {length(duty.within, duty.unit)} after “{duty.after}”."
        yield wrapped(f"{words} {cited(duty.source)}", "  ", " " * 18)


def render_json(made: Schedule) -> str:
    """The timetables as JSON, the same for the same input."""
    return json.dumps(as_data(made), indent=2, ensure_ascii=False) + "\n"


def as_data(made: Schedule) -> dict[str, Any]:
    """The timetables as plain data; dates are ISO 8601."""
    course = made.course
    return {
        "version": 1,
        "regime": course.regime,
        "procedure": course.procedure,
        "like": course.like,
        "title": course.file.title,
        "law": course.file.law,
        "begins": made.begins.isoformat(),
        "country": course.calendar.place.country,
        "region": course.calendar.place.region or None,
        "stages": [_row_data(made, row) for row in made.rows],
        "limits": [_limit_data(one) for one in made.limits],
        "duties": [_duty_data(one) for one in made.duties],
        "problems": [_problem_data(one) for one in made.problems],
    }


def _row_data(made: Schedule, row: Row) -> dict[str, Any]:
    soon = {one.stage.id: one.earliest for one in made.rows}
    good = {one.stage.id: one.recommended for one in made.rows}
    said = {one.stage.id: one.planned for one in made.rows if one.planned}
    least = row.least
    return {
        "id": row.stage.id,
        "title": row.stage.title,
        "after": row.base,
        "minimum": None
        if least is None
        else {
            "days": least.days,
            "unit": least.unit,
            "note": least.note or None,
            "source": source_data(least.source),
        },
        "adequate": row.stage.adequate,
        "recommended_days": row.stage.recommended,
        "earliest": _date_data(made, row, row.earliest, soon),
        "recommended": _date_data(made, row, row.recommended, good),
        "planned": _date_data(made, row, row.planned, said),
    }


def _limit_data(one: LimitRow) -> dict[str, Any]:
    return {
        "id": one.limit.id,
        "title": one.limit.title,
        "before": one.limit.before,
        "days": one.limit.days,
        "unit": one.limit.unit,
        "earliest": one.earliest.isoformat(),
        "recommended": one.recommended.isoformat(),
        "planned": _iso(one.planned),
        "said": _iso(one.said),
        "source": source_data(one.limit.source),
    }


def _duty_data(one: DutyRow) -> dict[str, Any]:
    return {
        "id": one.duty.id,
        "title": one.duty.title,
        "after": one.duty.after,
        "within": one.duty.within,
        "unit": one.duty.unit,
        "document": one.duty.document or None,
        "earliest": _iso(one.earliest),
        "recommended": _iso(one.recommended),
        "planned": _iso(one.planned),
        "source": source_data(one.duty.source),
    }


def _problem_data(one: Problem) -> dict[str, Any]:
    return {
        "level": one.level,
        "path": one.fault.path,
        "line": one.fault.line or None,
        "column": one.fault.column or None,
        "message": one.fault.message,
        "source": source_data(one.source) if one.source else None,
    }


def _date_data(
    made: Schedule, row: Row, value: dt.date | None, days: dict[StageId, dt.date]
) -> dict[str, Any] | None:
    if value is None:
        return None
    since = days.get(row.base) if row.base else None
    off = made.course.calendar.off(value)
    return {
        "date": value.isoformat(),
        "calendar_days": (value - since).days if since else None,
        "working_days": made.course.calendar.working_days(since, value) if since else None,
        "day_off": off or None,
    }


def _iso(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None
