"""``rfpkit style``: house styles, the Word files whose look the documents take on."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.errors import Fault, InputError
from rfpkit.formats.houses import house


@click.group(name="style", epilog="Example: rfpkit style new our-style.docx")
def command() -> None:
    """Make and check house styles for Word documents."""


@command.command(epilog="Example: rfpkit style new our-style.docx --from colour")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE.docx")
@click.option("--from", "start", default="plain", show_default=True, help="The one to start from.")
def new(path: Path, start: str) -> None:
    """Write a house style to FILE.docx, to be changed in Word: fonts, colours, logo, margins."""
    from rfpkit.formats.files import write_whole

    if path.suffix.lower() != ".docx":
        raise InputError(Fault(str(path), 0, 0, "a house style is a .docx"))
    if path.exists():
        raise InputError(Fault(str(path), 0, 0, "is there already; nothing was changed"))
    write_whole(path, house(start).read_bytes())
    click.echo(f"wrote {path}")
    click.echo(f"next: change it in Word, then run: rfpkit style check {path}")


@command.command(epilog="Example: rfpkit style check our-style.docx")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE.docx")
def check(path: Path) -> None:
    """Say which styles, tags or places FILE.docx lacks to be a house style.

    A small document is written into it: what Word would call damaged is a fault; what keeps
    people out who do not read by eye (headings, tables, pictures, contrast) is a warning.
    """
    from rfpkit.formats.word.fitting import faults_of, warnings_of

    faults = faults_of(path)
    if faults:
        raise InputError(*faults)
    for warning in warnings_of(path):
        click.echo(f"warning: {warning}", err=True)
    click.echo(f"{path} fits: it has every style, and one place for the document")
