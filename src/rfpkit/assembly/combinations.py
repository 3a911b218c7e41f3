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
Part = tuple[tuple[int, int], ...]
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
    """The rows so far, what they leave uncovered, and which parts no row may hold."""

    levels: Row
    refusals: Refusals
    forbidden: dict[tuple[int, int], list[Part]] = field(default_factory=dict)
    open: dict[tuple[int, ...], set[Row]] = field(default_factory=dict)
    pairs: set[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=set)

    def covering(self, sets: Sequence[tuple[int, ...]], most: int) -> Covering:
        """Rows that cover every set that can be covered, ``most`` of them at the most."""
        ways = {one: list(product(*(range(self.levels[q]) for q in one))) for one in sets}
        self.open = {one: set(found) for one, found in ways.items()}
        self.pairs = {
            ((p, a), (q, b))
            for p, q in combinations(range(len(self.levels)), 2)
            for a in range(self.levels[p])
            for b in range(self.levels[q])
        }
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
        self.pairs.difference_update(combinations(enumerate(row), 2))

    def _row(self, part: Part) -> Row | None:
        """A row that can be and holds the part; None when there is none."""
        while True:
            fits = all(self._fits(q, a, dict(part)) for q, a in part)
            row = next(self._filled(dict(part), self._order(part)), None) if fits else None
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
        bound = {q for parts in self.forbidden.values() for one in parts for q, _ in one}
        given = {q for q, _ in part}
        left = [q for q in range(len(self.levels)) if q not in given]
        return sorted(left, key=lambda q: (q not in bound, q))

    def _filled(self, chosen: dict[int, int], left: Sequence[int]) -> Iterator[Row]:
        """The rows that hold what is chosen and nothing forbidden, the most telling first."""
        if not left:
            yield tuple(chosen[q] for q in range(len(self.levels)))
            return
        question, rest = left[0], left[1:]
        gains = [self._gain((question, a), chosen) for a in range(self.levels[question])]
        for answer in sorted(range(self.levels[question]), key=lambda a: (-gains[a], a)):
            if self._fits(question, answer, chosen):
                yield from self._filled({**chosen, question: answer}, rest)

    def _gain(self, one: tuple[int, int], chosen: dict[int, int]) -> int:
        """How many uncovered pairs an answer would make with the chosen ones."""
        return sum(
            ((one, other) if one < other else (other, one)) in self.pairs
            for other in chosen.items()
        )

    def _fits(self, question: int, answer: int, chosen: dict[int, int]) -> bool:
        return not any(
            all(q == question or chosen.get(q) == a for q, a in part)
            for part in self.forbidden.get((question, answer), ())
        )

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
            self.forbidden.setdefault(one, []).append(part)
