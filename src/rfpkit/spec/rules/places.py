"""How the rules of the spec report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfpkit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from rfpkit.spec.model import Spec
    from rfpkit.yamlfile import Loaded


def fault(spec: Loaded[Spec], message: str, *loc: str | int) -> Fault:
    """A fault at the value at ``loc``, or at its nearest parent that exists."""
    return Fault(spec.path, *spec.place(*loc), message)


def key_fault(spec: Loaded[Spec], message: str, *loc: str | int) -> Fault:
    """A fault at the key at ``loc``: something under it is missing."""
    return Fault(spec.path, *spec.key_place(*loc), message)


def line(spec: Loaded[Spec], *loc: str | int) -> int:
    """The line of the value at ``loc``."""
    return spec.place(*loc)[0]


def lines(numbers: Iterable[int]) -> str:
    """``line 3`` or ``lines 3, 4 and 5``."""
    *head, last = [str(number) for number in dict.fromkeys(numbers)]
    return f"lines {', '.join(head)} and {last}" if head else f"line {last}"


def amount(number: Decimal) -> str:
    """A number without an exponent or needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
