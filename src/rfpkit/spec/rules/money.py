"""Rules on money."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rfpkit.spec.rules.places import amount, fault, line, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.model import Spec
    from rfpkit.yamlfile import Loaded

_MOST_DECIMALS = 2


def thousands(spec: Loaded[Spec]) -> Iterator[Fault]:
    """No sum has three decimals: 500.000 would be five hundred, whatever the writer meant."""
    sums: dict[tuple[str | int, ...], Decimal] = {("budget", "total"): spec.value.budget.total}
    for index, module in enumerate(spec.value.modules):
        sums["modules", index, "budget"] = module.budget
    for loc, number in sums.items():
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > _MOST_DECIMALS:
            meant = str(number).replace(".", "")
            message = f"“{number}” means {amount(number)} here, because the point marks decimals; "
            yield fault(spec, message + f"write {meant} or {amount(number)}", *loc)


def modules(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The modules' budgets add up to the budget; under a subscription they stay within it."""
    budget, parts = spec.value.budget, spec.value.modules
    if not parts or any(thousands(spec)):
        return
    total = sum((module.budget for module in parts), Decimal(0))
    difference = total - budget.total
    if difference == 0 or (difference < 0 and budget.basis == "subscription"):
        return
    places = lines(line(spec, "modules", index, "budget") for index in range(len(parts)))
    relation = "more" if difference > 0 else "less"
    message = f"the modules add up to {amount(total)} ({places}), {amount(abs(difference))} "
    message += f"{relation} than the budget's total of {amount(budget.total)}; make them agree"
    yield fault(spec, message, "budget", "total")
