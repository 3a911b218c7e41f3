"""Who does what in a parsed sentence, whichever labels the pipeline was trained with.

Pipelines such as en_core_web_sm label after ClearNLP (``nsubjpass``, ``dobj``, ``agent``), those
trained on a treebank of Universal Dependencies after that (``nsubj:pass``, ``obj``,
``obl:agent``). The rest of the linter sees neither. Nothing here imports spaCy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Protocol

SUBJECT = frozenset({"nsubj"})
PASSIVE_SUBJECT = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
PASSIVE = PASSIVE_SUBJECT | {"aux:pass", "auxpass"}
OBJECT = frozenset({"obj", "dobj"})
AGENT = frozenset({"obl:agent", "agent"})
BELONGING = frozenset({"acl", "acl:relcl", "relcl"})
_RELATIVE = frozenset({"who", "which", "that"})
_NOT = frozenset({"not", "n't", "never"})


class Token(Protocol):
    """What is asked of a token of spaCy."""

    @property
    def idx(self) -> int:
        """Where it begins in the text, in characters."""

    @property
    def lower_(self) -> str:
        """Its text in small letters."""

    @property
    def dep_(self) -> str:
        """How it depends on its head."""

    @property
    def head(self) -> Token:
        """The token that it depends on; itself at the root."""

    @property
    def children(self) -> Iterable[Token]:
        """The tokens that depend on it."""

    @property
    def ancestors(self) -> Iterable[Token]:
        """Its head, the head of that, and so on."""


Parse = Callable[[str], Iterable[Token]]
"""A trained pipeline: the tokens of a sentence, with their heads."""


def actors(tokens: Iterable[Token], start: int, end: int) -> tuple[int, ...]:
    """Where the words stand that name who does what the text from ``start`` to ``end`` says.

    They are the subject of its verb, or of a passive verb the agent, each as the place of its head
    word, in characters; several where they are joined by "and" or "or", none where nobody is named
    or the verb is negated.
    """
    found = [token for token in tokens if start <= token.idx < end]
    if not found:
        return ()
    verb = min(found, key=lambda token: sum(1 for _ in token.ancestors))
    first = None if is_negated(verb) else actor(verb)
    return () if first is None else tuple(token.idx for token in (first, *_joined(first)))


def actor(verb: Token) -> Token | None:
    """Who does what a verb says: its agent if it is passive, its subject if not."""
    return agent(verb) if _is_passive(verb) else subject(verb)


def subject(verb: Token) -> Token | None:
    """The subject of an active verb, that of the verb it hangs on where it has none of its own.

    "The Buyer tests and decides", "the Supplier is entitled to decide", "asks the Buyer to decide",
    "reserves the right to decide", "a Supplier who decides".
    """
    own = _child(verb, SUBJECT)
    head = verb.head
    if own is not None:
        return head if own.lower_ in _RELATIVE and verb.dep_ in BELONGING else own
    match verb.dep_:
        case "conj":
            return _shared(head)
        case "xcomp":
            return object(head) or _shared(head)
        case "advcl":
            return _shared(head)
        case "acl" if head.dep_ in OBJECT:
            return subject(head.head)
        case _:
            return None


def object(verb: Token) -> Token | None:  # noqa: A001 - the field's own word
    """What a verb is done to, were it active or passive."""
    return _child(verb, OBJECT) or _child(verb, PASSIVE_SUBJECT)


def agent(verb: Token) -> Token | None:
    """Who does what a passive verb says: "is decided by the Supplier"."""
    found = _child(verb, AGENT)
    if found is None and verb.dep_ == "conj" and _is_passive(verb.head):
        return agent(verb.head)
    if found is not None and found.dep_ == "agent":  # ClearNLP hangs the name on "by"
        return _child(found, {"pobj"})
    return found


def is_negated(verb: Token) -> bool:
    """Whether "not" or "never" belongs to a verb, wherever it stands."""
    return any(
        child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ in _NOT)
        for child in verb.children
    )


def _shared(verb: Token) -> Token | None:
    """Who a verb lends its dependents as their subject."""
    return _child(verb, PASSIVE_SUBJECT) or subject(verb)


def _is_passive(verb: Token) -> bool:
    return _child(verb, PASSIVE) is not None


def _joined(noun: Token) -> Iterator[Token]:
    """The nouns joined to one by "and" or "or"."""
    for child in noun.children:
        if child.dep_ == "conj":
            yield child
            yield from _joined(child)


def _child(token: Token, labels: Collection[str]) -> Token | None:
    return next((child for child in token.children if child.dep_ in labels), None)
