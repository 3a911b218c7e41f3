"""The counts of multi-level lists, worked out as Word works them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACEHOLDER = re.compile(r"%([1-9])")
_MOST_LETTERS, _MOST_ROMAN = 780, 32_767  # Word's own limits; a file may claim any number
DEPTH = 9
"""How many levels a list of Word has."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and how its number looks.

    ``text`` is the number's pattern, ``%n`` standing for the count of level n ("%1.%2", "(%3)").
    ``restart`` is after which level it starts again: None after any higher one, 0 never, n after
    the first n levels only. ``legal`` shows every count in Arabic figures.
    """

    format: str = "decimal"
    text: str = "%1"
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class Counter:
    """The running counts of one list, level by level."""

    counts: list[int | None] = field(default_factory=lambda: [None] * DEPTH)

    def step(self, levels: Sequence[Level], index: int, start: int | None = None) -> str:
        """The number of the next paragraph on level ``index`` (0 is the highest).

        ``start`` makes the level begin again at that count.
        """
        last = self.counts[index]
        if start is not None:
            self.counts[index] = start
        else:
            self.counts[index] = levels[index].start if last is None else last + 1
        for deeper in range(index + 1, len(levels)):
            after = levels[deeper].restart
            if after is None or index < after:
                self.counts[deeper] = None
        return self.show(levels, index)

    def show(self, levels: Sequence[Level], index: int) -> str:
        """The number that a paragraph on level ``index`` shows now."""
        legal = levels[index].legal
        shown: list[str] = []
        for part in _parts(levels[index].text):
            if isinstance(part, str):
                shown.append(part)
            elif part < len(levels) and part <= index:
                value = self.counts[part]
                # A level that was skipped shows its first number, as in Word.
                value = levels[part].start if value is None else value
                style = levels[part].format
                shown.append(figure(value, "decimal" if legal and style != "none" else style))
        return "".join(shown)


@lru_cache(maxsize=256)
def _parts(text: str) -> tuple[str | int, ...]:
    """The pattern of a number cut into what stands in it and the levels whose counts it shows."""
    cut = _PLACEHOLDER.split(text)
    return tuple(int(part) - 1 if at % 2 else part for at, part in enumerate(cut) if part)


def figure(value: int, style: str) -> str:
    """``value`` in one of Word's number formats; formats that are not known count in figures."""
    if style == "decimal":
        return str(value)
    if style in ("none", "bullet"):
        return ""
    if style == "decimalZero":
        return f"{value:02d}"
    if style == "ordinal":
        return f"{value}{_ordinal_ending(value)}"
    if 0 < value <= _MOST_LETTERS and style.endswith("Letter"):
        # Word goes on after z with aa, bb, cc.
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if style.startswith("upper") else letters
    if 0 < value <= _MOST_ROMAN and style.endswith("Roman"):
        numeral = _roman(value)
        return numeral.upper() if style.startswith("upper") else numeral
    return str(value)


def _ordinal_ending(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _roman(value: int) -> str:
    signs = []
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        signs.append(sign * times)
    return "".join(signs)


def cited(counter: Counter, levels: Sequence[Level], index: int) -> str:
    r"""The full number of the last paragraph on level ``index``, as a reference gives it.

    The numbers that stand above one another run together ("4.2(a)"), one that shows those above it
    stands for them ("4.2.1"), and a full stop at the end is left out ("II.A.1" for "1."). So Word
    says of ``REF \w``, and so LibreOffice works it out.
    """
    full = ""
    while index >= 0:
        full = counter.show(levels, index) + full
        counts = sum(isinstance(part, int) for part in _parts(levels[index].text))
        index -= max(counts, 1)
    return full.removesuffix(".")
