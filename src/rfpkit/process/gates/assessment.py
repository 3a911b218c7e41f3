"""Gates of the third phase: questions, panel, scores, letters, contract."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from rfpkit.process.evaluation.checks import every_cell, individual_first
from rfpkit.process.evaluation.model import Flaw
from rfpkit.process.evaluation.panel import authors, conflicts, seats
from rfpkit.process.evaluation.ranking import examined, fault_of
from rfpkit.process.gates.case import Answer, Case, Lack, judged
from rfpkit.process.questions import standing
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.before import Bidder


def questions(case: Case) -> Answer:
    """Every question is answered to everybody, in time before the deadline."""
    found = standing(case.project)
    timetable = case.dossier.timetable
    lacks = [Lack(point.fault) for point in found.points]
    if timetable is not None and not found.asked and not _closed(case, timetable.questions_until):
        message = f"questions may come until {timetable.questions_until}"
        lacks.append(case.in_records(message, "questions"))
    told = f"{found.asked} asked, each answered to everybody" if found.asked else "none came"
    shut = len({point.about for point in found.points})
    return judged(lacks, told, f"{shut} of {found.asked} questions keep it shut" if shut else "")


def _closed(case: Case, day: dt.date) -> bool:
    """Whether a day of the timetable is over, as far as the records and the date tell."""
    received = any(one.received is not None for one in case.records.bidders)
    return received or (case.as_of is not None and case.as_of > day)


def bids(case: Case) -> Answer:
    """Bids came in."""
    came = _received(case)
    message = "no bid is on record; add each bidder with the day of its bid (“received”)"
    lacks = [] if came else [case.in_records(message, "bidders")]
    return judged(lacks, f"bids on record: {len(came)}")


def _received(case: Case) -> list[tuple[int, Bidder]]:
    found = enumerate(case.records.bidders)
    return [(index, one) for index, one in found if one.received is not None]


def panel(case: Case) -> Answer:
    """The panel speaks for lead unit, technology and users; its seats are filled as published."""
    published = case.dossier.evaluation.panel
    lacks = []
    for part, words in _PARTS.items():
        if not any(seat.speaks_for == part for seat in published):
            message = f"no seat speaks for {words}; add one, or say so with “speaks_for: {part}”"
            lacks.append(case.in_spec(message, "evaluation", "panel"))
    lacks += _flaws(case, authors, seats)
    filled = len(case.records.panel)
    return judged(lacks, f"members: {filled}; seats: {len(published)}")


_PARTS = {
    "lead-unit": "the unit that leads",
    "technical": "technology",
    "users": "the people who will use it",
}


def declarations(case: Case) -> Answer:
    """Every member of the panel has declared interests, and no conflict is open."""
    members = case.records.panel
    if not members:
        return judged([case.in_records("the panel is not named yet; name it", "panel")], "")
    return judged(
        _flaws(case, conflicts), f"{len(members)} of {len(members)} members have declared"
    )


def individual_scores(case: Case) -> Answer:
    """Each member scored every bid alone before the panel agreed."""
    scores = case.records.scores
    if not scores:
        message = "no scores are on record; “rfpkit evaluate --sheets” writes the score sheets"
        return judged([case.in_records(message, "scores")], "")
    alone = sum(one.stage == "individual" for one in scores)
    return judged(_flaws(case, every_cell, individual_first), f"scores given alone: {alone}")


def ranking(case: Case) -> Answer:
    """The evaluation comes to a result, by the criteria that were published."""
    flaws, outcome = examined(case.dossier)
    if outcome is None:
        return judged([Lack(fault_of(flaw, case.project)) for flaw in flaws], "")
    first = " and ".join(outcome.first)
    return Answer("met", f"first is {first}" if first else "no bid is left")


def _flaws(case: Case, *checks: Callable[[Dossier], Iterator[Flaw]]) -> list[Lack]:
    """What checks of the evaluation find, at its places."""
    found = [flaw for check in checks for flaw in check(case.dossier)]
    return [Lack(fault_of(flaw, case.project)) for flaw in found]


def award(case: Case) -> Answer:
    """The award is decided, and all bidders were told."""
    one = case.records.award
    if one is None:
        return judged([case.in_records("the award is not decided yet", "award")], "")
    lacks = []
    if one.told is None:
        message = "the bidders were not told the award; send the letters and add “told”"
        lacks.append(case.in_records(message, "award"))
    return judged(lacks, f"{one.bidder} won on {one.decided}, and all were told on {one.told}")


def debriefs(case: Case) -> Answer:
    """Every bidder who did not win was debriefed."""
    one = case.records.award
    winner = one.bidder if one is not None else ""
    lost = [(at, b) for at, b in _received(case) if b.id != winner]
    lacks = [
        case.in_records(f"{b.name} was not debriefed; offer it and add “debriefed”", "bidders", at)
        for at, b in lost
        if b.debriefed is None and not (b.excluded and b.excluded.stage == "withdrawn")
    ]
    return judged(lacks, f"{len(lost)} did not win, each debriefed")


def terms(case: Case) -> Answer:
    """No conflict with standard terms is open."""
    found = case.records.terms
    lacks = []
    for index, one in enumerate(found):
        if one.settled is None:
            message = f"{one.clause} still says: {one.says}; settle it and add “settled”"
            lacks.append(case.in_records(message, "terms", index, who=one.owner))
    told = f"{len(found)} found, each settled" if found else "no conflict is on record"
    return judged(lacks, told, f"still open: {len(lacks)} of {len(found)}")


def contract_signed(case: Case) -> Answer:
    """The contract is signed, not before the standstill was over."""
    one = case.records.award
    if one is None or one.signed is None:
        message = "the contract is not signed; once it is, add “signed”"
        return judged([case.in_records(message, "award")], "")
    timetable = case.dossier.timetable
    end = timetable.standstill_end if timetable is not None else None
    lacks = []
    if end is not None and one.signed <= end:
        message = f"the contract was signed on {one.signed}, and the standstill lasts until the "
        message += f"end of {end}; ask legal counsel"
        lacks.append(case.in_records(message, "award", "signed"))
    value = f" for {one.value:,f}" if one.value is not None else ""
    return judged(lacks, f"signed on {one.signed}{value}")
