"""The choice between strategies: what each option costs over the years, and what else it brings.

A cost falls due once, or every year from its first year to its last, growing by its rate each
year. Year 0 lies before the software is in use. An amount of year n counts 1/(1 + rate)^n: the
present value that the UK's Green Book and the European Commission's guide to cost-benefit analysis
use. An option's points are the lowest present value over its own, and its weighted aspects, put
together by the weight of cost. All numbers are exact decimals of 28 digits; nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from rfpkit.spec.strategy import Appraisal, AspectName, Cost, CostHead, Option
from rfpkit.spec.vocabulary import Strategy

_HUNDRED = Decimal(100)
TOP_SCORE = 5
"""The best score of an aspect."""

NEEDED_HEADS: dict[CostHead, str] = {
    "integration": "linking it to what is there",
    "operation": "running it",
    "exit": "leaving it: data out, clean-up, the next supplier",
}
"""Costs that every kind of software has, and that comparisons like to forget."""


@dataclass(frozen=True, slots=True)
class Valued:
    """An option with its figures.

    ``yearly`` are the costs of years 0 to the last, undiscounted; ``present`` is their present
    value; ``exit_share`` what leaving makes of it, in percent. ``quality`` and ``cost_points`` and
    ``points`` run from 0 to 100.
    """

    option: Option
    yearly: tuple[Decimal, ...]
    heads: dict[CostHead, Decimal]
    present: Decimal
    exit_share: Decimal
    quality: Decimal
    cost_points: Decimal
    points: Decimal

    @property
    def strategy(self) -> Strategy:
        """The option's strategy."""
        return self.option.strategy

    @property
    def nominal(self) -> Decimal:
        """All costs added up, undiscounted."""
        return sum(self.yearly, Decimal(0))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The options that are in, best first; those that are out; what the figures lack."""

    ranked: tuple[Valued, ...]
    excluded: tuple[Option, ...]
    gaps: tuple[str, ...]


def compare(appraisal: Appraisal) -> Comparison:
    """The options valued and ranked: more points first, then the lower cost, then the letter."""
    open_options = [option for option in appraisal.options if not option.excluded]
    present = {id(option): _present(option, appraisal) for option in open_options}
    priced = [value for value in present.values() if value > 0]
    lowest = min(priced, default=Decimal(0))
    valued = [_valued(one, appraisal, present[id(one)], lowest) for one in open_options]
    valued.sort(key=lambda one: (-one.points, one.present, one.strategy))
    excluded = tuple(option for option in appraisal.options if option.excluded)
    return Comparison(tuple(valued), excluded, tuple(_gaps(appraisal)))


def yearly_costs(costs: tuple[Cost, ...], years: int) -> tuple[Decimal, ...]:
    """What falls due in each year from 0 to ``years``; later costs are left out."""
    totals = [Decimal(0)] * (years + 1)
    for cost in costs:
        for year, amount in _payments(cost, years):
            totals[year] += amount
    return tuple(totals)


def _payments(cost: Cost, years: int) -> Iterator[tuple[int, Decimal]]:
    last = cost.first_year if cost.last_year is None else cost.last_year
    amount = cost.amount
    for year in range(cost.first_year, min(last, years) + 1):
        yield year, amount
        amount *= 1 + cost.growth / _HUNDRED


def discounted(yearly: tuple[Decimal, ...], rate: Decimal) -> Decimal:
    """The present value of amounts of years 0, 1, 2 … at a rate in percent."""
    factor = 1 + rate / _HUNDRED
    return sum((amount / factor**year for year, amount in enumerate(yearly)), Decimal(0))


def _present(option: Option, appraisal: Appraisal) -> Decimal:
    return discounted(yearly_costs(option.costs, appraisal.years), appraisal.discount_rate)


def _valued(option: Option, appraisal: Appraisal, present: Decimal, lowest: Decimal) -> Valued:
    heads: dict[CostHead, Decimal] = {}
    for head in get_args(CostHead):
        of_head = tuple(cost for cost in option.costs if cost.head == head)
        if of_head:
            paid = yearly_costs(of_head, appraisal.years)
            heads[head] = discounted(paid, appraisal.discount_rate)
    quality = _quality(option, appraisal)
    cost_points = _HUNDRED * lowest / present if present else Decimal(0)
    share = appraisal.cost_weight / _HUNDRED
    return Valued(
        option=option,
        yearly=yearly_costs(option.costs, appraisal.years),
        heads=heads,
        present=present,
        exit_share=_HUNDRED * heads.get("exit", Decimal(0)) / present if present else Decimal(0),
        quality=quality,
        cost_points=cost_points,
        points=share * cost_points + (1 - share) * quality,
    )


def weights_of(appraisal: Appraisal) -> dict[AspectName, Decimal]:
    """How much each aspect counts: as the appraisal says, or all alike."""
    given = {one.aspect: one.weight for one in appraisal.weights}
    return given or {aspect: Decimal(1) for aspect in get_args(AspectName)}


def _quality(option: Option, appraisal: Appraisal) -> Decimal:
    """The weighted mean of the scores, from 0 to 100; an aspect without a score counts as 0."""
    weights = weights_of(appraisal)
    whole = sum(weights.values(), Decimal(0))
    scores = {one.aspect: one.score for one in option.aspects}
    got = sum((weights[name] * scores.get(name, 0) for name in weights), Decimal(0))
    return _HUNDRED * got / (whole * TOP_SCORE) if whole else Decimal(0)


def _gaps(appraisal: Appraisal) -> Iterator[str]:
    """What a reader would miss: options not looked at, costs left out, aspects not scored."""
    looked_at = {option.strategy for option in appraisal.options}
    for strategy in get_args(Strategy):
        if strategy not in looked_at:
            yield (
                f"Strategy {strategy} is neither compared nor excluded with a reason; add it under "
                "appraisal.options"
            )
    for option in appraisal.options:
        if option.excluded:
            continue
        heads = {cost.head for cost in option.costs}
        for head, what in NEEDED_HEADS.items():
            if head not in heads:
                yield f"Option {option.strategy} has no cost of {head}: {what}"
        scored = {one.aspect for one in option.aspects}
        missing = [name for name in weights_of(appraisal) if name not in scored]
        if missing:
            yield f"Option {option.strategy} has no score for {', '.join(missing)}"
    if appraisal.cost_weight == _HUNDRED:
        yield "Only cost decides; what else an option brings is not compared"
