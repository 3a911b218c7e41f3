"""The part of the spec that says what is needed: users, KPIs, and the environment as it is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from annotated_types import Ge

from rfpkit.spec.vocabulary import Slug, Text
from rfpkit.yamlfile import record


@record
class User:
    """A group of people who will use the software or live with its results."""

    name: Text
    """What the group is called."""
    needs: Text
    """What they need to get done, in their words."""
    count: Annotated[int, Ge(1)] | None = None
    """About how many there are."""
    journeys: tuple[Text, ...] = ()
    """User stories or journeys: "As a …, I need …, so that …"."""


@record
class Kpi:
    """A number that tells whether the project worked."""

    id: Slug
    """A short name that criteria and modules point to."""
    name: Text
    """What is measured."""
    baseline: Decimal | None = None
    """Today's number; leave out when nobody has measured it yet."""
    target: Decimal
    """The number to reach."""
    unit: Text
    """What the number counts: days, %, minutes, errors a month."""
    by: dt.date
    """When the target is to be reached."""
    how: Text
    """How it is measured, and by whom."""


@record
class System:
    """A system that the software has to live with."""

    name: Text
    """What it is called."""
    purpose: Text
    """What it does for the buyer."""
    interface: Text
    """How others talk to it: open API, file exchange, none yet."""


@record
class Environment:
    """The technical and working environment."""

    summary: Text
    """How things are today, in plain words."""
    hosting: Text
    """Where the software will run and who runs it."""
    systems: tuple[System, ...] = ()
    """Systems that exchange data with it."""
    standards: tuple[Text, ...] = ()
    """Open standards that apply."""
    constraints: tuple[Text, ...] = ()
    """What cannot be changed, and why."""
