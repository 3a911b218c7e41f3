"""The kinds of mutations, and what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .drafts import Draft, Section
from .markup import LISTS, NUMBERED, Element, W, insert, set_text, set_tracked, strike, style_of
from .wording import FOREIGN

Mutation = Callable[[Draft], bool]
BODY = NUMBERED | LISTS | {"BodyTextIndent"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mutation. ``flat`` says that it can still be seen once headings, lists and tables
    are plain paragraphs."""

    name: str
    apply: Mutation
    weight: int
    flat: bool
    tracked_only: bool


KINDS: list[Kind] = []


def kind(
    name: str, weight: int = 2, *, flat: bool = True, tracked_only: bool = False
) -> Callable[[Mutation], Mutation]:
    """Enters a mutation in ``KINDS``."""

    def enter(mutation: Mutation) -> Mutation:
        KINDS.append(Kind(name, mutation, weight, flat, tracked_only))
        return mutation

    return enter


def untouched(draft: Draft) -> Iterator[Section]:
    sections = draft.clauses()
    draft.rng.shuffle(sections)
    return iter(sections)


def tracks(draft: Draft) -> bool:
    return draft.tracking and draft.rng.random() < 0.75


def reword(draft: Draft, section: Section, text: Element, new: str, kind: str) -> None:
    tracked = tracks(draft)
    draft.touch(section, kind, "edited", tracked=tracked)
    if tracked:
        set_tracked(draft, text, new)
    else:
        set_text(text, new)


def made_up(draft: Draft, texts: Iterable[str]) -> str:
    free = [text for text in texts if text not in draft.said]
    text = draft.rng.choice(free)
    draft.said.add(text)
    return text


def made_up_clause(draft: Draft) -> tuple[str, ...]:
    words = draft.rng.choice([words for words in FOREIGN if words[0] not in draft.said])
    draft.said.add(words[0])
    return words


def paragraphs(section: Section) -> list[Element]:
    return [n for n in section.nodes[1:] if n.tag == f"{W}p" and style_of(n) in BODY]


def rows_of(section: Section) -> list[Element]:
    return [row for n in section.nodes if n.tag == f"{W}tbl" for row in n.iterchildren(f"{W}tr")]


def notes_of(section: Section) -> list[Element]:
    return [mark for node in section.nodes for mark in node.iter(f"{W}footnoteReference")]


def take(draft: Draft, section: Section, node: Element, kind: str) -> None:
    tracked = tracks(draft)
    draft.touch(section, kind, "edited", tracked=tracked)
    if tracked:
        strike(draft, node)
    else:
        section.nodes.remove(node)


def add(draft: Draft, section: Section, at: int, node: Element, kind: str) -> None:
    tracked = tracks(draft)
    if tracked:
        insert(draft, node)
    section.nodes.insert(at, node)
    draft.touch(section, kind, "edited", tracked=tracked)


def places(draft: Draft, kind: str = "") -> list[Section]:
    """The clauses after which something may be put; never between a clause and a copy in it."""
    return [
        one
        for one, other in zip(draft.sections, draft.sections[1:], strict=False)
        if one.kind in ([kind] if kind else ("clause", "annex")) and other.kind != "copy"
    ]


def before(order: list[Section], section: Section) -> Section | None:
    at = order.index(section)
    return order[at - 1] if at else None
