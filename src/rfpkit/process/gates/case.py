"""What the check of a gate looks at, and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from rfpkit.errors import Fault
from rfpkit.yamlfile.nodes import find

if TYPE_CHECKING:
    from rfpkit.process.papers import Papers
    from rfpkit.process.steps import Settings
    from rfpkit.spec.dossier import Dossier
    from rfpkit.spec.model import Module, Spec
    from rfpkit.spec.records.folder import Project
    from rfpkit.spec.records.model import Records
    from rfpkit.spec.vocabulary import RoleName, Strategy

State: TypeAlias = Literal["met", "open", "not-applicable"]

Fingerprint: TypeAlias = "Callable[[str], str | None]"
"""Gives the fingerprint of a document's text as it is now; None where there is no such document."""

BidDays: TypeAlias = "Callable[[Spec], int | None]"
"""Gives the lawful minimum of days between notice and deadline; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that keeps a gate open: its place, what to do, and who does it.

    ``who`` is a person or a role where that is somebody else than whoever sees to the gate.
    """

    fault: Fault
    who: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a gate is met, why, and what keeps it open."""

    state: State
    reason: str
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A project in front of one gate."""

    project: Project
    strategies: tuple[Strategy, ...]
    settings: Settings
    as_of: dt.date | None = None
    fingerprint: Fingerprint | None = None
    bid_days: BidDays | None = None
    papers: Papers | None = None

    @property
    def dossier(self) -> Dossier:
        """The spec with the records."""
        return self.project.dossier

    @property
    def records(self) -> Records:
        """The records."""
        return self.project.records

    @property
    def modules(self) -> tuple[Module, ...]:
        """The modules whose strategy asks for the gate."""
        own = self.dossier.strategy
        return tuple(
            one for one in self.dossier.modules if (one.strategy or own) in self.strategies
        )

    def in_spec(self, message: str, *loc: str | int, who: str = "") -> Lack:
        """A lack in the spec, at the value at ``loc`` or at its nearest parent that is there.

        Where not even its first key is there, the message names the key to write.
        """
        loaded = self.project.spec
        if find(loaded.root, loc[:1]).complete:
            return Lack(Fault(loaded.path, *loaded.place(*loc), message), who)
        key = ".".join(map(str, loc))
        named = f"“{key}”" in message
        return Lack(Fault(loaded.path, 0, 0, message if named else f"{message} (“{key}”)"), who)

    def in_records(self, message: str, name: str, *loc: str | int, who: str = "") -> Lack:
        """A lack in a file of records, or in the folder where that file is not there yet."""
        return Lack(self.project.fault(message, name, *loc), who)

    def at(self, path: str, message: str) -> Lack:
        """A lack at a field such as ``market.peers`` or ``records.award``."""
        first, *rest = path.split(".")
        if first == "records":
            return self.in_records(message, *rest)
        return self.in_spec(message, first, *rest)

    def holders(self, role: RoleName) -> tuple[str, ...]:
        """The people who hold a role."""
        return tuple(one.name for one in self.dossier.roles if one.role == role)


def judged(lacks: Iterable[Lack], reason: str, lacking: str = "") -> Answer:
    """Met for this reason where nothing is lacking; else open, with the lacks as given."""
    found = tuple(lacks)
    if not found:
        return Answer("met", reason)
    return Answer("open", lacking or found[0].fault.message, found)


def idle(reason: str) -> Answer:
    """Not applicable, for this reason."""
    return Answer("not-applicable", reason)
