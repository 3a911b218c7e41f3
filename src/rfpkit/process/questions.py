"""Questions and answers: what is open, until when, and what the records of them get wrong.

Ground rules: every question is answered, every answer is published to everybody, a change of the
documents is an addendum, and an answer or a change that comes late moves the deadline.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rfpkit.errors import Fault
from rfpkit.spec.competition import Timetable
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.before import Question
from rfpkit.spec.records.folder import Project

Kind = Literal["answer", "publish", "extend", "mend"]
"""To answer, to publish, to extend the deadline, or to mend in the records."""

_EU_DAYS = 6
"""Directive 2014/24/EU, Articles 47(3)(a) and 53(2): days from an answer to the deadline."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is open: what to do, about what, until when, and its place in the records."""

    kind: Kind
    about: str
    """The question's short name, or "addendum 2"."""
    due: dt.date | None
    """Until when; None for what is wrong whatever the day."""
    fault: Fault
    """The place and the words."""

    def is_late(self, as_of: dt.date) -> bool:
        """Whether its day has gone by; what has no day is late at once."""
        return self.due is None or as_of > self.due


@dataclass(frozen=True, slots=True)
class Standing:
    """How the questions of a procurement stand; counts are of questions."""

    asked: int
    answered: int
    published: int
    answers_by: dt.date | None
    """The day by which all answers are published, moved along with the deadline."""
    submit: dt.date | None
    """The deadline for proposals, with every addendum."""
    extend_to: dt.date | None
    """The earliest day to which the deadline must be moved; None where it need not be."""
    next_addendum: int
    points: tuple[Point, ...]
    """What is open, in order of days."""

    def late(self, as_of: dt.date) -> tuple[Point, ...]:
        """What is open past its day."""
        return tuple(point for point in self.points if point.is_late(as_of))


def standing(project: Project) -> Standing:
    """How the questions stand, from the spec and the records ``questions`` and ``addenda``."""
    dossier, records = project.dossier, project.records
    extensions = tuple(_extensions(project))
    wrong = (*_question_faults(project), *_addendum_faults(project), *_contradictions(project))
    points = [*_open(project), *(point for point, _ in extensions)]
    points += [Point("mend", about, None, fault) for about, fault in wrong]
    points.sort(key=lambda point: (point.due or dt.date.min, point.fault))
    return Standing(
        asked=len(records.questions),
        answered=sum(map(is_answered, records.questions)),
        published=sum(is_answered(q) and q.published is not None for q in records.questions),
        answers_by=answers_due(dossier),
        submit=deadline(dossier),
        extend_to=max((day for _, day in extensions), default=None),
        next_addendum=max((a.number for a in records.addenda), default=0) + 1,
        points=tuple(points),
    )


def default_day(dossier: Dossier) -> dt.date:
    """The last day that the spec's date or the records of questions tell of; never the clock."""
    days = [dossier.project.date, *(a.date for a in dossier.records.addenda)]
    for q in dossier.records.questions:
        days += [day for day in (q.asked, q.answered, q.published) if day is not None]
    return max(days)


def is_answered(question: Question) -> bool:
    """Whether a question has an answer that is settled; a text without its day is a draft."""
    return bool(question.answer.strip()) and question.answered is not None


def deadline(dossier: Dossier, through: int | None = None) -> dt.date | None:
    """The deadline for proposals after all addenda, or after those up to number ``through``.

    An addendum may only add time, so the latest of their days counts. None without a timetable.
    """
    days = [
        a.submit
        for a in dossier.records.addenda
        if a.submit is not None and (through is None or a.number <= through)
    ]
    if days:
        return max(days)
    return dossier.timetable.submit if dossier.timetable else None


def answers_due(dossier: Dossier) -> dt.date | None:
    """The day by which answers are published: it keeps its distance from the deadline."""
    submit = deadline(dossier)
    if dossier.timetable is None or submit is None:
        return None
    return submit - _reading_time(dossier.timetable)


def _reading_time(timetable: Timetable) -> dt.timedelta:
    """The time that bidders were promised between the last answer and the deadline."""
    return timetable.submit - timetable.answers_by


def _open(project: Project) -> Iterator[Point]:
    due = answers_due(project.dossier)
    until = f"by {due}" if due else "before the deadline"
    for at, q in enumerate(project.records.questions):
        if not is_answered(q):
            draft = "a draft, and no day on which it was settled" if q.answer else "no answer yet"
            message = f"{draft}: settle it and write answered:, then publish it {until}"
            yield Point("answer", q.id, due, project.fault(message, "questions", at, "id"))
        elif q.published is None:
            message = f"answered on {q.answered}, not published: publish it to everybody {until}"
            yield Point("publish", q.id, due, project.fault(message, "questions", at, "answered"))


def _extensions(project: Project) -> Iterator[tuple[Point, dt.date]]:
    """What came so late that bidders lack time, with the day to which the deadline must move."""
    dossier = project.dossier
    submit, times = deadline(dossier), dossier.timetable
    if submit is None or times is None:
        return
    for at, q in enumerate(project.records.questions):
        if is_answered(q) and q.published is not None and not q.no_extension:
            found = _short(dossier, "the answer", q.published, submit, times)
            if found:
                place = project.fault(found[0], "questions", at, "published")
                yield Point("extend", q.id, submit, place), found[1]
    for at, a in enumerate(project.records.addenda):
        if not a.no_extension:
            found = _short(dossier, "the change", a.date, submit, times)
            if found:
                place = project.fault(found[0], "addenda", at, "date")
                yield Point("extend", f"addendum {a.number}", submit, place), found[1]


def _short(
    dossier: Dossier, what: str, day: dt.date, submit: dt.date, times: Timetable
) -> tuple[str, dt.date] | None:
    """Words about time that is too short from a day to the deadline, and the day that it needs."""
    least = _reading_time(times)
    left = (submit - day).days
    if day <= times.answers_by or left >= least.days:
        return None
    needed = day + least
    when = f"{left} days before" if left > 0 else "on the day of" if left == 0 else "after"
    message = f"{what} was published on {day}, {when} the deadline of {submit}, and the timetable "
    message += f"promised {least.days} days: extend the deadline to {needed} or later with an "
    message += "addendum, or say under no_extension why nobody needs more time"
    if dossier.jurisdiction == "eu" and left < _EU_DAYS:
        message += f" (Directive 2014/24/EU, Article 47(3), asks for {_EU_DAYS} days)"
    return message, needed


def _question_faults(project: Project) -> Iterator[tuple[str, Fault]]:
    numbers = {a.number: a for a in project.records.addenda}
    first: dict[str, int] = {}
    for at, q in enumerate(project.records.questions):

        def wrong(message: str, field: str, at: int = at, q: Question = q) -> tuple[str, Fault]:
            return q.id, project.fault(message, "questions", at, field)

        if first.setdefault(q.id, at) != at:
            yield wrong(f"a second question is called “{q.id}”; give each a name of its own", "id")
        if q.answered and not q.answer.strip():
            yield wrong("there is a day for the answer, and no answer; write it", "answered")
        if q.answered and q.answered < q.asked:
            yield wrong(f"answered before it was asked, on {q.asked}; mend one of them", "answered")
        if q.published and not is_answered(q):
            yield wrong("published, though no answer is settled; add answer: and answered:",
                        "published")  # fmt: skip
        elif q.published and q.answered and q.published < q.answered:
            yield wrong(f"published before the answer of {q.answered}; mend one of them",
                        "published")  # fmt: skip
        if q.addendum is not None and q.addendum not in numbers:
            yield wrong(f"there is no addendum {q.addendum} among the addenda; write it, or "
                        "strike the number out", "addendum")  # fmt: skip
        elif q.addendum is not None and numbers[q.addendum].date < q.asked:
            day = numbers[q.addendum].date
            yield wrong(f"addendum {q.addendum} is of {day}, before the question", "addendum")


def _addendum_faults(project: Project) -> Iterator[tuple[str, Fault]]:
    times = project.dossier.timetable
    before: dt.date | None = times.issue if times else None
    for at, a in enumerate(project.records.addenda):
        about = f"addendum {a.number}"
        if a.number != at + 1:
            message = f"this is addendum {at + 1} in the list; number them 1, 2, 3 in order"
            yield about, project.fault(message, "addenda", at, "number")
        if not a.changes:
            message = "says no change; write under changes: what changes, and where"
            yield about, project.fault(message, "addenda", at, "number")
        if before and a.date < before:
            message = f"of {a.date}, before {before}, when what it changes was published"
            yield about, project.fault(message, "addenda", at, "date")
        before = a.date
        old = deadline(project.dossier, a.number - 1)
        if old and a.date > old:
            message = f"of {a.date}, after the deadline of {old}; what changes then needs a new "
            yield about, project.fault(message + "round of proposals", "addenda", at, "date")
        elif old and a.submit and a.submit <= old:
            message = f"the new deadline, {a.submit}, is not after the old one, {old}; time may "
            yield about, project.fault(message + "only be added", "addenda", at, "submit")


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATES = re.compile(
    rf"(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH}) (?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH}) (?P<d3>\d{{1,2}}), (?P<y3>\d{{4}})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SUBJECTS: tuple[tuple[str, str, str], ...] = (
    ("last day for questions|questions until", "questions_until", "the last day for questions"),
    ("briefing", "briefing", "the briefing"),
    ("demonstration", "demonstrations", "the first day of demonstrations"),
    ("standstill", "standstill_end", "the end of the standstill"),
    ("award|told the result", "award", "the award"),
    ("work starts|start of work|contract starts", "start", "the start of work"),
    (
        r"deadline|(proposals?|tenders?|bids?) (is|are) due|"
        r"(submi\w+|hand\w* (it |them )?in)\b.{0,40}\b(by|until|before|on)",
        "submit",
        "the deadline for proposals",
    ),
)
"""Words that say what a date is about, the field of the timetable, and its name; first match."""


def _contradictions(project: Project) -> Iterator[tuple[str, Fault]]:
    """Answers that name another day than the timetable does, as the addenda have changed it."""
    times = project.dossier.timetable
    if times is None:
        return
    submit = deadline(project.dossier)
    for at, q in enumerate(project.records.questions):
        for sentence in _SENTENCE.split(q.answer):
            for day in _days(sentence):
                found = _other_day(sentence, day, times, submit, project.dossier)
                if found:
                    yield q.id, project.fault(found, "questions", at, "answer")


def _other_day(
    sentence: str, day: dt.date, times: Timetable, submit: dt.date | None, dossier: Dossier
) -> str:
    fields = ("issue", "answers_by", *(field for _, field, _ in _SUBJECTS))
    known = {getattr(times, field) for field in fields} | {submit}
    known |= {a.submit for a in dossier.records.addenda} | {a.date for a in dossier.records.addenda}
    if day in known or day < times.issue:
        return ""
    for words, field, name in _SUBJECTS:
        if re.search(rf"\b({words})", sentence, re.IGNORECASE):
            said = submit if field == "submit" else getattr(times, field)
            holds = f"is {said} in the documents" if said else "is not in the documents"
            message = f"the answer says {day}, and {name} {holds}: mend the answer"
            return f"{message}, or change the documents with an addendum"
    return ""


def _days(text: str) -> Iterator[dt.date]:
    """The days that a text names, in the ways that documents write them."""
    for match in _DATES.finditer(text):
        found = [match.groupdict()[f"{part}{n}"] for n in "123" for part in "ymd"]
        year, month, day = next(
            found[at : at + 3] for at in (0, 3, 6) if found[at] is not None
        )  # fmt: skip
        number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1
        try:
            yield dt.date(int(year), number, int(day))
        except ValueError:
            continue
