"""What would tip the choice between the best option and the next: one figure changed at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rfpkit.process.appraisal import TOP_SCORE, Comparison, compare, weights_of
from rfpkit.spec.strategy import Appraisal, Aspect, Option
from rfpkit.spec.vocabulary import Strategy

_LONGEST = 30
_HUNDRED = Decimal(100)
_HIGHEST_RATE = 20
_FINEST = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Tip:
    """A change of one figure, and the option that would be the best then."""

    what: str
    winner: Strategy


@dataclass(frozen=True, slots=True)
class Advice:
    """The comparison of the strategies, what would tip it, and the strategy that the spec follows.

    Sums are in ``currency``.
    """

    comparison: Comparison
    tips: tuple[Tip, ...]
    chosen: Strategy
    currency: str


def advise(appraisal: Appraisal, chosen: Strategy, currency: str) -> Advice:
    """The advice on a choice of strategy."""
    return Advice(compare(appraisal), tips(appraisal), chosen, currency)


def tips(appraisal: Appraisal) -> tuple[Tip, ...]:
    """The nearest changes that make another option the best, figure by figure; may be none."""
    first = _winner(compare(appraisal))
    if first is None or len(compare(appraisal).ranked) < 2:
        return ()
    makers = (_overrun, _savings, _cost_weight, _discount_rate, _years, _scores)
    return tuple(tip for make in makers for tip in make(appraisal, first))


def _winner(comparison: Comparison) -> Strategy | None:
    return comparison.ranked[0].strategy if comparison.ranked else None


def _least(
    change: Callable[[Decimal], Appraisal], low: Decimal, high: Decimal, first: Strategy
) -> tuple[Decimal, Strategy] | None:
    """The smallest step of 0.1 from ``low`` towards ``high`` at which another option is best.

    Along such a line the best option stays the best up to one place and never comes back, so that
    halving finds it: its points against each other option's move in one direction only.
    """
    end = _winner(compare(change(high)))
    if end is None or end == first:
        return None
    steps = int(abs(high - low) / _FINEST)
    sign = _FINEST if high > low else -_FINEST
    begin = 0
    while steps - begin > 1:
        middle = (begin + steps) // 2
        if _winner(compare(change(low + sign * middle))) == first:
            begin = middle
        else:
            steps = middle
    winner = _winner(compare(change(low + sign * steps)))
    return (low + sign * steps, winner) if winner else None


def _overrun(appraisal: Appraisal, first: Strategy) -> Iterator[Tip]:
    found = _least(lambda x: _dearer(appraisal, first, x), Decimal(0), Decimal(200), first)
    if found:
        yield Tip(f"Option {first} costs {found[0]:f}% more than estimated", found[1])


def _savings(appraisal: Appraisal, first: Strategy) -> Iterator[Tip]:
    for option in compare(appraisal).ranked[1:]:
        other = option.strategy
        found = _least(
            lambda x, other=other: _dearer(appraisal, other, x),  # type: ignore[misc]
            Decimal(0), Decimal(-90), first,
        )  # fmt: skip
        if found:
            yield Tip(f"Option {other} costs {abs(found[0]):f}% less than estimated", found[1])


def _dearer(appraisal: Appraisal, strategy: Strategy, percent: Decimal) -> Appraisal:
    def changed(option: Option) -> Option:
        factor = 1 + percent / _HUNDRED
        costs = tuple(replace(cost, amount=cost.amount * factor) for cost in option.costs)
        return replace(option, costs=costs) if option.strategy == strategy else option

    return replace(appraisal, options=tuple(map(changed, appraisal.options)))


def _cost_weight(appraisal: Appraisal, first: Strategy) -> Iterator[Tip]:
    now = appraisal.cost_weight
    for end in (Decimal(0), _HUNDRED):
        found = _least(lambda x: replace(appraisal, cost_weight=x), now, end, first)
        if found:
            yield Tip(f"Cost counts {found[0]:f}% instead of {now:f}%", found[1])


def _discount_rate(appraisal: Appraisal, first: Strategy) -> Iterator[Tip]:
    """The nearest whole rates on either side: here the order may turn more than once."""
    now = appraisal.discount_rate
    for side in (range(int(now), -1, -1), range(int(now) + 1, _HIGHEST_RATE + 1)):
        for rate in side:
            winner = _winner(compare(replace(appraisal, discount_rate=Decimal(rate))))
            if winner and winner != first:
                yield Tip(f"The discount rate is {rate}% instead of {now:f}%", winner)
                break


def _years(appraisal: Appraisal, first: Strategy) -> Iterator[Tip]:
    """Shorter and longer use: the nearest number of years on either side."""
    now = appraisal.years
    for side in (range(now - 1, 0, -1), range(now + 1, _LONGEST + 1)):
        for years in side:
            winner = _winner(compare(_lasting(appraisal, years)))
            if winner and winner != first:
                yield Tip(f"The software is used for {years} years, not {now}", winner)
                break


def _lasting(appraisal: Appraisal, years: int) -> Appraisal:
    """The appraisal for another number of years; what ran to the end runs to the new end."""

    def moved(option: Option) -> Option:
        costs = []
        for cost in option.costs:
            if cost.last_year is not None and cost.last_year >= appraisal.years:
                costs.append(replace(cost, last_year=years))
            elif cost.last_year is None and cost.first_year >= appraisal.years:
                costs.append(replace(cost, first_year=years))
            else:
                costs.append(cost)
        return replace(option, costs=tuple(costs))

    return replace(appraisal, years=years, options=tuple(map(moved, appraisal.options)))


def _scores(appraisal: Appraisal, first: Strategy) -> Iterator[Tip]:
    """One aspect scored one point otherwise."""
    for option in appraisal.options:
        step = -1 if option.strategy == first else 1
        for aspect in option.aspects:
            score = aspect.score + step
            if option.excluded or not 0 <= score <= TOP_SCORE:
                continue
            if aspect.aspect not in weights_of(appraisal):
                continue
            winner = _winner(compare(_scored(appraisal, option, replace(aspect, score=score))))
            if winner and winner != first:
                what = f"Option {option.strategy} gets {score} for {aspect.aspect}"
                yield Tip(f"{what}, not {aspect.score}", winner)


def _scored(appraisal: Appraisal, option: Option, aspect: Aspect) -> Appraisal:
    aspects = tuple(aspect if one.aspect == aspect.aspect else one for one in option.aspects)
    options = tuple(
        replace(one, aspects=aspects) if one is option else one for one in appraisal.options
    )
    return replace(appraisal, options=options)
