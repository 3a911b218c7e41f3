"""What is not ours, and what is no edit."""

from __future__ import annotations

import copy
import re

from lxml import etree

from .drafts import Draft, Section
from .kinds import kind, made_up, made_up_clause, places, tracks, untouched
from .markup import (
    ANNEX,
    CLAUSE,
    Element,
    W,
    insert,
    paragraph,
    plain_texts,
    replace_run,
    set_text,
    set_tracked,
    strike,
)
from .wording import ADDED, EDITS, folded, retyped


@kind("foreign clause", 6)
def foreign_clause(draft: Draft) -> bool:
    hosts = [s for s in places(draft) if len(s.ids) == 1]
    if not hosts:
        return False
    host = draft.rng.choice(hosts)
    words = made_up_clause(draft)
    annex = host.kind == "annex"
    style = "AnnexParagraph" if annex else "ClauseParagraph"
    nodes = [paragraph(ANNEX if annex else CLAUSE, words[0])]
    nodes += [paragraph(style, text) for text in words[1:]]
    tracked = tracks(draft)
    struck = tracked and draft.rng.random() < 0.25
    for node in nodes if tracked else ():
        (strike if struck else insert)(draft, node)
    kind = "ghost" if struck else "foreign"
    draft.sections.insert(draft.sections.index(host) + 1, Section(kind, [], nodes, locked=True))
    if not struck:
        draft.foreign.append(words)
    draft.tracked |= tracked
    for key in _around(draft, host):
        draft.truth[key].kinds.append("beside a foreign clause")
    return True


@kind("foreign text before the first clause of a part", 1, flat=False)
def foreign_text(draft: Draft) -> bool:
    parts = [s for s in draft.sections if s.kind == "part" and len(s.nodes) == 1]
    if not parts:
        return False
    section = draft.rng.choice(parts)
    text = made_up(draft, ADDED)
    section.nodes.append(paragraph("BodyTextIndent", text))
    draft.foreign.append((text,))
    return True


# What is no edit


@kind("retyped by a word processor", 4)
def retyped_only(draft: Draft) -> bool:
    section = next(untouched(draft), None)
    if section is None:
        return False
    for node in section.nodes:
        for text in plain_texts(node):
            if draft.rng.random() < 0.6:
                set_text(text, retyped(draft.rng, text.text or ""))
    draft.touch(section, "retyped by a word processor", "verbatim")
    return True


@kind("runs split and formatted", 4)
def formatted(draft: Draft) -> bool:
    section = next(untouched(draft), None)
    if section is None:
        return False
    for node in section.nodes:
        for text in plain_texts(node):
            if draft.rng.random() < 0.7:
                _cut_run(draft, text)
    draft.touch(section, "runs split and formatted", "verbatim")
    return True


@kind("same words typed again (tracked)", 2, tracked_only=True)
def typed_again(draft: Draft) -> bool:
    for section in untouched(draft):
        texts = [t for n in section.nodes[1:] for t in plain_texts(n) if " " in (t.text or "")]
        if texts:
            text = draft.rng.choice(texts)
            old = text.text or ""
            word = draft.rng.choice(list(re.finditer(r"\S+", old)))
            start, end = word.span()
            pieces = [(old[:start], ""), (word[0], "del"), (word[0], "ins"), (old[end:], "")]
            replace_run(draft, text, pieces)
            draft.touch(section, "same words typed again", "verbatim", tracked=True)
            return True
    return False


@kind("their change undone by ours (tracked)", 2, tracked_only=True)
def undone(draft: Draft) -> bool:
    for section in untouched(draft):
        texts = [t for n in section.nodes[1:] for t in plain_texts(n)]
        draft.rng.shuffle(texts)
        for text in texts:
            old = text.text or ""
            new = EDITS["word replaced"](draft.rng, old)
            if new is not None and folded(new) != folded(old):
                set_text(text, new)
                set_tracked(draft, text, old)
                draft.touch(section, "their change undone by ours", "verbatim", tracked=True)
                draft.truth[section.ids[0]].original = {"edited"}
                return True
    return False


@kind("edited twice, once tracked", 2, tracked_only=True)
def edited_twice(draft: Draft) -> bool:
    for section in untouched(draft):
        texts = [t for n in section.nodes[1:] for t in plain_texts(n) if len(t.text or "") > 40]
        if len(texts) > 1:
            one, other = draft.rng.sample(texts, 2)
            new = EDITS["word inserted"](draft.rng, one.text or "")
            newer = EDITS["word inserted"](draft.rng, other.text or "")
            if new and newer:
                set_text(one, new)
                set_tracked(draft, other, newer)
                draft.tracked = True
                draft.touch(section, "edited twice, once tracked", "edited")
                return True
    return False


def _around(draft: Draft, host: Section) -> list[str]:
    at = draft.sections.index(host)
    return [
        key for s in draft.sections[at : at + 3] if s.kind in ("clause", "annex") for key in s.ids
    ]


def _cut_run(draft: Draft, text: Element) -> None:
    """Cut a run in two or three, some in bold, with the marks of an editing session."""
    run = text.getparent()
    words = text.text or ""
    cuts = sorted(draft.rng.sample(range(1, len(words)), min(2, len(words) - 1)))
    for piece in [words[a:b] for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]:
        fresh = copy.deepcopy(run)
        fresh.set(f"{W}rsidR", f"00{draft.rng.randrange(16**6):06X}")
        set_text(fresh.find(f"{W}t"), piece)
        if draft.rng.random() < 0.3:
            _embolden(fresh)
        run.addprevious(fresh)
        if draft.rng.random() < 0.3:
            for mark in ("spellStart", "spellEnd"):
                run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": mark}))
    run.getparent().remove(run)


def _embolden(run: Element) -> None:
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    if look.find(f"{W}b") is None:
        look.insert(0, etree.Element(f"{W}b"))
