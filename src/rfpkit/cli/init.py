"""``rfpkit init``: a project folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.content import data_folder
from rfpkit.errors import Fault, InputError
from rfpkit.formats.files import write_whole


@click.command(epilog="Example: rfpkit init my-project")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def command(folder: Path) -> None:
    """Make DIR with a commented spec that builds as it stands, and the schema for editors."""
    spec = folder / "spec.yml"
    if spec.exists():
        raise InputError(Fault(str(spec), 0, 0, "is there already; nothing was changed"))
    schema = data_folder("schemas") / "spec.schema.json"
    write_whole(folder / ".rfpkit" / "spec.schema.json", schema.read_bytes())
    write_whole(spec, (data_folder("templates") / "starter" / "spec.yml").read_bytes())
    click.echo(f"wrote {spec}")
    click.echo(f"next: change it, then run: rfpkit build {spec}")
