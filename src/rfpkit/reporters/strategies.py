"""The comparison of strategies A to D as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rfpkit.assembly.tables.strategy import STRATEGIES
from rfpkit.process.appraisal import Valued
from rfpkit.process.tipping import Advice
from rfpkit.reporters.laws import wrapped

_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")


def render(advice: Advice) -> str:
    """The options, best first, those that are out, what would tip it and what is missing."""
    return "\n".join(_lines(advice)) + "\n"


def render_json(advice: Advice) -> str:
    """The same for programs; sums are texts with two decimals, shares and points with one."""
    data = {
        "version": 1,
        "currency": advice.currency,
        "chosen": advice.chosen,
        "options": [_option(one) for one in advice.comparison.ranked],
        "excluded": [
            {"strategy": one.strategy, "reason": one.excluded} for one in advice.comparison.excluded
        ],
        "tips": [{"what": tip.what, "winner": tip.winner} for tip in advice.tips],
        "gaps": list(advice.comparison.gaps),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _lines(advice: Advice) -> Iterator[str]:
    ranked = advice.comparison.ranked
    for place, one in enumerate(ranked, start=1):
        yield wrapped(f"{place}. {STRATEGIES[one.strategy]}", "", "   ")
        yield wrapped(one.option.what, "   ")
        present = f"{advice.currency} {one.present.quantize(_CENT):,}"
        exit_share = one.exit_share.quantize(_TENTH)
        yield wrapped(f"present value {present}, {exit_share}% of it for the exit", "   ")
        yield wrapped(
            f"points: cost {one.cost_points.quantize(_TENTH)}, "
            f"the rest {one.quality.quantize(_TENTH)}, together {one.points.quantize(_TENTH)}",
            "   ",
        )
    for option in advice.comparison.excluded:
        yield wrapped(f"-  {STRATEGIES[option.strategy]} is out: {option.excluded}", "", "   ")
    if ranked and advice.chosen != ranked[0].strategy:
        yield ""
        yield wrapped(
            f"The spec follows strategy {advice.chosen}; by these figures {ranked[0].strategy} is "
            "the best. Say under “appraisal: decision” why."
        )
    yield from _listed(
        "What would tip it",
        [f"{tip.what}: then {tip.winner} would be the best." for tip in advice.tips],
        "No change of one figure within reason.",
    )
    yield from _listed(
        "What the comparison lacks", [f"{gap}." for gap in advice.comparison.gaps], "Nothing."
    )


def _listed(title: str, lines: Sequence[str], otherwise: str) -> Iterator[str]:
    yield ""
    yield f"{title}:"
    for line in lines or [otherwise]:
        yield wrapped(f"- {line}", "  ", "    ")


def _option(one: Valued) -> dict[str, Any]:
    return {
        "strategy": one.strategy,
        "what": one.option.what,
        "yearly": [str(amount.quantize(_CENT)) for amount in one.yearly],
        "heads": {head: str(amount.quantize(_CENT)) for head, amount in one.heads.items()},
        "present_value": str(one.present.quantize(_CENT)),
        "exit_share": str(one.exit_share.quantize(_TENTH)),
        "cost_points": str(one.cost_points.quantize(_TENTH)),
        "quality": str(one.quality.quantize(_TENTH)),
        "points": str(one.points.quantize(_TENTH)),
    }
