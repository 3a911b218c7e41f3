"""``rfpkit list``: what there is, a line each."""

from __future__ import annotations

import click

from rfpkit.content import data_root
from rfpkit.library.load import load_library

_KINDS = ["rules", "clauses", "documents", "steps", "procedures"]


@click.command(epilog="Example: rfpkit list clauses")
@click.argument("what", type=click.Choice(_KINDS))
def command(what: str) -> None:
    """List all rules, clauses, documents, steps or procedures."""
    if what == "rules":
        from rfpkit.cli.lint import rules

        rows = [(rule.id, f"{rule.level}: {rule.title}") for rule in rules()]
    elif what == "steps":
        rows = _steps()
    elif what == "procedures":
        rows = _procedures()
    else:
        from rfpkit.assembly.step_planning import step_documents

        library = load_library(data_root())
        if what == "clauses":
            rows = [(c.id, c.front.summary) for c in library.clauses.values()]
        else:
            rows = [(name, t.value.summary) for name, t in library.templates.items()]
            rows += [(one.name, one.front.summary) for one in step_documents(library)]
    width = max(len(name) for name, _ in rows)
    for name, line in rows:
        click.echo(f"{name:<{width}}  {line}")


def _procedures() -> list[tuple[str, str]]:
    """Each procedure under each law, with its name there."""
    from rfpkit.content import data_folder
    from rfpkit.process.procedures import load_procedures
    from rfpkit.process.regimes import REGIMES

    folder = data_folder("process")
    return [
        (f"{regime}/{name}", f"{loaded.value.title} ({loaded.value.law})")
        for regime in REGIMES
        for name, loaded in load_procedures(folder, regime).items()
    ]


def _steps() -> list[tuple[str, str]]:
    """Each step with its numbers in the editions, its strategies and its title."""
    from rfpkit.content import data_folder
    from rfpkit.process.steps import read_steps

    rows: list[tuple[str, str]] = []
    for step in read_steps(data_folder("process") / "steps.yml").value.steps:
        numbers = "/".join((step.numbers.ten, step.numbers.eleven))
        in_part = f" (in part {', '.join(step.partly.strategies)})" if step.partly else ""
        rows.append((step.id, f"{numbers}  {', '.join(step.strategies)}{in_part}: {step.title}"))
    return rows
