"""``rfpkit check``: the clause library proves itself."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from rfpkit.assembly.proving import CHECKS, Disproof, Sightings, Walk, prove, walk
from rfpkit.assembly.vetting import Vetting
from rfpkit.cli.options import format_option
from rfpkit.content import data_folder, data_root
from rfpkit.library.load import load_library

_MOST = 2_000


@click.command(epilog="Example: rfpkit check --select references --select terms")
@click.option(
    "--select", multiple=True, type=click.Choice(list(CHECKS)), metavar="CHECK",
    help=f"Only this check; repeatable. One of {', '.join(CHECKS)}.",
)  # fmt: skip
@click.option(
    "--most", type=click.IntRange(min=1), default=_MOST, show_default=True, metavar="N",
    help="Walk at most this many combinations: all of them where there are no more.",
)  # fmt: skip
@format_option
def command(select: tuple[str, ...], most: int, form: str) -> int:
    """Prove that the clauses fit together in every document that a spec can call for.

    Walks combinations of answers in which every two, and all that decide about a clause and what
    it refers to, stand together in every way; assembles their documents; and lints each distinct
    text of a clause once for each jurisdiction and kind of document. Exits with 1 when something
    is wrong.
    """
    gc.set_threshold(100_000, 20, 20)  # many values, few cycles
    chosen = set(select or CHECKS)
    starter = data_folder("templates") / "starter" / "spec.yml"
    made = walk(load_library(data_root()), starter, most)
    sightings = Sightings(made)
    planned = prove(made, sightings)
    vetting = Vetting(made, sightings, _rules() if "linters" in chosen else ())
    if chosen & {"linters", "build"}:
        vetting.run()
    found = [one for one in sightings.disproofs() if one.check in chosen]
    counts = _counts(made, planned, vetting)
    click.echo(_json(found, counts) if form == "json" else "\n".join(_text(found, counts)))
    return int(bool(found))


def _rules() -> Any:
    from rfpkit.lint.rules import load_rules

    return load_rules(data_folder("linters"))


def _counts(made: Walk, planned: int, vetting: Vetting) -> dict[str, Any]:
    return {
        "questions": len(made.answers.questions),
        "combinations": len(made.rows),
        "every": made.covering.every,
        "covered": made.covering.covered,
        "ruled_out": made.covering.ruled_out,
        "left": made.covering.left,
        "documents": {
            "planned": planned,
            "assembled": vetting.assembled,
            "linted": vetting.linted,
            "texts": vetting.texts,
        },
    }


def _text(found: list[Disproof], counts: dict[str, Any]) -> Iterator[str]:
    for one in found:
        yield f"{_shown(one)} [{one.check}]"
        if one.example:
            yield f"    with: {', '.join(one.answers) or 'whatever the answers'}"
    if found:
        yield ""
    kind = "all there are" if counts["every"] else f"which cover {counts['covered']:,} sets"
    yield (
        f"Walked {counts['combinations']:,} combinations of the answers to "
        f"{counts['questions']} questions, {kind}."
    )
    if counts["left"]:
        yield (
            f"Not covered: {counts['left']:,} sets of answers, because of --most; what never "
            "happens was not looked for."
        )
    documents = counts["documents"]
    line = f"Planned {documents['planned']:,} documents"
    if documents["assembled"]:
        line += f", assembled {documents['assembled']:,} from {documents['texts']:,} texts"
    if documents["linted"]:
        line += f", linted {documents['linted']:,} that hold each of these texts"
    yield f"{line}."
    faults = "1 fault" if len(found) == 1 else f"{len(found)} faults"
    yield f"{faults if found else 'No faults'}."


def _shown(one: Disproof) -> str:
    """The fault with its path as seen from here, where it lies below."""
    path = Path(one.fault.path)
    here = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return str(one.fault).replace(str(path), os.fspath(here), 1)


def _json(found: list[Disproof], counts: dict[str, Any]) -> str:
    data = {
        "version": 1,
        "faults": [
            {
                "check": one.check,
                "path": one.fault.path,
                "line": one.fault.line or None,
                "column": one.fault.column or None,
                "message": one.fault.message,
                "answers": list(one.answers),
                "example": dict(one.example) or None,
            }
            for one in found
        ],
        "walked": counts,
    }
    return json.dumps(data, indent=2, ensure_ascii=False)
