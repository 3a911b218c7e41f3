"""``rfpkit`` called in this process: as the command line answers, without the start of Python.

Where the process itself is the point (what is loaded, what a crash leaves behind), tests start one.
"""

from __future__ import annotations

from dataclasses import dataclass

from click.testing import CliRunner

from rfpkit.cli import run


@dataclass(frozen=True)
class Done:
    """What a finished call leaves behind, by the names that ``subprocess`` gives it."""

    returncode: int
    stdout: str
    stderr: str


def rfpkit(*args: object, answers: str = "") -> Done:
    """What ``rfpkit`` with these words says; ``answers`` are typed in."""
    with CliRunner().isolation(input=answers) as (stdout, stderr, _):
        code = run([str(one) for one in args])
        said = [stream.getvalue().decode() for stream in (stdout, stderr)]
    return Done(code, *said)
