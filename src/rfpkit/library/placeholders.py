"""What may stand between ``{{`` and ``}}`` in a clause: a blank, a field, a reference, an insert.

This is all the template language that contract text has. It is read here, by this grammar, and
never by a template engine: a value that looks like a placeholder stays a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_CALL = re.compile(r'(ref|insert)\(\s*"([^"]+)"\s*\)')


@dataclass(frozen=True, slots=True)
class Literal:
    """Words that stand for themselves."""

    text: str


@dataclass(frozen=True, slots=True)
class BlankName:
    """A blank of the clause: ``{{ notice_days }}``."""

    name: str


@dataclass(frozen=True, slots=True)
class SpecField:
    """A field of the spec: ``{{ buyer.name }}`` (``{{ problem }}`` when no blank has the name)."""

    path: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of another clause: ``{{ ref("exit/exit-plan#handover") }}``."""

    target: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Insert:
    """A table or list made from the spec: ``{{ insert("timetable") }}``."""

    name: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """Braces that hold none of these."""

    text: str


Piece = Literal | BlankName | SpecField | Reference | Insert | Malformed


def pieces(text: str, blanks: frozenset[str] | set[str]) -> Iterator[Piece]:
    """The text cut at its placeholders; ``blanks`` are the names that the clause declares."""
    end = 0
    for match in _BRACES.finditer(text):
        if match.start() > end:
            yield Literal(text[end : match.start()])
        yield _piece(match.group(1).strip(), blanks)
        end = match.end()
    if end < len(text):
        yield Literal(text[end:])


def _piece(inner: str, blanks: frozenset[str] | set[str]) -> Piece:
    call = _CALL.fullmatch(inner)
    if call:
        if call.group(1) == "insert":
            return Insert(call.group(2))
        target, _, anchor = call.group(2).partition("#")
        return Reference(target, anchor)
    if not _NAME.fullmatch(inner):
        return Malformed(inner)
    return BlankName(inner) if inner in blanks else SpecField(inner)
