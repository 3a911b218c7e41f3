"""Errors that a person can act on: what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a file: its place, the fault in plain words, and the remedy.

    ``line`` and ``column`` are 1-based and count characters; 0 means "the whole file".
    """

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """``path:line:column: message``, without the parts that are not known."""
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.message}"


class RfpkitError(Exception):
    """Every error that rfpkit raises on purpose; carries one or more faults, in file order."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class InputError(RfpkitError):
    """The request or one of its files is wrong (exit code 2)."""


class UnreadableError(RfpkitError):
    """An input could not be read, or not be read whole (exit code 3)."""
