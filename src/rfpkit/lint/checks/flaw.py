"""What a check function is, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rfpkit.lint.passages import Subject

Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Words of a passage that a check objects to: offsets in its text, and words for the message.

    ``passage`` -1 is the whole document.
    """

    passage: int
    start: int = 0
    end: int = 0
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definition:
    """A check that rules can name: its function, its options with their defaults, and the names
    that a message may use in braces besides ``{quote}``."""

    function: Callable[[Subject, Options], Iterator[Flaw]]
    options: Mapping[str, Any] = field(default_factory=dict)
    words: tuple[str, ...] = ()
