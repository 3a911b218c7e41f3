"""What stands in a YAML file, and where: the tree between the parser and the typed values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence as Loc

# YAML 1.2's core, without its octal, hexadecimal and exponent forms, which nobody means in a
# contract. Everything else is text: no, 01234, 12:30:45, 2026-02-03, 1_000.
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_EMPTY = {"", "~", "null"}
# Python refuses to convert longer ones; no number of a procurement comes near.
_MOST_DIGITS = 100


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it is written, and whether it stands in quotation marks or a block."""

    text: str
    quoted: bool
    line: int
    column: int

    @property
    def value(self) -> bool | int | Decimal | str | None:
        """What YAML's core takes it for."""
        if self.quoted:
            return self.text
        if self.text in _EMPTY:
            return None
        if self.text in {"true", "false"}:
            return self.text == "true"
        if len(self.text) <= _MOST_DIGITS and _INTEGER.match(self.text):
            return int(self.text)
        if len(self.text) <= _MOST_DIGITS and _DECIMAL.match(self.text):
            return Decimal(self.text)
        return self.text


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values."""

    line: int
    column: int
    pairs: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


Node: TypeAlias = Scalar | Mapping | Sequence


class Spot(NamedTuple):
    """A node in the tree, where its key is, and whether the whole way to it exists."""

    node: Node
    key: tuple[int, int]
    complete: bool

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the value."""
        return self.node.line, self.node.column

    @property
    def key_place(self) -> tuple[int, int]:
        """Line and column of its key; of an item of a list, the item's own place."""
        return self.key


def find(root: Node, loc: Loc[str | int]) -> Spot:
    """The node at ``loc``, or its nearest parent that exists."""
    spot = Spot(root, (root.line, root.column), complete=True)
    for step in loc:
        node = spot.node
        if isinstance(node, Mapping) and step in node.pairs:
            key, value = node.pairs[str(step)]
            spot = Spot(value, (key.line, key.column), complete=True)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            item = node.items[step]
            spot = Spot(item, (item.line, item.column), complete=True)
        else:
            return spot._replace(complete=False)
    return spot


def key_of(name: str) -> str:
    """The key in YAML of a record's field: ``from`` for ``from_``, as ``from`` is Python's word."""
    return name.removesuffix("_")


def plain(node: Node) -> Any:
    """The tree as dictionaries, lists and values."""
    match node:
        case Mapping():
            return {key: plain(value) for key, (_, value) in node.pairs.items()}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.value
