"""Points to the cent: held against fractions that know no rounding."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rfpkit.process.evaluation.points import (
    counted_price,
    price_share,
    reaches,
    rounded,
    share,
)
from rfpkit.process.evaluation.standing import Bid, Rules, stand
from rfpkit.spec.competition import Criterion

cuts = st.sets(st.integers(1, 9_999), min_size=1, max_size=7).map(sorted)
"""Where a hundred, in hundredths, is cut into weights."""
prices = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)


def _criterion(name: str, weight: Decimal, subject: str = "software") -> Criterion:
    return Criterion(
        id=name, kind="scored", subject=subject, text="Text.", weight=weight, evidence="Proof."
    )


def _half_up(exact: Fraction) -> Fraction:
    """Two decimals, worked out in another way: the nearest hundredth, the upper of two."""
    below = Fraction(int(exact * 100), 100)
    return below if exact - below < Fraction(1, 200) else below + Fraction(1, 100)


@given(st.fractions(0, 1000))
def test_rounding_is_half_up_to_two_decimals(exact: Fraction) -> None:
    found = rounded(exact)
    assert Fraction(found) == _half_up(exact)
    assert -found.as_tuple().exponent == 2


@given(st.integers(0, 10**6))
def test_half_a_hundredth_counts_up(hundredths: int) -> None:
    assert rounded(Fraction(2 * hundredths + 1, 200)) == Decimal(hundredths + 1) / 100


def test_the_examples_of_the_published_text_come_out() -> None:
    assert rounded(share(Decimal(4), 5) * 20) == Decimal("16.00")
    assert rounded(price_share(Decimal(500_000), Decimal(400_000)) * 30) == Decimal("24.00")
    assert rounded(price_share(Decimal(400_000), Decimal(400_000)) * 30) == Decimal("30.00")
    assert counted_price(Decimal(0)) == 1
    assert reaches(Decimal(30), Decimal(50), Decimal(60))
    assert not reaches(Decimal("29.99"), Decimal(50), Decimal(60))


@st.composite
def tenders(draw: st.DrawFn) -> tuple[list[Bid], Rules]:
    edges = [0, *draw(cuts), 10_000]
    top = draw(st.integers(2, 10))
    weights = [Decimal(after - before) / 100 for before, after in pairwise(edges)]
    criteria = [_criterion(f"c{n}", one) for n, one in enumerate(weights[:-1])]
    price = _criterion("price", weights[-1], "price")
    names = [f"b{n}" for n in range(draw(st.integers(1, 6)))]
    bids = [
        Bid(name, draw(prices), {one.id: Decimal(draw(st.integers(0, top))) for one in criteria})
        for name in names
    ]
    minimum = draw(st.none() | st.decimals(0, 100, places=1))
    return bids, Rules((*criteria, price), top, minimum, False, ())


@given(tenders())
def test_totals_are_exact_to_the_cent(tender: tuple[list[Bid], Rules]) -> None:
    bids, rules = tender
    standing = stand(bids, rules)
    earnable = sum(Fraction(one.weight) for one in rules.quality)
    quality = {
        bid.id: sum(
            _half_up(Fraction(bid.scores[one.id]) / rules.scale_max * Fraction(one.weight))
            for one in rules.quality
        )
        for bid in bids
    }
    assert {name: Fraction(points) for name, points in standing.quality.items()} == quality
    still = [
        bid
        for bid in bids
        if rules.minimum is None or quality[bid.id] >= Fraction(rules.minimum) / 100 * earnable
    ]
    lowest = min((Fraction(bid.price) or Fraction(1) for bid in still), default=Fraction(0))
    weight = Fraction(rules.criteria[-1].weight)
    totals = {
        bid.id: quality[bid.id] + _half_up(lowest / (Fraction(bid.price) or 1) * weight)
        for bid in still
    }
    assert {name: Fraction(total) for name, total in standing.totals.items()} == totals
    order = [name for group in standing.groups for name in group]
    assert [totals[name] for name in order] == sorted(totals.values(), reverse=True)
    assert set(order) | set(standing.below) == {bid.id for bid in bids}
