"""The lines of a text, with the place of each, and how wide they were set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_QUOTED = re.compile(r"\s*>\s+(?=[^\s\d])")
"""The mark of quoted paragraphs in Markdown and in mail."""

LONG = 150
"""Lines longer than this were not wrapped by hand."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it. ``column`` is that of its first character.

    ``column`` is None where the line number is. ``furniture`` marks page headers, page numbers
    and the like.
    """

    text: str
    line: int | None
    column: int | None
    page: int | None
    furniture: bool = False

    @classmethod
    def of(cls, text: str, line: int | None, page: int | None, first_column: int = 1) -> Line:
        """The line, stripped, so that its column still tells where it begins."""
        begin = _QUOTED.match(text) if ">" in text else None
        offset = begin.end() if begin else len(text) - len(text.lstrip())
        column = None if line is None else first_column + offset
        return cls(text[offset:].rstrip(), line, column, page)


def lines_of(text: str) -> list[Line]:
    """The lines of a text. Pages are counted where form feeds set them apart."""
    page = 1 if "\f" in text else None
    found = []
    for number, raw in enumerate(text.split("\n"), 1):
        if "\f" not in raw:
            found.append(Line.of(raw, number, page))
            continue
        column = 1
        for ordinal, part in enumerate(raw.split("\f")):
            if ordinal and page is not None:
                page += 1
                column += 1
            if part.strip() or not ordinal:
                found.append(Line.of(part, number, page, column))
            column += len(part)
    return found


def width(lines: Iterable[Line]) -> int:
    """The width that paragraphs were wrapped at; 0 where lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines if line.text and not line.furniture)
    if not lengths:
        return 0
    long = sum(length for length in lengths if length > LONG)
    if long > sum(lengths) / 2:
        return 0
    wrapped = [length for length in lengths if length <= LONG]
    return wrapped[int(0.9 * (len(wrapped) - 1))]
