"""``rfpkit advise strategy``: strategies A to D compared by cost and by what else they bring."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.api import advise_strategy
from rfpkit.cli.options import format_option
from rfpkit.reporters.strategies import render, render_json


@click.command(epilog="Example: rfpkit advise strategy spec.yml")
@click.argument("spec", type=click.Path(path_type=Path), metavar="SPEC|DIR")
@format_option
def command(spec: Path, form: str) -> None:
    """Compare strategies A to D, as SPEC describes them under "appraisal".

    The decision record comes from: rfpkit build SPEC --only strategy-decision
    """
    advice = advise_strategy(spec)
    click.echo(render_json(advice) if form == "json" else render(advice), nl=False)
