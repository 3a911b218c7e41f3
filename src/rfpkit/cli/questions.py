"""``rfpkit questions``: what is open in the questions and answers of a procurement."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from rfpkit.cli.options import format_option


@click.command(epilog="Example: rfpkit questions my-project --as-of 2027-03-01")
@click.argument("path", type=click.Path(path_type=Path), metavar="SPEC|DIR")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="The day to judge by, as YYYY-MM-DD; left out, the last day that the spec's date and the "
    "records of questions tell of.",
)  # fmt: skip
@format_option
def command(path: Path, as_of: dt.datetime | None, form: str) -> int:
    """Say which questions are open, what must be published until when, and the next addendum.

    Reads records/questions and records/addenda beside the spec. Tells answers that name another
    day than the timetable, addenda that are cited and not there, and answers or changes that come
    so late that the deadline must move. Exits with 1 while something is open past its day.
    """
    from rfpkit.cli.projects import check_market
    from rfpkit.process.questions import default_day, standing
    from rfpkit.reporters.questions import render, render_json
    from rfpkit.spec.records.folder import load_project

    project = load_project(path)
    check_market(project.spec, "are no questions of bidders")
    found = standing(project)
    day = as_of.date() if as_of else default_day(project.dossier)
    click.echo((render_json if form == "json" else render)(found, day), nl=False)
    return 1 if found.late(day) else 0
