"""``rfpkit style``: house styles, the Word files whose look the documents take on."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.content import data_folder
from rfpkit.errors import Fault, InputError


def names() -> list[str]:
    """The house styles that come with rfpkit."""
    return sorted(path.stem for path in (data_folder("templates") / "house").glob("*.docx"))


def house(given: str) -> Path:
    """The file of a house style: one that comes with rfpkit by its name, or a .docx of one's own.

    Raises ``InputError`` where there is neither.
    """
    if given.lower().endswith(".docx"):
        if not Path(given).is_file():
            raise InputError(Fault(given, 0, 0, "there is no such file"))
        return Path(given)
    if given not in names():
        known = ", ".join(names())
        message = f"'{given}' is no house style; there is {known}, or name a .docx of your own"
        raise InputError(Fault("--house", 0, 0, message))
    return data_folder("templates") / "house" / f"{given}.docx"


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
    """Say which styles, tags or places FILE.docx lacks to be a house style."""
    from rfpkit.formats.word.fitting import faults_of

    faults = faults_of(path)
    if faults:
        raise InputError(*faults)
    click.echo(f"{path} fits: it has every style, and one place for the document")
