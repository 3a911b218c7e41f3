"""What several commands need: the spec read, the library read, the plan made, problems told."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.assembly.planning import Plan, plan
from rfpkit.content import data_root
from rfpkit.library.load import load_library
from rfpkit.spec import load


def plan_of(spec: Path) -> Plan:
    """The plan of a spec file, against the library that comes with rfpkit."""
    return plan(load(spec), load_library(data_root()))


def tell_problems(made: Plan) -> None:
    """Write the plan's problems to stderr, errors first."""
    for problem in sorted(made.problems, key=lambda problem: problem.level):
        click.echo(f"{problem.level}: {problem.fault}", err=True)
