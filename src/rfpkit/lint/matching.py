"""Patterns found in sentences by the fast engine.

``masks`` tells which sentences hold a pattern; only they are walked, word by word, for where it
stands. A match is decided by the words alone: the leftmost start; from there the end that leaves
the fewest words in gaps, and of those the farthest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from rfpkit.lint.masks import Masks, cut
from rfpkit.lint.names import Names
from rfpkit.lint.patterns import (
    Either,
    Exact,
    Gap,
    Node,
    Pattern,
    Prefix,
    Product,
    Quantity,
    Word,
)
from rfpkit.lint.quantities import accepts
from rfpkit.lint.tokens import Words

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

    def find(self, pattern: Pattern) -> Iterator[Match]:
        """Every match of a pattern, in order; matches do not overlap."""
        ...

    def candidates(self, pattern: Pattern) -> list[int]:
        """The ordinals of the sentences that hold a pattern, in order."""
        ...

    def holding(self, words: Set[str]) -> list[int]:
        """The ordinals of the sentences that hold one of the words, or ``beginnings*`` of words."""
        ...


class FastEngine:
    """Finds patterns in all sentences at once, and walks only those that hold one."""

    def __init__(self, sentences: Sequence[Words], names: Names | None = None) -> None:
        self.sentences = sentences
        self.names = names or Names()
        stretches = cut(sentences, _STRETCH)
        self._stretches = [(first, Masks(part, self.names)) for first, part in stretches]
        self._options: dict[int, tuple[Either, _Options]] = {}

    def find(self, pattern: Pattern) -> Iterator[Match]:
        """Every match of a pattern, in order; matches do not overlap."""
        for ordinal in self.candidates(pattern):
            words = self.sentences[ordinal]
            walk = _Walk(self, words, *self._place(ordinal))
            done = 0
            for start in walk.starts(pattern.nodes[0]):
                end = walk.end(pattern.nodes, start) if start >= done else None
                if end is not None:
                    yield Match(ordinal, start, end)
                    done = end

    def candidates(self, pattern: Pattern) -> list[int]:
        """The ordinals of the sentences that hold a pattern, in order."""
        return [
            first + ordinal
            for first, masks in self._stretches
            for ordinal in masks.holding(pattern.nodes)
        ]

    def holding(self, words: Set[str]) -> list[int]:
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

    def options_at(self, node: Either, word: str) -> Sequence[tuple[Node, ...]]:
        """The options that may begin with a word: word lists are long, and few entries fit."""
        known = self._options.get(id(node))
        if known is None:
            given = self.names.parties.get(node.role, ()) if node.role else ()
            named = [tuple(Word(frozenset({part})) for part in name) for name in given]
            known = self._options[id(node)] = (node, _Options([*node.options, *named]))
        return known[1].at(word)


class _Options:
    """The options of a choice by the words that they may begin with."""

    def __init__(self, options: Sequence[tuple[Node, ...]]) -> None:
        self.by_word: dict[str, list[tuple[Node, ...]]] = {}
        self.others: list[tuple[Node, ...]] = []
        for option in options:
            first = option[0]
            if isinstance(first, Word):
                for form in first.forms:
                    self.by_word.setdefault(form, []).append(option)
            elif isinstance(first, Exact):
                self.by_word.setdefault(first.word.lower(), []).append(option)
            else:
                self.others.append(option)

    def at(self, word: str) -> Sequence[tuple[Node, ...]]:
        return self.by_word.get(word, []) + self.others


@dataclass(frozen=True, slots=True)
class _Walk:
    """Follows patterns through the words of one sentence."""

    engine: FastEngine
    words: Words
    masks: Masks
    ordinal: int

    def starts(self, first: Node) -> Sequence[int]:
        """The words at which a pattern that begins with this node can start."""
        lower = self.words.lower
        match first:
            case Word(forms):
                return [at for at, word in enumerate(lower) if word in forms]
            case Prefix(prefix):
                return [at for at, word in enumerate(lower) if word.startswith(prefix)]
            case Quantity():
                return sorted({amount.start for amount in self.masks.amounts_of(self.ordinal)})
            case Product():
                return sorted({start for start, _ in self.masks.products.get(self.ordinal, ())})
            case Either(optional=False):
                return [at for at, word in enumerate(lower) if self.engine.options_at(first, word)]
            case _:
                return range(len(lower))

    def end(self, nodes: tuple[Node, ...], start: int) -> int | None:
        """Where the best match from ``start`` ends, or None."""
        ends = self._walk(nodes, start)
        if not ends:
            return None
        fewest = min(ends.values())
        return max(end for end, skipped in ends.items() if skipped == fewest)

    def _walk(self, nodes: tuple[Node, ...], start: int) -> dict[int, int]:
        """Every end that the nodes can reach from ``start``, with the words left in gaps."""
        reached = {start: 0}
        for node in nodes:
            after: dict[int, int] = {}
            for at, skipped in reached.items():
                for end, more in self._steps(node, at):
                    if skipped + more < after.get(end, 1 << 30):
                        after[end] = skipped + more
            if not after:
                return after
            reached = after
        reached.pop(start, None)  # a match holds at least one word
        return reached

    def _steps(self, node: Node, at: int) -> list[tuple[int, int]]:
        """The ends of one node from a place, each with the words it leaves in gaps."""
        lower = self.words.lower
        inside = at < len(lower)
        match node:
            case Word(forms):
                return [(at + 1, 0)] if inside and lower[at] in forms else []
            case Prefix(prefix):
                return [(at + 1, 0)] if inside and lower[at].startswith(prefix) else []
            case Exact(word):
                return [(at + 1, 0)] if inside and self.words.raw[at] == word else []
            case Gap(most):
                last = min(at + most, len(lower))
                return [(end, end - at) for end in range(at, last + 1)]
            case Quantity(kind, comparison, bound):
                return [
                    (amount.end, 0)
                    for amount in self.masks.amounts_of(self.ordinal)
                    if amount.start == at and accepts(kind, amount, comparison, bound)
                ]
            case Product():
                spans = self.masks.products.get(self.ordinal, ())
                return [(end, 0) for start, end in spans if start == at]
            case Either(optional=optional):
                may = self.engine.options_at(node, lower[at]) if inside else ()
                found = [step for option in may for step in self._walk(option, at).items()]
                return [*found, (at, 0)] if optional else found
