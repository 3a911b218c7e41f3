"""``rfpkit evaluate``: the ranking of the bids, or what stands in its way; the panel's sheets."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.cli.options import format_option
from rfpkit.cli.projects import check_market
from rfpkit.errors import Fault, InputError, RfpkitError
from rfpkit.formats.files import write_whole
from rfpkit.process.evaluation.publishing import changes, fingerprint
from rfpkit.process.evaluation.ranking import evaluate, fault_of
from rfpkit.reporters.counting import counted
from rfpkit.reporters.evaluation import render, render_json
from rfpkit.spec.records.folder import Project, load_project


@click.command(epilog="Example: rfpkit evaluate my-project --sheets sheets")
@click.argument("spec", metavar="SPEC|DIR", type=click.Path(path_type=Path))
@click.argument("files", metavar="[FILE.xlsx]...", nargs=-1, type=click.Path(path_type=Path))
@format_option
@click.option(
    "--sheets", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Write a score sheet (.xlsx) for each member of the panel, and do nothing else.",
)  # fmt: skip
@click.option(
    "--collect", "collects", is_flag=True,
    help="Read the filled score sheets FILE.xlsx into records/scores.csv, all of them or none.",
)  # fmt: skip
@click.option(
    "--fingerprint", "prints", is_flag=True,
    help="Print the criteria in one line, to be kept beside the signature under the RFP.",
)  # fmt: skip
def command(
    spec: Path,
    files: tuple[Path, ...],
    form: str,
    sheets: Path | None,
    collects: bool,
    prints: bool,
) -> None:
    """Rank the bids of a project by the published criteria, from the records beside its spec.

    Exits with 2 while a record is wrong, and says which row and what to do.
    """
    if sum((sheets is not None, collects, prints)) > 1:
        raise click.UsageError("--sheets, --collect and --fingerprint: one at a time")
    if bool(files) != collects:
        raise click.UsageError("--collect and the filled score sheets go together")
    project = load_project(spec)
    check_market(project.spec, "is nothing to evaluate")
    if prints:
        click.echo(fingerprint(project.dossier))
    elif sheets is not None:
        _write_sheets(project, sheets)
    elif collects:
        _collect(project, files)
    else:
        outcome = evaluate(project)
        remarks = [fault_of(remark, project) for remark in outcome.remarks]
        currency = project.dossier.budget.currency
        told = (
            render_json(outcome, remarks) if form == "json" else render(outcome, remarks, currency)
        )
        click.echo(told, nl=False)


def _write_sheets(project: Project, folder: Path) -> None:
    from rfpkit.formats.xlsx import write_sheet
    from rfpkit.process.evaluation.sheets import score_sheets

    changed = [fault_of(flaw, project) for flaw in changes(project.dossier)]
    if changed:
        raise InputError(*changed)
    made = score_sheets(project.dossier)
    for name, there, words in (
        ("panel", made, "members who score"),
        ("bidders", made and made[0].bidders, "bids that can be scored"),
    ):
        if not there:
            raise InputError(project.fault(f"there are no {words} for a sheet; add them", name))
    if not made[0].criteria:
        message = "no criterion is scored by the panel, so there is nothing to write a sheet for"
        raise InputError(Fault(project.spec.path, *project.spec.place("criteria"), message))
    files = [(folder / f"scores-{one.member}.xlsx", write_sheet(one)) for one in made]
    for path, data in files:
        write_whole(path, data)
        click.echo(f"wrote {path}")


def _collect(project: Project, paths: tuple[Path, ...]) -> None:
    from rfpkit.formats.xlsx import read_sheet
    from rfpkit.process.evaluation.collecting import collect

    sheets, errors = [], []
    for path in paths:
        try:
            sheets.append(read_sheet(path))
        except RfpkitError as error:
            errors.append(error)
    if errors:
        kind = type(errors[0])
        raise kind(*(fault for error in errors for fault in error.faults))
    collected = collect(project, sheets)
    write_whole(collected.path, collected.text.encode())
    click.echo(f"wrote {collected.path} ({counted(collected.added, 'new score')})")
