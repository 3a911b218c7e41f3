"""Which strategies a procurement follows, the project's and its modules'."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rfpkit.spec.model import Spec
    from rfpkit.spec.vocabulary import Strategy


def strategies(spec: Spec) -> tuple[Strategy, ...]:
    """The project's strategy and those of modules that differ, in alphabetical order."""
    found = {spec.strategy, *(module.strategy for module in spec.modules)}
    return tuple(sorted(one for one in found if one is not None))


def asks_the_market(spec: Spec) -> bool:
    """Whether a part of the project is bought, so that somebody is asked for tenders."""
    return strategies(spec) != ("D",)
