"""``rfpkit lint``: documents and specs checked before they are issued."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rfpkit.cli.kept import KeptReports, cache_folder
from rfpkit.cli.workers import spread
from rfpkit.content import data_folder
from rfpkit.errors import Fault, InputError, UnreadableError
from rfpkit.filecache import FileCache
from rfpkit.formats import READERS, read
from rfpkit.lint.levels import LEVELS

if TYPE_CHECKING:
    from rfpkit.document.model import Document
    from rfpkit.lint import Report, Rule
    from rfpkit.lint.pipelines import Pipeline
    from rfpkit.lint.waivers import Remark
    from rfpkit.spec.model import Spec
    from rfpkit.yamlfile import Loaded

_SPECS = (".yml", ".yaml")


@dataclass(frozen=True)
class _Settings:
    """What a run was asked for, beside its paths."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    kind: str | None
    jurisdiction: str | None
    date: dt.date | None
    spec: Loaded[Spec] | None
    engine: Literal["fast", "spacy"]
    cache: FileCache | None

    @cached_property
    def every(self) -> tuple[Rule, ...]:
        """The rules that come with rfpkit, without their sources."""
        from rfpkit.lint.compiled import cached_rules

        return cached_rules(data_folder("linters"), self.cache)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that ``--select`` and ``--ignore`` leave."""
        return tuple(rule for rule in self.every if _is_chosen(rule.id, self.select, self.ignore))

    @cached_property
    def pipeline(self) -> Pipeline | None:
        """The installed pipeline that parses sentences, for the rules that need one."""
        from rfpkit.lint.pipelines import trained_pipeline

        return trained_pipeline(sys.path)

    @cached_property
    def kept(self) -> KeptReports | None:
        """Earlier reports on the same files; None with ``--no-cache``."""
        if self.cache is None:
            return None
        asked = (
            *(self.select, self.ignore, self.kind, *self.circumstances(self.spec), self.engine),
            self.pipeline,
        )
        return KeptReports(self.cache, data_folder("linters"), asked)

    def circumstances(self, spec: Loaded[Spec] | None) -> tuple[dt.date | None, str | None]:
        """The date and the jurisdiction that hold, the options before the spec."""
        return (
            self.date or (spec.value.project.date if spec else None),
            self.jurisdiction or (spec.value.jurisdiction if spec else None),
        )


@click.command(
    epilog="Example: rfpkit lint tender.docx annex.pdf --fail-on warning --ignore drafting",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "docx"]), default="text",
    show_default=True,
    help="For people or for programs; docx writes one Word file again, with comments (-o).",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write the Word file with comments.",
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
@click.option(
    "--no-cache", is_flag=True, help="Check every file anew, and keep nothing for the next time."
)
def command(
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    spec: Path | None,
    kind: str | None,
    jurisdiction: str | None,
    date: dt.datetime | None,
    engine: Literal["fast", "spacy"],
    no_cache: bool,
) -> int:
    """Check documents (Word, PDF, HTML, Markdown, text) and specs before they are issued.

    A spec (.yml) is checked with the documents that it builds. With --format docx a Word file is
    written again with comments at the exact words; what others wrote in it stays as it is.
    """
    if output is not None and form != "docx":
        raise InputError(
            Fault("--output", 0, 0, "goes with --format docx; other reports are shown")
        )
    target = _target(paths, output) if form == "docx" else None
    gc.set_threshold(100_000, 20, 20)  # a short run makes few cycles and many values
    _check_names(select, ignore)
    settings = _Settings(
        select=select,
        ignore=ignore,
        kind=kind,
        jurisdiction=jurisdiction,
        date=date.date() if date else None,
        spec=_loaded(spec) if spec else None,
        engine=engine,
        cache=None if no_cache else FileCache(cache_folder()),
    )
    if target is not None:
        return _exit_code([_written(paths[0], target, settings)], fail_on)
    files = list(_files(paths))
    checked = spread(lambda path: _checked(path, settings), files, [_size(path) for path in files])
    reports = [report for found, _ in checked for report in found]
    faults = [fault for _, found in checked for fault in found]
    click.echo(_rendered(reports, form), nl=False)
    for fault in sorted(faults):
        click.echo(f"error: {fault}", err=True)
    if faults:
        return 3
    return _exit_code(reports, fail_on)


def _exit_code(reports: list[Report], fail_on: str) -> int:
    failing = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on in LEVELS else ()
    return int(any(report.count(level) for report in reports for level in failing))


def _target(paths: tuple[Path, ...], output: Path | None) -> Path:
    """Where the Word file with comments goes; ``InputError`` unless one Word file is asked for."""
    if output is None:
        raise InputError(Fault("--format", 0, 0, "docx needs -o: the file to write"))
    if len(paths) != 1 or paths[0].is_dir() or paths[0].suffix.lower() != ".docx":
        message = "docx takes one Word file (.docx); check others with --format text"
        raise InputError(Fault("--format", 0, 0, message))
    if output.suffix.lower() != ".docx":
        raise InputError(Fault(str(output), 0, 0, "a Word file must be called .docx"))
    if output.resolve() == paths[0].resolve() or (output.exists() and _same(output, paths[0])):
        message = "is the file that is checked; write the comments to another one"
        raise InputError(Fault(str(output), 0, 0, message))
    return output


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _written(path: Path, target: Path, settings: _Settings) -> Report:
    """The report on a Word file, which is written again with the findings as comments."""
    from rfpkit.formats.files import write_whole
    from rfpkit.formats.word.comments import annotate
    from rfpkit.lint.report import not_run
    from rfpkit.reporters.text import summary

    def check(document: Document) -> Report:
        return _accepted(_report(document, settings, settings.spec), settings)

    made = annotate(path, check)
    write_whole(target, made.data)
    click.echo(f"wrote {target} (comments: {made.comments}, suggestions: {made.suggestions})")
    click.echo(summary([made.report]))
    for one in not_run([made.report]):
        click.echo(f"warning: rule {one.rule} not run: it {one.reason}", err=True)
    return made.report


def _rendered(reports: list[Report], form: str) -> str:
    if form == "json":
        from rfpkit.reporters import json

        return json.render(reports)
    from rfpkit.reporters import text

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return text.render(reports, colour=colour)


def _loaded(path: Path) -> Loaded[Spec]:
    from rfpkit.spec import load

    return load(path)


def rules() -> tuple[Rule, ...]:
    """The rules that come with rfpkit, by id."""
    from rfpkit.lint.rules import load_rules

    return load_rules(data_folder("linters"))


def _check_names(select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
    """Raise ``InputError`` where ``--select`` or ``--ignore`` names no rule and no pack."""
    folder = data_folder("linters")
    paths = [path.relative_to(folder).with_suffix("") for path in folder.glob("*/*.yml")]
    names = {name for path in paths for name in (path.as_posix(), path.parts[0])}
    for option, given in (("--select", select), ("--ignore", ignore)):
        for name in given:
            if name not in names:
                from rfpkit.yamlfile import did_you_mean

                hint = did_you_mean(name, sorted(names))
                raise InputError(Fault(option, 0, 0, f"'{name}' is no rule and no pack{hint}"))


def _is_chosen(rule: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Whether the options leave a rule; both take rule ids and packs."""
    names = {rule, rule.split("/")[0]}
    return (not select or not names.isdisjoint(select)) and names.isdisjoint(ignore)


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


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _checked(path: Path, settings: _Settings) -> tuple[list[Report], tuple[Fault, ...]]:
    """The reports on a file, or why it could not be read."""
    try:
        return list(_reports(path, settings)), ()
    except UnreadableError as error:
        return [], error.faults


def _reports(path: Path, settings: _Settings) -> Iterator[Report]:
    if path.suffix.lower() in _SPECS:
        yield from _spec_reports(path, settings)
        return
    yield _accepted(_file_report(path, settings), settings)


def _accepted(report: Report, settings: _Settings) -> Report:
    """The report on a file with the waivers of ``--spec``; ``UnreadableError`` without words."""
    if settings.spec is not None:
        report, _ = _waived(report, settings, settings.spec)
    if not report.words:  # a scan, or a broken export: never call it clean
        raise UnreadableError(Fault(report.path, 0, 0, "holds no text that could be checked"))
    return report


def _file_report(path: Path, settings: _Settings) -> Report:
    """The report on a file, without waivers; the one from the cache where the file is the same."""

    def make() -> Report:
        return _report(read(path), settings, settings.spec)

    if settings.kept is None:
        return make()
    from rfpkit.formats.files import read_bytes

    return settings.kept.report(path, read_bytes(path), make)


def _spec_reports(path: Path, settings: _Settings) -> Iterator[Report]:
    """The spec's own words, then each document that it builds, the draft before it is written."""
    from rfpkit.assembly.drafting import assemble
    from rfpkit.assembly.mixing import papers
    from rfpkit.cli.projects import plan_of
    from rfpkit.formats.files import read_text
    from rfpkit.spec.prose import as_document

    made = plan_of(path)
    documents = [as_document(made.spec, read_text(path))]
    documents += [
        replace(assemble(one.plan, one.planned), path=f"{path}#{one.name}")
        for one in papers(made.spec, made.library)
        if one.planned.included
    ]
    idle: dict[int, Remark] = {}
    useful: set[int] = set()
    for document in documents:
        report, remarks = _waived(_report(document, settings, made.spec), settings, made.spec)
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


def _report(document: Document, settings: _Settings, spec: Loaded[Spec] | None) -> Report:
    from rfpkit.lint.engine import lint_document

    date, jurisdiction = settings.circumstances(spec)
    return lint_document(
        document,
        settings.rules,
        as_of=date,
        jurisdiction=jurisdiction,
        kind=settings.kind,
        engine=settings.engine,
        pipeline=settings.pipeline,
    )


def _waived(
    report: Report, settings: _Settings, spec: Loaded[Spec]
) -> tuple[Report, tuple[Remark, ...]]:
    """The report with the spec's waivers, and what is the matter with them."""
    from rfpkit.lint.waivers import apply_waivers

    return apply_waivers(report, spec.value.waivers, as_of=settings.circumstances(spec)[0])


def _tell_idle_waivers(remarks: list[Remark], spec: Loaded[Spec], settings: _Settings) -> None:
    """Say on stderr which waivers of a spec name no rule, have ended, or fit no finding at all."""
    from rfpkit.lint.waivers import unknown_rules

    told = list(unknown_rules(spec.value.waivers, [rule.id for rule in settings.every]))
    if settings.rules == settings.every:
        told += remarks
    for remark in told:
        line, column = spec.place("waivers", remark.ordinal, "rule")
        click.echo(f"warning: {Fault(spec.path, line, column, remark.message)}", err=True)
