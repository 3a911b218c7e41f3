"""``rfpkit list``: what there is, a line each."""

from __future__ import annotations

import click

from rfpkit.content import data_root
from rfpkit.library.load import load_library


@click.command(epilog="Example: rfpkit list clauses")
@click.argument("what", type=click.Choice(["rules", "clauses", "documents"]))
def command(what: str) -> None:
    """List all rules, clauses or documents."""
    if what == "rules":
        from rfpkit.cli.lint import rules

        rows = [(rule.id, f"{rule.level}: {rule.title}") for rule in rules()]
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
