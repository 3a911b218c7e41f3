"""The drawn timeline: what is done from when to when, in words and as a bar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from rfpkit.assembly.inserts import Blocks, table
from rfpkit.assembly.values import locale_of
from rfpkit.spec.competition import Timetable
from rfpkit.spec.dossier import Dossier

_Span = tuple[str, dt.date, dt.date]
_WIDTHS = (0.3, 0.26, 0.44)


def _timeline(dossier: Dossier) -> Blocks:
    if dossier.timetable is None:
        return ()
    spans = [one for one in _spans(dossier.timetable) if one[2] > one[1]]
    if not spans:
        return ()
    locale = locale_of(dossier)
    first, last = min(one[1] for one in spans), max(one[2] for one in spans)
    rows = [
        (what, f"{locale.date(start)} to\n{locale.date(end)}", "") for what, start, end in spans
    ]
    header = ("What is done", "From and to", f"{locale.date(first)} to {locale.date(last)}")
    drawn = table(header, rows, _WIDTHS)
    bars = ((_share(start, first, last), _share(end, first, last)) for _, start, end in spans)
    body = tuple(
        (*row[:-1], replace(row[-1], blocks=(), bar=bar))
        for row, bar in zip(drawn.rows[1:], bars, strict=True)
    )
    return (replace(drawn, rows=(drawn.rows[0], *body)),)


def _share(day: dt.date, first: dt.date, last: dt.date) -> float:
    return (day - first) / (last - first)


def _spans(times: Timetable) -> Iterator[_Span]:
    """What is done between two dates of the timetable, in order of the stages."""
    yield "Bidders ask questions", times.issue, times.questions_until
    yield "The Buyer answers", times.questions_until, times.answers_by
    asked = times.issue
    if times.requests:
        yield "Bidders ask to take part", times.issue, times.requests
        asked = times.requests
    if times.invited:
        yield "The Buyer selects", asked, times.invited
        asked = times.invited
    if times.initial_tenders:
        yield "Bidders prepare first Proposals", asked, times.initial_tenders
        asked = times.initial_tenders
    shown = _shown_first(times)
    if shown:
        yield "The Buyer reads first Proposals", asked, shown
        asked = shown
    if times.dialogue_closes:
        yield "The Buyer and Bidders talk", asked, times.dialogue_closes
        asked = times.dialogue_closes
    final = times.initial_tenders or times.dialogue_closes
    yield f"Bidders prepare {'final ' if final else ''}Proposals", asked, times.submit
    yield from _after(times)


def _shown_first(times: Timetable) -> dt.date | None:
    """The day of demonstrations, where they come before the last Proposals."""
    day = times.demonstrations
    return day if day is not None and day < times.submit else None


def _after(times: Timetable) -> Iterator[_Span]:
    read = times.submit
    shown = None if _shown_first(times) else times.demonstrations
    if shown:
        yield "The Buyer reads Proposals", read, shown
        read = shown
    if times.jury:
        yield "The jury judges", read, times.jury
        read = times.jury
    evaluates = "Demonstrations, and the decision" if shown else "The Buyer evaluates"
    yield "The Buyer decides" if times.jury else evaluates, read, times.award
    ready = times.award
    if times.standstill_end:
        yield "Standstill period", times.award, times.standstill_end
        ready = times.standstill_end
    yield "The work is prepared", ready, times.start


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {"timeline": _timeline}
