"""Rules on dates: one after the other, with time for bidders to read and think."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rfpkit.spec.rules.places import fault, line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.model import Spec
    from rfpkit.yamlfile import Loaded

_ORDER = ("issue", "questions_until", "answers_by", "submit", "demonstrations", "award", "start")
_STAGES = (
    "issue", "requests", "invited", "initial_tenders", "dialogue_closes", "submit", "jury", "award",
)  # fmt: skip
_NEGOTIATED = ("initial_tenders", "demonstrations", "award")
_DAYS_TO_ANSWER = 2


def order(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The dates of the timetable follow each other; the briefing lies before the deadline.

    Demonstrations come after the deadline for tenders, or after that for first ones.
    """
    timetable = spec.value.timetable
    if timetable is None:
        return
    chains: tuple[tuple[str, ...], ...] = (_ORDER, _STAGES)
    if timetable.initial_tenders is not None:
        chains = (tuple(name for name in _ORDER if name != "demonstrations"), _STAGES, _NEGOTIATED)
    swapped: dict[tuple[str, str], Fault] = {}
    for chain in chains:
        dates = [(name, getattr(timetable, name)) for name in chain]
        there = [(name, day) for name, day in dates if day is not None]
        for (earlier, first), (later, second) in pairwise(there):
            if second < first:
                swapped[earlier, later] = _swapped(spec, (earlier, first), (later, second))
    yield from swapped.values()
    if timetable.briefing is not None:
        briefing = "briefing", timetable.briefing
        if timetable.briefing < timetable.issue:
            yield _swapped(spec, ("issue", timetable.issue), briefing)
        if timetable.briefing > timetable.submit:
            yield _swapped(spec, briefing, ("submit", timetable.submit))
    if spec.value.project.date > timetable.issue:
        where = line(spec, "project", "date")
        message = f"the documents are issued on {timetable.issue}, before their own date, "
        message += f"{spec.value.project.date} (line {where})"
        yield fault(spec, message, "timetable", "issue")


def _swapped(spec: Loaded[Spec], before: tuple[str, dt.date], after: tuple[str, dt.date]) -> Fault:
    where = line(spec, "timetable", before[0])
    message = f"“{after[0]}” ({after[1]}) comes before “{before[0]}” ({before[1]}, line {where})"
    return fault(spec, message, "timetable", after[0])


def questions(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The buyer has time to answer questions, and bidders have time to read the answers."""
    timetable = spec.value.timetable
    if timetable is None:
        return
    to_answer = (timetable.answers_by - timetable.questions_until).days
    if 0 <= to_answer < _DAYS_TO_ANSWER:
        where = line(spec, "timetable", "questions_until")
        message = f"there are fewer than {_DAYS_TO_ANSWER} days between the last question "
        message += f"({timetable.questions_until}, line {where}) and the answers"
        yield fault(spec, message, "timetable", "answers_by")
    if timetable.answers_by == timetable.submit:
        where = line(spec, "timetable", "answers_by")
        message = f"proposals are due on the day of the answers (line {where}); leave bidders at "
        yield fault(spec, message + "least a day to read them", "timetable", "submit")


def standstill(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The standstill ends after the award and before the start."""
    timetable = spec.value.timetable
    if timetable is None or timetable.standstill_end is None:
        return
    end = timetable.standstill_end
    if end <= timetable.award:
        where = line(spec, "timetable", "award")
        message = f"the standstill ends on {end}, not after the award ({timetable.award}, line "
        yield fault(spec, message + f"{where})", "timetable", "standstill_end")
    if timetable.start <= end:
        where = line(spec, "timetable", "standstill_end")
        message = f"work starts on {timetable.start}, before the standstill is over ({end}, line "
        yield fault(spec, message + f"{where})", "timetable", "start")


def kpis(spec: Loaded[Spec]) -> Iterator[Fault]:
    """A KPI is to be reached after the work starts."""
    timetable = spec.value.timetable
    start = timetable.start if timetable is not None else spec.value.project.date
    loc = ("timetable", "start") if timetable is not None else ("project", "date")
    for index, kpi in enumerate(spec.value.kpis):
        if kpi.by <= start:
            what = "work starts" if timetable is not None else "the documents are dated"
            message = f"“{kpi.id}” is to be reached on {kpi.by}, not after {what} on {start} (line "
            yield fault(spec, message + f"{line(spec, *loc)})", "kpis", index, "by")
