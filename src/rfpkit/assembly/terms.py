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
    waiting = list(texts)
    while waiting:
        text = waiting.pop()
        for name in finder(text) - found:
            found.add(name)
            waiting.append(chosen[name].text)
    return sorted(found, key=str.casefold)


@cache
def _finder(names: tuple[tuple[str, ...], ...]) -> Callable[[str], set[str]]:
    """A function that gives the terms of a text; the longest form at a place counts, so that
    "Product Owner" is not also "Owner"."""
    owner = {form: group[0] for group in names for form in group}
    forms = sorted(owner, key=lambda form: (-len(form), form))
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w-])")

    def find(text: str) -> set[str]:
        return {owner[match.group()] for match in pattern.finditer(text)}

    return find if forms else lambda _: set()
