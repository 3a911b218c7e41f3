"""Options that several commands have, each said once."""

from __future__ import annotations

import click

format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="For people or for programs.",
)  # fmt: skip
