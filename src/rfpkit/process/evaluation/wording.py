"""An evaluation in plain words, the same on the screen and in the award report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rfpkit.process.evaluation.model import Outcome, ScoreTest, Tie, Tip

_MOST = 6
"""So many single scores are told; more of them say no more."""


def names(bidders: Sequence[str], outcome: Outcome) -> str:
    """The names of bidders, with "and" before the last."""
    found = [result.bidder.name for one in bidders if (result := outcome.result(one))]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


def first_place(outcome: Outcome) -> str:
    """Who is first and by how much, in one sentence."""
    first = outcome.first
    if not first:
        return "No Proposal is ranked, because all of them are out."
    if len(first) > 1:
        return (
            f"{names(first, outcome)} are equal in the first place. The published rule does not "
            "decide between them, so the decision is open."
        )
    best = outcome.results[0]
    if len([one for one in outcome.results if one.rank]) == 1:
        return f"{best.bidder.name} is first, as the only Proposal that is ranked."
    second = outcome.results[1]
    assert best.total is not None and second.total is not None  # noqa: S101, PT018
    if outcome.price_only:
        assert best.price is not None and second.price is not None  # noqa: S101, PT018
        return f"{best.bidder.name} is first, with a price lower by {second.price - best.price:,f}."
    if best.total == second.total:
        return f"{best.bidder.name} is first by the rule for equal totals."
    return (
        f"{best.bidder.name} is first with {best.total} points, and {second.bidder.name} second "
        f"with {best.total - second.total} less."
    )


def tie_words(tie: Tie, outcome: Outcome) -> str:
    """What the published rule makes of equal totals."""
    what = "the same price" if outcome.price_only else f"{tie.total} points each"
    said = f"{names(tie.bidders, outcome)} have {what}."
    if tie.broken_by:
        number = next(
            mark.number for mark in outcome.results[0].marks if mark.criterion.id == tie.broken_by
        )
        said += f" The published rule sets {names(tie.bidders[:1], outcome)} first, "
        said += f"by criterion {number}."
    for group in tie.open:
        said += f" The rule leaves {names(group, outcome)} equal. People decide by lot, and the "
        said += "Bidders concerned may watch."
    return said


def weight_words(outcome: Outcome) -> Iterator[str]:
    """What other weights would do to the first place."""
    if not outcome.weight_tests:
        return
    near = [
        _tip_words(test.number, tip, outcome)
        for test in outcome.weight_tests
        for tip in (test.down, test.up)
        if tip is not None and tip.near
    ]
    if near:
        yield from near
    else:
        yield (
            "No change of one weight by up to ten percent of itself changes the first place, with "
            "the other weights scaled to the rest."
        )
    far = [
        (abs(tip.shift), test.number, tip)
        for test in outcome.weight_tests
        for tip in (test.down, test.up)
        if tip is not None and not tip.near
    ]
    if far and not near:
        _, number, tip = min(far, key=lambda one: (one[0], one[1]))
        words = _tip_words(number, tip, outcome)
        yield f"The nearest change that would: {words[0].lower()}{words[1:]}"
    elif not near:
        yield "No weight of one criterion between 0 and 100 changes it."


def _tip_words(number: str, tip: Tip, outcome: Outcome) -> str:
    beyond = "less" if tip.shift < 0 else "more"
    share = f"{abs(tip.shift)}%"
    if not tip.shift:
        return f"With a little less or more weight for {number}, another Proposal would be first."
    return (
        f"With a weight of {number} of about {tip.weight} or {beyond} ({share} {beyond} than "
        f"published), {names((tip.bidder,), outcome)} would be first."
    )


def score_words(outcome: Outcome) -> Iterator[str]:
    """What one other score would do to the first place."""
    tests = outcome.score_tests
    if not tests:
        if not outcome.price_only and len(outcome.first) == 1:
            yield "No change of one agreed score changes the first place."
        return
    least = tests[0].steps
    nearest = [test for test in tests if test.steps == least]
    step = "one point of the scale" if least == 1 else f"{least:f} points of the scale"
    yield (
        f"A change of one agreed score by {step} can change the first place. "
        f"{'The next lines say which.' if len(nearest) > 1 else 'The next line says which.'}"
    )
    yield from (_score_words(test, outcome) for test in nearest[:_MOST])
    if len(nearest) > _MOST:
        yield f"Other changes of the same size that do it: {len(nearest) - _MOST}."


def _score_words(test: ScoreTest, outcome: Outcome) -> str:
    who = names(test.first, outcome)
    then = f"{who} would be first" if len(test.first) == 1 else f"{who} would be equal and first"
    return (
        f"With {test.other:f} instead of {test.score:f} for {names((test.bidder,), outcome)} on "
        f"{test.number}, {then}."
    )
