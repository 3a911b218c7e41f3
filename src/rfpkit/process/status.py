"""Where a project stands: the steps that apply, each gate with its answer, and what is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rfpkit.process.answering import answer
from rfpkit.process.gates import Answer, BidDays, Case, Fingerprint, Lack
from rfpkit.process.papers import Papers, PaperStatus
from rfpkit.spec.mix import strategies

if TYPE_CHECKING:
    from rfpkit.process.steps import Gate, Paper, Step
    from rfpkit.spec.dossier import Dossier
    from rfpkit.spec.records.folder import Project
    from rfpkit.spec.vocabulary import Strategy


@dataclass(frozen=True, slots=True)
class GateStatus:
    """A gate, its answer, and who sees to it: the role, and the people who hold it."""

    gate: Gate
    answer: Answer
    people: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether it keeps the project from going on."""
        return self.answer.state == "open"

    @property
    def actor(self) -> str:
        """The role that sees to it, with the people's names where there are any."""
        role = self.gate.acts.replace("-", " ")
        return f"{role}: {', '.join(self.people)}" if self.people else f"{role}: nobody named"


@dataclass(frozen=True, slots=True)
class StepStatus:
    """A step that applies: why only in part, for which modules, its gates and its documents.

    ``modules`` is empty where it is for the whole project.
    """

    step: Step
    part: str
    modules: tuple[str, ...]
    gates: tuple[GateStatus, ...]
    papers: tuple[PaperStatus, ...]

    @property
    def open(self) -> tuple[GateStatus, ...]:
        """The gates that are open, in order."""
        return tuple(one for one in self.gates if one.is_open)

    @property
    def asked(self) -> tuple[GateStatus, ...]:
        """The gates that are asked in this project: those that are met or open."""
        return tuple(one for one in self.gates if one.answer.state != "not-applicable")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A step that does not apply, and why."""

    step: Step
    reason: str


@dataclass(frozen=True, slots=True)
class Status:
    """Where a project stands."""

    project: Project
    as_of: dt.date | None
    steps: tuple[StepStatus, ...]
    skipped: tuple[Skipped, ...]

    @property
    def gates(self) -> tuple[GateStatus, ...]:
        """All gates that are asked, in the order of the steps."""
        return tuple(gate for step in self.steps for gate in step.asked)

    @property
    def met(self) -> int:
        """How many gates are met."""
        return sum(not one.is_open for one in self.gates)

    @property
    def now(self) -> StepStatus | None:
        """The first step with an open gate; None where all gates are met."""
        return next((step for step in self.steps if step.open), None)

    def find(self, step: str) -> StepStatus | None:
        """The step of this id, where it applies."""
        return next((one for one in self.steps if one.step.id == step), None)

    def open_until(self, step: str) -> tuple[GateStatus, ...]:
        """The open gates of all steps up to the one of this id, with it."""
        found: list[GateStatus] = []
        for one in self.steps:
            found += one.open
            if one.step.id == step:
                break
        return tuple(found)


def status_of(
    project: Project,
    steps: Iterable[Step],
    *,
    as_of: dt.date | None = None,
    fingerprint: Fingerprint | None = None,
    papers: Papers | None = None,
    bid_days: BidDays | None = None,
) -> Status:
    """The status of a project on a day.

    Without ``as_of`` only what is written down counts, not what is overdue. ``fingerprint`` tells
    whether signed texts are still the same, ``papers`` how far documents are, ``bid_days`` the
    lawful minimum of days to bid.
    """
    followed = set(strategies(project.dossier))
    found: list[StepStatus] = []
    skipped: list[Skipped] = []
    for step in steps:
        own = set(step.all_strategies) & followed
        if not own:
            wanted = " or ".join(step.all_strategies)
            reason = f"the strategy is {' and '.join(sorted(followed))}, not {wanted}"
            skipped.append(Skipped(step, reason))
            continue
        gates = []
        for gate in step.gates:
            asking = gate.strategies or step.all_strategies
            if followed & set(asking):
                case = Case(project, asking, gate.settings, as_of, fingerprint, bid_days, papers)
                people = case.holders(gate.acts)
                gates.append(GateStatus(gate, answer(gate, case), people))
        shown = [one for one in step.documents if _needs(one, step, followed)]
        whole = set(step.strategies) & followed
        found.append(
            StepStatus(
                step,
                step.partly.why if step.partly is not None and own != whole else "",
                _modules(project.dossier, step.strategies if whole else step.all_strategies),
                tuple(gates),
                tuple(papers(one.name) for one in shown) if papers is not None else (),
            )
        )
    return Status(project, as_of, tuple(found), tuple(skipped))


def _needs(paper: Paper, step: Step, followed: set[Strategy]) -> bool:
    return bool(followed & set(paper.strategies or step.all_strategies))


def _modules(dossier: Dossier, wanted: tuple[Strategy, ...]) -> tuple[str, ...]:
    """The modules that a step is for; none where it is for all of them."""
    own = [one.id for one in dossier.modules if (one.strategy or dossier.strategy) in wanted]
    return tuple(own) if own and len(own) < len(dossier.modules) else ()


def next_actions(status: Status) -> tuple[tuple[GateStatus, Lack | None], ...]:
    """What is next: each thing to do in the first step with an open gate; none when all is done.

    A gate that only waits for another has nothing to do, and None in its place.
    """
    now = status.now
    if now is None:
        return ()
    return tuple((gate, lack) for gate in now.open for lack in gate.answer.lacks or (None,))
