"""The part of the spec for planning and use: the pre-plan, the team, training, maintenance."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le

from rfpkit.spec.vocabulary import RoleName, Slug, Text
from rfpkit.yamlfile import record


@record
class PlannedFeature:
    """A feature of the agile pre-plan."""

    text: Text
    """What users can do, best as a story: "As a …, I need …, so that …"."""
    module: str = ""
    """The id of the module that it belongs to."""
    priority: Literal["must", "should", "could", "later"] = "should"
    """How much it matters for first use."""


@record
class TeamMember:
    """Somebody of the buyer who works on the project."""

    role: RoleName
    """What the person does."""
    fte: Annotated[Decimal, Gt(0), Le(20)]
    """Full-time equivalents."""
    start: dt.date
    """From when."""
    end: dt.date | None = None
    """Until when; left out where it stays so."""
    note: str = ""
    """Who is replaced in the daily work, what must be learned, who is to be hired."""


@record
class Migration:
    """How data and users move from the old way to the new one."""

    summary: Text
    """The way in a few sentences."""
    essential: bool = False
    """Whether the service must not stop, not even for a day."""
    steps: tuple[Text, ...] = ()
    """The steps, in order."""
    back: str = ""
    """How to go back when it fails."""


@record
class Training:
    """Training for one group."""

    group: Text
    """Who."""
    topic: Text
    """What they learn to do."""
    hours: Annotated[Decimal, Gt(0)]
    """How long."""
    when: Text
    """When, in relation to first use."""
    trainer: Text = "the Supplier, together with a member of the Buyer’s staff"
    """Who trains."""


@record
class Task:
    """A recurring task of maintenance."""

    what: Text
    """What is done."""
    every: Literal["week", "month", "quarter", "half-year", "year"]
    """How often."""
    who: RoleName
    """Who does it."""


@record
class Maintenance:
    """Who looks after the software once it is in use."""

    owner: RoleName
    """Who answers for it."""
    fte: Annotated[Decimal, Ge(0), Le(20)]
    """Full-time equivalents of the buyer's own people."""
    yearly_budget: Annotated[Decimal, Ge(0)] | None = None
    """What it may cost a year."""
    audit_months: Annotated[int, Ge(1), Le(12)] = 12
    """How many months lie between two audits; at most twelve."""
    tasks: tuple[Task, ...] = ()
    """What is done again and again."""
    serves: tuple[Slug, ...] = ()
    """The KPIs that are measured on."""
