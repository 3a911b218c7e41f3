"""The part of the spec that the first steps fill: stakes, research, goals, risks."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from annotated_types import Ge

from rfpkit.spec.vocabulary import Percent, RoleName, Slug, Text
from rfpkit.yamlfile import record


@record
class Department:
    """A part of the organisation with a stake in the project."""

    name: Text
    """What it is called."""
    kind: Literal["service", "it", "procurement", "legal", "budget", "other"]
    """What it does for the project."""
    person: Text
    """Who speaks for it, and signs."""
    interest: str = ""
    """What it wants from the project, or fears."""


@record
class Method:
    """One piece of user research."""

    method: Text
    """Interviews, contextual inquiry, cognitive walkthrough, workshop, analysis of records …"""
    group: Text
    """With which group of users."""
    people: Annotated[int, Ge(1)]
    """With how many people."""
    when: dt.date
    """When it ended."""


@record
class Finding:
    """Something that the research found."""

    text: Text
    """What was found, in one or two sentences."""
    evidence: Text
    """What it rests on."""
    group: str = ""
    """The group of users that it concerns."""


@record
class Research:
    """What was found out about the users, and how."""

    summary: Text
    """The result in a few sentences."""
    methods: tuple[Method, ...] = ()
    """What was done."""
    findings: tuple[Finding, ...] = ()
    """What was found."""


@record
class Persona:
    """An invented person who stands for a group of users; never a real one."""

    name: Text
    """An invented first name."""
    group: Text
    """The group of users, by its name under ``users``."""
    about: Text
    """Age, work, place, what a day looks like."""
    goals: tuple[Text, ...] = ()
    """What this person wants to get done."""
    pains: tuple[Text, ...] = ()
    """What is in the way today."""


@record
class Goal:
    """A goal that the project serves beyond its own KPIs."""

    id: Slug
    """A short name that criteria and modules point to."""
    text: Text
    """The goal, in one sentence."""
    of: Literal["department", "administration"] = "department"
    """Whose goal it is."""
    owner: str = ""
    """The department, programme or council decision that it comes from."""


@record
class Alternative:
    """A way to solve the problem without software."""

    what: Text
    """What could be done."""
    verdict: Literal["done", "part", "rejected"]
    """Done already, taken up as a part of the project, or rejected."""
    reason: Text
    """Why."""


@record
class Risk:
    """Something that can go wrong over the life of the software."""

    id: Slug
    """A short name."""
    kind: Literal[
        "ownership", "lock-in", "cost", "security", "privacy", "interoperability", "actual-use",
        "maintenance", "supplier", "people", "other",
    ]  # fmt: skip
    """What it is about."""
    text: Text
    """What can happen, and what that would do."""
    likelihood: Literal["low", "medium", "high"]
    """How likely it is."""
    impact: Literal["low", "medium", "high"]
    """How bad it would be."""
    answer: Text
    """What is done about it."""
    owner: RoleName
    """Who sees to that."""
    clauses: tuple[Text, ...] = ()
    """The clauses that answer it, by id."""


@record
class CoProcurer:
    """Another public body that buys together with the buyer."""

    name: Text
    """Full legal name."""
    person: Text
    """Who speaks for it."""
    share: Percent
    """Its share of the cost."""
    needs: str = ""
    """What it needs that others do not."""
