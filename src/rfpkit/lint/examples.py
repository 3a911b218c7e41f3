"""A rule's examples put to the test: the bad ones must fire on the marked words, the good not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rfpkit.document.model import Document, Paragraph, Run, Stretch
from rfpkit.lint.engine import EngineName, lint_document
from rfpkit.lint.grammar import Parse
from rfpkit.lint.report import Finding
from rfpkit.lint.rules import MARKED, Find, Rule
from rfpkit.lint.tokens import words

Reader = Callable[[str], Document]


def failures(
    rule: Rule, read: Reader, *, engine: EngineName = "fast", pipeline: Parse | None = None
) -> Iterator[str]:
    """What is wrong with a rule's examples, in words; nothing when they hold.

    An example of one line is one paragraph; one of several lines is read as a document, so that
    it may have headings and lists. ``read`` reads plain text.
    """
    how = _How(read, engine, pipeline)
    for text in rule.bad:
        yield from _bad(rule, text, how)
    for text in rule.good:
        quotes = [finding.quote for finding in _findings(rule, text, how)]
        if quotes:
            yield f"{rule.id}: flags {quotes[0]!r} in the good example {text!r}"


def fixed(rule: Rule, text: str, read: Reader) -> str:
    """A text of one line as the rule's fixes leave it, one after the other; marks are dropped."""
    text = MARKED.sub(r"\1", text)
    how = _How(read, "fast", None)
    for _ in text.split():  # a text has no more places to fix than words
        found = [finding for finding in _findings(rule, text, how) if finding.fix is not None]
        if not found:
            break
        first = found[0]
        text = text[: first.fix_start] + (first.fix or "") + text[first.fix_end :]
    return text


@dataclass(frozen=True, slots=True)
class _How:
    """How to lint an example."""

    read: Reader
    engine: EngineName
    pipeline: Parse | None


def _bad(rule: Rule, text: str, how: _How) -> Iterator[str]:
    marked = [words(mark).lower for mark in MARKED.findall(text)]
    found = _findings(rule, MARKED.sub(r"\1", text), how)
    if not found:
        yield f"{rule.id}: does not flag {text!r}"
    elif marked and isinstance(rule.body, Find):
        quotes = [words(finding.quote).lower for finding in found]
        if quotes != marked:
            yield f"{rule.id}: flags {[f.quote for f in found]} in {text!r}"


def _findings(rule: Rule, text: str, how: _How) -> list[Finding]:
    document = how.read(text) if "\n" in text.strip() else _paragraph(text)
    applies = rule.applies
    if "\n" not in text.strip():
        # A lone sentence stands under no heading, so only the other guards can be tried on it.
        rule = replace(rule, applies=replace(applies, sections=(), not_sections=()))
    report = lint_document(
        document,
        [rule],
        as_of=applies.since or (applies.until and applies.until - dt.timedelta(days=1)),
        jurisdiction=applies.jurisdictions[0] if applies.jurisdictions else None,
        kind=applies.documents[0] if applies.documents else "other",
        engine=how.engine,
        pipeline=how.pipeline,
    )
    return list(report.findings)


def _paragraph(text: str) -> Document:
    block = Paragraph(runs=(Run(text),), stretches=(Stretch(0, 1, 1),))
    return Document("", (block,), path="example")
