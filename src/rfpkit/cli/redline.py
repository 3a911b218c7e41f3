"""``rfpkit redline``: what the other side changed, as tracked changes in our file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from rfpkit.errors import Fault, InputError
from rfpkit.formats.files import write_whole
from rfpkit.reporters.counting import counted


@click.command(
    epilog="Example: rfpkit redline ours.docx theirs.docx -o redline.docx --author 'A. Counsel'",
)
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True,
    metavar="FILE", help="The .docx to write.",
)  # fmt: skip
@click.option("--author", default="rfpkit", show_default=True, help="Who the changes are by.")
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="The day of the changes; left out, that of OURS' properties, else 1980-01-01.",
)  # fmt: skip
def command(ours: Path, theirs: Path, output: Path, author: str, date: dt.datetime | None) -> None:
    """Write OURS with what THEIRS changed as tracked changes.

    To reject all changes gives the text of OURS, to accept all gives that of THEIRS. Styles,
    numbering, headers, footers, pictures and text boxes stay those of OURS. Footnotes and endnotes
    are compared where they are cited; new ones come along with the words that cite them.

    Changes that are still open in either file are accepted before the two are compared. Contents
    lists and empty paragraphs are not compared. What moved is shown as deleted in one place and
    inserted in the other.
    """
    _check(ours, theirs, output, author)
    from rfpkit.formats.word.redline import compare

    made = compare(ours, theirs, author=author, date=date.date() if date else None)
    write_whole(output, made.data)
    click.echo(f"wrote {output} ({counted(made.changes, 'change')})")
    if made.dropped:
        what = counted(made.dropped, "picture, formula or note", "pictures, formulas or notes")
        click.echo(f"warning: {theirs}: {what} could not be brought over", err=True)
    if made.margins:
        message = "headers, footers or text boxes differ too; the redline has those of"
        click.echo(f"warning: {theirs}: {message} {ours}", err=True)


def _check(ours: Path, theirs: Path, output: Path, author: str) -> None:
    faults = []
    if output.suffix.lower() != ".docx":
        faults.append(Fault(str(output), 0, 0, "a redline is a Word file; name it ….docx"))
    if output.resolve() in (ours.resolve(), theirs.resolve()):
        message = "would overwrite a file that is compared; give the redline another name"
        faults.append(Fault(str(output), 0, 0, message))
    if not author.strip() or not author.isprintable():
        faults.append(Fault("--author", 0, 0, "give a name, on one line"))
    for path in (ours, theirs):
        if path.suffix.lower() in (".doc", ".odt", ".pdf", ".md", ".html", ".htm", ".txt", ".rtf"):
            message = "only .docx files can be compared; save it as .docx in Word or LibreOffice"
            faults.append(Fault(str(path), 0, 0, message))
    if faults:
        raise InputError(*faults)
