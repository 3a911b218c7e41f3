"""What would put another bid first, held against trying it out."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

import rfpkit
from rfpkit.process.evaluation.points import price_share, share
from rfpkit.process.evaluation.sensitivity import weight_tests
from rfpkit.process.evaluation.standing import Bid, Rules, stand

from .projects import edited, project, swapped
from .test_points import tenders


def _first_with(
    weight: Fraction, at: int, bids: list[Bid], rules: Rules, lowest: Decimal
) -> set[str]:
    """Who is first when one weight is another and the rest is scaled, tried out."""
    own = [Fraction(one.weight) for one in rules.criteria]
    scaled = [w * (100 - weight) / (100 - own[at]) for w in own]
    scaled[at] = weight
    totals = {
        bid.id: sum(
            w * (price_share(bid.price, lowest) if c.subject == "price"
                 else share(bid.scores[c.id], rules.scale_max))
            for w, c in zip(scaled, rules.criteria, strict=True)
        )
        for bid in bids
    }  # fmt: skip
    best = max(totals.values())
    return {name for name, total in totals.items() if total == best}


@given(tenders(), st.data())
def test_between_the_two_weights_the_first_place_stands(
    tender: tuple[list[Bid], Rules], data: st.DataObject
) -> None:
    bids, rules = tender
    standing = stand(bids, rules)
    numbers = {one.id: f"S{n}" for n, one in enumerate(rules.criteria, start=1)}
    tests = weight_tests(bids, standing, rules, numbers)
    assume(tests)
    ranked = [bid for bid in bids if bid.id in standing.totals]
    at = data.draw(st.integers(0, len(tests) - 1))
    test = tests[at]
    here = _first_with(Fraction(test.weight), at, ranked, rules, standing.lowest)
    assume(here == set(standing.first))  # rounding did not decide, and there is no tie
    tenth = Fraction(1, 100)
    low = Fraction(test.down.weight) + tenth if test.down else tenth
    high = Fraction(test.up.weight) - tenth if test.up else 100 - tenth
    for weight in (low, high):
        if low <= weight <= high and 0 < weight < 100:
            found = _first_with(weight, at, ranked, rules, standing.lowest)
            assert set(standing.first) == found
    if test.down and test.down.weight > Decimal("0.02"):
        beyond = Fraction(test.down.weight) - 2 * tenth
        assert set(standing.first) != _first_with(
            max(beyond, Fraction(0)), at, ranked, rules, standing.lowest
        )
    if test.up and test.up.weight < Decimal("99.97"):
        beyond = Fraction(test.up.weight) + 2 * tenth
        assert set(standing.first) != _first_with(beyond, at, ranked, rules, standing.lowest)


def test_the_weight_that_tips_is_told_in_plain_words(tmp_path: Path) -> None:
    """Below 19.85 for S1 Openstacks overtakes: worked out by hand.

    Brightshelf leads on S1 by two tenths of the weight, and trails on S2 to S4 by one, two and one
    tenths of 15 each; on price it leads by 30 × (1 − 655/709). The rest has 75 of the weight.
    """
    rest = Fraction(-4 * 15, 10) + 30 * (1 - Fraction(655, 709))
    each = rest / 75  # what the others come to for each point of their weight
    exact = 100 * -each / (Fraction(2, 10) - each)
    first = rfpkit.evaluate(project(tmp_path)).weight_tests[0]
    assert (first.number, first.up) == ("S1", None)
    assert first.down
    assert (first.down.weight, first.down.bidder) == (Decimal("19.85"), "openstacks")
    assert abs(Fraction(first.down.weight) - exact) <= Fraction(1, 200)


def test_a_first_place_by_rounding_alone_is_remarked_on(tmp_path: Path) -> None:
    """Prices apart by one cent earn the same points, and the rule for ties decides then."""
    folder = project(tmp_path)
    for criterion, old, new in (
        ("reader-tasks", 7, 9), ("staff-tasks", 8, 7), ("interfaces", 10, 8), ("move", 7, 6),
    ):  # fmt: skip
        edited(folder, "records/scores.csv", swapped(
            f"consensus,,openstacks,{criterion},{old},", f"consensus,,openstacks,{criterion},{new},"
        ))  # fmt: skip
    edited(folder, "records/bidders.yml", swapped("amount: 399000.50", "amount: 345000.49"))
    edited(folder, "records/award.yml", lambda text: text + "  tie: Lots were drawn.\n")
    outcome = rfpkit.evaluate(folder)
    assert outcome.first == ("brightshelf", "openstacks")
    assert not any("without rounding" in remark.message for remark in outcome.remarks)
    edited(folder, "spec.yml", swapped("criterion S1", "criterion S1, then the lower price"))
    (folder / "records" / "signoffs.yml").unlink()
    (folder / "records" / "award.yml").unlink()
    assert rfpkit.evaluate(folder).first == ("openstacks",)


def test_one_score_that_tips_is_found(tmp_path: Path) -> None:
    tests = rfpkit.evaluate(project(tmp_path)).score_tests
    found = {(one.bidder, one.criterion): one for one in tests}
    assert found["brightshelf", "move"].other == 5
    assert found["brightshelf", "move"].first == ("openstacks",)
    folder = tmp_path / "tried"
    edited(project(folder), "records/scores.csv", swapped(
        "consensus,,brightshelf,move,6,", "consensus,,brightshelf,move,5,"
    ))  # fmt: skip
    (folder / "records" / "award.yml").unlink()
    assert rfpkit.evaluate(folder).first == ("openstacks",)
