"""The part of the spec for the choice between strategies A to D: costs, other aspects, decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from rfpkit.spec.vocabulary import Money, Percent, Strategy, Text
from rfpkit.yamlfile import record

CostHead = Literal[
    # of licensing
    "acquisition", "price", "adaptation", "integration", "operation", "customisation", "exit",
    # of building
    "design", "development", "change-management", "maintenance", "upstream",
]  # fmt: skip
"""What money is spent on over the life of software, whether it is licensed or built."""

AspectName = Literal[
    "ownership", "cost-drift", "security", "flexibility", "interoperability", "actual-use",
    "capacity",
]  # fmt: skip
"""What counts beside cost: rights, rising fees, updates, lock-in, links, shelfware, own staff."""


@record
class Cost:
    """One cost of an option: an amount once, or every year from one year to another."""

    head: CostHead
    """What it is for."""
    what: Text
    """Where the number comes from."""
    amount: Money
    """The amount in the budget's currency: once, or a year."""
    first_year: Annotated[int, Ge(0)] = 0
    """The year in which it falls due first; year 0 is before the software is in use."""
    last_year: Annotated[int, Ge(0)] | None = None
    """The last year in which it falls due; left out for a cost that falls due once."""
    growth: Annotated[Decimal, Ge(-50), Le(100)] = Decimal(0)
    """By how many percent it grows every year."""


@record
class Aspect:
    """How an option does in one aspect beside cost."""

    aspect: AspectName
    """Which one."""
    score: Annotated[int, Ge(0), Le(5)]
    """From 0, very bad, to 5, very good."""
    reason: Text
    """Why."""


@record
class Option:
    """One way to get the software."""

    strategy: Strategy
    """A off the shelf, B open source customised, C built by a vendor, D built in-house."""
    what: Text
    """What exactly would be bought or built."""
    costs: tuple[Cost, ...] = ()
    """What it costs over the years."""
    aspects: tuple[Aspect, ...] = ()
    """What it brings beside."""
    excluded: str = ""
    """Why it is out of the question; empty where it is in."""


@record
class AspectWeight:
    """How much an aspect counts against the others."""

    aspect: AspectName
    """Which one."""
    weight: Annotated[Decimal, Ge(0)]
    """How much, in any scale."""


@record
class Appraisal:
    """What the strategies would cost and bring."""

    years: Annotated[int, Ge(1), Le(30)]
    """How many years the software is to be used."""
    discount_rate: Percent = Decimal(0)
    """By how many percent money of next year counts less than money of this year."""
    cost_weight: Percent = Decimal(50)
    """How much cost counts in the comparison; the other aspects share the rest."""
    weights: tuple[AspectWeight, ...] = ()
    """How the other aspects share it; all alike when left out."""
    options: Annotated[tuple[Option, ...], MinLen(1)]
    """The options."""
    decision: str = ""
    """Why the project's strategy was chosen, in the words of whoever decides."""
