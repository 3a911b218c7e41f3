"""Lines joined to running text, each with the place it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass

from rfpkit.document.model import Cell, Paragraph, Run, Stretch
from rfpkit.formats.text.lines import Line

_LEFT = re.compile(r"([A-Za-z]+)-$")
_RIGHT = re.compile(r"[a-z]+")
_WORD = re.compile(r"[A-Za-z]+")
_PREFIXES = (
    "non pre post multi self co sub cross third state off on end re well long short high low open "
    "web front back real time user two three four five first second full part half in "
    "government world ill e inter intra anti over under up out"
)
_COMPOUND = frozenset(_PREFIXES.split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line that goes into a block."""

    text: str
    line: Line
    offset: int

    @property
    def column(self) -> int | None:
        """The column of its first character, None where the line has none."""
        return None if self.line.column is None else self.line.column + self.offset


def vocabulary(lines: Iterable[Line]) -> set[str]:
    """Every word of a text that is not cut at the end of a line."""
    texts = (line.text for line in lines)
    whole = " ".join(_LEFT.sub("", text) if text.endswith("-") else text for text in texts)
    return set(_WORD.findall(whole.lower()))


def joined(
    pieces: Iterable[Piece], known: Callable[[], Set[str]]
) -> tuple[str, tuple[Stretch, ...]]:
    """The pieces as running text, and where each stretch of it lies.

    A word cut at the end of a line is made whole again; ``known`` gives the words of the text, by
    which a cut word is told from a compound that has its hyphen by right.
    """
    text = ""
    stretches = []
    for piece in pieces:
        if text:
            text = _before(text, piece.text, known)
        stretches.append(Stretch(len(text), piece.line.line, piece.column, piece.line.page))
        text += piece.text
    return text, tuple(stretches)


def _before(text: str, following: str, known: Callable[[], Set[str]]) -> str:
    """What to put before the next line: the text with a space, without its hyphen, or as it is."""
    if not text.endswith("-"):
        return text if text.endswith("/") and following[:1].isalpha() else text + " "
    left, right = _LEFT.search(text), _RIGHT.match(following)
    if left is None or right is None:
        return text if following[:1].isalpha() else text + " "
    before, after = left[1].lower(), right.group()
    words = known()
    compound = before in _COMPOUND or (before in words and after in words)
    return text if compound and before + after not in words else text[:-1]


def cells_of(row: Line) -> tuple[Cell, ...]:
    """The cells of a row written with pipes."""
    found = []
    offset = 1
    for part in re.split(r"(?<!\\)\|", row.text[1:-1]):
        text = part.strip()
        begin = offset + len(part) - len(part.lstrip())
        column = None if row.column is None else row.column + begin
        stretch = Stretch(0, row.line, column, row.page)
        block = Paragraph(runs=(Run(text),), stretches=(stretch,))
        found.append(Cell((block,) if text else ()))
        offset += len(part) + 1
    return tuple(found)
