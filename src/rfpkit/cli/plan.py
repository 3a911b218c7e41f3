"""``rfpkit plan``: which documents and clauses, and why."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from rfpkit.assembly.drift import changes
from rfpkit.assembly.planning import Plan, PlannedDocument
from rfpkit.assembly.turning import Why, why
from rfpkit.assembly.values import answer
from rfpkit.cli.locks import read_lock
from rfpkit.cli.options import format_option
from rfpkit.cli.projects import plan_of, tell_problems
from rfpkit.reporters.changes import render, render_json


@click.command(epilog="Example: rfpkit plan spec.yml --why ip/open-source-release")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--why", "name", metavar="CLAUSE", help="Why this clause is in or out.")
@format_option
@click.option(
    "--against", type=click.Path(path_type=Path), metavar="LOCK",
    help="Only what has changed since this lock (see 'rfpkit build --lock'), as redlines.",
)  # fmt: skip
def command(spec: Path, name: str | None, form: str, against: Path | None) -> int:
    """Say which documents and clauses SPEC calls for, and the reason of each.

    Exits with 2 when something stands between the plan and its documents.
    """
    if name and against:
        raise click.UsageError("--why and --against are two questions; ask one at a time")
    made = plan_of(spec)
    if against:
        click.echo(_changes(made, against, form), nl=False)
        return 0
    if name:
        entries = why(made, name)
        click.echo(_json_why(entries) if form == "json" else "\n\n".join(map(_why, entries)))
    elif form == "json":
        click.echo(json.dumps(as_data(made), indent=2, ensure_ascii=False))
    else:
        click.echo("\n\n".join("\n".join(_document(document)) for document in made.documents))
    if form == "text":
        tell_problems(made)
    return 2 if made.errors else 0


def _changes(made: Plan, against: Path, form: str) -> str:
    """What has changed since the lock, as text or JSON."""
    found = changes(read_lock(against), made)
    if form == "json":
        return render_json(found)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return render(found, colour=colour) or f"nothing has changed since {against}\n"


def _document(document: PlannedDocument) -> Iterator[str]:
    state = "in" if document.included else "out"
    yield f"{document.template.title} ({document.name}): {state}, {'; '.join(document.reasons)}"
    if not document.included:
        return
    for part in document.parts:
        if not part.annex:
            yield f"  {part.title}"
        for decision in part.decisions:
            mark = "+" if decision.included else "-"
            kind = "  annex" if part.annex else "   "
            reasons = "; ".join(_telling(decision.reasons)) or "always"
            yield f"{kind} {mark} {decision.clause.id}: {reasons}"


def _telling(reasons: tuple[str, ...]) -> list[str]:
    """The reasons without the kind of document, which the listing shows already."""
    return [reason for reason in reasons if not reason.startswith("document is ")]


def _why(entry: Why) -> str:
    state = "in" if entry.included else "out"
    other = "out" if entry.included else "in"
    lines = [
        f"{entry.document}: {entry.clause} ({entry.title}) is {state}.",
        f"  What it does: {entry.summary}",
        f"  Because: {'; '.join(entry.reasons) or 'it has no conditions'}",
    ]
    change = "; and ".join(entry.change)
    lines.append(
        f"  It would be {other} with: {change}"
        if change
        else f"  No field of the spec turns it; to have it {other}, force it under 'clauses'."
    )
    return "\n".join(lines)


def _json_why(entries: tuple[Why, ...]) -> str:
    data = [
        {
            "document": entry.document,
            "clause": entry.clause,
            "included": entry.included,
            "reasons": list(entry.reasons),
            "change": list(entry.change),
        }
        for entry in entries
    ]
    return json.dumps({"version": 1, "why": data}, indent=2, ensure_ascii=False)


def as_data(made: Plan) -> dict[str, Any]:
    """The plan as plain data, the same for the same input: what ``--format json`` prints."""
    return {
        "version": 1,
        "documents": [_document_data(document, made) for document in made.documents],
        "problems": [
            {
                "level": problem.level,
                "path": problem.fault.path,
                "line": problem.fault.line or None,
                "column": problem.fault.column or None,
                "message": problem.fault.message,
            }
            for problem in made.problems
        ],
    }


def _document_data(document: PlannedDocument, made: Plan) -> dict[str, Any]:
    return {
        "name": document.name,
        "title": document.template.title,
        "included": document.included,
        "reasons": list(document.reasons),
        "parts": [
            {
                "title": part.title,
                "annex": part.annex,
                "clauses": [
                    {
                        "id": decision.clause.id,
                        "title": decision.clause.front.title,
                        "version": decision.clause.front.version,
                        "need": decision.clause.front.need,
                        "included": decision.included,
                        "reasons": list(decision.reasons),
                        "forced": decision.forced or None,
                        "blanks": {
                            name: {"answer": reply.text or None, "from": reply.origin}
                            for name in decision.clause.front.blanks
                            for reply in [answer(decision.clause, name, made.spec.value)]
                        },
                    }
                    for decision in part.decisions
                ],
            }
            for part in document.parts
        ],
    }
