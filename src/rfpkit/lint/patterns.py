"""The pattern language of rules: parsed into a small tree, and told in plain words when wrong.

``docs/design.md`` ("Patterns") is the reference. Gaps stand only between other elements and are
bounded, so matching a pattern takes time linear in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from rfpkit.lint.inflection import inflections, noun_forms
from rfpkit.lint.quantities import COMPARISONS, KINDS
from rfpkit.lint.tokens import word_set, words

MAX_GAP = 15
NAMES = ("product", "system")
"""What names can be recognised of."""

ROLES = {"supplier": "supplier", "seller": "supplier", "buyer": "buyer"}
"""The word lists that grow by the names which a document gives to its parties."""

_ELEMENT = re.compile(r"\[[^\]]*\]|(?:<[^>]*>|[^\s\[\]<>])+|\S")
_ALTERNATIVE = re.compile(r"(?:<[^>]*>|[^|<])+|<[^>]*")
_QUANTITY = re.compile(r"<([a-z]+)(?: ([a-z_]+) (\d+(?:\.\d+)?))?>")
_NEGATIVE = word_set(
    "no not never without neither nor none cannot can't won't don't doesn't isn't aren't nothing "
    "prohibit prohibited forbidden"
)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what is wrong and what to write."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word that is any of ``forms`` (folded)."""

    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prefix:
    """One word that begins so (folded)."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Exact:
    """One word with exactly these capitals."""

    word: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: what it counts, and how it compares with ``bound`` (no ``comparison``: any)."""

    kind: str
    comparison: str = ""
    bound: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is recognised: of a "product" (``products``), or of a "system" (``systems``)."""

    of: Literal["product", "system"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``most`` words of any kind."""

    most: int


@dataclass(frozen=True, slots=True)
class Either:
    """Any one of several sequences; ``optional`` when nothing at all will do as well.

    ``role`` "supplier" or "buyer" adds the names that a document gives to that party.
    """

    options: tuple[tuple[Node, ...], ...]
    optional: bool = False
    role: str = ""


Node = Word | Prefix | Exact | Quantity | Name | Gap | Either


@dataclass(frozen=True)
class Pattern:
    """A pattern as it was written, and its elements in order.

    ``keys`` are sets of words, and of beginnings of words with a * after them: wherever the
    pattern stands, so does one of each set; the rarest comes first. ``names`` says what names must
    be recognised for it, of those in ``NAMES``. ``make`` gives the nodes when they are needed: of
    most patterns a text does not even have the words.
    """

    source: str
    keys: tuple[frozenset[str], ...]
    names: frozenset[str]
    make: Callable[[], tuple[Node, ...]] = field(compare=False, repr=False)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The elements in order."""
        return self.make()

    @property
    def fewest(self) -> int:
        """How many words it takes at least."""
        return sum(map(_fewest, self.nodes))

    @property
    def is_negative(self) -> bool:
        """Whether the pattern itself asks for a word of negation, as in ``not ..2 transfer~``."""
        return any(_asks_for_negation(node) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists that patterns name with ``@``: each name with its entries, as written.

    It remembers what elements came to: patterns share most of theirs, and engines look up a node
    that several patterns hold only once.
    """

    lists: Mapping[str, Sequence[str]]
    _known: dict[str, tuple[Node, ...]] = field(default_factory=dict, compare=False, repr=False)
    _nodes: dict[Node, Node] = field(default_factory=dict, compare=False, repr=False)

    def element(self, text: str, seen: tuple[str, ...]) -> tuple[Node, ...]:
        """The nodes of an element; equal nodes are one object."""
        if text not in self._known:
            self._known[text] = self.shared(_element(text, self, seen))
        return self._known[text]

    def shared(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """The nodes, each the same object as its equals."""
        return tuple(self._nodes.setdefault(node, node) for node in nodes)


def parse(source: str, vocabulary: Vocabulary) -> Pattern:
    """The pattern that ``source`` says.

    Raises PatternError with a message for whoever wrote it.
    """
    nodes = _sequence(source, vocabulary, ())
    if not nodes:
        raise PatternError("a pattern needs at least one word")
    fixed = [node for node in nodes if not _is_optional(node)]
    if all(isinstance(node, Gap) for node in fixed):
        raise PatternError(f"a pattern needs a word that must be there: {source!r}")
    for place, node in (("begin", fixed[0]), ("end", fixed[-1])):
        if isinstance(node, Gap):
            raise PatternError(f"a pattern cannot {place} with a gap: {source!r}")
    names = frozenset(of for of in NAMES if any(_names(node, of) for node in nodes))
    return Pattern(source, keys_of(nodes), names, lambda: nodes)


def _sequence(source: str, vocabulary: Vocabulary, seen: tuple[str, ...]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for element in _ELEMENT.findall(source):
        if element.startswith(".."):
            nodes.append(_gap(element, seen))
        else:
            nodes += vocabulary.element(element, seen)
    return tuple(nodes)


def _element(text: str, vocabulary: Vocabulary, seen: tuple[str, ...]) -> tuple[Node, ...]:
    if text.startswith("["):
        return (_optional(text, vocabulary, seen),)
    if "|" in text:
        return (_either(text, vocabulary, seen),)
    return _single(text, vocabulary, seen)


def _optional(text: str, vocabulary: Vocabulary, seen: tuple[str, ...]) -> Node:
    if not text.endswith("]") or len(text) < 3:
        raise PatternError(f"brackets must be closed around at least one word: {text!r}")
    inner = _sequence(text[1:-1], vocabulary, seen)
    if not inner or any(isinstance(node, Gap) for node in inner):
        raise PatternError(f"a gap cannot stand in brackets, as it is optional anyway: {text!r}")
    return Either((inner,), optional=True)


def _gap(text: str, seen: tuple[str, ...]) -> Gap:
    if seen:
        raise PatternError(f"an entry of the word list @{seen[-1]} has a gap: {text!r}")
    if text == "...":
        return Gap(6)
    number = text[2:]
    if not number.isdigit() or not 1 <= int(number) <= MAX_GAP:
        raise PatternError(
            f"{text!r} is not a gap: write ... for up to six words, or ..1 to ..{MAX_GAP}"
        )
    return Gap(int(number))


def _either(text: str, vocabulary: Vocabulary, seen: tuple[str, ...]) -> Node:
    parts = _ALTERNATIVE.findall(text)
    if len(parts) != text.count("|") + 1:
        raise PatternError(f"an alternative is empty: {text!r}")
    options = tuple(_alternative(part, vocabulary, seen) for part in parts)
    return _merged(options)


def _alternative(text: str, vocabulary: Vocabulary, seen: tuple[str, ...]) -> tuple[Node, ...]:
    if text.startswith(".."):
        raise PatternError(f"a gap cannot be an alternative: {text!r}")
    return vocabulary.shared(_single(text, vocabulary, seen))


def _merged(options: tuple[tuple[Node, ...], ...]) -> Node:
    """The options with all single words made into one: most of them are, and it is fast."""
    forms: set[str] = set()
    others: list[tuple[Node, ...]] = []
    for option in options:
        if len(option) == 1 and isinstance(option[0], Word):
            forms |= option[0].forms
        else:
            others.append(option)
    if not forms:
        return Either(tuple(others))
    word = Word(frozenset(forms))
    return Either(((word,), *others)) if others else word


def _single(text: str, vocabulary: Vocabulary, seen: tuple[str, ...]) -> tuple[Node, ...]:
    """The nodes of one element that is neither in brackets nor a choice."""
    if text == "<product>":
        listed = "product" in vocabulary.lists and "product" not in seen
        known = _listed("product", vocabulary, seen) if listed else None
        return (Either(((Name("product"),), (known,))) if known else Name("product"),)
    if text == "<system>":
        return (Name("system"),)
    if text.startswith("<"):
        return (_quantity(text),)
    if text.startswith("@"):
        return (_listed(text[1:], vocabulary, seen),)
    if text.startswith("="):
        return tuple(Exact(word) for word in _parts(text[1:], text, folded=False))
    if "_" in text:
        return tuple(node for part in text.split("_") for node in _single(part, vocabulary, seen))
    if text.endswith("*"):
        *fixed, last = _parts(text[:-1], text)
        return (*(Word(frozenset({w})) for w in fixed), Prefix(last))
    if text.endswith("~"):
        *fixed, last = _parts(text[:-1], text)
        return (*(Word(frozenset({w})) for w in fixed), Word(inflections(last)))
    if text.endswith("+"):
        *fixed, last = _parts(text[:-1], text)
        return (*(Word(frozenset({w})) for w in fixed), Word(noun_forms(last)))
    return tuple(Word(frozenset({word})) for word in _parts(text, text))


def _parts(text: str, whole: str, *, folded: bool = True) -> tuple[str, ...]:
    """The words of an element; a hyphen or slash sets words apart, as it does in a document."""
    if any(sign in text for sign in "~+*=@<>[]|"):
        raise PatternError(f"{whole!r} mixes signs: one of ~ + * = @ an element, in its place")
    found = words(text)
    if not found.lower:
        raise PatternError(f"{whole!r} is not a word; punctuation is never matched")
    return found.lower if folded else found.raw


def _quantity(text: str) -> Quantity:
    match = _QUANTITY.fullmatch(text)
    if match is None or match[1] not in KINDS:
        raise PatternError(
            f"{text!r} is not a quantity: write <years> or <days over 90>, with one of "
            + ", ".join(KINDS)
            + "; or write <product> or <system>"
        )
    kind, comparison, bound = match.groups()
    if comparison and comparison not in COMPARISONS:
        raise PatternError(f"{text!r} must compare with one of {', '.join(COMPARISONS)}")
    return Quantity(kind, comparison or "", Fraction(bound or 0))


def _listed(name: str, vocabulary: Vocabulary, seen: tuple[str, ...]) -> Node:
    if name in seen:
        raise PatternError(f"the word list @{name} names itself")
    if name not in vocabulary.lists:
        raise PatternError(f"there is no word list @{name} in vocabulary.yml")
    options: list[tuple[Node, ...]] = []
    for entry in vocabulary.lists[name]:
        nodes = _sequence(entry, vocabulary, (*seen, name))
        if not nodes:
            raise PatternError(f"an entry of the word list @{name} is empty")
        options.append(nodes)
    merged = _merged(tuple(options))
    if name not in ROLES:
        return merged
    return Either(merged.options if isinstance(merged, Either) else ((merged,),), role=ROLES[name])


def keys_of(nodes: Sequence[Node]) -> tuple[frozenset[str], ...]:
    """The ``keys`` of a pattern with these nodes."""
    keys = dict.fromkeys(key for node in nodes if (key := _key(node)))
    return tuple(sorted(keys, key=_frequency))


def _frequency(key: frozenset[str]) -> float:
    """How often one of the words may stand in a text, roughly: short words are frequent."""
    return sum(2.0 ** -len(word) for word in key)


def _key(node: Node) -> frozenset[str]:
    """The words of which one must stand where the node does; empty where it tells none."""
    match node:
        case Word(forms):
            return forms
        case Exact(word):
            return frozenset({word.lower()})
        case Prefix(prefix):
            return frozenset({f"{prefix}*"})
        case Either(options, False, ""):
            keys = [min(keys_of(option), key=len, default=frozenset()) for option in options]
            return frozenset().union(*keys) if all(keys) else frozenset()
        case _:
            return frozenset()


def _names(node: Node, of: str) -> bool:
    if isinstance(node, Either):
        return any(_names(inner, of) for option in node.options for inner in option)
    return isinstance(node, Name) and node.of == of


def _fewest(node: Node) -> int:
    if isinstance(node, Either):
        ways = (sum(map(_fewest, option)) for option in node.options)
        return 0 if node.optional else min(ways, default=0)
    return 0 if isinstance(node, Gap) else 1


def _is_optional(node: Node) -> bool:
    return isinstance(node, Either) and node.optional


def _asks_for_negation(node: Node) -> bool:
    if isinstance(node, Word):
        return node.forms <= _NEGATIVE
    if isinstance(node, Either) and not node.optional:
        return all(any(_asks_for_negation(n) for n in option) for option in node.options)
    return False
