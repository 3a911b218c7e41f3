"""The command line: the only place that prints, and that knows exit codes.

0 clean, 1 findings at or above ``--fail-on``, 2 the request or a file is wrong, 3 an input could
not be read whole, 70 a bug in rfpkit. Each command is imported when it is called.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from rfpkit.errors import RfpkitError, UnreadableError

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("rfpkit.cli.init", "Make a project folder with a commented spec."),
    "plan": ("rfpkit.cli.plan", "Say which documents and clauses a spec calls for, and why."),
    "advise": ("rfpkit.cli.advise", "Help to choose the strategy and the procedure."),
    "timetable": (
        "rfpkit.cli.timetable",
        "Work out lawful and recommended dates, and check yours.",
    ),
    "status": ("rfpkit.cli.status", "Say where a project stands: steps, gates, what is next."),
    "sign": ("rfpkit.cli.sign", "Write down who signed a document, with its fingerprint."),
    "build": ("rfpkit.cli.build", "Write the documents of a spec as Word, Markdown and HTML."),
    "questions": ("rfpkit.cli.questions", "Say which questions are open, and until when."),
    "evaluate": ("rfpkit.cli.evaluate", "Rank bids by the published criteria; write score sheets."),
    "fill": ("rfpkit.cli.fill", "Fill a Word template of your own with what a spec says."),
    "lint": ("rfpkit.cli.lint", "Check procurement documents and specs before they are issued."),
    "verify": ("rfpkit.cli.verify", "Say what became of each clause in a returned document."),
    "redline": ("rfpkit.cli.redline", "Show what a returned Word file changed, in Word."),
    "check": ("rfpkit.cli.check", "Prove that the clauses fit together in every combination."),
    "explain": ("rfpkit.cli.explain", "Explain a rule, a clause, a step, a document or a key."),
    "export": ("rfpkit.cli.export", "Write a project as open data."),
    "style": ("rfpkit.cli.style", "Make and check house styles for Word documents."),
    "list": ("rfpkit.cli.list", "List rules, clauses, documents, steps or procedures."),
}
"""Each command, the module that holds it as ``command``, and its line in ``rfpkit --help``."""


class _Commands(click.Group):
    """Knows its commands by name and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"rfpkit {version('rfpkit')}")
        ctx.exit()


@click.command(
    cls=_Commands,
    epilog="Example: rfpkit init my-project && rfpkit build my-project/spec.yml",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version", is_flag=True, callback=_version, expose_value=False, is_eager=True,
    help="Show the version and exit.",
)  # fmt: skip
def commands() -> None:
    """Assemble and lint the documents of a public software procurement."""


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit with its code; ``rfpkit`` on the command line calls this."""
    code = run(args)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # to take a million objects apart one by one takes as long as a short document


def run(args: list[str] | None = None) -> int:
    """The exit code of one call, with its output written to stdout and stderr."""
    try:
        code: Any = commands.main(args=args, prog_name="rfpkit", standalone_mode=False)
    except RfpkitError as error:
        for fault in error.faults:
            click.echo(f"error: {fault}", err=True)
        return 3 if isinstance(error, UnreadableError) else 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 130
    except BrokenPipeError:
        return 0
    except Exception:
        _report_bug()
        return 70
    return code if isinstance(code, int) else 0


def _report_bug() -> None:
    """Say that rfpkit failed, and what to put into a report; nothing of the user's texts."""
    import traceback

    click.echo("rfpkit failed: this is a bug in rfpkit, not in your files.", err=True)
    click.echo("Please report it with the lines below and the command you ran:", err=True)
    click.echo(traceback.format_exc(), err=True)
