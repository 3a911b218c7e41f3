"""``rfpkit lint``: documents and specs checked before they are issued."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import click

from rfpkit.content import data_folder
from rfpkit.document.model import Document
from rfpkit.errors import Fault, InputError, UnreadableError
from rfpkit.formats import READERS, read
from rfpkit.lint import Report, Rule, lint_document, load_rules
from rfpkit.lint.rulefile import LEVELS
from rfpkit.lint.waivers import Remark, apply_waivers, unknown_rules
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import Loaded

_SPECS = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class _Settings:
    """What a run was asked for, beside its paths."""

    rules: tuple[Rule, ...]
    kind: str | None
    jurisdiction: str | None
    date: dt.date | None
    spec: Loaded[Spec] | None
    engine: Literal["fast", "spacy"]


@click.command(
    epilog="Example: rfpkit lint tender.docx annex.pdf --fail-on warning --ignore drafting",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="For people or for programs.",
)  # fmt: skip
@click.option("--select", multiple=True, metavar="RULE", help="Only this rule or pack; repeatable.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not this rule or pack; repeatable.")
@click.option(
    "--fail-on", type=click.Choice([*LEVELS, "never"]), default="error", show_default=True,
    help="The lowest level of a finding that makes the exit code 1.",
)  # fmt: skip
@click.option(
    "--spec", type=click.Path(path_type=Path), metavar="SPEC",
    help="The project's spec: its waivers, jurisdiction and date hold.",
)  # fmt: skip
@click.option(
    "--kind", type=click.Choice(["rfp", "contract", "statement-of-work", "other"]),
    help="What the documents are; worked out from their words when left out.",
)  # fmt: skip
@click.option(
    "--jurisdiction", type=click.Choice(["us", "eu", "uk"]), help="Whose law the rules look at."
)
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="The date of the documents, for rules that hold only for a time.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(["fast", "spacy"]), default="fast", show_default=True,
    help="spacy is the slower reference; both find the same.",
)  # fmt: skip
def command(
    paths: tuple[Path, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    spec: Path | None,
    kind: str | None,
    jurisdiction: str | None,
    date: dt.datetime | None,
    engine: Literal["fast", "spacy"],
) -> int:
    """Check documents (Word, PDF, HTML, Markdown, text) and specs before they are issued.

    A spec (.yml) is checked with the documents that it builds.
    """
    from rfpkit.spec import load

    settings = _Settings(
        rules=chosen(rules(), select, ignore),
        kind=kind,
        jurisdiction=jurisdiction,
        date=date.date() if date else None,
        spec=load(spec) if spec else None,
        engine=engine,
    )
    reports: list[Report] = []
    faults: list[Fault] = []
    for path in _files(paths):
        try:
            reports.extend(_reports(path, settings))
        except UnreadableError as error:
            faults.extend(error.faults)
    click.echo(_rendered(reports, form), nl=False)
    for fault in sorted(faults):
        click.echo(f"error: {fault}", err=True)
    if faults:
        return 3
    failing = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on in LEVELS else ()
    return int(any(report.count(level) for report in reports for level in failing))


def _rendered(reports: list[Report], form: str) -> str:
    from rfpkit.reporters import json, text

    if form == "json":
        return json.render(reports)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return text.render(reports, colour=colour)


def rules() -> tuple[Rule, ...]:
    """The rules that come with rfpkit, by id."""
    return load_rules(data_folder("linters"))


def chosen(
    known: tuple[Rule, ...], select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Rule, ...]:
    """The rules that ``--select`` and ``--ignore`` leave; both take rule ids and packs.

    Raises ``InputError`` for a name that is neither.
    """
    names = {name for rule in known for name in (rule.id, rule.id.split("/")[0])}
    for option, given in (("--select", select), ("--ignore", ignore)):
        for name in given:
            if name not in names:
                from rfpkit.yamlfile import did_you_mean

                hint = did_you_mean(name, sorted(names))
                raise InputError(Fault(option, 0, 0, f"'{name}' is no rule and no pack{hint}"))

    def within(rule: Rule, given: tuple[str, ...]) -> bool:
        return rule.id in given or rule.id.split("/")[0] in given

    return tuple(
        rule for rule in known if (not select or within(rule, select)) and not within(rule, ignore)
    )


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Every file to check; a folder stands for the documents in it, in alphabetical order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in READERS and file.is_file()
            )
        else:
            yield path


def _reports(path: Path, settings: _Settings) -> Iterator[Report]:
    if path.suffix.lower() in _SPECS:
        yield from _spec_reports(path, settings)
        return
    report, _ = _report(read(path), settings, settings.spec)
    if not report.words:  # a scan, or a broken export: never call it clean
        raise UnreadableError(Fault(str(path), 0, 0, "holds no text that could be checked"))
    yield report


def _spec_reports(path: Path, settings: _Settings) -> Iterator[Report]:
    """The spec's own words, then each document that it builds, the draft before it is written."""
    from rfpkit.assembly.drafting import assemble
    from rfpkit.cli.projects import plan_of
    from rfpkit.formats.files import read_text
    from rfpkit.spec.prose import as_document

    made = plan_of(path)
    documents = [as_document(made.spec, read_text(path))]
    documents += [
        replace(assemble(made, planned), path=f"{path}#{planned.name}")
        for planned in made.documents
        if planned.included
    ]
    idle: dict[int, Remark] = {}
    useful: set[int] = set()
    for document in documents:
        report, remarks = _report(document, settings, made.spec)
        yield report
        idle |= {remark.ordinal: remark for remark in remarks}
        useful |= {
            ordinal
            for ordinal, waiver in enumerate(made.spec.value.waivers)
            if any(
                w.finding.rule == waiver.rule and w.reason == waiver.reason for w in report.waived
            )
        }
    told = [remark for ordinal, remark in sorted(idle.items()) if ordinal not in useful]
    _tell_idle_waivers(told, made.spec, settings)


def _report(
    document: Document, settings: _Settings, spec: Loaded[Spec] | None
) -> tuple[Report, tuple[Remark, ...]]:
    """The report on one document, and what is the matter with the spec's waivers for it."""
    date = settings.date or (spec.value.project.date if spec else None)
    report = lint_document(
        document,
        settings.rules,
        as_of=date,
        jurisdiction=settings.jurisdiction or (spec.value.jurisdiction if spec else None),
        kind=settings.kind,
        engine=settings.engine,
    )
    return apply_waivers(report, spec.value.waivers if spec else (), as_of=date)


def _tell_idle_waivers(remarks: list[Remark], spec: Loaded[Spec], settings: _Settings) -> None:
    """Say on stderr which waivers of a spec name no rule, have ended, or fit no finding at all."""
    every = rules()
    told = list(unknown_rules(spec.value.waivers, [rule.id for rule in every]))
    if settings.rules == every:
        told += remarks
    for remark in told:
        line, column = spec.place("waivers", remark.ordinal, "rule")
        click.echo(f"warning: {Fault(spec.path, line, column, remark.message)}", err=True)
