"""``rfpkit verify``: what became of the clauses of a document that came back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rfpkit.errors import Fault, InputError

if TYPE_CHECKING:
    from rfpkit.review import Review


@click.command(
    epilog="Example: rfpkit verify contract-signed.docx --spec spec.yml --document contract",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="RETURNED")
@click.option(
    "--spec", type=click.Path(path_type=Path), metavar="SPEC",
    help="Hold it against what this spec builds now; left out, against what the file itself says "
    "it was made from.",
)  # fmt: skip
@click.option(
    "--document", metavar="NAME",
    help="Which document of SPEC it is; left out, the one that it has most of.",
)  # fmt: skip
@click.option(
    "--jurisdiction", type=click.Choice(["us", "eu", "uk"]),
    help="Whose law the linter's rules look at; left out, that of SPEC.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "docx"]), default="text",
    show_default=True,
    help="For people or for programs; docx writes the returned Word file again, with comments "
    "(-o).",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write the Word file with comments.",
)  # fmt: skip
def command(
    path: Path,
    spec: Path | None,
    document: str | None,
    jurisdiction: str | None,
    form: str,
    output: Path | None,
) -> int:
    """Say what became of each clause in RETURNED: verbatim, edited, moved or removed.

    What belongs to no clause is told as foreign. Of edits it says what they change, which blanks
    they fill otherwise, which fallback position of the library they come to and who must agree to
    it, and which rules of the linter they break. Word files, PDF and the other formats that lint
    reads; without its manifest, as in a PDF, a document needs --spec.

    The manifest is not signed: where it matters, hold the file against SPEC. Exits with 1 when
    anything deviates.
    """
    target = _target(path, output, form)
    if document and spec is None:
        raise InputError(Fault("--document", 0, 0, "goes with --spec"))
    from rfpkit import api

    review = api.verify(path, spec=spec, document=document, jurisdiction=jurisdiction)
    if target is not None:
        _write(path, target, review)
    elif form == "json":
        from rfpkit.reporters.verdicts import render_json

        click.echo(render_json(review), nl=False)
    else:
        from rfpkit.reporters.verdicts import render

        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        click.echo(render(review, colour=colour), nl=False)
    return 0 if review.is_verbatim else 1


def _write(path: Path, target: Path, review: Review) -> None:
    from rfpkit.formats.files import write_whole
    from rfpkit.formats.word.verdicts import annotate_review
    from rfpkit.reporters.verdicts import summary

    made = annotate_review(path, review)
    write_whole(target, made.data)
    click.echo(f"wrote {target} (comments: {made.comments})")
    click.echo(summary(review))


def _target(path: Path, output: Path | None, form: str) -> Path | None:
    """Where the Word file with comments goes; None where none is asked for."""
    if form != "docx":
        if output is not None:
            message = "goes with --format docx; other reports are shown"
            raise InputError(Fault("--output", 0, 0, message))
        return None
    if output is None:
        raise InputError(Fault("--format", 0, 0, "docx needs -o: the file to write"))
    if path.suffix.lower() != ".docx" or output.suffix.lower() != ".docx":
        message = "docx goes from one Word file (.docx) to another; use --format text for the rest"
        raise InputError(Fault("--format", 0, 0, message))
    if output.exists() and path.exists() and output.samefile(path):
        message = "is the file that came back; write the comments to another one"
        raise InputError(Fault(str(output), 0, 0, message))
    return output
