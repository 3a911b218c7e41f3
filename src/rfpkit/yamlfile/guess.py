"""What somebody probably meant to write."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option that looks most like the word, or None when none does."""
    folded = {_fold(option): option for option in options}
    found = get_close_matches(_fold(word), folded, n=1, cutoff=0.65)
    return folded[found[0]] if found else None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """``; did you mean “option”?``, or nothing when no option looks like the word."""
    option = closest(word, options)
    return f"; did you mean “{option}”?" if option is not None else ""


def either(options: Iterable[str]) -> str:
    """The options as words: ``a, b or c``."""
    *head, last = options
    return f"{', '.join(head)} or {last}" if head else last


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
