"""The steps of the process code as ``process/steps.yml`` holds them: goals, work, papers, gates."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from annotated_types import Ge, MinLen

from rfpkit.library.model import Source, StepId
from rfpkit.spec.model import Responsibility
from rfpkit.spec.vocabulary import RoleName, Strategy, Text
from rfpkit.yamlfile import Loaded, load, record

if TYPE_CHECKING:
    from pathlib import Path

Strategies = Annotated[tuple[Strategy, ...], MinLen(1)]


@record
class Numbers:
    """What the published editions call a step; empty where an edition has no such step."""

    ten: str = ""
    """In the edition of ten steps, in which two steps share the number 5."""
    eleven: str = ""
    """In the edition of eleven steps."""
    site: str = ""
    """In the edition of the web site, 1a to 4c."""


@record
class Part:
    """Strategies that need some of a step, and what."""

    strategies: Strategies
    """Which ones."""
    why: Text
    """What they need of it, and when."""


@record
class Challenge:
    """A difficulty that many projects meet in a step."""

    text: Text
    """What goes wrong."""
    helps: Text
    """What helps against it."""


@record
class Paper:
    """A document that a step brings."""

    name: Text
    """Its name, as ``rfpkit build --only`` takes it."""
    strategies: tuple[Strategy, ...] = ()
    """The strategies that need it; those of the step, whole or in part, where left out."""


@record
class Settings:
    """What the named checks of gates are told."""

    least: Annotated[int, Ge(0)] = 1
    """How many there must be."""
    document: str = ""
    """The document that is signed."""
    by: tuple[RoleName, ...] = ()
    """Who must sign it: the people who hold these roles."""
    reader: str = ""
    """Or somebody who signs as this."""
    property: str = ""
    """Which property is looked at."""
    parts: tuple[Text, ...] = ()
    """Which parts must be there."""
    percent: Annotated[Decimal, Ge(0)] = Decimal(0)
    """The least share of time, in percent."""


@record
class Gate:
    """A question that must be settled before a step is over."""

    id: Text
    """A short name, used once in all steps."""
    title: Text
    """What holds once the gate is met."""
    why: Text
    """What goes wrong where it is passed by."""
    strategies: tuple[Strategy, ...] = ()
    """The strategies that ask it; those of the step, whole or in part, where left out."""
    acts: RoleName
    """Who sees to it."""
    when: dict[str, Any] = field(default_factory=dict)
    """When it is asked at all; it is not applicable where this does not hold."""
    after: dict[str, Any] = field(default_factory=dict)
    """What must have happened before there is anything to ask."""
    waits: str = ""
    """What is said while that has not happened."""
    needs: dict[str, Any] = field(default_factory=dict)
    """The condition that meets it, on the spec and its records; or else ``check``."""
    check: str = ""
    """The named check that answers it, for what conditions cannot say."""
    settings: Settings = field(default_factory=Settings)
    """What the check is told."""
    remedy: str = ""
    """What to do where the condition does not hold."""
    place: str = ""
    """Where to do it: a field of the spec such as ``market.peers``, or ``records.award``."""


@record
class Step:
    """A step of the process code."""

    id: StepId
    """The name that holds in all editions."""
    title: Text
    """What it is called."""
    phase: Literal["orientation", "planning", "assessment", "implementation"]
    """The phase that it belongs to."""
    numbers: Numbers
    """What the published editions call it."""
    strategies: Strategies
    """The strategies that take the whole step."""
    partly: Part | None = None
    """The strategies that need some of it."""
    goals: Annotated[tuple[Text, ...], MinLen(1)]
    """What the step is for."""
    actions: Annotated[tuple[Text, ...], MinLen(1)]
    """What is done, in order as far as there is one."""
    roles: Annotated[tuple[Responsibility, ...], MinLen(1)]
    """Who decides, answers for it, does it, is asked and is told."""
    inputs: tuple[Text, ...] = ()
    """What must be at hand before."""
    outputs: Annotated[tuple[Text, ...], MinLen(1)]
    """What there is afterwards."""
    documents: tuple[Paper, ...] = ()
    """The documents that it brings."""
    gates: Annotated[tuple[Gate, ...], MinLen(1)]
    """What must be settled before the next step."""
    challenges: Annotated[tuple[Challenge, ...], MinLen(1)]
    """Difficulties that many projects meet."""
    sources: Annotated[tuple[Source, ...], MinLen(1)]
    """Where it comes from."""

    @property
    def all_strategies(self) -> tuple[Strategy, ...]:
        """The strategies that take the step, whole or in part."""
        part = self.partly.strategies if self.partly is not None else ()
        return tuple(sorted({*self.strategies, *part}))


@record
class StepsFile:
    """The steps, in the order in which a project takes them."""

    steps: Annotated[tuple[Step, ...], MinLen(1)]
    """Each step once."""


def read_steps(path: Path) -> Loaded[StepsFile]:
    """The steps in a file, or ``InputError`` with all that is wrong in it."""
    return load(path, StepsFile)
