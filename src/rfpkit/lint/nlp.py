"""The reference engine: the same patterns, found by spaCy's Matcher. The only import of spaCy.

It checks the fast engine: both must find the same words. A pattern is cut at its gaps, amounts
and names of products into pieces without them, as wide gaps make the Matcher slow; the Matcher
finds the pieces, and chaining pieces that stand near enough gives the matches. No trained pipeline
is needed: the vocabulary is blank, and the words come from ``tokens.py``. Rules that do need one
(``needs: parse``) get it from ``load_pipeline``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

from rfpkit.errors import Fault, InputError
from rfpkit.lint.grammar import Parse
from rfpkit.lint.matching import Match
from rfpkit.lint.names import Names
from rfpkit.lint.patterns import (
    Either,
    Exact,
    Gap,
    Name,
    Node,
    Pattern,
    Prefix,
    Quantity,
    Word,
)
from rfpkit.lint.products import product_names
from rfpkit.lint.quantities import accepts, amounts
from rfpkit.lint.systems import system_names
from rfpkit.lint.tokens import Words

Tokens = list[dict[str, Any]]


def load_pipeline(name: str) -> Parse:
    """An installed trained pipeline. Raises InputError where spaCy cannot load it."""
    import spacy

    try:
        loaded: Parse = spacy.load(name)
    except (OSError, ValueError, ImportError, AttributeError) as error:
        message = f"this spaCy pipeline cannot be loaded; reinstall it or uninstall it ({error})"
        raise InputError(Fault(name, 0, 0, message)) from error
    return loaded


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a pattern without gaps, and how many words may stand before it."""

    gap: int
    nodes: tuple[Node, ...]


class SpacyEngine:
    """Finds the patterns that it was made for, in the sentences that it was made for."""

    def __init__(
        self,
        sentences: Sequence[Words],
        patterns: Sequence[Pattern],
        names: Names | None = None,
    ) -> None:
        from spacy.attrs import LOWER
        from spacy.matcher import Matcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        vocab = Vocab(lex_attr_getters={LOWER: str.lower})
        matcher = Matcher(vocab)
        self.sentences = sentences
        self.names = names or Names()
        self.pieces = {
            pattern.source: [
                _pieces(variant) for variant in _variants(_bound(pattern.nodes, self.names))
            ]
            for pattern in patterns
        }
        vocabulary = frozenset(chain.from_iterable(one.lower for one in sentences))
        keys: dict[tuple[Node, ...], str] = {}
        for variants in self.pieces.values():
            for piece in chain.from_iterable(variants):
                if piece.nodes not in keys and not isinstance(piece.nodes[0], Quantity | Name):
                    keys[piece.nodes] = f"piece{len(keys)}"
                    if _is_possible(piece.nodes, vocabulary):  # the Matcher is slow with many
                        matcher.add(keys[piece.nodes], _expand(piece.nodes))
        self.found: dict[tuple[Node, ...], dict[int, set[tuple[int, int]]]] = {
            nodes: {} for nodes in keys
        }
        by_id = {vocab.strings[key]: nodes for nodes, key in keys.items()}
        for ordinal, sentence in enumerate(sentences):
            if not sentence.raw or not len(matcher):
                continue
            doc = Doc(vocab, words=list(sentence.raw))
            for key, start, end in matcher(doc):
                self.found[by_id[key]].setdefault(ordinal, set()).add((start, end))

    def find(self, pattern: Pattern) -> list[Match]:
        """Every match of a pattern, in order; matches do not overlap."""
        return list(self._find(pattern))

    def _find(self, pattern: Pattern) -> Iterator[Match]:
        variants = self.pieces[pattern.source]
        for ordinal in sorted(set().union(*map(self._ordinals, variants))):
            done = 0
            for start, end in self._best(variants, ordinal):
                if start >= done:
                    yield Match(ordinal, start, end)
                    done = end

    def _ordinals(self, pieces: Sequence[_Piece]) -> Set[int]:
        """The sentences in which the Matcher has found all pieces, in whatever order."""
        found = [self.found[p.nodes].keys() for p in pieces if p.nodes in self.found]
        every = range(len(self.sentences))
        return set(found[0]).intersection(*found[1:]) if found else set(every)

    def candidates(self, pattern: Pattern) -> list[int]:
        """The ordinals of the sentences that hold a pattern, in order."""
        return sorted({match.sentence for match in self.find(pattern)})

    def holding(self, words: frozenset[str]) -> list[int]:
        """The ordinals of the sentences that hold one of the words, or ``beginnings*`` of words."""
        whole = {word for word in words if not word.endswith("*")}
        beginnings = tuple(word[:-1] for word in words if word.endswith("*"))
        return [
            at
            for at, one in enumerate(self.sentences)
            if any(word in whole or word.startswith(beginnings) for word in one.lower)
        ]

    def _best(
        self, variants: Sequence[Sequence[_Piece]], ordinal: int
    ) -> Iterator[tuple[int, int]]:
        """From each start the end with the fewest words in gaps, and of those the farthest."""
        best: dict[int, tuple[int, int]] = {}
        for pieces in variants:
            for (start, end), skipped in self._chains(pieces, ordinal).items():
                best[start] = min(best.get(start, (skipped, -end)), (skipped, -end))
        for start in sorted(best):
            yield start, -best[start][1]

    def _chains(self, pieces: Sequence[_Piece], ordinal: int) -> dict[tuple[int, int], int]:
        """The spans of all pieces in a row, with the words left in gaps."""
        chains = dict.fromkeys(self._spans(pieces[0].nodes, ordinal), 0)
        for piece in pieces[1:]:
            if not chains:
                break
            chains = _chained(chains, self._spans(piece.nodes, ordinal), piece.gap)
        return chains

    def _spans(self, nodes: tuple[Node, ...], ordinal: int) -> set[tuple[int, int]]:
        first = nodes[0]
        if isinstance(first, Name):
            sentence, names = self.sentences[ordinal], self.names
            if first.of == "system":
                return set(system_names(sentence, names.ordinary, names.terms))
            return set(product_names(sentence, names.ordinary, names.own))
        if not isinstance(first, Quantity):
            return self.found[nodes].get(ordinal, set())
        return {
            (amount.start, amount.end)
            for amount in amounts(self.sentences[ordinal].lower)
            if accepts(first.kind, amount, first.comparison, first.bound)
        }


def _chained(
    chains: dict[tuple[int, int], int], spans: set[tuple[int, int]], gap: int
) -> dict[tuple[int, int], int]:
    """The chains made longer by a span each, with the fewest words left in gaps."""
    after: dict[tuple[int, int], int] = {}
    for (start, end), skipped in chains.items():
        for begin, stop in spans:
            between = skipped + begin - end
            if 0 <= begin - end <= gap:
                after[start, stop] = min(after.get((start, stop), between), between)
    return after


def _bound(nodes: tuple[Node, ...], names: Names) -> tuple[Node, ...]:
    """The nodes with the names that the document gives to its parties."""
    return tuple(
        Either(
            (*(_bound(option, names) for option in node.options), *_given(node, names)),
            node.optional,
        )
        if isinstance(node, Either)
        else node
        for node in nodes
    )


def _given(node: Either, names: Names) -> list[tuple[Node, ...]]:
    given = names.parties.get(node.role, ())
    return [tuple(Word(frozenset({word})) for word in name) for name in given]


def _variants(nodes: tuple[Node, ...]) -> list[tuple[Node, ...]]:
    """The nodes with each choice made that a piece could not hold: optional ones, and amounts."""
    choices: list[list[tuple[Node, ...]]] = []
    for node in nodes:
        if isinstance(node, Either) and (node.optional or _holds_span(node)):
            made = [variant for option in node.options for variant in _variants(option)]
            choices.append([*made, ()] if node.optional else made)
        else:
            choices.append([(node,)])
    return [
        tuple(node for part in combination for node in part) for combination in product(*choices)
    ]


def _holds_span(node: Node) -> bool:
    """Whether a node holds what the Matcher cannot find: an amount, the name of a product."""
    if isinstance(node, Either):
        return any(_holds_span(inner) for option in node.options for inner in option)
    return isinstance(node, Quantity | Name)


def _pieces(nodes: tuple[Node, ...]) -> tuple[_Piece, ...]:
    """The nodes cut at gaps, and around amounts and choices.

    A choice stands alone because the Matcher needs a pattern for each combination of choices.
    """
    pieces: list[_Piece] = []
    gap = 0
    for node in nodes:
        if isinstance(node, Gap):
            gap += node.most
            continue
        last = pieces[-1] if pieces else None
        alone = isinstance(node, Quantity | Name | Either) or gap or last is None
        if alone or last is None or isinstance(last.nodes[-1], Quantity | Name | Either):
            pieces.append(_Piece(gap, (node,)))
        else:
            pieces[-1] = _Piece(last.gap, (*last.nodes, node))
        gap = 0
    return tuple(pieces)


def _is_possible(nodes: Sequence[Node], vocabulary: Set[str]) -> bool:
    """Whether a text has the plain words that the nodes need."""
    return not any(isinstance(n, Word) and n.forms.isdisjoint(vocabulary) for n in nodes)


def _expand(nodes: tuple[Node, ...]) -> list[Tokens]:
    """The Matcher's patterns for nodes without gaps: one for each choice of alternatives."""
    choices = [_choices(node) for node in nodes]
    found = []
    for combination in product(*choices):
        tokens = [token for part in combination for token in part]
        if tokens and tokens not in found:
            found.append(tokens)
    return found


def _choices(node: Node) -> list[Tokens]:
    match node:
        case Word(forms):
            return [[{"LOWER": {"IN": sorted(forms)}}]]
        case Prefix(prefix):
            return [[{"LOWER": {"REGEX": rf"\A{prefix}"}}]]
        case Exact(word):
            return [[{"ORTH": word}]]
        case Either(options, optional):
            found = [tokens for option in options for tokens in _expand(option)]
            return [*found, []] if optional else found
        case _:
            raise TypeError(f"{node} does not stand in a piece")
