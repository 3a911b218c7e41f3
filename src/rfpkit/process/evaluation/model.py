"""What an evaluation comes to: each bid's points, the ranking, its ties, what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rfpkit.spec.competition import Criterion
from rfpkit.spec.records.before import Bidder

OutStage = Literal["receipt", "selection", "mandatory", "quality", "price", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong or odd in a record: what, in which file, at which row and field.

    ``name`` is a file of records, or "spec"; ``loc`` leads from there, such as ``(3, "score")``.
    """

    message: str
    name: str
    loc: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One bid on one scored criterion."""

    number: str
    """Its number in the published list: S1, S2 …"""
    criterion: Criterion
    score: Decimal | None
    """The panel's score; None for price, and where the bid was not scored."""
    individual: tuple[tuple[str, Decimal], ...]
    """Each member's short name and score, in the panel's order."""
    points: Decimal | None
    """With two decimals; None where the bid gets none."""
    reason: str
    """The panel's reason for its score."""


@dataclass(frozen=True, slots=True)
class Out:
    """Why a bid is not ranked."""

    stage: OutStage
    reason: str
    criterion: str = ""
    """The mandatory criterion that failed, by id."""


@dataclass(frozen=True, slots=True)
class Result:
    """One bid: its points and its rank, or why it is out."""

    bidder: Bidder
    marks: tuple[Mark, ...]
    price: Decimal | None
    """The price that is scored."""
    quality: Decimal | None
    """Its points for all criteria except price."""
    total: Decimal | None
    """The sum of its points; None where it is out."""
    rank: int | None
    out: Out | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Bids with the same total: who they are, and what the published rule makes of them."""

    bidders: tuple[str, ...]
    """Their short names, in the order that the rule gives."""
    total: Decimal
    """The total, or the price where price alone decides."""
    broken_by: str
    """The criterion that sets the first of them apart, by id; empty where none does."""
    open: tuple[tuple[str, ...], ...] = ()
    """Those whom the rule leaves equal, so that people must decide by the published way."""


@dataclass(frozen=True, slots=True)
class Tip:
    """A weight from which another bid is first, with the other weights scaled to the rest."""

    weight: Decimal
    """The weight at which both have the same total, rounded to two decimals."""
    shift: Decimal
    """That weight against the published one, in percent of it; with its sign, one decimal."""
    bidder: str
    """Who is first beyond it."""
    near: bool
    """Whether it lies within ten percent of the published weight; told from the exact number."""


@dataclass(frozen=True, slots=True)
class WeightTest:
    """What a different weight of one criterion would do to the first place."""

    number: str
    criterion: str
    weight: Decimal
    """The published weight."""
    down: Tip | None
    """From which smaller weight another bid is first; None where none does it."""
    up: Tip | None
    """From which greater weight."""


@dataclass(frozen=True, slots=True)
class ScoreTest:
    """The smallest change of one agreed score that changes the first place."""

    bidder: str
    number: str
    criterion: str
    score: Decimal
    """The score as agreed."""
    other: Decimal
    """The nearest score with another first place."""
    first: tuple[str, ...]
    """Who is first then; several where the rule leaves them equal."""

    @property
    def steps(self) -> Decimal:
        """How many points of the scale lie between both."""
        return abs(self.other - self.score)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The evaluation of a project whose records are in order."""

    price_only: bool
    results: tuple[Result, ...]
    """Ranked bids first, then those that are out, in the order of the records."""
    ties: tuple[Tie, ...]
    weight_tests: tuple[WeightTest, ...]
    score_tests: tuple[ScoreTest, ...]
    remarks: tuple[Flaw, ...]
    """What people should look at; none of it is wrong by itself."""

    @property
    def first(self) -> tuple[str, ...]:
        """Who is first, by short name; several where people must decide; none where all are out."""
        return tuple(one.bidder.id for one in self.results if one.rank == 1)

    def result(self, bidder: str) -> Result | None:
        """The result of a bidder by its short name; None where there is no such bidder."""
        return next((one for one in self.results if one.bidder.id == bidder), None)
