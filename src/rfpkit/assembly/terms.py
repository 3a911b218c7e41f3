"""Which defined terms a document uses, so that it defines these and no others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from rfpkit.library.model import Term

Chosen = Mapping[str, Term]
"""Each term with the one definition that holds for this document."""


def choose(
    terms: Mapping[str, tuple[Term, ...]], kind: str, holds: Callable[[dict[str, object]], bool]
) -> dict[str, Term]:
    """For each term the first definition that is for this kind of document and whose ``when``
    holds; terms without one are left out."""
    chosen: dict[str, Term] = {}
    for name, definitions in terms.items():
        for term in definitions:
            if kind in term.documents and holds(term.when):
                chosen[name] = term
                break
    return chosen


def used(chosen: Chosen, texts: Iterable[str]) -> list[str]:
    """The terms that the texts use, and those that their definitions use, in alphabetical order."""
    finder = _finder(tuple((name, *term.forms) for name, term in sorted(chosen.items())))
    found: set[str] = set()
    waiting = ["\n".join(texts)]  # no term runs from one text into the next
    while waiting:
        fresh = finder("\n".join(waiting)) - found
        found |= fresh
        waiting = [chosen[name].text for name in fresh]
    return sorted(found, key=str.casefold)


@cache
def _finder(names: tuple[tuple[str, ...], ...]) -> Callable[[str], set[str]]:
    """A function that gives the terms of a text; the longest form at a place counts, so that
    "Product Owner" is not also "Owner"."""
    owner = {form: group[0] for group in names for form in group}
    by_letter: dict[str, list[str]] = {}
    for form in sorted(owner, key=lambda form: (-len(form), form)):
        by_letter.setdefault(form[:1], []).append(form[1:])
    # Each alternative begins with a letter: so the search leaps from one such letter to the next.
    branches = [
        rf"{re.escape(first)}(?<![\w-].)(?:{'|'.join(map(re.escape, rest))})"
        for first, rest in by_letter.items()
    ]
    pattern = re.compile(rf"(?:{'|'.join(branches)})(?![\w-])")

    def find(text: str) -> set[str]:
        return {owner[form] for form in pattern.findall(text)}

    return find if owner else lambda _: set()
