"""What would put another bid first: other weights, or one other score. Exact, nothing sampled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from rfpkit.process.evaluation.model import ScoreTest, Tip, WeightTest
from rfpkit.process.evaluation.points import price_share, rounded, share
from rfpkit.process.evaluation.standing import Bid, Rules, Standing, stand

_FULL = 100
_NEAR = Fraction(1, 10)
"""A shift of a weight by a tenth of it is told as near."""


def weight_tests(
    bids: Sequence[Bid], standing: Standing, rules: Rules, numbers: dict[str, str]
) -> tuple[WeightTest, ...]:
    """For each criterion the weights from which another bid is first.

    The other weights share the rest in the proportions that were published. Totals are taken
    before rounding, and the bids that the minimum of quality keeps out stay out. Nothing is
    tested where the first place is open or there is one criterion or one bid only.
    """
    ranked = [bid for bid in bids if bid.id in standing.totals]
    if len(standing.first) != 1 or len(ranked) < 2 or len(rules.criteria) < 2:
        return ()
    assert standing.lowest is not None  # noqa: S101 - a bid is ranked
    shares = {bid.id: _shares(bid, rules, standing.lowest) for bid in ranked}
    first = standing.first[0]
    rivals = [bid.id for bid in ranked if bid.id != first]
    return tuple(
        _weight_test(at, shares, first, rivals, rules, numbers) for at in range(len(rules.criteria))
    )


def _shares(bid: Bid, rules: Rules, lowest: Decimal) -> list[Fraction]:
    """The exact share of each criterion's weight that a bid earns."""
    return [
        price_share(bid.price, lowest)
        if one.subject == "price"
        else share(bid.scores[one.id], rules.scale_max)
        for one in rules.criteria
    ]


def first_unrounded(bids: Sequence[Bid], standing: Standing, rules: Rules) -> tuple[str, ...]:
    """Who would be first if points were not rounded: all with the greatest exact total."""
    if standing.lowest is None:
        return ()
    totals = {
        bid.id: sum(
            Fraction(one.weight or 0) * share
            for one, share in zip(rules.criteria, _shares(bid, rules, standing.lowest), strict=True)
        )
        for bid in bids
        if bid.id in standing.totals
    }
    best = max(totals.values())
    return tuple(name for name, total in totals.items() if total == best)


def _weight_test(
    at: int,
    shares: dict[str, list[Fraction]],
    first: str,
    rivals: Sequence[str],
    rules: Rules,
    numbers: dict[str, str],
) -> WeightTest:
    weights = [Fraction(one.weight or 0) for one in rules.criteria]
    own, rest = weights[at], _FULL - weights[at]
    down: list[tuple[Fraction, str]] = []
    up: list[tuple[Fraction, str]] = []
    for rival in rivals:
        gaps = [a - b for a, b in zip(shares[first], shares[rival], strict=True)]
        here = gaps[at]
        others = sum(
            w * gap for n, (w, gap) in enumerate(zip(weights, gaps, strict=True)) if n != at
        )
        ahead = max(own * here + others, Fraction(0))
        slope = here - others / rest  # what one more point of weight does to the lead
        if slope == 0:
            continue
        crossing = own - ahead / slope
        if slope > 0 and crossing > 0:
            down.append((crossing, rival))
        elif slope < 0 and crossing < _FULL:
            up.append((crossing, rival))
    criterion = rules.criteria[at]
    return WeightTest(
        number=numbers[criterion.id],
        criterion=criterion.id,
        weight=criterion.weight or Decimal(0),
        down=_tip(max(down, key=lambda one: one[0], default=None), own),
        up=_tip(min(up, key=lambda one: one[0], default=None), own),
    )


def _tip(crossing: tuple[Fraction, str] | None, own: Fraction) -> Tip | None:
    if crossing is None:
        return None
    weight, rival = crossing
    shift = (weight - own) / own
    tenths = (abs(shift) * 1000 + Fraction(1, 2)).__floor__()
    percent = Decimal(f"{tenths // 10}.{tenths % 10}")
    signed = -percent if shift < 0 else percent
    return Tip(rounded(weight), signed, rival, near=abs(shift) <= _NEAR)


def score_tests(
    bids: Sequence[Bid], standing: Standing, rules: Rules, numbers: dict[str, str]
) -> tuple[ScoreTest, ...]:
    """For each agreed score the nearest other one with another first place, nearest first.

    All is worked out anew for each score: points, minimum, lowest price, equal totals.
    """
    found = [
        test
        for at, bid in enumerate(bids)
        for criterion in rules.quality
        for test in _score_test(bids, at, criterion.id, standing, rules, numbers)
        if bid.scores
    ]
    return tuple(sorted(found, key=lambda test: test.steps))


def _score_test(
    bids: Sequence[Bid],
    at: int,
    criterion: str,
    standing: Standing,
    rules: Rules,
    numbers: dict[str, str],
) -> Iterator[ScoreTest]:
    bid = bids[at]
    score = bid.scores[criterion]
    others = sorted(range(rules.scale_max + 1), key=lambda other: (abs(other - score), other))
    for other in map(Decimal, others):
        if other == score:
            continue
        changed = replace(bid, scores={**bid.scores, criterion: other})
        first = stand([*bids[:at], changed, *bids[at + 1 :]], rules).first
        if set(first) != set(standing.first):
            yield ScoreTest(bid.id, numbers[criterion], criterion, score, other, first)
            return
