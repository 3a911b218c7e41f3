"""Where words stand in a text, as the bits of whole numbers: which sentences hold a pattern.

The words of many sentences stand in a row, with an empty place after each sentence. A node of a
pattern becomes, once for the whole text, one number for each length it can have: its bits are the
places where it begins. A pattern is then followed through all sentences at once, by shifting bits
from where one node ends to where the next begins; that takes microseconds for ten thousand words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from itertools import accumulate

from rfpkit.lint.names import Names
from rfpkit.lint.patterns import Either, Exact, Gap, Name, Node, Pattern, Prefix, Quantity, Word
from rfpkit.lint.products import product_names, suspects
from rfpkit.lint.quantities import Amount, accepts, amounts, dimension, is_numeral
from rfpkit.lint.systems import system_names
from rfpkit.lint.tokens import Words

Spans = tuple[tuple[int, int], ...]
"""Each length that a node can have, with the places where it begins."""

Recogniser = Callable[[Words, Collection[str], Collection[str]], Iterator[tuple[int, int]]]
"""The names in a sentence, given words that are no names and the document's own."""

_FEW = 12
_RARE = 8
"""In so few sentences to look at the words one by one is quicker than in the whole text."""


class Masks:
    """The words of some sentences, and where the nodes of patterns stand among them."""

    def __init__(
        self,
        sentences: Sequence[Words],
        names: Names,
        with_names: Mapping[str, Sequence[Pattern]] | None = None,
    ) -> None:
        self.sentences = sentences
        self.names = names
        places: defaultdict[str, list[int]] = defaultdict(list)
        within: defaultdict[str, int] = defaultdict(int)
        at = 0
        offsets = []
        for ordinal, sentence in enumerate(sentences):
            offsets.append(at)
            for word in sentence.lower:
                places[word].append(at)
                at += 1
            at += 1
            bit = 1 << ordinal
            for word in set(sentence.lower):
                within[word] |= bit
        self.offsets = offsets
        self.places: Mapping[str, list[int]] = dict(places)
        self._within: Mapping[str, int] = dict(within)
        self._every_sentence = (1 << len(sentences)) - 1
        self._keys: dict[frozenset[str], int] = {}
        self._vocabulary = frozenset(places)
        self._words: dict[str, int] = {}
        self.everywhere = (1 << at + 1) - 1
        separators = self._mask([first - 1 for first in offsets[1:]] + [at - 1])
        self.words = (self.everywhere >> 2 if at else 0) & ~separators
        self._known: dict[int, Spans] = {}
        self._kept: list[Node] = []  # so that the id of a node stays its own
        self._amounts: dict[int, tuple[Amount, ...]] = {}
        self._with_names = with_names

    def holding(self, pattern: Pattern) -> list[int]:
        """The ordinals of the sentences in which a pattern stands."""
        left = self._may_hold(pattern)
        if not left or (left.bit_count() <= _RARE and not self._may_fit(pattern, left)):
            return []  # nearly all patterns end here
        reached = self._reached(pattern.nodes)
        found = []
        while reached:
            place = (reached & -reached).bit_length() - 1
            ordinal = bisect_right(self.offsets, place) - 1
            found.append(ordinal)
            end = self.offsets[ordinal] + len(self.sentences[ordinal].lower) + 1
            reached = reached >> end << end
        return found

    def spans(self, node: Node, ordinal: int) -> Spans:
        """Where a node begins in one sentence, counted from its first word, by its length."""
        offset = self.offsets[ordinal]
        inside = (2 << len(self.sentences[ordinal].lower)) - 1
        return tuple(
            (length, here)
            for length, places in self._look_up(node)
            if (here := places >> offset & inside)
        )

    def _may_hold(self, pattern: Pattern) -> int:
        """The sentences that have a word of each of the pattern's keys, in whatever order."""
        left = self._every_sentence
        for key in pattern.keys:
            holding = self._keys.get(key)
            if holding is None:
                holding = self._keys[key] = self._sentences_with(key)
            left &= holding
            if not left:
                break
        return left

    def _may_fit(self, pattern: Pattern, left: int) -> bool:
        """Whether the plain words of a pattern stand in order in one of the sentences."""
        return any(_fits(pattern.nodes, self.sentences[at].lower) for at in _bits(left))

    def _sentences_with(self, key: frozenset[str]) -> int:
        """The sentences, as bits, that hold one of the words, or ``beginnings*`` of words."""
        holding = self._around(self._vocabulary & key)
        for beginning in _beginnings(key):
            holding |= self._around(self._beginning(beginning))
        return holding

    def _around(self, words: Iterable[str]) -> int:
        """The sentences, as bits, that hold one of these words of the text."""
        holding = 0
        for word in words:
            holding |= self._within[word]
        return holding

    def _reached(self, nodes: Sequence[Node]) -> int:
        """The places where the nodes in a row can end."""
        reached = self.everywhere
        for node in nodes:
            if isinstance(node, Gap):
                reached = self._over(reached, node.most)
                continue
            spans = self._known.get(id(node))
            if spans is None:
                spans = self._look_up(node)
            if len(spans) == 1:
                ((length, places),) = spans
                reached = (reached & places) << length
            else:
                reached = self._moved(reached, spans)
            if not reached:
                return 0  # most patterns end soon, and look up no more of their nodes
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
                places = [p for p in self.places.get(word.lower(), ()) if self._raw(p) == word]
                return ((1, self._mask(places)),) if places else ()
            case Quantity():
                return self._by_length(self._quantities(node))
            case Name(of):
                return self._by_length(self._names(of))
            case Gap():
                return ((0, self.everywhere),)

    def _one_word(self, forms: Set[str]) -> Spans:
        if self._vocabulary.isdisjoint(forms):
            return ()
        mask = 0
        for form in self._vocabulary & forms:
            mask |= self._word(form)
        return ((1, mask),)

    def holding_one(self, words: frozenset[str]) -> list[int]:
        """The ordinals of the sentences that hold one of the words; ``word*`` is a beginning."""
        return list(_bits(self._sentences_with(words)))

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

    def _raw(self, place: int) -> str:
        """The word at a place with the writer's capitals."""
        ordinal = bisect_right(self.offsets, place) - 1
        return self.sentences[ordinal].raw[place - self.offsets[ordinal]]

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

    def _quantities(self, node: Quantity) -> Iterator[tuple[int, int]]:
        for base, amount in self._all_amounts.get(dimension(node.kind), ()):
            if accepts(node.kind, amount, node.comparison, node.bound):
                yield base + amount.start, base + amount.end

    @cached_property
    def _all_amounts(self) -> Mapping[str, list[tuple[int, Amount]]]:
        """Every quantity by what it measures, with the place of its sentence's first word."""
        found: defaultdict[str, list[tuple[int, Amount]]] = defaultdict(list)
        for at in _bits(self._around(filter(is_numeral, self.places))):
            for amount in self.amounts_of(at):
                found[dimension(amount.unit)].append((self.offsets[at], amount))
        return found

    def amounts_of(self, ordinal: int) -> tuple[Amount, ...]:
        """The quantities in a sentence."""
        if ordinal not in self._amounts:
            self._amounts[ordinal] = tuple(amounts(self.sentences[ordinal].lower))
        return self._amounts[ordinal]

    def _names(self, of: str) -> Iterator[tuple[int, int]]:
        """The names of products or of systems, by their places."""
        where = set(_bits(self._asking(of)))
        if of == "system":
            return self._named(system_names, where, self.names.terms)
        suspect = set(_bits(self._around(suspects(self.places))))
        suspect.update(at for at, sentence in enumerate(self.sentences) if sentence.marked)
        return self._named(product_names, where & suspect, self.names.own)

    def _asking(self, of: str) -> int:
        """The sentences, as bits, in which a pattern may ask for names: to know one takes time."""
        if self._with_names is None:
            return self._every_sentence
        asking = 0
        for pattern in self._with_names[of]:
            asking |= self._may_hold(pattern)
        return asking

    def _named(
        self, names: Recogniser, where: Iterable[int], own: Collection[str]
    ) -> Iterator[tuple[int, int]]:
        """The places of the names in some sentences."""
        for ordinal in sorted(where):
            offset = self.offsets[ordinal]
            for start, end in names(self.sentences[ordinal], self.names.ordinary, own):
                yield offset + start, offset + end


def _fits(nodes: Sequence[Node], lower: Sequence[str]) -> bool:
    """Whether words may be those of the nodes: their plain words and first words stand in order."""
    everywhere = reached = (2 << len(lower)) - 1
    for node in nodes:
        if isinstance(node, Gap):
            for _ in range(node.most):
                reached |= reached << 1
            continue
        forms = node.forms if isinstance(node, Word) else _first_words(node)
        if forms is not None:
            here = 0
            for at, word in enumerate(lower):
                if word in forms:
                    here |= 1 << at
            reached &= here
        if not reached:
            return False
        if isinstance(node, Word):
            reached <<= 1
        else:
            reached = everywhere & -(reached & -reached)  # from its first place on
    return True


_FIRST_WORDS: dict[int, tuple[Node, frozenset[str] | None]] = {}


def _first_words(node: Node) -> frozenset[str] | None:
    """The words that a choice can begin with; None where that is not known."""
    known = _FIRST_WORDS.get(id(node))
    if known is None:
        found: frozenset[str] | None = None
        if isinstance(node, Either) and not node.optional and not node.role:
            first = [option[0] for option in node.options]
            if all(isinstance(one, Word) for one in first):
                found = frozenset().union(*(one.forms for one in first if isinstance(one, Word)))
        known = _FIRST_WORDS[id(node)] = (node, found)
    return known[1]


def _bits(number: int) -> Iterator[int]:
    """The places of the bits in a number."""
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low


@cache
def _beginnings(words: frozenset[str]) -> tuple[str, ...]:
    """The beginnings among words, without their *."""
    return tuple(word[:-1] for word in words if word.endswith("*"))


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
