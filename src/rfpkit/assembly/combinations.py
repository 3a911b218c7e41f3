"""Combinations of answers: every one where they are few, else so few that each set that matters
stands in one of them.

A covering array, made greedily and always the same for the same input. Questions and answers are
numbers here; a row has one answer for each question. Which rows cannot be, the caller says with
reasons; from each refused row the generator learns the smallest part that the reason hangs on, so
that it neither meets it again nor gives up a set of answers that some row could hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod

Row = tuple[int, ...]
One = tuple[int, int]
"""A question with an answer."""

Part = tuple[One, ...]
"""Some questions, each with an answer, in the order of the questions."""

Refusals = Callable[[Row], frozenset[str]]
"""Why a row cannot be; nothing where it can."""


@dataclass(frozen=True, slots=True)
class Covering:
    """The rows, and how many sets of answers they cover.

    ``ruled_out`` sets stand in no row that can be; ``left`` sets wait because ``most`` was reached.
    """

    rows: tuple[Row, ...]
    covered: int
    ruled_out: int = 0
    left: int = 0
    every: bool = False
    """Whether these are all rows that can be."""


def covering(
    levels: Sequence[int], interplays: Iterable[frozenset[int]], refusals: Refusals, most: int
) -> Covering:
    """At most ``most`` rows: all that can be where there are so few, else rows in which every two
    answers and every set of answers to the questions of one interplay stand together.

    ``levels`` are the numbers of answers to each question.
    """
    if prod(levels) <= most:
        rows = tuple(row for row in product(*map(range, levels)) if not refusals(row))
        return Covering(rows, len(rows), every=True)
    return _Cover(tuple(levels), refusals).covering(_sets(len(levels), interplays), most)


def _sets(count: int, interplays: Iterable[frozenset[int]]) -> list[tuple[int, ...]]:
    """The questions to cover together, the most first, none that are within others."""
    wanted = {*interplays, *map(frozenset, combinations(range(count), 2))}
    ordered = sorted(
        (tuple(sorted(one)) for one in wanted if one), key=lambda one: (-len(one), one)
    )
    kept: list[frozenset[int]] = []
    for one in map(frozenset, ordered):
        if len(one) == 1 or not any(one < other for other in kept if len(other) > len(one)):
            kept.append(one)
    return [tuple(sorted(one)) for one in kept]


@dataclass(slots=True)
class _Cover:
    """What the rows so far leave uncovered, and which parts no row may hold.

    The search asks for both at every step, so each answer is a bit and a part their sum.
    """

    levels: Row
    refusals: Refusals
    bits: dict[One, int] = field(init=False)
    pairs: dict[One, int] = field(init=False)
    """For each answer those that no row has beside it yet."""
    forbidden: dict[One, list[int]] = field(default_factory=dict)
    """For each answer the parts with it that no row may hold."""
    bound: set[int] = field(default_factory=set)
    """The questions that something forbidden is about."""
    open: dict[tuple[int, ...], set[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ones = [(q, a) for q, level in enumerate(self.levels) for a in range(level)]
        self.bits = {one: 1 << at for at, one in enumerate(ones)}
        self.pairs = {(q, a): self._sum(one for one in ones if one[0] != q) for q, a in ones}

    def _sum(self, part: Iterable[One]) -> int:
        return sum(map(self.bits.__getitem__, part))

    def covering(self, sets: Sequence[tuple[int, ...]], most: int) -> Covering:
        """Rows that cover every set that can be covered, ``most`` of them at the most."""
        ways = {one: list(product(*(range(self.levels[q]) for q in one))) for one in sets}
        self.open = {one: set(found) for one, found in ways.items()}
        rows: list[Row] = []
        ruled_out = 0
        for one in sets:
            for answers in ways[one]:
                if answers not in self.open[one] or len(rows) >= most:
                    continue
                row = self._row(tuple(zip(one, answers, strict=True)))
                if row is None:
                    ruled_out += 1
                    self.open[one].discard(answers)
                else:
                    rows.append(row)
                    self._take(row)
        left = sum(map(len, self.open.values()))
        total = sum(map(len, ways.values()))
        return Covering(tuple(rows), total - ruled_out - left, ruled_out, left)

    def _take(self, row: Row) -> None:
        for one, waiting in self.open.items():
            waiting.discard(tuple(row[q] for q in one))
        held = self._sum(enumerate(row))
        for one in enumerate(row):
            self.pairs[one] &= ~held

    def _row(self, part: Part) -> Row | None:
        """A row that can be and holds the part; None when there is none."""
        held = self._sum(part)
        while True:
            fits = all(self._fits(one, held) for one in part)
            row = next(self._filled(dict(part), held, self._order(part)), None) if fits else None
            if row is None:
                return None
            reasons = self.refusals(row)
            if not reasons:
                return row
            for reason in sorted(reasons):
                self._forbid(self._cause(row, reason))

    def _order(self, part: Part) -> list[int]:
        """The questions that the part leaves open, those that may be refused first: what nothing
        forbids never fails, so a search that comes to it need not go back."""
        given = {q for q, _ in part}
        left = [q for q in range(len(self.levels)) if q not in given]
        return sorted(left, key=lambda q: (q not in self.bound, q))

    def _filled(self, chosen: dict[int, int], held: int, left: Sequence[int]) -> Iterator[Row]:
        """The rows that hold what is chosen and nothing forbidden, first those that put the most
        answers beside each other that no row has so."""
        if not left:
            yield tuple(chosen[q] for q in range(len(self.levels)))
            return
        question, rest = left[0], left[1:]
        ones = [(question, answer) for answer in range(self.levels[question])]
        for one in sorted(ones, key=lambda one: -(self.pairs[one] & held).bit_count()):
            more = held | self.bits[one]
            if self._fits(one, more):
                yield from self._filled({**chosen, question: one[1]}, more, rest)

    def _fits(self, one: One, held: int) -> bool:
        """Whether an answer is in nothing forbidden, beside all that are held."""
        return not any(part & held == part for part in self.forbidden.get(one, ()))

    def _cause(self, row: Row, reason: str) -> Part:
        """The answers of a refused row that the reason hangs on: another in their place and it
        is gone."""
        return tuple(
            (question, answer)
            for question, answer in enumerate(row)
            if any(
                reason not in self.refusals((*row[:question], other, *row[question + 1 :]))
                for other in range(self.levels[question])
                if other != answer
            )
        )

    def _forbid(self, part: Part) -> None:
        if not part:
            raise ValueError("every row is refused for the same reason")
        for one in part:
            self.forbidden.setdefault(one, []).append(self._sum(part))
            self.bound.add(one[0])
