"""Timetables: the earliest that the law allows, the one that good practice gives, the spec's own.

All three are worked out stage by stage from the facts in ``process/procedures``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rfpkit.errors import Fault
from rfpkit.library.model import Source
from rfpkit.process.procedures import Duty, Limit, Minimum, Stage, StageId
from rfpkit.process.stages import Course, course_of, holds
from rfpkit.spec.beginning import begins
from rfpkit.spec.competition import Timetable
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import Loaded

Dates = Mapping[StageId, dt.date]

_ONE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A stage with its dates, and the period that the earliest one comes from.

    ``base`` is the stage that the period runs from, None for the first. ``least`` is the lawful
    minimum that holds, None where the law gives no number. ``planned`` is the spec's own date,
    None where it has none.
    """

    stage: Stage
    base: StageId | None
    least: Minimum | None
    earliest: dt.date
    recommended: dt.date
    planned: dt.date | None


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A last day that is counted back from a stage, in each of the timetables."""

    limit: Limit
    earliest: dt.date
    recommended: dt.date
    planned: dt.date | None
    """Counted back from the spec's own date of that stage."""
    said: dt.date | None
    """What the spec says for it."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty after a stage, and its last day in each of the timetables; None without a number."""

    duty: Duty
    earliest: dt.date | None
    recommended: dt.date | None
    planned: dt.date | None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the spec's own timetable: unlawful, or shorter than good practice."""

    level: Literal["error", "warning"]
    fault: Fault
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The timetables of a procurement."""

    course: Course
    begins: dt.date
    rows: tuple[Row, ...]
    limits: tuple[LimitRow, ...]
    duties: tuple[DutyRow, ...]
    problems: tuple[Problem, ...] = ()


def schedule(spec: Spec, start: dt.date | None = None) -> Schedule:
    """The timetables of a spec, from this day on; else from the day on which it begins.

    The spec's own dates are in it only where it begins on the day that the spec says.
    """
    first = start or begins(spec)
    course = course_of(spec, first)
    own = spec.timetable if spec.timetable and first == spec.timetable.issue else None
    return timetable_of(course, first, own)


def checked(spec: Loaded[Spec], start: dt.date | None = None) -> Schedule:
    """The timetables of a spec, and every problem with its own dates, at the spec's lines."""
    made = schedule(spec.value, start)
    return replace(made, problems=tuple(_problems(spec, made)))


def lawful_window(spec: Spec) -> int:
    """The calendar days that the law asks for at least between the notice and the deadline.

    0 where the law gives no number, or the procedure has no deadline for proposals.
    """
    course = course_of(spec)
    first = begins(spec)
    return (earliest(course, first).get("submit", first) - first).days


def timetable_of(course: Course, first: dt.date, own: Timetable | None = None) -> Schedule:
    """The timetables of a course that begins on this day, beside the spec's own if there is one."""
    soon, good = earliest(course, first), recommended(course, first)
    said = _said(course, own)
    rows = tuple(
        Row(
            stage,
            course.base(stage),
            _least(course, stage, soon),
            soon[stage.id],
            good[stage.id],
            said.get(stage.id),
        )
        for stage in course.stages
    )
    limits = tuple(
        LimitRow(
            limit,
            _back(course, limit, soon[limit.before]),
            _back(course, limit, good[limit.before]),
            _back(course, limit, said[limit.before]) if limit.before in said else None,
            getattr(own, limit.field) if own and limit.field else None,
        )
        for limit in _limits(course)
        if limit.before in soon
    )
    duties = tuple(
        DutyRow(duty, _by(course, duty, soon), _by(course, duty, good), _by(course, duty, said))
        for duty in course.file.duties
        if duty.after in soon and holds(duty.when, course.choices)
    )
    return Schedule(course, first, rows, limits, duties)


def earliest(course: Course, first: dt.date, said: Dates | None = None) -> Dates:
    """The earliest lawful day of each stage.

    Where ``said`` has a stage's day, later stages are counted from that day.
    """
    days: dict[StageId, dt.date] = {}
    counted: dict[StageId, dt.date] = {}
    for stage in course.stages:
        day = _soonest(course, stage, counted) if counted else first
        days[stage.id] = max([day, *counted.values()])
        counted[stage.id] = (said or {}).get(stage.id, days[stage.id])
    return days


def recommended(course: Course, first: dt.date) -> Dates:
    """The day of each stage that good practice gives: time enough, and never on a day off."""
    days: dict[StageId, dt.date] = {}
    for stage in course.stages:
        if not days:
            days[stage.id] = first
            continue
        base = days[_base(course, stage)]
        good = base + dt.timedelta(days=stage.recommended or 0)
        day = max(_soonest(course, stage, days), good, *days.values())
        days[stage.id] = course.calendar.working(day)
    return days


def _base(course: Course, stage: Stage) -> StageId:
    base = course.base(stage)
    assert base is not None, "every stage but the first has one"  # noqa: S101
    return base


def _soonest(course: Course, stage: Stage, days: Dates) -> dt.date:
    """The earliest day by the stage's own period alone.

    What follows a standstill comes on the day after its last one: the contract is not signed
    before the end of that day. Where there is none, its day is that of the award.
    """
    name = _base(course, stage)
    base = days[name]
    least = _least(course, stage, days)
    if least is None:
        waited = name == "standstill_end" and base > days.get("award", base)
        return base + _ONE if waited else base
    return course.calendar.end_of(stage.id, base, least.days, least.unit)


def _least(course: Course, stage: Stage, days: Dates) -> Minimum | None:
    """The minimum that holds for a stage: of those whose conditions hold, the shortest."""
    base = course.base(stage)
    holding = [one for one in stage.minimum if holds(one.when, course.choices)]
    if base is None or not holding:
        return None
    calendar, event = course.calendar, days[base]
    return min(holding, key=lambda one: calendar.end_of(stage.id, event, one.days, one.unit))


def _limits(course: Course) -> list[Limit]:
    """The limits that hold; of several on one date of the timetable, the shortest."""
    holding = [one for one in course.file.limits if holds(one.when, course.choices)]
    shortest: dict[str, Limit] = {}
    for limit in holding:
        known = shortest.get(limit.field)
        if known is None or limit.days < known.days:
            shortest[limit.field] = limit
    return [one for one in holding if not one.field or shortest[one.field] is one]


def _back(course: Course, limit: Limit, event: dt.date) -> dt.date:
    return course.calendar.latest(event, limit.days, limit.unit)


def _by(course: Course, duty: Duty, days: Dates) -> dt.date | None:
    if duty.within is None or duty.after not in days:
        return None
    return course.calendar.end_of(duty.id, days[duty.after], duty.within, duty.unit)


def _said(course: Course, own: Timetable | None) -> Dates:
    """The spec's own day of each stage that it names."""
    if own is None:
        return {}
    days = {stage.id: getattr(own, stage.id) for stage in course.stages}
    return {name: day for name, day in days.items() if day is not None}


def _problems(spec: Loaded[Spec], made: Schedule) -> Iterator[Problem]:
    """What is wrong with the spec's own dates; nothing where it has none."""
    yield from _validity(spec, made)
    said = {row.stage.id: row.planned for row in made.rows if row.planned}
    if not said:
        return
    lawful = earliest(made.course, made.begins, said)
    for row in made.rows:
        if row.base is None:
            continue
        since = said.get(row.base, lawful[row.base])
        if row.planned is None:
            message = f"“{row.stage.id}” has no date here, and the procedure has that stage: "
            message += f"{row.stage.title}; {lawful[row.stage.id]} at the earliest"
            yield Problem("warning", _fault(spec, message, "timetable"))
        elif row.planned < lawful[row.stage.id]:
            yield _too_early(spec, made, row, since, lawful[row.stage.id])
        elif (
            row.stage.id == "submit" and row.planned == lawful["submit"] and _cut_short(made, spec)
        ):
            yield _cut(spec, made, row.planned)
        elif row.planned - since < dt.timedelta(days=row.stage.recommended or 0):
            yield _hurried(spec, row, since)
    for one in made.limits:
        if one.said and one.planned and one.said > one.planned:
            message = f"{one.limit.title}: {one.planned}, not {one.said} "
            message += f"({_days(one.limit.days, one.limit.unit)} before “{one.limit.before}”); "
            message += one.limit.source.cited
            fault = _fault(spec, message, "timetable", one.limit.field)
            yield Problem("error", fault, one.limit.source)


def _cut_short(made: Schedule, spec: Loaded[Spec]) -> bool:
    """Whether the hour of the deadline ends a period before its last day is over."""
    row = next(one for one in made.rows if one.stage.id == "submit")
    times = spec.value.timetable
    rule = made.course.calendar.rule
    return bool(rule.whole_days and row.least and times and times.submit_time < "23:59")


def _cut(spec: Loaded[Spec], made: Schedule, last: dt.date) -> Problem:
    rule = made.course.calendar.rule
    found = next((one for one in rule.rules if one.id == "whole-days"), None)
    source = found.source if found else rule.source
    safe = made.course.calendar.working(last + _ONE)
    hour = spec.value.timetable.submit_time if spec.value.timetable else ""
    message = f"the period runs to the end of {last}, and proposals are due at {hour}; {safe} is "
    message += f"safe; {source.cited}"
    return Problem("warning", _fault(spec, message, "timetable", "submit"), source)


def _validity(spec: Loaded[Spec], made: Schedule) -> Iterator[Problem]:
    file, day = made.course.file, made.begins
    if file.from_ <= day and (file.until is None or day < file.until):
        return
    message = f"the periods below hold from {file.from_}"
    message += f" until {file.until}" if file.until else ""
    message += f"; for a procurement that begins on {day} another law holds"
    yield Problem("warning", _fault(spec, message, "procedure"))


def _too_early(
    spec: Loaded[Spec], made: Schedule, row: Row, since: dt.date, lawful: dt.date
) -> Problem:
    planned = row.planned or lawful
    least = _least(made.course, row.stage, {**_all(made), row.base or row.stage.id: since})
    gap = (planned - since).days
    message = f"“{row.stage.id}” is {gap} days after “{row.base}” ({since}), too early; "
    if least is None:
        fault = _fault(spec, message + f"{lawful} at the earliest", "timetable", row.stage.id)
        return Problem("error", fault)
    message += f"at least {_days(least.days, least.unit)} are due, so {lawful} at the earliest; "
    fault = _fault(spec, message + least.source.cited, "timetable", row.stage.id)
    return Problem("error", fault, least.source)


def _hurried(spec: Loaded[Spec], row: Row, since: dt.date) -> Problem:
    planned = row.planned or since
    message = f"“{row.stage.id}” is {(planned - since).days} days after “{row.base}” ({since}): "
    message += f"lawful, but {row.stage.recommended} days are good practice"
    if row.stage.adequate:
        message += ", and the law asks for time that is adequate beside its minimum"
    return Problem("warning", _fault(spec, message, "timetable", row.stage.id))


def _all(made: Schedule) -> dict[StageId, dt.date]:
    return {row.stage.id: row.earliest for row in made.rows}


def _days(count: int, unit: str) -> str:
    kind = "working day" if unit == "working" else "day"
    return f"{count} {kind}" + ("" if count == 1 else "s")


def _fault(spec: Loaded[Spec], message: str, *loc: str | int) -> Fault:
    return Fault(spec.path, *spec.place(*loc), message)
