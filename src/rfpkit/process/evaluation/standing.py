"""Bids in order: points, the minimum of quality, the price formula, equal totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from rfpkit.process.evaluation.points import (
    counted_price,
    price_share,
    reaches,
    rounded,
    share,
)
from rfpkit.process.evaluation.scope import quality_criteria, scored_criteria
from rfpkit.process.evaluation.ties import tie_criteria
from rfpkit.spec.competition import Criterion
from rfpkit.spec.model import Spec

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bid:
    """What the ranking needs of a bid: its price, and the agreed score for each criterion."""

    id: str
    price: Decimal
    scores: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Rules:
    """How bids are ranked, as published."""

    criteria: tuple[Criterion, ...]
    scale_max: int
    minimum: Decimal | None
    price_only: bool
    tie: tuple[Criterion, ...]

    @property
    def quality(self) -> tuple[Criterion, ...]:
        """The criteria that the panel scores."""
        return tuple(one for one in self.criteria if one.subject != "price")

    @property
    def earnable(self) -> Decimal:
        """The quality points that can be earned."""
        return sum((one.weight or _NONE for one in self.quality), _NONE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Bids with their points, in order of rank; those with the same rank stand together."""

    groups: tuple[tuple[str, ...], ...]
    """The bids of each rank, best first."""
    points: Mapping[str, Mapping[str, Decimal]]
    """Each bid's points by criterion; without price for a bid below the minimum."""
    quality: Mapping[str, Decimal]
    totals: Mapping[str, Decimal]
    """The totals of the bids that are ranked."""
    below: tuple[str, ...]
    """The bids with too little quality."""
    equal: tuple[tuple[str, ...], ...]
    """The bids of each total that several have, in the order that the tie rule gives."""
    lowest: Decimal | None
    """The lowest price of the ranked bids, as the formula takes it."""

    @property
    def first(self) -> tuple[str, ...]:
        """Who is first."""
        return self.groups[0] if self.groups else ()


def rules_of(spec: Spec) -> Rules:
    """The rules that a spec publishes."""
    price_only = spec.evaluation.method == "price-only"
    return Rules(
        criteria=tuple(criterion for _, criterion in scored_criteria(spec)),
        scale_max=spec.evaluation.scale_max,
        minimum=spec.evaluation.minimum_quality if quality_criteria(spec) else None,
        price_only=price_only,
        tie=tie_criteria(spec),
    )


def stand(bids: Sequence[Bid], rules: Rules) -> Standing:
    """The bids with their points, in order of rank."""
    quality_points = {bid.id: _quality_points(bid, rules) for bid in bids}
    quality = {name: sum(points.values(), _NONE) for name, points in quality_points.items()}
    below = tuple(
        bid.id
        for bid in bids
        if rules.minimum is not None and not reaches(quality[bid.id], rules.minimum, rules.earnable)
    )
    ranked = [bid for bid in bids if bid.id not in below]
    lowest = min((counted_price(bid.price) for bid in ranked), default=None)
    points: dict[str, Mapping[str, Decimal]] = dict(quality_points)
    for bid in ranked:
        assert lowest is not None  # noqa: S101 - there is a ranked bid
        points[bid.id] = quality_points[bid.id] | _price_points(bid, rules, lowest)
    totals = {bid.id: sum(points[bid.id].values(), _NONE) for bid in ranked}
    groups, equal = _order(ranked, totals, rules)
    return Standing(groups, points, quality, totals, below, equal, lowest)


def _quality_points(bid: Bid, rules: Rules) -> dict[str, Decimal]:
    return {
        one.id: rounded(share(bid.scores[one.id], rules.scale_max) * _weight(one))
        for one in rules.quality
    }


def _price_points(bid: Bid, rules: Rules, lowest: Decimal) -> dict[str, Decimal]:
    return {
        one.id: rounded(price_share(bid.price, lowest) * _weight(one))
        for one in rules.criteria
        if one.subject == "price"
    }


def _weight(criterion: Criterion) -> Fraction:
    return Fraction(criterion.weight or 0)


def _order(
    ranked: Sequence[Bid], totals: Mapping[str, Decimal], rules: Rules
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """The bids of each rank, and those whose totals (or prices, alone) are the same."""

    def merit(bid: Bid) -> Decimal:
        return -bid.price if rules.price_only else totals[bid.id]

    def finer(bid: Bid) -> tuple[Decimal, ...]:
        return tuple(
            -bid.price if one.subject == "price" else bid.scores[one.id] for one in rules.tie
        )

    def place(bid: Bid) -> tuple[Decimal, ...]:
        return merit(bid), *finer(bid)

    order = sorted(ranked, key=place, reverse=True)
    groups = tuple(tuple(bid.id for bid in same) for _, same in groupby(order, key=place))
    same_merit = [tuple(bid.id for bid in same) for _, same in groupby(order, key=merit)]
    return groups, tuple(same for same in same_merit if len(same) > 1)
