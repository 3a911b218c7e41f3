"""Which procedures are open to a buyer, best first, and why; and why the others are closed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Literal

from rfpkit.content import data_folder
from rfpkit.process.procedures import (
    Minimum,
    ProcedureFile,
    Replaced,
    Situation,
    Stage,
    StageId,
    Within,
    load_procedures,
)
from rfpkit.process.regimes import Regime, regime_of
from rfpkit.process.situation import Inquiry, Known, comparison_of, known, said
from rfpkit.process.stages import choices_of, documents_of, holds, stages_of
from rfpkit.process.thresholds import Comparison
from rfpkit.spec.vocabulary import FlexibleLike, Procedure

Status = Literal["open", "open-if", "closed"]

_WITHOUT_COMPETITION = "direct-award"


@dataclass(frozen=True, slots=True)
class Period:
    """A stage whose minimum period is fixed, the stage it runs from, and the period."""

    stage: Stage
    base: StageId
    least: Minimum


@dataclass(frozen=True, slots=True)
class Option:
    """A procedure as it suits the buyer.

    ``conditions`` are what must still turn out to be so for an ``open-if``; for a closed one
    ``closed`` says why it is closed and ``opened_by`` what would open it. ``like`` are the older
    procedures that it can be run like, the most fitting first; ``fitting`` is the one that the
    spec names or the answers speak for, if there is one.
    """

    procedure: Procedure
    file: ProcedureFile
    status: Status
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    opened_by: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    documents: tuple[str, ...] = ()
    like: tuple[Within, ...] = ()
    fitting: Within | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """What took the place of the procedure that the spec names, and how to run that one in it."""

    procedure: Procedure
    replaced: Replaced
    within: Within | None


@dataclass(frozen=True, slots=True)
class Advice:
    """The procedures of a regime for one buyer: the open ones, best first, then the closed."""

    inquiry: Inquiry
    regime: Regime
    comparison: Comparison | None
    known: Known
    options: tuple[Option, ...]
    replacement: Replacement | None

    @property
    def open(self) -> tuple[Option, ...]:
        """The procedures that are open, or open on a condition, best first."""
        return tuple(option for option in self.options if option.status != "closed")

    @property
    def closed(self) -> tuple[Option, ...]:
        """The procedures that are closed."""
        return tuple(option for option in self.options if option.status == "closed")

    @property
    def unknown(self) -> tuple[str, ...]:
        """The questions that are not answered and that a procedure asks."""
        asked = {
            name
            for option in self.options
            for situation in (option.file.opens, option.file.favours, option.file.hinders)
            for name in _wanted(situation)
        }
        return tuple(name for name, value in self.known.items() if value is None and name in asked)


def advise(inquiry: Inquiry, folder: Path | None = None) -> Advice:
    """The advice on a procedure for what a buyer says.

    Raises ``InputError`` where a file of the facts is wrong.
    """
    folder = folder or data_folder("process")
    regime = regime_of(inquiry.jurisdiction, inquiry.begins)
    comparison = comparison_of(inquiry, folder)
    facts = known(inquiry, comparison)
    found = load_procedures(folder, regime)
    options = [
        _option(procedure, loaded.value, inquiry, facts, folder)
        for procedure, loaded in found.items()
    ]
    options.sort(key=lambda option: _order(option, facts))
    replacement = _replacement(inquiry, regime, folder)
    return Advice(inquiry, regime, comparison, facts, tuple(options), replacement)


def _option(
    procedure: Procedure, file: ProcedureFile, inquiry: Inquiry, facts: Known, folder: Path
) -> Option:
    favours, hinders = _wanted(file.favours), _wanted(file.hinders)
    closed, opened_by, conditions = _door(procedure, file, facts)
    if inquiry.begins < file.from_ or (file.until and inquiry.begins >= file.until):
        closed.append(f"it holds for procurements begun from {file.from_}")
    like = inquiry.like if procedure == inquiry.procedure else None
    likely = _likely(file, facts, folder)
    fits = (one for one, weight in likely if one.like == like or (like is None and weight > 0))
    return Option(
        procedure=procedure,
        file=file,
        status="closed" if closed else "open-if" if conditions else "open",
        speaks_for=tuple(said(name, favours[name]) for name in _held(file.favours, facts)),
        speaks_against=tuple(said(name, hinders[name]) for name in _held(file.hinders, facts)),
        conditions=tuple(conditions),
        closed=tuple(closed),
        opened_by=tuple(opened_by),
        periods=_periods(file, like, inquiry),
        documents=documents_of(file, like),
        like=tuple(one for one, _ in likely),
        fitting=next(fits, None),
    )


def _door(
    procedure: Procedure, file: ProcedureFile, facts: Known
) -> tuple[list[str], list[str], list[str]]:
    """Why a procedure is closed, what would open it, and what it still depends on."""
    opens, favours = _wanted(file.opens), _wanted(file.favours)
    closed = [said(name, not value) for name, value in opens.items() if facts[name] is (not value)]
    opened_by = [said(name, value) for name, value in opens.items() if facts[name] is (not value)]
    conditions = [said(name, value) for name, value in opens.items() if facts[name] is None]
    if procedure == _WITHOUT_COMPETITION and not closed and not _held(file.favours, facts):
        grounds = " or ".join(said(name, value) for name, value in favours.items())
        grounds += ", or another of its legal tests holds"
        if all(facts[name] is not None for name in favours):
            closed.append("no ground for an award without competition is in sight")
            opened_by.append(grounds)
        else:
            conditions.append(grounds)
    return closed, opened_by, conditions


def _order(option: Option, facts: Known) -> tuple[bool, bool, int, bool, int]:
    """Where an option stands: the law wants competition, so an award without it comes last.

    After that count what speaks for and against it; then one that is open for certain comes first,
    then the lower rank.
    """
    file = option.file
    alone = option.procedure == _WITHOUT_COMPETITION and facts["one_supplier"] is not True
    return (
        option.status == "closed",
        alone,
        -_weight(file, facts),
        option.status != "open",
        file.rank,
    )


def _weight(file: ProcedureFile, facts: Known) -> int:
    """What speaks for a procedure, less twice what speaks against it."""
    return len(_held(file.favours, facts)) - 2 * len(_held(file.hinders, facts))


def _wanted(situation: Situation) -> dict[str, bool]:
    """The answers that a file asks for."""
    found = {field.name: getattr(situation, field.name) for field in fields(situation)}
    return {name: value for name, value in found.items() if value is not None}


def _held(situation: Situation, facts: Known) -> list[str]:
    return [name for name, value in _wanted(situation).items() if facts[name] is value]


def _denied(situation: Situation, facts: Known) -> list[str]:
    return [name for name, value in _wanted(situation).items() if facts[name] is (not value)]


def _periods(
    file: ProcedureFile, like: FlexibleLike | None, inquiry: Inquiry
) -> tuple[Period, ...]:
    """The minimum periods that hold for this buyer, stage by stage."""
    stages = stages_of(file, like)
    choices = choices_of(inquiry.answers, inquiry.buyer, stages)
    found: list[Period] = []
    for before, stage in pairwise(stages):
        holding = [one for one in stage.minimum if holds(one.when, choices)]
        if holding:
            least = min(holding, key=_length)
            found.append(Period(stage, stage.after or before.id, least))
    return tuple(found)


def _length(least: Minimum) -> float:
    """About how many calendar days a period takes; five working days make a week."""
    return least.days * 7 / 5 if least.unit == "working" else least.days


def _likely(file: ProcedureFile, facts: Known, folder: Path) -> list[tuple[Within, int]]:
    """What a procedure can be run like, and what speaks for each, the most fitting first.

    That is what once spoke for the older procedure; one that would have been closed comes last.
    """
    if not file.within:
        return []
    older = load_procedures(folder, "uk-2015")
    found: list[tuple[int, int, Within]] = []
    for one in file.within:
        was = older[one.like].value
        weight = _weight(was, facts) - len(_denied(was.opens, facts)) * len(fields(Situation))
        found.append((-weight, was.rank, one))
    found.sort(key=lambda entry: entry[:2])
    return [(one, -weight) for weight, _, one in found]


def _replacement(inquiry: Inquiry, regime: Regime, folder: Path) -> Replacement | None:
    """What took the place of the procedure that the spec names, where the regime has it no more."""
    if inquiry.procedure is None or regime != "uk-2023":
        return None
    older = load_procedures(folder, "uk-2015")
    now = load_procedures(folder, regime)
    if inquiry.procedure in now or inquiry.procedure not in older:
        return None
    replaced = older[inquiry.procedure].value.replaced_by
    if replaced is None:
        return None
    inside = now[replaced.procedure].value.within if replaced.procedure in now else ()
    within = next((one for one in inside if one.like == inquiry.procedure), None)
    return Replacement(inquiry.procedure, replaced, within)
