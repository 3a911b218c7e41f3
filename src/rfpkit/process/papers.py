"""How far a document of a project is; whoever can build documents tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

PaperState: TypeAlias = Literal["ready", "blanks", "faulty", "not-needed", "missing"]


@dataclass(frozen=True, slots=True)
class PaperStatus:
    """A document: ready to build, with open blanks, faulty, not needed, or not there.

    ``note`` says why it is not needed, or what is wrong. ``copies`` are the names under which it
    is built: its own, or one for each bidder, member, Sprint and so on.
    """

    name: str
    state: PaperState
    blanks: int = 0
    note: str = ""
    copies: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Whether the project needs it and the library has it."""
        return self.state not in ("not-needed", "missing")


Papers: TypeAlias = Callable[[str], PaperStatus]
"""Tells how far a document is, by its name."""
