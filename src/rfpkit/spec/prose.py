"""The words of a spec as a document, so that the linters read them where the buyer wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from rfpkit.document.model import AnyBlock, Document, Heading, Paragraph, Run, Stretch
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import Loaded

_NOT_PROSE = {"rfpkit", "values", "clauses", "waivers", "timetable", "release", "upstream"}
"""Parts of a spec that hold settings, not words for a reader."""

_MIN_WORDS = 4


def as_document(loaded: Loaded[Spec], source: str) -> Document:
    """The spec's sentences under a heading for each of its parts; ``source`` is the YAML text."""
    lines = source.split("\n")
    blocks: list[AnyBlock] = []
    for part in fields(loaded.value):
        if part.name in _NOT_PROSE:
            continue
        found = list(_sentences(getattr(loaded.value, part.name), (part.name,)))
        if not found:
            continue
        line, column = loaded.place(part.name)
        start = (Stretch(0, line, column),)
        blocks.append(Heading(level=1, runs=(Run(part.name),), stretches=start))
        for loc, text in found:
            line, column = loaded.place(*loc)
            stretches = tuple(_trace(text, lines, line, column))
            blocks.append(Paragraph(runs=(Run(text),), stretches=stretches))
    return Document(
        title=loaded.value.project.title,
        blocks=tuple(blocks),
        kind="spec",
        path=str(loaded.path),
        properties={"date": loaded.value.project.date.isoformat()},
    )


def _sentences(
    value: Any, loc: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        if len(value.split()) >= _MIN_WORDS:
            yield loc, value.rstrip("\n")
    elif is_dataclass(value):
        for part in fields(value):
            yield from _sentences(getattr(value, part.name), (*loc, part.name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _sentences(part, (*loc, index))


def _trace(text: str, lines: list[str], line: int, column: int) -> Iterator[Stretch]:
    """Where each stretch of a value stands in the source.

    YAML only folds and quotes: each visible character of the value is the next equal one of the
    source, from the value's place on, or from the next line after a block marker.
    """
    row, at = line - 1, column - 1
    if lines[row][at : at + 1] in ("|", ">"):
        row, at = row + 1, 0
    expected = (-1, -1)
    for index, char in enumerate(text):
        if char.isspace():
            continue
        while row < len(lines) and (found := lines[row].find(char, at)) < 0:
            row, at = row + 1, 0
        if row >= len(lines):
            return
        if (row, found) != expected:
            yield Stretch(index, row + 1, found + 1)
        at = found + 1
        expected = (row, at)
