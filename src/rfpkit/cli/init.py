"""``rfpkit init``: a project folder to start from."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.content import data_folder
from rfpkit.errors import Fault, InputError
from rfpkit.formats.files import write_whole
from rfpkit.spec.records.folder import FOLDER, README, SPEC


@click.command(epilog="Example: rfpkit init my-project")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def command(folder: Path) -> None:
    """Make DIR with a commented spec that builds as it stands, a folder for records that says
    what goes into it, and the schemas of both for editors."""
    spec = folder / SPEC
    if spec.exists():
        raise InputError(Fault(str(spec), 0, 0, "is there already; nothing was changed"))
    starter = data_folder("templates") / "starter"
    for schema in ("spec.schema.json", "records.schema.json"):
        made = data_folder("schemas") / schema
        write_whole(folder / ".rfpkit" / schema, made.read_bytes())
    readme = Path(FOLDER) / README
    write_whole(folder / readme, (starter / readme).read_bytes())
    write_whole(spec, (starter / SPEC).read_bytes())
    click.echo(f"wrote {spec} and {folder / readme}")
    click.echo(f"next: change it, then run: rfpkit build {spec}")
    click.echo(f"the steps from there, and who acts: rfpkit status {folder}")
