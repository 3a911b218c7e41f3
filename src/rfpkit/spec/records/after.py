"""Records kept once there is a contract or a team: sprints, acceptance, KPIs, training, audits."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import Ge

from rfpkit.spec.vocabulary import Money, Text
from rfpkit.yamlfile import record


@record
class Sprint:
    """A sprint: its goal, its review, what was decided."""

    number: Annotated[int, Ge(1)]
    """1, 2, 3 …"""
    start: dt.date
    """The first day."""
    end: dt.date
    """The last day."""
    goal: Text
    """What users can do at its end."""
    module: str = ""
    """The module that it belongs to, by id."""
    items: tuple[Text, ...] = ()
    """What was taken on."""
    reviewed: dt.date | None = None
    """When it was shown to users."""
    tested_by: tuple[Text, ...] = ()
    """Which users tested it."""
    deployed: bool = False
    """Whether it runs in the buyer's environment."""
    accessible: bool = False
    """Whether it meets the standard of accessibility."""
    documented: bool = False
    """Whether the documentation is up to date."""
    secure: bool = False
    """Whether the security checks passed."""
    decision: Literal["accept", "repeat", "stop"] | None = None
    """What was decided."""
    decided_by: str = ""
    """Who decided."""
    notes: str = ""
    """What users said, what is done next."""


@record
class Acceptance:
    """A module was accepted, or not."""

    module: Text
    """The module's id."""
    date: dt.date
    """When."""
    decision: Literal["accepted", "accepted-with-defects", "refused"]
    """What was decided."""
    by: Text
    """Who decided."""
    evidence: Text
    """What the decision rests on: the acceptance criteria, and how each was met."""
    defects: tuple[Text, ...] = ()
    """What remains to be mended."""


@record
class Measurement:
    """A KPI was measured."""

    kpi: Text
    """The KPI's id."""
    date: dt.date
    """When."""
    value: Decimal
    """The number."""
    by: Text
    """Who measured."""
    note: str = ""
    """What to know about the number."""


@record
class Trained:
    """A training that took place."""

    date: dt.date
    """When."""
    group: Text
    """Who was trained, as named under ``training`` in the spec."""
    people: Annotated[int, Ge(1)]
    """How many came."""
    topic: Text
    """What they learned."""


@record
class DocumentationCheck:
    """A piece of documentation was checked."""

    part: Literal[
        "architecture", "interfaces", "modules", "installation", "operation", "user-guide",
        "onboarding",
    ]  # fmt: skip
    """Which part."""
    date: dt.date
    """When."""
    by: Text
    """Who read it and followed it."""
    where: Text
    """Where it is kept."""
    complete: bool
    """Whether somebody new to it could work with it."""


@record
class ExitTest:
    """A rehearsal of leaving: data out, code built elsewhere, another team at work."""

    date: dt.date
    """When."""
    by: Text
    """Who did it."""
    result: Literal["passed", "passed-with-gaps", "failed"]
    """How it went."""
    gaps: tuple[Text, ...] = ()
    """What was missing."""


@record
class SourceRelease:
    """A release of the source code."""

    date: dt.date
    """When."""
    version: Text
    """Which version."""
    licence: Text
    """Under which licence: an SPDX identifier."""
    url: Text
    """Where."""


@record
class Audit:
    """A yearly look at the software and at how it is used."""

    date: dt.date
    """When."""
    by: Text
    """Who did it."""
    findings: tuple[Text, ...] = ()
    """What was found."""
    actions: tuple[Text, ...] = ()
    """What is done about it."""


@record
class PhaseGate:
    """The decision at the end of a phase of an innovation partnership, or of a pilot."""

    phase: Annotated[int, Ge(1)]
    """Which phase."""
    partner: Text
    """The partner's short name, as among the bidders."""
    date: dt.date
    """When."""
    targets_met: bool
    """Whether the targets of the phase were met."""
    evidence: Text
    """What that rests on."""
    decision: Literal["continue", "end"]
    """Whether the partner goes on."""
    paid: Money | None = None
    """The instalment that was paid."""


@record
class Closure:
    """The end of the project."""

    date: dt.date
    """When."""
    by: Text
    """Who closed it."""
    lessons: tuple[Text, ...] = ()
    """What the next project should know."""
    outlook: str = ""
    """What happens next with the software."""
