"""Rules on KPIs and criteria."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rfpkit.spec.derivation import origins
from rfpkit.spec.mix import strategies
from rfpkit.spec.rules.places import amount, fault, key_fault, line, lines
from rfpkit.yamlfile import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.competition import Criterion
    from rfpkit.spec.model import Spec
    from rfpkit.yamlfile import Loaded

_FULL = Decimal(100)


def _scored(spec: Loaded[Spec]) -> list[tuple[int, Criterion]]:
    return [
        (index, criterion)
        for index, criterion in enumerate(spec.value.criteria)
        if criterion.kind == "scored"
    ]


def weights(spec: Loaded[Spec]) -> Iterator[Fault]:
    """Scored criteria have a weight above 0, and no others have one."""
    for index, criterion in enumerate(spec.value.criteria):
        if criterion.kind == "scored" and not criterion.weight:
            message = f"“{criterion.id}” is scored and needs a weight above 0, in percent"
            yield fault(spec, message, "criteria", index, "weight")
        if criterion.kind != "scored" and criterion.weight is not None:
            message = f"“{criterion.id}” is not scored but {criterion.kind}, so it has no weight; "
            message += "remove the weight, or write “kind: scored”"
            yield fault(spec, message, "criteria", index, "weight")


def total(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The weights of the scored criteria add up to 100."""
    scored = _scored(spec)
    given = [criterion.weight for _, criterion in scored if criterion.weight]
    if not scored or len(given) < len(scored):
        return
    added = sum(given, Decimal(0))
    if added != _FULL:
        places = lines(line(spec, "criteria", index, "weight") for index, _ in scored)
        message = f"the weights of the scored criteria add up to {amount(added)}, not 100 "
        yield fault(spec, message + f"({places})", "criteria", scored[0][0], "weight")


def price(spec: Loaded[Spec]) -> Iterator[Fault]:
    """Price is scored where bids are sought; where price alone decides, nothing else is."""
    scored = _scored(spec)
    only_price = spec.value.evaluation.method == "price-only"
    others = [one for one in scored if one[1].subject != "price"]
    in_house = strategies(spec.value) == ("D",)
    if spec.value.criteria and len(others) == len(scored) and not in_house:
        message = "no scored criterion has the subject price; add one, with its weight"
        yield key_fault(spec, message, "criteria")
    for index, criterion in others if only_price else ():
        where = line(spec, "evaluation", "method")
        message = f"“{criterion.id}” is scored, though price alone decides (line {where})"
        yield fault(spec, message, "criteria", index, "kind")


def sources(spec: Loaded[Spec]) -> Iterator[Fault]:
    """A criterion comes from KPIs, goals, groups of users or journeys that exist."""
    known = list(origins(spec.value))
    listed = [*(kpi.id for kpi in spec.value.kpis), *(goal.id for goal in spec.value.goals)]
    listed += [user.name for user in spec.value.users]
    for index, criterion in enumerate(spec.value.criteria):
        for number, source in enumerate(criterion.source):
            if source not in known:
                guess = did_you_mean(source, known) or f"; there are {', '.join(listed)}"
                message = f"there is no KPI, goal or group of users “{source}”{guess}"
                yield fault(spec, message, "criteria", index, "source", number)


def serves(spec: Loaded[Spec]) -> Iterator[Fault]:
    """A module serves KPIs and goals that exist."""
    known = [kpi.id for kpi in spec.value.kpis] + [goal.id for goal in spec.value.goals]
    for index, module in enumerate(spec.value.modules):
        for number, served in enumerate(module.serves):
            if served not in known:
                guess = did_you_mean(served, known) or f"; there are {', '.join(known)}"
                message = f"there is no KPI or goal “{served}”{guess}"
                yield fault(spec, message, "modules", index, "serves", number)


def targets(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The target of a KPI differs from today's number."""
    for index, kpi in enumerate(spec.value.kpis):
        if kpi.baseline == kpi.target:
            where = line(spec, "kpis", index, "baseline")
            message = f"the target of “{kpi.id}” is today's number (line {where}); say what is to "
            yield fault(spec, message + "change", "kpis", index, "target")
