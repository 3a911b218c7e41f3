"""The stages that a procurement goes through, and the circumstances that its periods depend on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from rfpkit.content import data_folder
from rfpkit.errors import Fault, InputError
from rfpkit.process.counting import load_counting
from rfpkit.process.days import Calendar
from rfpkit.process.holidays_of import place_of
from rfpkit.process.procedures import (
    Circumstances,
    ProcedureFile,
    Stage,
    StageId,
    load_procedures,
)
from rfpkit.process.regimes import REGIMES, Regime, regime_of
from rfpkit.spec.beginning import begins as begins_on
from rfpkit.spec.model import Spec
from rfpkit.spec.vocabulary import Answers, FlexibleLike, Procedure
from rfpkit.yamlfile import did_you_mean

Choices = Mapping[str, bool]
"""Which circumstances hold, by the names of the fields of ``Circumstances``."""


@dataclass(frozen=True, slots=True)
class Course:
    """A procedure as one procurement runs it: its stages, how days count, what holds."""

    regime: Regime
    procedure: Procedure
    like: FlexibleLike | None
    file: ProcedureFile
    stages: tuple[Stage, ...]
    calendar: Calendar
    choices: Choices

    def base(self, stage: Stage) -> StageId | None:
        """The stage that a stage's period runs from; None for the first."""
        ids = [one.id for one in self.stages]
        if stage.after in ids:
            return stage.after
        at = ids.index(stage.id)
        return ids[at - 1] if at else None

    def title(self, name: StageId) -> str:
        """What happens in a stage."""
        return next(stage.title for stage in self.stages if stage.id == name)


def holds(when: Circumstances, choices: Choices) -> bool:
    """Whether all that a period asks for is so."""
    wanted = {field.name: getattr(when, field.name) for field in fields(when)}
    return all(
        choices.get(name, False) == value for name, value in wanted.items() if value is not None
    )


def choices_of(answers: Answers, buyer: str, stages: tuple[Stage, ...]) -> Choices:
    """Which circumstances hold by the buyer's answers, its kind, and the stages themselves."""
    said = {
        field.name: bool(getattr(answers, field.name))
        for field in fields(Circumstances)
        if hasattr(answers, field.name)
    }
    return {
        **said,
        "central": buyer == "central",
        "sub_central": buyer == "sub-central",
        "utility": buyer == "utility",
        "pre_selected": any(stage.id == "requests" for stage in stages),
    }


def stages_of(file: ProcedureFile, like: FlexibleLike | None) -> tuple[Stage, ...]:
    """The stages of a procedure, or of the one that it is run like."""
    inner = (one.stages for one in file.within if one.like == like)
    return next(inner, file.stages)


def documents_of(file: ProcedureFile, like: FlexibleLike | None) -> tuple[str, ...]:
    """The documents of a procedure, or of the one that it is run like, by their names."""
    inner = (one.documents for one in file.within if one.like == like)
    return next(inner, file.documents)


def procedure_of(regime: Regime, procedure: Procedure, folder: Path | None = None) -> ProcedureFile:
    """The facts about a procedure under a regime; ``InputError`` where it has none of that name."""
    known = load_procedures(folder or data_folder("process"), regime)
    if procedure in known:
        return known[procedure].value
    guess = did_you_mean(procedure, known) or f"; there are {', '.join(known)}"
    message = f"“{procedure}” is no procedure of the {REGIMES[regime]}{guess}"
    raise InputError(Fault("procedure", 0, 0, message))


def course_of(spec: Spec, begins: dt.date | None = None, folder: Path | None = None) -> Course:
    """The course of the spec's procedure, for a procurement that begins on this day.

    Without a day it is that of the spec's notice, else that of its documents. Demonstrations are
    left out where the spec has none.
    """
    folder = folder or data_folder("process")
    regime = regime_of(spec.jurisdiction, begins or begins_on(spec))
    file = procedure_of(regime, spec.procedure, folder)
    stages = stages_of(file, spec.flexible_like)
    shown = spec.timetable is None or spec.timetable.demonstrations or spec.evaluation.demonstration
    stages = tuple(stage for stage in stages if stage.id != "demonstrations" or shown)
    choices = choices_of(spec.answers, spec.buyer.kind, stages)
    calendar = Calendar(load_counting(folder, regime), place_of(spec))
    return Course(regime, spec.procedure, spec.flexible_like, file, stages, calendar, choices)
