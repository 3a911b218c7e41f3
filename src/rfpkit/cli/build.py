"""``rfpkit build``: the documents of a spec, written as files."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.assembly.drafting import assemble, open_blanks
from rfpkit.assembly.planning import Plan, PlannedDocument
from rfpkit.cli.locks import check_owner, tell_moves, write_lock
from rfpkit.cli.paging import all_rendered, page_numbers_option
from rfpkit.cli.projects import plan_of
from rfpkit.errors import Fault, InputError
from rfpkit.formats import WRITERS
from rfpkit.formats.files import write_whole
from rfpkit.formats.houses import house as house_file
from rfpkit.reporters.counting import counted


def _formats(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in value.split(",") if part.strip())
    for part in wanted:
        if part not in WRITERS:
            raise click.BadParameter(f"'{part}' is none of {', '.join(WRITERS)}")
    return wanted


@click.command(
    epilog="Example: rfpkit build spec.yml -o build --only rfp --format docx,html",
)
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Where to write; a folder 'build' beside the spec when left out.",
)  # fmt: skip
@click.option("--only", multiple=True, metavar="DOCUMENT", help="Only this document; repeatable.")
@click.option(
    "--format", "formats", default="docx,md,html", show_default=True, callback=_formats,
    help="File formats, with commas between.",
)  # fmt: skip
@click.option(
    "--house", default="", metavar="NAME|FILE.docx",
    help="The house style of the Word files, in place of the one that SPEC or the template names.",
)  # fmt: skip
@click.option(
    "--numbering", default="", metavar="NAME",
    help="How clauses are numbered, in place of what SPEC says: legal 1.1(a), decimal 1.1.1, "
    "outline I.A.1.",
)  # fmt: skip
@page_numbers_option
@click.option("--final", is_flag=True, help="No draft mark; refuse while a blank is open.")
@click.option(
    "--lock", "locks", is_flag=True,
    help="Pin the clauses as they are now in rfpkit.lock, beside SPEC. Every later build says "
    "which of them have moved in the library.",
)  # fmt: skip
def command(
    spec: Path,
    output: Path | None,
    only: tuple[str, ...],
    formats: tuple[str, ...],
    house: str,
    numbering: str,
    page_numbers: bool,
    final: bool,
    locks: bool,
) -> None:
    """Write the documents that SPEC calls for."""
    if locks:
        check_owner(spec)
    made = plan_of(spec)
    folder = output or spec.parent / "build"
    if made.errors:
        raise InputError(*(problem.fault for problem in made.errors))
    if not locks:
        tell_moves(made, spec)
    look = house_file(house) if house else None
    drafts = [
        (planned, assemble(made, planned, final=final, numbering=numbering))
        for planned in _wanted(made, only, spec)
    ]
    papers = [(draft, look or Path(draft.house)) for _, draft in drafts]
    data = {kind: all_rendered(papers, kind, page_numbers=page_numbers) for kind in formats}
    files = [
        (planned, folder / f"{planned.name}.{ending}", data[ending][at])
        for at, (planned, _) in enumerate(drafts)
        for ending in formats
    ]
    for planned, path, whole in files:  # only now, so that a fault leaves nothing half-written
        write_whole(path, whole)
        gaps = len(open_blanks(planned, made.spec.value))
        click.echo(f"wrote {path} ({counted(len(planned.clauses), 'clause')}{_gaps(gaps)})")
    for planned, _ in drafts:
        for gap in open_blanks(planned, made.spec.value):
            click.echo(f"open in {planned.name}: {gap.ask} [{gap.clause}: {gap.blank}]", err=True)
    if locks:
        write_lock(made, spec)


def _wanted(made: Plan, only: tuple[str, ...], spec: Path) -> list[PlannedDocument]:
    names = {document.name: document for document in made.documents}
    for name in only:
        if name not in names:
            message = f"there is no document '{name}'; there are: {', '.join(sorted(names))}"
            raise InputError(Fault("--only", 0, 0, message))
        if not names[name].included:
            reasons = "; ".join(names[name].reasons)
            message = f"the spec does not call for '{name}': {reasons}"
            raise InputError(Fault(str(spec), 0, 0, message))
    wanted = [d for d in made.documents if d.included and (not only or d.name in only)]
    if not wanted:
        reasons = "; ".join(reason for d in made.documents for reason in d.reasons)
        raise InputError(Fault(str(spec), 0, 0, f"the spec calls for no document: {reasons}"))
    return wanted


def _gaps(number: int) -> str:
    return f", {counted(number, 'open blank')}" if number else ""
