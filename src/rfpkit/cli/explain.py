"""``rfpkit explain``: a rule or a clause with its sources; a step, a document, a key."""

from __future__ import annotations

from collections.abc import Iterator

import click

from rfpkit.content import data_folder, data_root
from rfpkit.errors import Fault, InputError
from rfpkit.library.load import Clause, load_library
from rfpkit.library.model import Source
from rfpkit.lint.rules import MARKED, Rule
from rfpkit.yamlfile import did_you_mean

_NOT_MEASURED = "Not measured: no labelled document holds this."
_IN_SAMPLE = (
    "The rules were written with these documents at hand: on documents not seen before expect "
    "less, see docs/accuracy.md."
)


@click.command(epilog="Example: rfpkit explain lock-in/auto-renewal")
@click.argument("name", metavar="ID")
def command(name: str) -> None:
    """Explain what goes by ID: a rule, also how often it is right; a clause; a step of the process
    code, a document of it, a section of one; a key of the spec, a file of records.
    """
    from rfpkit.cli.explain_process import explained, names, section_of
    from rfpkit.cli.lint import rules

    found = {rule.id: rule for rule in rules()}
    if name in found:
        rule = found[name]
        click.echo(f"{rule.id} ({rule.level}, confidence {rule.confidence}): {rule.title}\n")
        click.echo(f"Why: {rule.why}\n\nWrite instead: {rule.instead}\n")
        click.echo("Flagged: " + "\n         ".join(rule.bad))
        click.echo("Passes:  " + "\n         ".join(rule.good))
        if rule.fixes:
            click.echo("Fixed:   " + "\n         ".join(_fixed(rule)))
        click.echo("\n".join(["", *_measured(rule.id), "", *_sources(rule.sources)]))
        return
    library = load_library(data_root())
    clauses = library.named(name) or section_of(name, library)
    told = ["\n".join(_clause(clause)) for clause in clauses] or explained(name, library)
    if not told:
        known = {*found, *(n for clause in library.clauses.values() for n in clause.names)}
        hint = did_you_mean(name, sorted({*known, *names(library)}))
        message = f"'{name}' is no rule, clause, step, document or key{hint}"
        raise InputError(Fault("explain", 0, 0, message))
    click.echo("\n\n".join(told))


def _fixed(rule: Rule) -> Iterator[str]:
    """The bad examples that the rule's fixes change, as they read then."""
    from rfpkit.formats.text import from_text
    from rfpkit.lint.examples import fixed

    for text in rule.bad:
        plain = MARKED.sub(r"\1", text)
        done = plain if "\n" in plain else fixed(rule, text, from_text)
        if done != plain:
            yield f"{text} -> {done}"


def _measured(rule: str) -> Iterator[str]:
    """How often a rule was right where somebody has checked."""
    from rfpkit.lint.measured import load_measured

    figures = load_measured(data_folder("linters")).get(rule)
    if figures is None:
        yield _NOT_MEASURED
    else:
        yield from (str(figures), _IN_SAMPLE)


def _clause(clause: Clause) -> Iterator[str]:
    front = clause.front
    yield f"{clause.id} {front.version} ({front.status}, {front.need}): {front.title}"
    yield ""
    yield front.summary
    yield ""
    yield clause.text.strip()
    yield ""
    yield f"For the drafter: {front.guidance}"
    if front.risk:
        yield f"Without it: {front.risk}"
    for name, blank in front.blanks.items():
        default = "" if blank.default is None else f" (default: {blank.default})"
        yield f"Blank {name}: {blank.ask}{default}"
    for fallback in front.fallbacks:
        yield f"Fallback: {fallback.title}. {fallback.when} Approver: {fallback.approver}."
    yield ""
    yield from _sources(front.sources)


def _sources(sources: tuple[Source, ...]) -> Iterator[str]:
    for source in sources:
        checked = (
            f"read by {source.verified.by} on {source.verified.on}"
            if source.verified
            else "not verified"
        )
        parts = [source.title, source.section, source.date, source.url, checked]
        yield "Source: " + "; ".join(part for part in parts if part)
