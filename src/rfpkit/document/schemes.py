"""Numbering schemes: how the lists of a document look, read from ``templates/numbering.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from annotated_types import MaxLen, MinLen

from rfpkit.content import data_folder
from rfpkit.document.counting import Level
from rfpkit.errors import Fault, InputError
from rfpkit.yamlfile import load, record

FILE = "numbering.yml"
"""The name of the file that holds the schemes, in the folder of the templates."""

STANDARD = "legal"
"""The scheme of a document whose spec names none."""

_COUNT = re.compile(r"%([1-9]?)")
_Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a document is numbered: a name, and four lists of levels.

    In ``clauses`` and ``annexes`` level 0 is the heading, level 1 the numbered paragraph and the
    rest are ordered items; ``loose`` are ordered items that stand under no numbered paragraph:
    they start anew in each table cell and after each heading.
    """

    name: str
    parts: tuple[Level, ...]
    clauses: tuple[Level, ...]
    annexes: tuple[Level, ...]
    loose: tuple[Level, ...]

    @property
    def item_depth(self) -> int:
        """How many levels of ordered items there are."""
        return len(self.clauses) - 2


@record
class LevelFile:
    """One level of a list."""

    format: Literal["decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman"]
    """How it counts: 1 2 3, a b c, A B C, i ii iii or I II III."""
    text: Annotated[str, MinLen(1), MaxLen(40)]
    """The number as it stands in the document; %1 is the count of the first level of the list."""


@record
class AreaFile:
    """The numbers of clauses, or those of annexes."""

    heading: LevelFile
    """The heading of each clause or annex: %1."""
    paragraph: LevelFile
    """The numbered paragraphs under it: %2."""
    items: Annotated[tuple[LevelFile, ...], MinLen(1), MaxLen(3)]
    """The items of lists, outermost first: %3, %4, %5."""


@record
class SchemeFile:
    """A numbering scheme."""

    summary: Annotated[str, MinLen(1)]
    """What its numbers and its references look like."""
    part: LevelFile
    """The headings of parts."""
    clause: AreaFile
    """The clauses."""
    annex: AreaFile
    """The annexes, which count by themselves: their clauses start again in each."""
    loose: Annotated[tuple[LevelFile, ...], MinLen(1), MaxLen(3)]
    """Items under no numbered paragraph, outermost first: %1, %2, %3."""


@record
class NumberingFile:
    """The numbering schemes of a library."""

    schemes: dict[str, SchemeFile]
    """The schemes by the name under which a spec chooses them; ``legal`` must be among them."""


def read_schemes(path: Path) -> dict[str, Scheme]:
    """The schemes in a file, by name.

    Raises ``InputError`` with every fault: levels that show counts which they cannot have, lists of
    unequal depth, no scheme ``legal``.
    """
    loaded = load(path, NumberingFile)
    faults = [
        Fault(str(path), *loaded.place(*place), message) for place, message in _wrongs(loaded.value)
    ]
    if faults:
        raise InputError(*sorted(faults))
    return {name: _scheme(name, scheme) for name, scheme in loaded.value.schemes.items()}


@cache
def standard() -> Scheme:
    """The scheme ``legal`` that rfpkit ships, for documents that name none."""
    return read_schemes(data_folder("templates") / FILE)[STANDARD]


def _wrongs(file: NumberingFile) -> Iterator[tuple[_Place, str]]:
    if STANDARD not in file.schemes:
        message = f"there is no scheme “{STANDARD}”, which specs take that name none; add it"
        yield ("schemes",), message
    for name, scheme in file.schemes.items():
        here = ("schemes", name)
        for area in ("clause", "annex"):
            found: AreaFile = getattr(scheme, area)
            yield from _misshown(found.heading, 1, (*here, area, "heading"))
            yield from _misshown(found.paragraph, 2, (*here, area, "paragraph"))
            for at, item in enumerate(found.items):
                yield from _misshown(item, at + 3, (*here, area, "items", at))
        yield from _misshown(scheme.part, 1, (*here, "part"))
        for at, item in enumerate(scheme.loose):
            yield from _misshown(item, at + 1, (*here, "loose", at))
        depth = len(scheme.clause.items)
        if len(scheme.annex.items) != depth:
            yield (*here, "annex", "items"), _uneven(depth)
        if len(scheme.loose) != depth:
            yield (*here, "loose"), _uneven(depth)


def _uneven(depth: int) -> str:
    levels = "1 level" if depth == 1 else f"{depth} levels"
    return f"the items of clauses have {levels}; give the items here as many"


def _misshown(level: LevelFile, ordinal: int, place: _Place) -> Iterator[tuple[_Place, str]]:
    """What is wrong with the counts in the number of the level that is %``ordinal`` of its list."""
    shown = [int(digit or 0) for digit in _COUNT.findall(level.text)]
    if shown and shown == list(range(ordinal - len(shown) + 1, ordinal + 1)):
        return
    message = f"“{level.text}” must show the count of its own level, %{ordinal}, once and last"
    if ordinal > 1:
        message += f"; before it may stand those right above, as in %{ordinal - 1}.%{ordinal}"
    yield (*place, "text"), message


def _scheme(name: str, file: SchemeFile) -> Scheme:
    return Scheme(
        name=name,
        parts=(_level(file.part),),
        clauses=_area(file.clause),
        annexes=_area(file.annex),
        loose=tuple(map(_level, file.loose)),
    )


def _area(file: AreaFile) -> tuple[Level, ...]:
    return tuple(map(_level, (file.heading, file.paragraph, *file.items)))


def _level(file: LevelFile) -> Level:
    return Level(file.format, file.text)
