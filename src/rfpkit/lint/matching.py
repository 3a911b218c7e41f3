"""Patterns found in sentences by the fast engine.

``masks`` tells which sentences hold a pattern; only they are walked, word by word, for where it
stands. A match is decided by the words alone: the leftmost start; from there the end that leaves
the fewest words in gaps, and of those the farthest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rfpkit.lint.masks import Masks, Spans, cut
from rfpkit.lint.names import Names
from rfpkit.lint.patterns import Gap, Pattern
from rfpkit.lint.tokens import Words

_NEVER = 1 << 30
_STRETCH = 20_000
"""So many words are looked at in one go: a number of 20,000 bits takes 2.5 KB."""


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Where a pattern stands: the sentence's ordinal, and its words from start to end."""

    sentence: int
    start: int
    end: int


class Engine(Protocol):
    """What finds patterns in the sentences that it was made for."""

    def find(self, pattern: Pattern) -> list[Match]:
        """Every match of a pattern, in order; matches do not overlap."""
        ...

    def candidates(self, pattern: Pattern) -> list[int]:
        """The ordinals of the sentences that hold a pattern, in order."""
        ...

    def holding(self, words: frozenset[str]) -> list[int]:
        """The ordinals of the sentences that hold one of the words, or ``beginnings*`` of words."""
        ...


class FastEngine:
    """Finds patterns in all sentences at once, and walks only those that hold one.

    ``with_names`` are the patterns with names that will be asked for, by what the names are of:
    names are recognised where one of them may stand; in every sentence where that is not known.
    """

    def __init__(
        self,
        sentences: Sequence[Words],
        names: Names | None = None,
        with_names: Mapping[str, Sequence[Pattern]] | None = None,
    ) -> None:
        self.sentences = sentences
        self.names = names or Names()
        stretches = cut(sentences, _STRETCH)
        self._stretches = [
            (first, Masks(part, self.names, with_names)) for first, part in stretches
        ]

    def find(self, pattern: Pattern) -> list[Match]:
        """Every match of a pattern, in order; matches do not overlap."""
        found: list[Match] = []
        for ordinal in self.candidates(pattern):
            masks, local = self._place(ordinal)
            last = len(self.sentences[ordinal].lower)
            row = [
                node.most if isinstance(node, Gap) else masks.spans(node, local)
                for node in pattern.nodes
            ]
            done = 0
            for start in _starts(row[0]):
                end = _end(row, start, last) if start >= done else None
                if end is not None:
                    found.append(Match(ordinal, start, end))
                    done = end
        return found

    def candidates(self, pattern: Pattern) -> list[int]:
        """The ordinals of the sentences that hold a pattern, in order."""
        found: list[int] = []
        for first, masks in self._stretches:
            ordinals = masks.holding(pattern)
            if ordinals:
                found += [first + ordinal for ordinal in ordinals]
        return found

    def holding(self, words: frozenset[str]) -> list[int]:
        """The ordinals of the sentences that hold one of the words, or ``beginnings*`` of words."""
        return [
            first + ordinal
            for first, masks in self._stretches
            for ordinal in masks.holding_one(words)
        ]

    def _place(self, ordinal: int) -> tuple[Masks, int]:
        """The stretch that a sentence lies in, and its ordinal there."""
        for first, masks in reversed(self._stretches):
            if first <= ordinal:
                return masks, ordinal - first
        raise IndexError(ordinal)


_Row = Sequence[int | Spans]
"""The nodes of a pattern in one sentence: the most words of a gap, or where the node begins."""


def _starts(first: int | Spans) -> list[int]:
    """The words at which a pattern can start; it never begins with a gap."""
    if isinstance(first, int):
        return []
    reached = 0
    for _, places in first:
        reached |= places
    return [at for at in range(reached.bit_length()) if reached >> at & 1]


def _end(row: _Row, start: int, last: int) -> int | None:
    """Where the best match from ``start`` ends, or None; the sentence ends at ``last``."""
    reached = {start: 0}  # every end so far, with the words left in gaps
    for node in row:
        after: dict[int, int] = {}
        for at, skipped in reached.items():
            if isinstance(node, int):
                steps = [(end, skipped + end - at) for end in range(at, min(at + node, last) + 1)]
            else:
                steps = [(at + length, skipped) for length, places in node if places >> at & 1]
            for end, more in steps:
                if more < after.get(end, _NEVER):
                    after[end] = more
        if not after:
            return None
        reached = after
    reached.pop(start, None)  # a match holds at least one word
    fewest = min(reached.values(), default=_NEVER)
    return max((end for end, skipped in reached.items() if skipped == fewest), default=None)
