"""The kinds of value that a spec holds, and its closed vocabularies."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

Text = Annotated[str, MinLen(1)]
"""Words that must be there."""

Money = Annotated[Decimal, Ge(0)]
"""An amount in the budget's currency."""

Percent = Annotated[Decimal, Ge(0), Le(100)]
"""A share of one hundred."""

Slug = Annotated[str, MinLen(1)]
"""A short name for cross-references inside the spec, such as ``faster-permits``."""

Strategy = Literal["A", "B", "C", "D"]
"""A buy off the shelf, B vendor customises open source, C vendor builds, D build in-house."""

Jurisdiction = Literal["us", "eu", "uk"]
"""Whose procurement law applies."""

Procedure = Literal[
    "open",
    "restricted",
    "competitive-with-negotiation",
    "competitive-dialogue",
    "competitive-flexible",
    "innovation-partnership",
    "design-contest",
    "light-touch",
    "below-threshold",
    "framework-call-off",
    "direct-award",
]
"""How the market is asked."""

RoleName = Literal[
    "product-owner",
    "innovation-lead",
    "procurement-lead",
    "legal-counsel",
    "technical-lead",
    "service-lead",
    "user-representative",
    "budget-holder",
    "contract-manager",
    "security-lead",
    "data-protection-lead",
    "scrum-master",
    "supplier-lead",
    "supplier-technical-lead",
]
"""The roles that documents know."""

Value = bool | int | Decimal | str | tuple[str, ...]
"""What a blank can hold."""
