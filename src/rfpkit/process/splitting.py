"""Signs that work was split so that its parts stay below a threshold: remarks, never faults.

Modules are the way of this toolkit, so a split as such is no sign. What people should look at are
values just below a threshold, several below it whose sum is above, and several to one supplier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rfpkit.process.evaluation.model import Flaw
from rfpkit.process.situation import inquiry_of, threshold_for
from rfpkit.process.thresholds import compared
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.model import Module

JUST_BELOW = Decimal("0.10")
"""A value within this share below a threshold is just below it."""


_OUTSIDE = ("below-threshold", "direct-award")
"""The procedures outside full regulation, for which a split could be a way round it."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """An amount from which another procedure applies, and its name for messages."""

    name: str
    amount: Decimal
    """In the currency of the budget, with or without tax as the budget is."""


def deciding_thresholds(dossier: Dossier) -> tuple[Threshold, ...]:
    """The threshold of full regulation for this buyer, in the terms of its budget.

    It is the least value that may reach the threshold, with the tax in it or not as the budget has
    it. None where the law has no such threshold, where the currencies differ, and under a procedure
    of full regulation, which a split cannot get round.
    """
    found = threshold_for(inquiry_of(dossier))
    outside = dossier.procedure in _OUTSIDE
    if not outside or found is None or found.currency != dossier.budget.currency:
        return ()
    low, high = 0, int(found.amount * 200)  # hundredths; tax is never the whole price
    while low < high:
        middle = (low + high) // 2
        tried = replace(dossier.budget, total=Decimal(middle) / 100)
        low, high = (middle + 1, high) if compared(tried, found).below else (low, middle)
    return (Threshold(found.what, Decimal(low) / 100),)


def splitting_remarks(dossier: Dossier, thresholds: Sequence[Threshold]) -> tuple[Flaw, ...]:
    """What should be looked at, threshold by threshold, in the order of the modules."""
    return tuple(
        flaw
        for threshold in sorted(thresholds, key=lambda one: (one.amount, one.name))
        for find in (_just_below, _sum_above, _one_supplier)
        for flaw in find(dossier, threshold)
    )


def _below(dossier: Dossier, threshold: Threshold) -> list[tuple[int, Module]]:
    return [(at, one) for at, one in enumerate(dossier.modules) if one.budget < threshold.amount]


def _just_below(dossier: Dossier, threshold: Threshold) -> Iterator[Flaw]:
    least = threshold.amount * (1 - JUST_BELOW)
    for at, module in _below(dossier, threshold):
        if module.budget >= least:
            message = f"the module “{module.id}” is worth {module.budget:,f}, just below the "
            message += f"threshold of {threshold.amount:,f} ({threshold.name}); show how its value "
            yield Flaw(message + "was worked out", "spec", ("modules", at, "budget"))


def _sum_above(dossier: Dossier, threshold: Threshold) -> Iterator[Flaw]:
    below = _below(dossier, threshold)
    total = sum((module.budget for _, module in below), Decimal(0))
    if len(below) > 1 and total >= threshold.amount:
        message = f"{len(below)} modules are each below the threshold of {threshold.amount:,f} "
        message += (
            f"({threshold.name}), and together worth {total:,f}; choose the procedure by the "
        )
        yield Flaw(message + "value of the whole", "spec", ("modules",))


def _one_supplier(dossier: Dossier, threshold: Threshold) -> Iterator[Flaw]:
    below = {module.id for _, module in _below(dossier, threshold)}
    award = dossier.records.award
    for row, bidder in enumerate(dossier.records.bidders):
        if award is None or bidder.id != award.bidder:
            continue
        own = [price for price in bidder.prices if price.module in below]
        total = sum((price.amount for price in own), Decimal(0))
        if len(own) > 1 and total >= threshold.amount:
            message = f"“{bidder.id}” gets {len(own)} modules below the threshold of "
            message += f"{threshold.amount:,f} ({threshold.name}), worth {total:,f} together; they "
            yield Flaw(message + "count as one contract", "bidders", (row, "prices"))
