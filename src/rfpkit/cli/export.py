"""``rfpkit export``: a project as open data."""

from __future__ import annotations

import json
from pathlib import Path

import click

from rfpkit.formats.files import write_whole
from rfpkit.reporters.counting import counted


@click.group(epilog="Example: rfpkit export ocds spec.yml -o open-data")
def command() -> None:
    """Write a project as open data."""


@command.command("ocds", epilog="Example: rfpkit export ocds spec.yml -o open-data")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Where to write; a folder 'open-data' beside the spec when left out.",
)  # fmt: skip
@click.option(
    "--documents/--no-documents", default=True,
    help="Whether the RFP, the contract and what the linters say of them are written beside the "
    "release package, and named in it.",
)  # fmt: skip
def ocds(spec: Path, output: Path | None, documents: bool) -> None:
    """Write the release package of the Open Contracting Data Standard 1.1.5.

    It holds a release for planning, tender, addenda, award and contract, as far as the records
    beside SPEC go. SPEC says under "publication" where it is published, and under which prefix.
    """
    from rfpkit.cli.publishing import published

    made = published(spec, with_documents=documents)
    folder = output or (spec if spec.is_dir() else spec.parent) / "open-data"
    text = json.dumps(made.package, indent=2, ensure_ascii=False) + "\n"
    for name, data in {**made.files, "release-package.json": text.encode()}.items():
        write_whole(folder / name, data)
        click.echo(f"wrote {folder / name}")
    click.echo(f"{counted(len(made.package['releases']), 'release')}: {made.summary}")
