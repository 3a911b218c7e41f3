"""``rfpkit build``: the documents of a spec, written as files."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from rfpkit.assembly.drafting import assemble, open_blanks
from rfpkit.assembly.mixing import Paper
from rfpkit.cli.choosing import wanted
from rfpkit.cli.locks import check_owner, tell_moves, write_lock
from rfpkit.cli.paging import all_rendered, page_numbers_option
from rfpkit.cli.projects import plan_of, spec_file
from rfpkit.errors import InputError
from rfpkit.formats import WRITERS
from rfpkit.formats.files import write_whole
from rfpkit.formats.houses import for_letters
from rfpkit.formats.houses import house as house_file
from rfpkit.library.model import StepId
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
@click.argument("spec", type=click.Path(path_type=Path), metavar="SPEC|DIR")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Where to write; a folder 'build' beside the spec when left out.",
)  # fmt: skip
@click.option("--only", multiple=True, metavar="DOCUMENT", help="Only this document; repeatable.")
@click.option(
    "--step", "steps", multiple=True, type=click.Choice(get_args(StepId)), metavar="STEP",
    help="The documents of this step of the process code; repeatable. See 'rfpkit list steps'.",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="The documents of all steps.")
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
    steps: tuple[StepId, ...],
    everything: bool,
    formats: tuple[str, ...],
    house: str,
    numbering: str,
    page_numbers: bool,
    final: bool,
    locks: bool,
) -> None:
    """Write the documents that SPEC calls for: the RFP and the contract, or those of its steps.

    SPEC may be a project's folder. The documents of the steps are filled from its records too.
    """
    spec = spec_file(spec)
    if locks:
        check_owner(spec)
    made = plan_of(spec)
    folder = output or spec.parent / "build"
    if made.errors:
        raise InputError(*(problem.fault for problem in made.errors))
    if not locks:
        tell_moves(made, spec)
    papers = wanted(made, only, get_args(StepId) if everything else steps)
    look = house_file(house) if house else None
    drafts = [assemble(p.plan, p.planned, final=final, numbering=numbering) for p in papers]
    styled = [
        (draft, _house(look, paper) if look else Path(draft.house))
        for draft, paper in zip(drafts, papers, strict=True)
    ]
    data = {kind: all_rendered(styled, kind, page_numbers=page_numbers) for kind in formats}
    files = [
        (paper, folder / f"{paper.name}.{ending}", data[ending][at])
        for at, paper in enumerate(papers)
        for ending in formats
    ]
    for paper, path, whole in files:  # only now, so that a fault leaves nothing half-written
        write_whole(path, whole)
        gaps = len(open_blanks(paper.planned, paper.plan.spec.value))
        click.echo(f"wrote {path} ({_size(paper)}{_gaps(gaps)})")
    for paper in papers:
        for gap in open_blanks(paper.planned, paper.plan.spec.value):
            click.echo(f"open in {paper.name}: {gap.ask} [{gap.clause}: {gap.blank}]", err=True)
    if locks:
        write_lock(made, spec)


def _house(look: Path, paper: Paper) -> Path:
    return look if paper.planned.template.numbered else for_letters(look)


def _size(paper: Paper) -> str:
    noun = "section" if paper.planned.name in paper.plan.library.steps else "clause"
    return counted(len(paper.planned.clauses), noun)


def _gaps(number: int) -> str:
    return f", {counted(number, 'open blank')}" if number else ""
