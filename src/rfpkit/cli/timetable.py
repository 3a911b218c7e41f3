"""``rfpkit timetable``: the earliest lawful dates, the recommended ones, and the spec's own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from rfpkit.cli.options import format_option
from rfpkit.cli.projects import check_market, spec_file
from rfpkit.errors import Fault, InputError
from rfpkit.process.holidays_of import check_place
from rfpkit.process.timetable import checked
from rfpkit.reporters.timetable import render, render_json, render_problems
from rfpkit.spec import load


@click.command(epilog="Example: rfpkit timetable spec.yml --from 2027-02-01 --ics dates.ics")
@click.argument("spec", type=click.Path(path_type=Path), metavar="SPEC|DIR")
@click.option(
    "--from", "start", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="Begin on this day instead of the spec's.",
)  # fmt: skip
@click.option(
    "--ics", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write the dates into this calendar file: the spec's, else the recommended ones.",
)  # fmt: skip
@format_option
def command(spec: Path, start: dt.datetime | None, ics: Path | None, form: str) -> int:
    """Work out the timetable of SPEC: the earliest that the law allows and the one that good
    practice gives, with each period, its source, and the spec's own dates beside them.

    Exits with 1 when a date of the spec breaks a period of the law; what is lawful but hurried is
    a warning.
    """
    if ics and ics.suffix.lower() != ".ics":
        raise InputError(Fault(str(ics), 0, 0, "is to be a calendar file; name it ….ics"))
    loaded = load(spec_file(spec))
    check_market(loaded, "is no timetable")
    check_place(loaded)
    made = checked(loaded, start.date() if start else None)
    click.echo(render_json(made) if form == "json" else render(made), nl=False)
    if form == "text":
        click.echo(render_problems(made), nl=False, err=True)
    if ics:
        from rfpkit.formats.files import write_whole
        from rfpkit.formats.ics import to_ics

        write_whole(ics, to_ics(made, loaded.value.project))
        click.echo(f"wrote {ics}", err=form == "json")
    return 1 if any(one.level == "error" for one in made.problems) else 0
