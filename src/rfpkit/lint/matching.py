"""Patterns found in sentences: the index of a document's words, and the fast engine.

A pattern is tried only on sentences that hold a word for each of its elements, found in the
index, so nearly all sentences of a document are never looked at. A match is decided by the words
alone: the leftmost start; from there the end that leaves the fewest words in gaps, and of those
the farthest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rfpkit.lint.patterns import Either, Exact, Gap, Node, Pattern, Prefix, Quantity, Word
from rfpkit.lint.quantities import Amount, accepts, amounts, telltales
from rfpkit.lint.tokens import Words


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Where a pattern stands: the sentence's ordinal, and its words from start to end."""

    sentence: int
    start: int
    end: int


class Engine(Protocol):
    """What finds patterns in the sentences that it was made for."""

    def find(self, pattern: Pattern) -> Iterator[Match]:
        """Every match of a pattern, in order; matches do not overlap."""
        ...


@dataclass(slots=True)
class FastEngine:
    """Finds patterns by an index of words and a walk over the few sentences it leaves."""

    sentences: Sequence[Words]
    _index: dict[str, list[int]] = field(init=False)
    _sorted: list[str] = field(init=False)
    _known: dict[Node, frozenset[int] | None] = field(init=False, default_factory=dict)
    _amounts: dict[int, tuple[Amount, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        index: dict[str, list[int]] = {}
        for ordinal, sentence in enumerate(self.sentences):
            for word in set(sentence.lower):
                index.setdefault(word, []).append(ordinal)
        self._index = index
        self._sorted = sorted(index)

    def find(self, pattern: Pattern) -> Iterator[Match]:
        """Every match of a pattern, in order; matches do not overlap."""
        for ordinal in self.candidates(pattern):
            done = 0
            for start in self._starts(pattern.nodes[0], ordinal):
                end = self._end(pattern.nodes, ordinal, start) if start >= done else None
                if end is not None:
                    yield Match(ordinal, start, end)
                    done = end

    def _starts(self, first: Node, ordinal: int) -> Sequence[int]:
        """The words at which a pattern that begins with this node can start."""
        lower = self.sentences[ordinal].lower
        match first:
            case Word(forms):
                return [at for at, word in enumerate(lower) if word in forms]
            case Prefix(prefix):
                return [at for at, word in enumerate(lower) if word.startswith(prefix)]
            case Quantity():
                return sorted({amount.start for amount in self._amounts_of(ordinal)})
            case Either(optional=False):
                return [at for at, word in enumerate(lower) if first.options_at(word)]
            case _:
                return range(len(lower))

    def candidates(self, pattern: Pattern) -> list[int]:
        """The sentences that hold a word for every element of the pattern, in order."""
        sets = [found for node in pattern.nodes if (found := self._holding(node)) is not None]
        if not sets:
            return list(range(len(self.sentences)))
        return sorted(_common(sets))

    def _holding(self, node: Node) -> frozenset[int] | None:
        """The sentences that hold a word for a node; None where any sentence may."""
        if node not in self._known:
            self._known[node] = self._look_up(node)
        return self._known[node]

    def _look_up(self, node: Node) -> frozenset[int] | None:
        match node:
            case Gap() | Either(optional=True):
                return None
            case Word(forms):
                return self._union(forms)
            case Exact(word):
                return self._union({word.lower()})
            case Prefix(prefix):
                return self._union(self._beginning(prefix))
            case Quantity(kind, comparison):
                tell = telltales(kind, comparison)
                return self._union(tell) if tell else None
            case Either(options):
                return self._of_options(options)

    def _of_options(self, options: tuple[tuple[Node, ...], ...]) -> frozenset[int] | None:
        found: set[int] = set()
        for option in options:
            sets = [held for node in option if (held := self._holding(node)) is not None]
            if not sets:
                return None
            found |= _common(sets)
        return frozenset(found)

    def _union(self, forms: frozenset[str] | set[str]) -> frozenset[int]:
        return frozenset(s for form in forms & self._index.keys() for s in self._index[form])

    def _beginning(self, prefix: str) -> set[str]:
        first = bisect_left(self._sorted, prefix)
        last = bisect_left(self._sorted, prefix + "\U0010ffff")
        return set(self._sorted[first:last])

    def _end(self, nodes: tuple[Node, ...], ordinal: int, start: int) -> int | None:
        """Where the best match from ``start`` ends, or None."""
        ends = self._walk(nodes, ordinal, start)
        if not ends:
            return None
        fewest = min(ends.values())
        return max(end for end, skipped in ends.items() if skipped == fewest)

    def _walk(self, nodes: tuple[Node, ...], ordinal: int, start: int) -> dict[int, int]:
        """Every end that the nodes can reach from ``start``, with the words left in gaps."""
        reached = {start: 0}
        for node in nodes:
            after: dict[int, int] = {}
            for at, skipped in reached.items():
                for end, more in self._steps(node, ordinal, at):
                    if skipped + more < after.get(end, 1 << 30):
                        after[end] = skipped + more
            if not after:
                return after
            reached = after
        reached.pop(start, None)  # a match holds at least one word
        return reached

    def _steps(self, node: Node, ordinal: int, at: int) -> list[tuple[int, int]]:
        """The ends of one node from a place, each with the words it leaves in gaps."""
        sentence = self.sentences[ordinal]
        inside = at < len(sentence.lower)
        match node:
            case Word(forms):
                return [(at + 1, 0)] if inside and sentence.lower[at] in forms else []
            case Prefix(prefix):
                return [(at + 1, 0)] if inside and sentence.lower[at].startswith(prefix) else []
            case Exact(word):
                return [(at + 1, 0)] if inside and sentence.raw[at] == word else []
            case Gap(most):
                last = min(at + most, len(sentence.lower))
                return [(end, end - at) for end in range(at, last + 1)]
            case Quantity(kind, comparison, bound):
                return [
                    (amount.end, 0)
                    for amount in self._amounts_of(ordinal)
                    if amount.start == at and accepts(kind, amount, comparison, bound)
                ]
            case Either(optional=optional):
                may = node.options_at(sentence.lower[at]) if inside else ()
                found = [step for option in may for step in self._walk(option, ordinal, at).items()]
                return [*found, (at, 0)] if optional else found

    def _amounts_of(self, ordinal: int) -> tuple[Amount, ...]:
        if ordinal not in self._amounts:
            self._amounts[ordinal] = tuple(amounts(self.sentences[ordinal].lower))
        return self._amounts[ordinal]


def _common(sets: list[frozenset[int]]) -> frozenset[int]:
    smallest, *others = sorted(sets, key=len)
    return smallest.intersection(*others)
