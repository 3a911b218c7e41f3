"""Conditions on the spec: parsed from data, put to facts, explained, and turned around.

``facts`` knows the fields that conditions may name, ``model`` the parts of a condition,
``parsing`` reads one, ``wording`` says why it holds or not, ``turning`` what would have to change.
"""

from __future__ import annotations

from rfpkit.spec.conditions.facts import FIELDS, Fact, Facts, Lookup
from rfpkit.spec.conditions.model import All, Any_, Condition, Not, Test, holds
from rfpkit.spec.conditions.parsing import parse
from rfpkit.spec.conditions.turning import Change, flips
from rfpkit.spec.conditions.wording import reasons

__all__ = [
    "FIELDS",
    "All",
    "Any_",
    "Change",
    "Condition",
    "Fact",
    "Facts",
    "Lookup",
    "Not",
    "Test",
    "flips",
    "holds",
    "parse",
    "reasons",
]
