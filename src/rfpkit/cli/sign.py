"""``rfpkit sign``: a signature written down, bound to the text that was signed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click


@click.command(
    epilog="Example: rfpkit sign my-project underwriting --name 'Ana Ruiz' --role Finance "
    "--date 2027-01-15",
)
@click.argument("spec", type=click.Path(path_type=Path), metavar="SPEC|DIR")
@click.argument("document")
@click.option("--name", required=True, metavar="NAME", help="Who signed.")
@click.option(
    "--role", required=True, metavar="ROLE",
    help="For which department, or as what, such as legal-counsel.",
)  # fmt: skip
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, metavar="DATE",
    help="On which day, as YYYY-MM-DD.",
)  # fmt: skip
@click.option("--refuse", is_flag=True, help="Write down that the person refused to sign.")
@click.option("--note", default="", metavar="TEXT", help="Conditions, or the reasons of a refusal.")
def command(
    spec: Path, document: str, name: str, role: str, day: datetime, refuse: bool, note: str
) -> int:
    """Add a signature under DOCUMENT to records/signoffs.yml, with a fingerprint of its text.

    DOCUMENT is rfp, contract, or a document of a step (see 'rfpkit list documents'). Once its text
    changes, the signature no longer counts, and 'rfpkit status' opens the gate again.
    """
    for option, value in (("--name", name), ("--role", role)):
        if not value.strip():
            raise click.UsageError(f"{option} is empty")
    from rfpkit import api
    from rfpkit.spec.records.before import SignOff

    made = api.sign(
        spec,
        document,
        SignOff(
            document=document,
            name=" ".join(name.split()),
            role=" ".join(role.split()),
            date=day.date(),
            decision="refused" if refuse else "signed",
            note=note.strip(),
        ),
    )
    verb = "refused" if refuse else "signed"
    click.echo(f"{made.name} {verb} {document} on {made.date} (text {made.text[:12]}…)")
    return 0
