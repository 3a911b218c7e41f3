"""The part of the spec that market research fills."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import Ge

from rfpkit.spec.vocabulary import Text
from rfpkit.yamlfile import record

SizeClass = Literal[
    "enterprise", "big-business", "mid-market", "small", "freelance", "non-profit", "off-shore"
]
"""How big a supplier is, and what kind."""


@record
class Solution:
    """Software that exists and comes near to the need."""

    name: Text
    """What it is called."""
    maker: Text
    """Who makes or maintains it."""
    open_source: bool
    """Whether its licence is an open source one."""
    licence: Text
    """Its licence: an SPDX identifier, or "proprietary"."""
    revenue: Literal[
        "one-off", "subscription", "pay-per-use", "freemium", "hybrid", "services", "none"
    ]
    """How its maker earns money with it."""
    fit: Text
    """What it does for the need, and what it does not."""
    maturity: Literal["pilot", "young", "established", "ageing"] = "established"
    """How far along it is."""
    activity: str = ""
    """For open source: how alive its repository is, such as "40 changes a month by 12 people"."""
    users: str = ""
    """Who runs it already."""


@record
class VendorClass:
    """How many suppliers of one size there are."""

    size: SizeClass
    """How big they are."""
    count: Annotated[int, Ge(0)]
    """How many were found."""
    note: str = ""
    """What they offer."""
    names: tuple[Text, ...] = ()
    """Some of them, by name."""


@record
class Peer:
    """Another public body with the same need."""

    name: Text
    """Who."""
    what: Text
    """What it runs, and since when."""
    result: Text
    """How it went, what it cost, what it would do differently."""


@record
class Benchmark:
    """A number to compare with."""

    what: Text
    """What was counted."""
    kind: Literal["internal", "external"]
    """From the buyer's own projects, or from others."""
    value: Decimal
    """The number."""
    unit: Text
    """What the number counts."""
    source: Text
    """Where it comes from."""


@record
class Market:
    """What the market research found."""

    summary: Text
    """How ready the market is, in a few sentences."""
    solutions: tuple[Solution, ...] = ()
    """Software that comes near."""
    vendors: tuple[VendorClass, ...] = ()
    """Suppliers by size."""
    peers: tuple[Peer, ...] = ()
    """Other public bodies that were asked."""
    benchmarks: tuple[Benchmark, ...] = ()
    """Numbers to compare with."""
    only_supplier: str = ""
    """Why only one supplier can do it; needed for a direct award on that ground."""
