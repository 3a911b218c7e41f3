"""What counterparties do with whole clauses."""

from __future__ import annotations

import copy
from itertools import pairwise

from .drafts import Draft, Duplicate, Section
from .kinds import add, before, kind, made_up, notes_of, paragraphs, places, tracks, untouched
from .markup import (
    ANNEX,
    CLAUSE,
    NUMBERED,
    W,
    insert,
    paragraph,
    plain_texts,
    set_text,
    strike,
    style_of,
    without_bookmarks,
    without_notes,
)
from .wording import ADDED, EDITS, FOREIGN


@kind("clause moved", 5)
def clause_moved(draft: Draft) -> bool:
    moved = _move(draft)
    if moved is None:
        return False
    section, tracked = moved
    draft.touch(section, "clause moved", "verbatim", tracked=tracked)
    return True


@kind("clause moved and edited", 4)
def moved_and_edited(draft: Draft) -> bool:
    moved = _move(draft)
    if moved is None:
        return False
    section, tracked = moved
    if tracked:  # the edit is part of the inserted copy
        texts = [t for t in section.nodes[1].iter(f"{W}t") if len((t.text or "").split()) > 3]
    else:
        texts = [t for node in section.nodes[1:] for t in plain_texts(node)]
    draft.rng.shuffle(texts)
    for text in texts:
        new = EDITS["word inserted"](draft.rng, text.text or "")
        if new is not None:
            set_text(text, new)
            draft.touch(section, "clause moved and edited", "edited", tracked=tracked)
            return True
    draft.touch(section, "clause moved", "verbatim", tracked=tracked)
    return True


@kind("two clauses moved together", 1)
def two_moved(draft: Draft) -> bool:
    order = [s for s in draft.sections if s.kind == "clause"]
    pairs = [(a, b) for a, b in pairwise(order) if not a.locked and not b.locked]
    if not pairs or len(order) < 6:
        return False
    first, second = draft.rng.choice(pairs)
    near = (first, second, before(order, first))
    goals = [s for s in places(draft, "clause") if all(s is not other for other in near)]
    if not goals:
        return False
    goal = draft.rng.choice(goals)
    for section in (second, first):
        draft.sections.remove(section)
        draft.sections.insert(draft.sections.index(goal) + 1, section)
        draft.touch(section, "two clauses moved together", "verbatim")
    return True


@kind("clause removed", 5)
def clause_removed(draft: Draft) -> bool:
    section = next(untouched(draft), None)
    if section is None:
        return False
    tracked = tracks(draft)
    draft.touch(section, "clause removed", "removed", tracked=tracked)
    if tracked:
        _ghost(draft, section)
    else:
        draft.sections.remove(section)
    return True


@kind("all but the heading removed", 2)
def body_removed(draft: Draft) -> bool:
    section = next(untouched(draft), None)
    if section is None:
        return False
    tracked = tracks(draft)
    if tracked:
        for node in section.nodes[1:]:
            strike(draft, node)
    else:
        section.nodes = section.nodes[:1]
    draft.touch(section, "all but the heading removed", "edited", tracked=tracked)
    return True


@kind("body rewritten", 2)
def body_rewritten(draft: Draft) -> bool:
    section = next((s for s in untouched(draft) if paragraphs(s)), None)
    if section is None:
        return False
    style = style_of(paragraphs(section)[0])
    section.nodes = [section.nodes[0], *(paragraph(style, made_up(draft, ADDED)) for _ in "12")]
    draft.touch(section, "body rewritten", "edited")
    return True


@kind("bodies exchanged", 1)
def bodies_exchanged(draft: Draft) -> bool:
    order = [s for s in draft.clauses() if s.kind == "clause"]
    if len(order) < 2:
        return False
    one, other = draft.rng.sample(order, 2)
    one.nodes[1:], other.nodes[1:] = other.nodes[1:], one.nodes[1:]
    for section in (one, other):
        draft.touch(section, "bodies exchanged", "edited")
        draft.truth[section.ids[0]].ordered = False
    return True


@kind("clause split by a new heading", 3)
def clause_split(draft: Draft) -> bool:
    for section in untouched(draft):
        places = [
            at
            for at, node in enumerate(section.nodes)
            if at > 1 and style_of(node) in NUMBERED and node.tag == f"{W}p"
        ]
        if places:
            style = CLAUSE if section.kind == "clause" else ANNEX
            title = made_up(draft, [words[0] for words in FOREIGN])
            at = draft.rng.choice(places)
            add(draft, section, at, paragraph(style, title), "clause split by a new heading")
            return True
    return False


@kind("two clauses merged", 3)
def clauses_merged(draft: Draft) -> bool:
    at = _neighbours(draft)
    if at is None:
        return False
    first, second = draft.sections[at], draft.sections[at + 1]
    draft.touch(first, "two clauses merged", "edited")
    draft.touch(second, "two clauses merged", "edited")
    for key in first.ids:
        draft.truth[key].verdict |= {"verbatim"}
        draft.truth[key].original |= {"verbatim"}
    for key in second.ids:
        draft.truth[key].ordered = False
    first.nodes += second.nodes[1:]
    first.ids += second.ids
    draft.sections.remove(second)
    return True


@kind("part of a clause moved into another", 2)
def part_moved(draft: Draft) -> bool:
    donors = [s for s in draft.clauses() if s.kind == "clause" and len(paragraphs(s)) > 3]
    if not donors:
        return False
    donor = draft.rng.choice(donors)
    hosts = [s for s in draft.clauses() if s is not donor and s.kind == "clause"]
    if not hosts:
        return False
    host = draft.rng.choice(hosts)
    half = max(2, len(donor.nodes) // 2)
    host.nodes += donor.nodes[half:]
    del donor.nodes[half:]
    for section in (donor, host):
        draft.touch(section, "part of a clause moved into another", "edited")
        draft.truth[section.ids[0]].ordered = False
    return True


@kind("clause duplicated", 3)
def clause_duplicated(draft: Draft) -> bool:
    section = next(untouched(draft), None)
    if section is None:
        return False
    goals = [s for s in places(draft, section.kind) if s is not section and not s.locked]
    if not goals:
        return False
    host = draft.rng.choice(goals)
    nodes = [without_notes(without_bookmarks(copy.deepcopy(node))) for node in section.nodes]
    draft.touch(section, "clause duplicated", "verbatim")
    draft.touch(host, "host of a duplicate", "edited")
    truth = draft.truth[host.ids[0]]
    truth.verdict |= {"verbatim"}
    truth.original |= {"verbatim"}
    # Which of two copies is the original, their places alone do not tell.
    draft.truth[section.ids[0]].ordered = False
    draft.duplicates.append(Duplicate(tuple(nodes), host.ids[0]))
    draft.sections.insert(draft.sections.index(host) + 1, Section("copy", [], nodes, locked=True))
    return True


@kind("text of another clause copied in", 2)
def text_copied_in(draft: Draft) -> bool:
    order = [s for s in draft.clauses() if paragraphs(s)]
    if len(order) < 2:
        return False
    source, host = draft.rng.sample(order, 2)
    node = copy.deepcopy(draft.rng.choice(paragraphs(source)))
    without_notes(without_bookmarks(node))
    at = draft.rng.randint(1, len(host.nodes))
    host.nodes.insert(at, node)
    draft.touch(host, "text of another clause copied in", "edited")
    draft.touch(source, "source of a copied text", "verbatim")
    return True


def _move(draft: Draft) -> tuple[Section, bool] | None:
    """One clause moved among the clauses, or one annex among the annexes."""
    for section in untouched(draft):
        order = [s for s in draft.sections if s.kind == section.kind]
        near = (section, before(order, section))
        goals = [s for s in places(draft, section.kind) if all(s is not other for other in near)]
        if not goals:
            continue
        goal = draft.rng.choice(goals)
        # Two copies of a note would need two notes.
        tracked = tracks(draft) and not notes_of(section)
        if tracked:
            section = _moved_copy(draft, section)
        else:
            draft.sections.remove(section)
        draft.sections.insert(draft.sections.index(goal) + 1, section)
        return section, tracked
    return None


def _moved_copy(draft: Draft, section: Section) -> Section:
    """Strike a clause where it stands; give an inserted copy of it, with or without bookmarks."""
    as_move = draft.rng.random() < 0.5
    nodes = [copy.deepcopy(node) for node in section.nodes]
    for node in nodes if draft.rng.random() < 0.5 else section.nodes:
        without_bookmarks(node)
    for node in nodes:
        insert(draft, node, "moveTo" if as_move else "ins")
    fresh = Section(section.kind, list(section.ids), nodes, locked=True, fresh=True)
    for node in section.nodes:
        strike(draft, node, "moveFrom" if as_move else "del")
    section.kind, section.locked = "ghost", True
    return fresh


def _ghost(draft: Draft, section: Section) -> None:
    for node in section.nodes:
        strike(draft, node)
    section.kind = "ghost"


def _neighbours(draft: Draft) -> int | None:
    places = [
        at
        for at, (one, other) in enumerate(pairwise(draft.sections))
        if one.kind == other.kind and one.kind in ("clause", "annex")
        if not one.locked and not other.locked
    ]
    return draft.rng.choice(places) if places else None
