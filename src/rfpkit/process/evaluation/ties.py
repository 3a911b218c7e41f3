"""The published rule for equal totals, read so far as a machine can follow it.

A rule names a criterion by its number ("the higher score for criterion S1"), by its id, by its
weight ("the scored criterion with the greatest weight") or as the price; several rules stand in a
row with "then" between them. What is left is for people, who draw lots as published.
"""

from __future__ import annotations

import re

from rfpkit.process.evaluation.scope import scored_criteria
from rfpkit.spec.competition import Criterion
from rfpkit.spec.model import Spec

_THEN = re.compile(r"[,;.]?\s+(?:and\s+)?then(?:\s+by)?\s+|;\s*")
_NUMBER = re.compile(r"\bs(\d+)\b")
_COMPARES = re.compile(r"\b(higher|highest|greater score|better|more points)\b")
_CHEAPER = re.compile(r"\b(lower|lowest)\s+(total\s+)?price\b")
_HEAVIEST = re.compile(r"\b(greatest|highest|largest|biggest)\s+weight\b")


def tie_criteria(spec: Spec) -> tuple[Criterion, ...]:
    """The criteria that the published rule compares, in order; it ends where words are not clear.

    For price the lower price is the better one.
    """
    found: list[Criterion] = []
    for part in _THEN.split(spec.evaluation.tie.casefold()):
        named = _named(part, spec)
        if named is None:
            break
        found.append(named)
    return tuple(found)


def _named(rule: str, spec: Spec) -> Criterion | None:
    numbered = dict(scored_criteria(spec))
    criteria = tuple(numbered.values())
    if _CHEAPER.search(rule):
        return _only([one for one in criteria if one.subject == "price"])
    if not _COMPARES.search(rule):
        return None
    if _HEAVIEST.search(rule):
        top = max((one.weight or 0 for one in criteria), default=0)
        return _only([one for one in criteria if one.weight == top])
    number = _NUMBER.search(rule)
    if number:
        return numbered.get(f"S{number[1]}")
    return _only([one for one in criteria if _names(rule, one.id.casefold())])


def _names(rule: str, name: str) -> bool:
    """Whether the rule has the id as words of its own, with or without its hyphens."""
    forms = {name, name.replace("-", " ")}
    return any(re.search(rf"(?<![\w-]){re.escape(form)}(?![\w-])", rule) for form in forms)


def _only(found: list[Criterion]) -> Criterion | None:
    return found[0] if len(found) == 1 else None
