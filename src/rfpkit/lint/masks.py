"""Where words stand in a text, as the bits of whole numbers: which sentences hold a pattern.

The words of many sentences stand in a row, with an empty place after each sentence. A node of a
pattern becomes, once for the whole text, one number for each length it can have: its bits are the
places where it begins. A pattern is then followed through all sentences at once, by shifting bits
from where one node ends to where the next begins; that takes microseconds for ten thousand words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate

from rfpkit.lint.names import Names
from rfpkit.lint.patterns import Either, Exact, Gap, Node, Prefix, Product, Quantity, Word
from rfpkit.lint.products import product_names, suspects
from rfpkit.lint.quantities import Amount, accepts, amounts, dimension, is_numeral
from rfpkit.lint.tokens import Words

Spans = tuple[tuple[int, int], ...]
"""Each length that a node can have, with the places where it begins."""

_FEW = 12


class Masks:
    """The words of some sentences, and where the nodes of patterns stand among them."""

    def __init__(self, sentences: Sequence[Words], names: Names) -> None:
        self.sentences = sentences
        self.names = names
        places: defaultdict[str, list[int]] = defaultdict(list)
        at = 0
        offsets = []
        for sentence in sentences:
            offsets.append(at)
            for word in sentence.lower:
                places[word].append(at)
                at += 1
            at += 1
        self.offsets = offsets
        self.places: Mapping[str, list[int]] = dict(places)
        self._vocabulary = frozenset(places)
        self._words: dict[str, int] = {}
        self.everywhere = (1 << at + 1) - 1
        separators = self._mask([first - 1 for first in offsets[1:]] + [at - 1])
        self.words = (self.everywhere >> 2 if at else 0) & ~separators
        self._known: dict[int, Spans] = {}
        self._kept: list[Node] = []  # so that the id of a node stays its own
        self._amounts: dict[int, tuple[Amount, ...]] = {}

    def holding(self, nodes: Sequence[Node]) -> list[int]:
        """The ordinals of the sentences in which the nodes stand in a row."""
        reached = self._reached(nodes)
        found = []
        while reached:
            place = (reached & -reached).bit_length() - 1
            ordinal = bisect_right(self.offsets, place) - 1
            found.append(ordinal)
            end = self.offsets[ordinal] + len(self.sentences[ordinal].lower) + 1
            reached = reached >> end << end
        return found

    def _reached(self, nodes: Sequence[Node]) -> int:
        """The places where the nodes in a row can end."""
        known = self._known
        for node in nodes:
            # Most patterns end here, at a word that the text does not have.
            if not (known.get(id(node)) or self._look_up(node)):
                return 0
        reached = self.everywhere
        for node in nodes:
            if isinstance(node, Gap):
                reached = self._over(reached, node.most)
            else:
                spans = known[id(node)]
                if len(spans) == 1:
                    ((length, places),) = spans
                    reached = (reached & places) << length
                else:
                    reached = self._moved(reached, spans)
            if not reached:
                return 0
        return reached

    def _moved(self, reached: int, spans: Spans) -> int:
        after = 0
        for length, places in spans:
            after |= (reached & places) << length
        return after

    def _over(self, reached: int, most: int) -> int:
        """The places within so many words of the given ones, in the same sentence."""
        last = reached
        for _ in range(most):
            last = (last & self.words) << 1
            reached |= last
        return reached

    def _look_up(self, node: Node) -> Spans:
        """Where a node begins, by its length; a gap may begin anywhere."""
        spans = self._known.get(id(node))
        if spans is None:
            spans = self._found(node)
            self._known[id(node)] = spans
            self._kept.append(node)
        return spans

    def _found(self, node: Node) -> Spans:
        match node:
            case Word(forms):
                return self._one_word(forms)
            case Either():
                return self._either(node)
            case Prefix(prefix):
                return self._one_word(frozenset(self._beginning(prefix)))
            case Exact(word):
                places = [p for p in self.places.get(word.lower(), ()) if self._raw[p] == word]
                return ((1, self._mask(places)),) if places else ()
            case Quantity():
                return self._by_length(self._quantities(node))
            case Product():
                return self._by_length(self._products())
            case Gap():
                return ((0, self.everywhere),)

    def _one_word(self, forms: Set[str]) -> Spans:
        if self._vocabulary.isdisjoint(forms):
            return ()
        mask = 0
        for form in self._vocabulary & forms:
            mask |= self._word(form)
        return ((1, mask),)

    def holding_one(self, words: Set[str]) -> list[int]:
        """The ordinals of the sentences that hold one of the words; ``word*`` is a beginning."""
        found = set(self._vocabulary & words)
        for word in words:
            if word.endswith("*"):
                found.update(self._beginning(word[:-1]))
        return sorted(self._holding_one(found))

    def _word(self, form: str) -> int:
        """The places of a word that the text holds."""
        mask = self._words.get(form)
        if mask is None:
            mask = self._words[form] = self._mask(self.places[form])
        return mask

    def _either(self, node: Either) -> Spans:
        given = self.names.parties.get(node.role, ()) if node.role else ()
        found: dict[int, int] = {0: self.everywhere} if node.optional else {}
        for option in node.options:
            for length, places in self._in_a_row(option):
                found[length] = found.get(length, 0) | places
        for name in given:
            for length, places in self._in_a_row([Word(frozenset({word})) for word in name]):
                found[length] = found.get(length, 0) | places
        return tuple(found.items())

    def _in_a_row(self, nodes: Sequence[Node]) -> Spans:
        row = self._look_up(nodes[0])
        for node in nodes[1:]:
            if not row:
                break
            longer: dict[int, int] = {}
            for more, following in self._look_up(node):
                for length, places in row:
                    both = places & (following >> length)
                    if both:
                        longer[length + more] = longer.get(length + more, 0) | both
            row = tuple(longer.items())
        return row

    def _beginning(self, prefix: str) -> list[str]:
        first = bisect_left(self._sorted, prefix)
        last = bisect_left(self._sorted, prefix + "\U0010ffff")
        return self._sorted[first:last]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.places)

    @cached_property
    def _raw(self) -> list[str]:
        return [word for sentence in self.sentences for word in (*sentence.raw, "")]

    def _mask(self, places: Sequence[int]) -> int:
        """The number with these bits."""
        if len(places) < _FEW:
            mask = 0
            for place in places:
                mask |= 1 << place
            return mask
        bits = bytearray(max(places) // 8 + 1)
        for place in places:
            bits[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(bits, "little")

    def _by_length(self, found: Iterable[tuple[int, int]]) -> Spans:
        """Spans of places, told by start and end."""
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for start, end in found:
            by_length[end - start].append(start)
        return tuple((length, self._mask(starts)) for length, starts in by_length.items())

    def _holding_one(self, forms: Iterable[str]) -> set[int]:
        """The sentences that hold one of the words."""
        places = (place for form in forms if form in self.places for place in self.places[form])
        return {bisect_right(self.offsets, place) - 1 for place in places}

    def _quantities(self, node: Quantity) -> Iterator[tuple[int, int]]:
        for base, amount in self._all_amounts.get(dimension(node.kind), ()):
            if accepts(node.kind, amount, node.comparison, node.bound):
                yield base + amount.start, base + amount.end

    @cached_property
    def _all_amounts(self) -> Mapping[str, list[tuple[int, Amount]]]:
        """Every quantity by what it measures, with the place of its sentence's first word."""
        found: defaultdict[str, list[tuple[int, Amount]]] = defaultdict(list)
        for at in sorted(self._holding_one(word for word in self.places if is_numeral(word))):
            for amount in self.amounts_of(at):
                found[dimension(amount.unit)].append((self.offsets[at], amount))
        return found

    def amounts_of(self, ordinal: int) -> tuple[Amount, ...]:
        """The quantities in a sentence."""
        if ordinal not in self._amounts:
            self._amounts[ordinal] = tuple(amounts(self.sentences[ordinal].lower))
        return self._amounts[ordinal]

    def _products(self) -> Iterator[tuple[int, int]]:
        for ordinal, spans in self.products.items():
            for start, end in spans:
                yield self.offsets[ordinal] + start, self.offsets[ordinal] + end

    @cached_property
    def products(self) -> Mapping[int, tuple[tuple[int, int], ...]]:
        """The names of products in each sentence that holds one."""
        where = self._holding_one(suspects(self.places))
        where.update(at for at, sentence in enumerate(self.sentences) if sentence.marked)
        ordinary, own = self.names.ordinary, self.names.own
        spans = {at: tuple(product_names(self.sentences[at], ordinary, own)) for at in where}
        return {at: found for at, found in spans.items() if found}


def cut(sentences: Sequence[Words], most: int) -> list[tuple[int, Sequence[Words]]]:
    """The sentences in stretches of about so many words, each with its first one's ordinal."""
    ends = [0, *accumulate(len(sentence.lower) for sentence in sentences)]
    stretches = []
    first = 0
    while first < len(sentences):
        last = max(bisect_right(ends, ends[first] + most) - 1, first + 1)
        stretches.append((first, sentences[first:last]))
        first = last
    return stretches
