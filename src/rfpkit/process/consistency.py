"""What cannot be right between the records of a project, and between them and the spec.

Each check yields faults at the line of the record, with what to do about them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from rfpkit.process.evaluation.checks import known_names, on_the_scale, one_score_a_cell
from rfpkit.process.evaluation.panel import scorers
from rfpkit.process.evaluation.ranking import fault_of
from rfpkit.process.questions import deadline
from rfpkit.process.signoffs import folded
from rfpkit.spec.rules.places import fault
from rfpkit.yamlfile import did_you_mean

if TYPE_CHECKING:
    from rfpkit.errors import Fault
    from rfpkit.spec.records.folder import Project

Loc: TypeAlias = tuple[str | int, ...]
Dated: TypeAlias = tuple[str, dt.date | None]
"""A field and its date, such as ``("answered", …)``."""


def check_records(project: Project, documents: Collection[str] = ()) -> tuple[Fault, ...]:
    """All faults, in the order of files and lines; ``documents`` are the names of documents."""
    checks = (_ids, _references, _people, _scores, _papers(documents), _bids, _questions, _award,
              _work, _plans)  # fmt: skip
    return tuple(sorted({found for check in checks for found in check(project)}))


# What stands twice


def _ids(project: Project) -> Iterator[Fault]:
    records = project.records
    yield from _twice(project, "questions", "id", (one.id for one in records.questions))
    yield from _twice(project, "addenda", "number", (one.number for one in records.addenda))
    yield from _twice(project, "panel", "id", (one.id for one in records.panel))
    yield from _twice(project, "bidders", "id", (one.id for one in records.bidders))
    yield from _twice(project, "sprints", "number", (one.number for one in records.sprints))
    for index, bidder in enumerate(records.bidders):
        seen: set[str] = set()
        for at, price in enumerate(bidder.prices):
            if price.module in seen:
                message = f"{bidder.id} has a second price for “{price.module}”; keep one"
                yield project.fault(message, "bidders", index, "prices", at, "module")
            seen.add(price.module)


def _twice(project: Project, name: str, key: str, ids: Iterable[Hashable]) -> Iterator[Fault]:
    first: dict[Hashable, int] = {}
    for index, one in enumerate(ids):
        if one in first:
            earlier = project.fault("", name, first[one], key).line
            message = f"“{one}” is also the {key} on line {earlier}; give each its own"
            yield project.fault(message, name, index, key)
        first.setdefault(one, index)


# What points to nothing


def _references(project: Project) -> Iterator[Fault]:
    dossier, records = project.dossier, project.records
    modules = [one.id for one in dossier.modules]
    bidders = [one.id for one in records.bidders]
    prices = [
        (price.module, "bidders", (index, "prices", at, "module"))
        for index, bidder in enumerate(records.bidders)
        for at, price in enumerate(bidder.prices)
    ]
    lists: list[tuple[str, Sequence[str], str, str, Iterable[str]]] = [
        ("module", modules, "sprints", "module", (one.module for one in records.sprints)),
        ("module", modules, "acceptances", "module", (one.module for one in records.acceptances)),
        ("KPI", [one.id for one in dossier.kpis], "kpis", "kpi", (one.kpi for one in records.kpis)),
        ("bidder", bidders, "meetings", "bidder", (one.bidder for one in records.meetings)),
        ("bidder", bidders, "phases", "partner", (one.partner for one in records.phases)),
    ]
    for what, known, name, key, values in lists:
        for index, value in enumerate(values):
            if value:
                yield from _unknown(project, what, value, known, name, (index, key))
    for value, name, loc in prices:
        yield from _unknown(project, "module", value, modules, name, loc)
    if records.award is not None:
        winner = records.award.bidder
        yield from _unknown(project, "bidder", winner, bidders, "award", ("bidder",))
    addenda = [str(one.number) for one in records.addenda]
    for index, question in enumerate(records.questions):
        if question.addendum is not None:
            number, place = str(question.addendum), (index, "addendum")
            yield from _unknown(project, "addendum", number, addenda, "questions", place)


def _unknown(
    project: Project, what: str, value: str, known: Collection[str], name: str, loc: Loc
) -> Iterator[Fault]:
    if value not in known:
        there = f"; there are {', '.join(known)}" if known else f"; no {what} is on record"
        message = f"there is no {what} “{value}”{did_you_mean(value, list(known)) or there}"
        yield project.fault(message, name, *loc)


def _people(project: Project) -> Iterator[Fault]:
    dossier, records = project.dossier, project.records
    seats = [seat.seat for seat in dossier.evaluation.panel]
    known = {folded(seat) for seat in seats}
    for index, member in enumerate(records.panel):
        if seats and folded(member.seat) not in known:
            message = f"“{member.seat}” is no seat of the panel that was published"
            guess = did_you_mean(member.seat, seats) or f"; the seats are {', '.join(seats)}"
            yield project.fault(message + guess, "panel", index, "seat")
    for index, one in enumerate(records.conflicts):
        if one.decided_by and folded(one.decided_by) == folded(one.person):
            message = f"{one.person} cannot decide on their own interests; somebody else decides"
            yield project.fault(message, "conflicts", index, "decided_by")
    groups = {folded(one.group) for one in dossier.training}
    for index, held in enumerate(records.trainings):
        if groups and folded(held.group) not in groups:
            names = [one.group for one in dossier.training]
            guess = did_you_mean(held.group, names) or f"; there are {', '.join(names)}"
            message = f"“{held.group}” is no group under “training” in the spec{guess}"
            yield project.fault(message, "trainings", index, "group")


def _scores(project: Project) -> Iterator[Fault]:
    """Scores that name nobody and nothing, or stand twice, as the evaluation finds them."""
    for check in (known_names, scorers, one_score_a_cell, on_the_scale):
        for flaw in check(project.dossier):
            yield fault_of(flaw, project)


def _papers(documents: Collection[str]) -> Any:
    """The check that every signature is under a document that there is."""

    def check(project: Project) -> Iterator[Fault]:
        for index, one in enumerate(project.records.signoffs):
            known = any(one.document == d or one.document.startswith(f"{d}-") for d in documents)
            if documents and not known:
                guess = did_you_mean(one.document, sorted(documents))
                message = f"there is no document “{one.document}”"
                remedy = guess or "; see rfpkit list documents"
                yield project.fault(message + remedy, "signoffs", index, "document")

    return check


# Dates that cross


def _in_order(project: Project, name: str, at: Loc, dates: Iterable[Dated]) -> Iterator[Fault]:
    """A fault for each date of one record that lies before one that comes first."""
    there = [(key, day) for key, day in dates if day is not None]
    for number, (key, day) in enumerate(there):
        for earlier, before in there[:number]:
            if day < before:
                message = f"“{key}” ({day}) comes before “{earlier}” ({before}); mend one of them"
                yield project.fault(message, name, *at, key)
                break


def _questions(project: Project) -> Iterator[Fault]:
    for index, one in enumerate(project.records.questions):
        dates = ("asked", one.asked), ("answered", one.answered), ("published", one.published)
        yield from _in_order(project, "questions", (index,), dates)
        if one.published is not None and not one.answer:
            message = f"{one.id} is published without an answer; add it, or take the date away"
            yield project.fault(message, "questions", index)


def _bids(project: Project) -> Iterator[Fault]:
    end = deadline(project.dossier)
    mandatory = [one.id for one in project.dossier.criteria if one.kind == "mandatory"]
    for index, one in enumerate(project.records.bidders):
        # Without requests to participate, an invitation is one to a later round.
        invited = one.invited if one.requested else None
        dates = ("requested", one.requested), ("invited", invited), ("received", one.received)
        yield from _in_order(project, "bidders", (index,), [*dates, ("debriefed", one.debriefed)])
        if one.received and end and one.received > end and one.excluded is None:
            message = f"the bid of {one.id} came on {one.received}, after the deadline, {end}; "
            message += "exclude it with the stage “receipt”, or mend the day"
            yield project.fault(message, "bidders", index, "received")
        if one.excluded is not None and one.excluded.criterion:
            what, place = "mandatory criterion", (index, "excluded", "criterion")
            named = one.excluded.criterion
            yield from _unknown(project, what, named, mandatory, "bidders", place)
    for index, score in enumerate(project.records.scores):
        if end is not None and score.date < end:
            message = f"the score is of {score.date}, before the deadline, {end}; mend one of them"
            yield project.fault(message, "scores", index, "date")


def _award(project: Project) -> Iterator[Fault]:
    one, end = project.records.award, deadline(project.dossier)
    if one is None:
        return
    dates = ("decided", one.decided), ("told", one.told), ("signed", one.signed)
    yield from _in_order(project, "award", (), [*dates, ("ordered", one.ordered)])
    if end is not None and one.decided < end:
        message = f"the award was decided on {one.decided}, before the deadline of tenders, {end}; "
        yield project.fault(message + "mend one of them", "award", "decided")
    winner = next((b for b in project.records.bidders if b.id == one.bidder), None)
    if winner is not None and winner.excluded is not None:
        message = f"“{one.bidder}” won and is excluded ({winner.excluded.reason}); mend one of them"
        yield project.fault(message, "award", "bidder")


def _work(project: Project) -> Iterator[Fault]:
    records = project.records
    for index, one in enumerate(records.sprints):
        dates = ("start", one.start), ("end", one.end)
        yield from _in_order(project, "sprints", (index,), dates)
        shown = ("start", one.start), ("reviewed", one.reviewed)
        yield from _in_order(project, "sprints", (index,), shown)
    signed = records.award.signed if records.award is not None else None
    if records.closure is not None and signed is not None and records.closure.date < signed:
        message = f"the project was closed on {records.closure.date}, before the contract was "
        message += f"signed on {signed}; mend one of them"
        yield project.fault(message, "closure", "date")


def _plans(project: Project) -> Iterator[Fault]:
    """What the parts of the spec that the steps fill say about each other."""
    loaded, dossier = project.spec, project.dossier
    modules = [one.id for one in dossier.modules]
    groups = [one.name for one in dossier.users]
    for index, feature in enumerate(dossier.features):
        if feature.module and feature.module not in modules:
            guess = did_you_mean(feature.module, modules)
            message = f"there is no module “{feature.module}”{guess}"
            yield fault(loaded, message, "features", index, "module")
    for index, persona in enumerate(dossier.personas):
        if persona.group not in groups:
            guess = did_you_mean(persona.group, groups) or f"; there are {', '.join(groups)}"
            message = f"there is no group of users “{persona.group}”{guess}"
            yield fault(loaded, message, "personas", index, "group")
    for index, member in enumerate(dossier.team):
        if member.end is not None and member.end < member.start:
            message = f"“end” ({member.end}) comes before “start” ({member.start}); mend one"
            yield fault(loaded, message, "team", index, "end")
