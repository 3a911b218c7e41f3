"""Tables that lost their lines: cells that stand below each other, one short line each."""

from __future__ import annotations

from collections.abc import Sequence

from rfpkit.formats.text.lines import Line
from rfpkit.formats.text.shapes import marker

_SHORT = 30
_AROUND = 2
_ENOUGH = 3


def in_column(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a cell by its neighbours: most of those around it are as short."""
    if len(lines[index].text) > _SHORT:
        return False
    around = [*_near(lines, index, -1), *_near(lines, index, 1)]
    return sum(len(line) <= _SHORT and not marker(line) for line in around) >= _ENOUGH


def _near(lines: Sequence[Line], index: int, step: int) -> list[str]:
    """The nearest lines of text before or after a line."""
    found: list[str] = []
    at = index + step
    while 0 <= at < len(lines) and len(found) < _AROUND and abs(at - index) < 4 * _AROUND:
        line = lines[at]
        if line.text and not line.furniture:
            found.append(line.text)
        at += step
    return found
