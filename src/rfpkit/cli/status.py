"""``rfpkit status``: where a project stands, and what hangs loose."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from rfpkit.cli.options import format_option
from rfpkit.errors import Fault, InputError
from rfpkit.library.model import StepId

if TYPE_CHECKING:
    from rfpkit.process.status import Status

_STEPS = click.Choice(get_args(StepId))


@click.command(epilog="Example: rfpkit status my-project --as-of 2027-03-01")
@click.argument("spec", type=click.Path(path_type=Path), metavar="SPEC|DIR")
@format_option
@click.option("--step", type=_STEPS, help="Only this step, in full.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="The day that counts; left out, only what is written down counts, not what is overdue.",
)  # fmt: skip
@click.option(
    "--require", type=_STEPS,
    help="Exit with 1 while a gate of this step or of one before it is open.",
)  # fmt: skip
@click.option(
    "--trace", "traced", is_flag=True,
    help="Draw problem, KPIs, criteria, clauses and acceptance, and say what hangs loose.",
)  # fmt: skip
def command(
    spec: Path,
    form: str,
    step: str | None,
    as_of: datetime | None,
    require: str | None,
    traced: bool,
) -> int:
    """Say which steps of the process code a project takes, which gates are open, and who acts next.

    SPEC|DIR is the project's folder, or its spec with the folder 'records' beside it. The answer is
    information, and the exit code is 0 whatever it is, but with --require.
    """
    if traced:
        if step or require or as_of:
            raise click.UsageError("--trace goes with --format only")
        return _trace(spec, form)
    from rfpkit import api
    from rfpkit.reporters.status import render, render_json

    day: date | None = as_of.date() if as_of is not None else None
    found = api.status(spec, as_of=day)
    for name in filter(None, (step, require)):
        _must_apply(found, name, spec)
    shown = render_json if form == "json" else render
    click.echo(shown(found, step=step or ""), nl=False)
    return 1 if require and found.open_until(require) else 0


def _trace(spec: Path, form: str) -> int:
    from rfpkit import api
    from rfpkit.reporters.trace import render, render_json

    found = api.trace(spec)
    click.echo(render_json(found) if form == "json" else render(found), nl=False)
    return 0


def _must_apply(found: Status, name: str, spec: Path) -> None:
    for skipped in found.skipped:
        if skipped.step.id == name:
            message = f"the step '{name}' does not apply: {skipped.reason}"
            raise InputError(Fault(str(spec), 0, 0, message))
