"""Strategies compared: sums worked out by hand, and rules that hold for any figures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.process.appraisal import compare, discounted, yearly_costs
from rfpkit.process.tipping import tips
from rfpkit.spec.strategy import Appraisal, Aspect, AspectWeight, Cost, Option


def cost(head: str, amount: int, first: int = 0, last: int | None = None, growth: int = 0) -> Cost:
    return Cost(
        head=head, what="by hand", amount=Decimal(amount), first_year=first, last_year=last,
        growth=Decimal(growth),
    )  # fmt: skip


def option(letter: str, *costs: Cost, score: int = 3, out: str = "") -> Option:
    aspects = (Aspect(aspect="ownership", score=score, reason="by hand"),)
    return Option(strategy=letter, what=letter, costs=costs, aspects=aspects, excluded=out)


def appraisal(*options: Option, **more: object) -> Appraisal:
    weights = (AspectWeight(aspect="ownership", weight=Decimal(1)),)
    return Appraisal(**({"years": 3, "weights": weights, "options": options} | more))


def test_costs_fall_due_once_or_every_year_and_grow():
    once, yearly = cost("price", 100), cost("operation", 100, 1, 3, growth=10)
    assert yearly_costs((once, yearly), 3) == (100, 100, 110, 121)
    assert yearly_costs((yearly,), 2) == (0, 100, 110), "what comes after the period is left out"


def test_the_present_value_is_that_of_the_text_books():
    # 100 now, and 110 a year and 121 two years later at 10 percent: 100 + 100 + 100.
    assert discounted((Decimal(100), Decimal(110), Decimal(121)), Decimal(10)) == 300


def test_points_are_the_lowest_present_value_over_ones_own_and_the_weighted_scores():
    made = compare(
        appraisal(
            option("A", cost("price", 200), score=5),
            option("B", cost("adaptation", 100), score=2),
            cost_weight=Decimal(40),
        )
    )
    points = {one.strategy: (one.cost_points, one.quality, one.points) for one in made.ranked}
    assert points == {"A": (50, 100, 80), "B": (100, 40, 64)}
    assert [one.strategy for one in made.ranked] == ["A", "B"]


def test_an_option_that_is_out_is_not_ranked_and_gaps_are_named():
    made = compare(appraisal(option("A", cost("price", 1)), option("D", out="nobody to do it")))
    assert [one.strategy for one in made.ranked] == ["A"]
    assert [one.strategy for one in made.excluded] == ["D"]
    told = " ".join(made.gaps)
    assert "Strategy B is neither compared nor excluded" in told
    assert "Option A has no cost of exit" in told
    assert "Option D" not in told


def test_only_cost_that_decides_is_told():
    made = compare(appraisal(option("A", cost("price", 1)), cost_weight=Decimal(100)))
    assert made.gaps[-1] == "Only cost decides; what else an option brings is not compared"


def test_what_tips_the_choice_is_found_to_a_tenth_of_a_percent():
    # A has 50 and 50 × 100/100; B costs twice as much: it catches up when A costs 100% more.
    found = tips(appraisal(option("A", cost("price", 100)), option("B", cost("adaptation", 200))))
    assert [(tip.what, tip.winner) for tip in found] == [
        ("Option A costs 100.1% more than estimated", "B"),
        ("Option B costs 50.1% less than estimated", "B"),
    ]


def test_longer_use_tips_from_what_is_dear_each_year_to_what_is_dear_at_first():
    found = tips(
        appraisal(
            option("A", cost("price", 100, 1, 3)),
            option("B", cost("adaptation", 450)),
            cost_weight=Decimal(100),
        )
    )
    assert ("The software is used for 5 years, not 3", "B") in [(t.what, t.winner) for t in found]


def test_one_option_alone_cannot_be_tipped():
    assert tips(appraisal(option("A", cost("price", 1)))) == ()
    assert tips(appraisal(option("A", out="no"))) == ()


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=8),
    st.integers(0, 30),
)
def test_the_present_value_is_exact_to_the_cent(amounts: list[int], rate: int):
    yearly = tuple(Decimal(amount) / 100 for amount in amounts)
    exact = sum(
        (Fraction(a, 100) / Fraction(100 + rate, 100) ** n for n, a in enumerate(amounts)),
        Fraction(0),
    )
    assert abs(Fraction(discounted(yearly, Decimal(rate))) - exact) < Fraction(1, 10**6)


@pytest.mark.parametrize("scores", [(1, 5), (5, 1), (3, 3)])
@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_each_tip_is_true(scores: tuple[int, int], one: int, other: int):
    made = appraisal(
        option("A", cost("price", one), score=scores[0]),
        option("B", cost("adaptation", other), score=scores[1]),
    )
    best = compare(made).ranked[0].strategy
    assert all(tip.winner != best for tip in tips(made))
