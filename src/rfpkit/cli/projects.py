"""What several commands need: the spec read, the library read, the plan made, problems told."""

from __future__ import annotations

from pathlib import Path

import click

from rfpkit.assembly.planning import Plan, plan
from rfpkit.content import data_root
from rfpkit.errors import Fault, InputError
from rfpkit.library.load import load_library
from rfpkit.spec import Spec, load
from rfpkit.spec.mix import asks_the_market
from rfpkit.spec.records.folder import SPEC
from rfpkit.yamlfile import Loaded


def spec_file(path: Path) -> Path:
    """The spec that is named, or the one in the project's folder that is."""
    return path / SPEC if path.is_dir() else path


def plan_of(spec: Path) -> Plan:
    """The plan of a spec file, against the library that comes with rfpkit."""
    return plan(load(spec), load_library(data_root()))


def check_market(spec: Loaded[Spec], without: str) -> None:
    """Refuse a question about tenders where all is built in-house; ``without`` names the lack."""
    if not asks_the_market(spec.value):
        message = "all is built in-house (strategy D) and nobody is asked for a tender, so there "
        message += f"{without}; “rfpkit status” tells the steps of this project"
        raise InputError(Fault(spec.path, *spec.place("strategy"), message))


def tell_problems(made: Plan) -> None:
    """Write the plan's problems to stderr, errors first."""
    for problem in sorted(made.problems, key=lambda problem: problem.level):
        click.echo(f"{problem.level}: {problem.fault}", err=True)
