"""Projects whose modules follow different strategies: the documents of each strategy's modules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rfpkit.assembly.planning import Plan, PlannedDocument, plan
from rfpkit.library.load import Library
from rfpkit.spec.mix import strategies
from rfpkit.spec.model import Module, Spec
from rfpkit.spec.vocabulary import Strategy
from rfpkit.yamlfile import Loaded


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a project: the name of its file, its plan, and its place in that."""

    name: str
    plan: Plan
    planned: PlannedDocument


def papers(spec: Loaded[Spec], library: Library) -> Iterator[Paper]:
    """The documents of the library for each strategy that the project follows, "rfp-a" for A."""
    for ending, made in plans(spec, library).items():
        for planned in made.documents:
            yield Paper(f"{planned.name}{ending}", made, planned)


def plans(spec: Loaded[Spec], library: Library) -> dict[str, Plan]:
    """The plan of each strategy that the project follows, by what its files' names end in.

    The project's own strategy comes first and ends in nothing; each other one of its modules ends
    in its letter ("-a"). A plan holds only the modules of its strategy, and their money.
    """
    value = spec.value
    if len(strategies(value)) < 2:
        return {"": plan(spec, library)}
    in_use = sorted(
        {module.strategy or value.strategy for module in value.modules},
        key=lambda strategy: (strategy != value.strategy, strategy),
    )
    return {
        "" if strategy == value.strategy else f"-{strategy.lower()}": plan(
            replace(spec, value=_only(value, strategy)), library
        )
        for strategy in in_use
    }


def _only(spec: Spec, strategy: Strategy) -> Spec:
    """The spec as if the modules of one strategy were all there is.

    Money beyond the modules' budgets belongs to the project's own strategy.
    """
    kept: list[Module] = []
    total = spec.budget.total if strategy == spec.strategy else Decimal(0)
    for module in spec.modules:
        if (module.strategy or spec.strategy) == strategy:
            kept.append(replace(module, strategy=None))
            total += module.budget if strategy != spec.strategy else 0
        elif strategy == spec.strategy:
            total -= module.budget
    budget = replace(spec.budget, total=total)
    return replace(spec, strategy=strategy, modules=tuple(kept), budget=budget)
