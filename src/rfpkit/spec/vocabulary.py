"""The kinds of value that a spec holds, and its closed vocabularies."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from rfpkit.yamlfile import record

Text = Annotated[str, MinLen(1)]
"""Words that must be there."""

Money = Annotated[Decimal, Ge(0)]
"""An amount in the budget's currency."""

Percent = Annotated[Decimal, Ge(0), Le(100)]
"""A share of one hundred."""

Slug = Annotated[str, MinLen(1)]
"""A short name for cross-references, such as ``faster-permits``; rules look at its form."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")

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
    "dynamic-purchasing",
    "direct-award",
]
"""How the market is asked."""

FlexibleLike = Literal[
    "restricted",
    "competitive-with-negotiation",
    "competitive-dialogue",
    "innovation-partnership",
    "design-contest",
]
"""What a competitive flexible procedure can be run like: the procedures that it replaced."""

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


@record
class Answers:
    """What the buyer knows about the need, the market and the law; left out where it does not."""

    on_market: bool | None = None
    """Something on the market meets the need, at most after adaptation."""
    specifiable: bool | None = None
    """The need can be specified now so that tenders compare on it alone."""
    negotiate: bool | None = None
    """Requirements must be discussed with bidders, with demonstrations and test environments."""
    pilot: bool | None = None
    """Several solutions are to be pitched or piloted, and a contract may follow later."""
    light_touch: bool | None = None
    """The main subject is a social, health, education or like service."""
    below_threshold: bool | None = None
    """The value lies below the threshold of full regulation; worked out where left out."""
    one_supplier: bool | None = None
    """Only one supplier can do it, for a reason that stands up."""
    many_bidders: bool | None = None
    """So many bids are likely that a pre-selection is needed."""
    framework: bool | None = None
    """A framework or a dynamic system that the buyer may use covers the need."""
    urgent: bool | None = None
    """An urgency that the buyer did not cause makes the ordinary periods impracticable."""
    exempt_development: bool | None = None
    """What is bought is research, or a first prototype."""
    electronic: bool = True
    """Tenders come by electronic means."""
    documents_online: bool = True
    """All documents are free, whole and online from the day of the notice."""
    prior_notice: bool = False
    """A prior information or planned procurement notice that shortens periods was published."""
    electronic_letters: bool = True
    """Bidders are told the result by electronic means."""
    agreed: bool = False
    """All candidates agreed to a shorter period."""
    commercial: bool = True
    """United States: what is bought is a commercial product or service."""


def is_slug(text: str) -> bool:
    """Whether a short name can stand in references, and in the names of files."""
    return bool(_SLUG.match(text))


def no_slug(text: str) -> str:
    """What to say of a short name that is none."""
    message = f"“{text}” is not a short name; write small letters, digits and hyphens, such as "
    return message + "faster-permits"
