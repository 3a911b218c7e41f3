"""How the questions of a procurement stand, for people and for programs."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterator

from rfpkit.process.questions import Point, Standing
from rfpkit.reporters.counting import counted

_WORDS = {
    "answer": "to answer",
    "publish": "to publish",
    "extend": "deadline to extend",
    "mend": "to mend in the records",
}


def render(found: Standing, as_of: dt.date, *, width: int = 100) -> str:
    """The counts, the dates, and what is open in order of days, as lines for a terminal."""
    lines = [summary(found)]
    if found.submit and found.answers_by:
        lines.append(f"Answers are due by {found.answers_by}, proposals by {found.submit}.")
    if found.extend_to:
        lines.append(f"The deadline must move to {found.extend_to} or later.")
    lines.append(f"The next addendum is number {found.next_addendum}.")
    late = len(found.late(as_of))
    if found.points:
        lines += [
            "",
            f"Open on {as_of}: {counted(len(found.points), 'point')}, {late} late or wrong.",
        ]
        for point in found.points:
            lines += ["", *_point(point, as_of, width)]
    else:
        lines.append("Nothing is open.")
    return "\n".join(lines) + "\n"


def summary(found: Standing) -> str:
    """One line: how many questions came in, were answered and were published."""
    came = counted(found.asked, "question")
    return f"{came}: {found.answered} answered, {found.published} published."


def _point(point: Point, as_of: dt.date, width: int) -> Iterator[str]:
    late = " (late)" if point.due and point.is_late(as_of) else ""
    until = f" by {point.due}" if point.due else ""
    yield f"{point.about}: {_WORDS[point.kind]}{until}{late}"
    text = str(point.fault)
    yield from textwrap.wrap(
        text, width, initial_indent="    ", subsequent_indent="    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def render_json(found: Standing, as_of: dt.date) -> str:
    """The same for programs: ``{"version": 1, "as_of", "questions", …, "open": […]}``."""
    made = {
        "version": 1,
        "as_of": as_of.isoformat(),
        "questions": {
            "asked": found.asked,
            "answered": found.answered,
            "published": found.published,
        },
        "answers_by": _day(found.answers_by),
        "submit": _day(found.submit),
        "extend_to": _day(found.extend_to),
        "next_addendum": found.next_addendum,
        "open": [
            {
                "kind": point.kind,
                "about": point.about,
                "due": _day(point.due),
                "late": point.is_late(as_of),
                "path": point.fault.path,
                "line": point.fault.line,
                "column": point.fault.column,
                "message": point.fault.message,
            }
            for point in found.points
        ],
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
