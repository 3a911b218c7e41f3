"""``rfpkit advise``: help with the two choices that shape a procurement; each comes when called."""

from __future__ import annotations

from importlib import import_module

import click

CHOICES: dict[str, tuple[str, str]] = {
    "strategy": ("rfpkit.cli.advise_strategy", "Compare strategies A to D: cost and what else."),
    "procedure": ("rfpkit.cli.advise_procedure", "Say which procedures are open, best first."),
}
"""Each choice, the module that holds it as ``command``, and its line in the help."""


class _Choices(click.Group):
    """Knows its commands by name and imports only the one that is called."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(CHOICES)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in CHOICES:
            return None
        command: click.Command = import_module(CHOICES[cmd_name][0]).command
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in CHOICES.items()])


@click.group(cls=_Choices, epilog="Example: rfpkit advise procedure spec.yml")
def command() -> None:
    """Help to choose the strategy and the procedure of a procurement."""
