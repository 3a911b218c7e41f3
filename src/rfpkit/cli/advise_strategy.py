"""``rfpkit advise strategy``: strategies A to D compared by cost and by what else they bring."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from rfpkit.api import advise_strategy
from rfpkit.assembly.tables.strategy import STRATEGIES
from rfpkit.process.appraisal import Comparison, Valued
from rfpkit.process.tipping import Tip

_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")


@click.command(epilog="Example: rfpkit advise strategy spec.yml")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", default="text", type=click.Choice(["text", "json"]), show_default=True,
    help="For people or for programs.",
)  # fmt: skip
def command(spec: Path, form: str) -> None:
    """Compare strategies A to D, as SPEC describes them under "appraisal".

    The decision record comes from: rfpkit build SPEC --only strategy-decision
    """
    advice = advise_strategy(spec)
    if form == "json":
        click.echo(json.dumps(_data(advice.comparison, advice.tips), indent=2, ensure_ascii=False))
        return
    currency = advice.currency
    for place, one in enumerate(advice.comparison.ranked, start=1):
        click.echo(f"{place}. {STRATEGIES[one.strategy]}")
        click.echo(f"   {one.option.what}")
        click.echo(
            f"   present value {currency} {one.present.quantize(_CENT):,}, "
            f"of it {one.exit_share.quantize(_TENTH)}% for the exit"
        )
        click.echo(
            f"   points: cost {one.cost_points.quantize(_TENTH)}, "
            f"the rest {one.quality.quantize(_TENTH)}, together {one.points.quantize(_TENTH)}"
        )
    for option in advice.comparison.excluded:
        click.echo(f"-  {STRATEGIES[option.strategy]} is out: {option.excluded}")
    _tell("What would tip it", [f"{t.what}: then {t.winner}" for t in advice.tips])
    _tell("What the comparison lacks", list(advice.comparison.gaps))
    chosen = advice.chosen
    if advice.comparison.ranked and chosen != advice.comparison.ranked[0].strategy:
        best = advice.comparison.ranked[0].strategy
        click.echo(f"\nThe spec follows strategy {chosen}; by these figures {best} is the best. ")


def _tell(title: str, lines: list[str]) -> None:
    click.echo(f"\n{title}:")
    for line in lines or ["nothing that was looked at"]:
        click.echo(f"  - {line}")


def _data(comparison: Comparison, found: tuple[Tip, ...]) -> dict[str, Any]:
    return {
        "version": 1,
        "options": [_option(one) for one in comparison.ranked],
        "excluded": [{"strategy": o.strategy, "reason": o.excluded} for o in comparison.excluded],
        "tips": [{"what": tip.what, "winner": tip.winner} for tip in found],
        "gaps": list(comparison.gaps),
    }


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
