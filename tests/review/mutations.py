"""What counterparties do to the words, paragraphs, lists and tables of a clause."""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import pairwise

from .drafts import Draft, Numbers, Section
from .kinds import (
    BODY,
    Mutation,
    add,
    kind,
    made_up,
    notes_of,
    paragraphs,
    reword,
    rows_of,
    take,
    tracks,
    untouched,
)
from .markup import (
    LISTS,
    NUMBERED,
    Element,
    W,
    insert,
    mark_end,
    paragraph,
    plain_texts,
    references,
    set_text,
    strike,
    style_of,
    text_of,
    without_bookmarks,
    without_notes,
)
from .wording import ADDED, ANSWERS, EDITS, LISTED, ROWS, folded

_TITLES = ("general", "of the vendor", "and other matters", "(revised)", "as agreed")


def _edit(name: str, change: Callable[..., str | None]) -> Mutation:
    def mutation(draft: Draft) -> bool:
        for section in untouched(draft):
            texts = [t for node in section.nodes[1:] for t in plain_texts(node)]
            draft.rng.shuffle(texts)
            for text in texts:
                old = text.text or ""
                new = change(draft.rng, old)
                if new is not None and folded(new) != folded(old):
                    reword(draft, section, text, new, name)
                    return True
        return False

    return mutation


for _name, _change in EDITS.items():
    kind(_name, 3 if _name in ("word replaced", "number changed", "not inserted") else 2)(
        _edit(_name, _change)
    )


@kind("several edits in one clause", 3)
def several_edits(draft: Draft) -> bool:
    for section in untouched(draft):
        texts = [
            t for node in section.nodes[1:] for t in plain_texts(node) if len(t.text or "") > 40
        ]
        draft.rng.shuffle(texts)
        changed = 0
        for text in texts[: draft.rng.randint(2, 5)]:
            new = draft.rng.choice([*EDITS.values()])(draft.rng, text.text or "")
            if new is not None and folded(new) != folded(text.text or ""):
                reword(draft, section, text, new, "several edits in one clause")
                changed += 1
        if changed:
            return True
    return False


@kind("heading reworded", 3)
def heading_reworded(draft: Draft) -> bool:
    for section in untouched(draft):
        texts = plain_texts(section.nodes[0])
        if texts:
            text = draft.rng.choice(texts)
            old = text.text or ""
            new = f"{old} {draft.rng.choice(_TITLES)}"
            if draft.rng.random() < 0.3:
                new = EDITS["word replaced"](draft.rng, old) or new
            reword(draft, section, text, new, "heading reworded")
            return True
    return False


@kind("blank changed", 5)
def blank_changed(draft: Draft) -> bool:
    blanks = list(draft.base.blanks)
    draft.rng.shuffle(blanks)
    free = {key: s for s in draft.clauses() for key in s.ids}
    for blank in blanks:
        section = free.get(blank.clause)
        if section is None:
            continue
        new = draft.rng.choice(ANSWERS) if blank.open else _other_value(draft, blank.was)
        alone = [b for b in blanks if (b.clause, b.name) == (blank.clause, blank.name)]
        for node in section.nodes[1:] if new else ():
            for one in node.iter(f"{W}p"):
                texts = [t for t in plain_texts(one) if t.text == blank.was]
                if len(texts) == 1 and len(alone) == 1 and text_of(one) == blank.paragraph:
                    reword(draft, section, texts[0], new, "blank changed")
                    truth = draft.truth[blank.clause]
                    truth.blanks.append((blank.name, new))
                    if blank.open:  # filled in, as it should be: an edit or not, as one likes
                        truth.verdict |= {"verbatim"}
                        truth.original |= {"verbatim"}
                    return True
    return False


@kind("reference changed by hand", 4)
def reference_changed(draft: Draft) -> bool:
    for section in untouched(draft):
        found = [pair for node in section.nodes for pair in references(node)]
        found = [(name, result) for name, result in found if name in draft.base.numbers]
        if found:
            name, result = draft.rng.choice(found)
            draft.late.append(_wrong_number(draft, name, result))
            draft.touch(section, "reference changed by hand", "edited")
            return True
    return False


def _wrong_number(draft: Draft, name: str, result: Element) -> Callable[[Numbers], None]:
    """What puts a number there that is neither the old nor the new one, field or no field."""
    unlink, pick = draft.rng.random() < 0.5 or draft.recounted, draft.rng.randrange(10_000)
    head = (result.text or "").rpartition(" ")[0]
    numbers = {
        "Annex": [f"Annex {letter}" for letter in "ABCDEFG"],
        "Table": [f"Table {number}" for number in range(1, 30)],
    }.get(head, [str(number) for number in range(1, 70)])

    def change(shown: Numbers) -> None:
        wrong = [number for number in numbers if number not in shown[name]]
        result.text = wrong[pick % len(wrong)]
        if unlink:
            _unlink(result)

    return change


# Paragraphs, lists, tables


@kind("paragraph split", 2, flat=False)
def paragraph_split(draft: Draft) -> bool:
    for section in untouched(draft):
        texts = [
            text
            for node in section.nodes[1:]
            if node.tag == f"{W}p" and style_of(node) in BODY
            for text in plain_texts(node)
            if ". " in (text.text or "") or len((text.text or "").split()) > 12
        ]
        if texts:
            text = draft.rng.choice(texts)
            tracked = tracks(draft)
            _split(draft, section, text, tracked=tracked)
            draft.touch(section, "paragraph split", "edited", tracked=tracked)
            return True
    return False


@kind("paragraphs joined", 2, flat=False)
def paragraphs_joined(draft: Draft) -> bool:
    for section in untouched(draft):
        pairs = [
            (a, b)
            for a, b in pairwise(section.nodes[1:])
            if a.tag == b.tag == f"{W}p" and style_of(a) in BODY and style_of(b) in BODY
        ]
        if pairs:
            first, second = draft.rng.choice(pairs)
            tracked = tracks(draft)
            if tracked:
                mark_end(draft, first, "del")
            else:
                first.append(paragraph("", " ").find(f"{W}r"))
                for part in [p for p in second if p.tag != f"{W}pPr"]:
                    first.append(part)
                section.nodes.remove(second)
            draft.touch(section, "paragraphs joined", "edited", tracked=tracked)
            return True
    return False


@kind("paragraph deleted", 4)
def paragraph_deleted(draft: Draft) -> bool:
    for section in untouched(draft):
        nodes = paragraphs(section)
        if len(nodes) > 1:
            take(draft, section, draft.rng.choice(nodes), "paragraph deleted")
            return True
    return False


@kind("paragraph added", 4)
def paragraph_added(draft: Draft) -> bool:
    for section in untouched(draft):
        nodes = paragraphs(section)
        if nodes:
            at = draft.rng.choice([1, len(section.nodes), draft.rng.randint(1, len(section.nodes))])
            style = style_of(draft.rng.choice(nodes))
            add(draft, section, at, paragraph(style, made_up(draft, ADDED)), "paragraph added")
            return True
    return False


@kind("paragraphs swapped", 1)
def paragraphs_swapped(draft: Draft) -> bool:
    return _swap(draft, NUMBERED | {"BodyTextIndent"}, "paragraphs swapped")


@kind("list item added", 2)
def item_added(draft: Draft) -> bool:
    for section in untouched(draft):
        items = [node for node in section.nodes if style_of(node) in LISTS]
        if items:
            near = draft.rng.choice(items)
            at = section.nodes.index(near) + draft.rng.randint(0, 1)
            new = paragraph(style_of(near), made_up(draft, LISTED))
            add(draft, section, at, new, "list item added")
            return True
    return False


@kind("list item removed", 2)
def item_removed(draft: Draft) -> bool:
    for section in untouched(draft):
        items = [node for node in section.nodes if style_of(node) in LISTS]
        if len(items) > 1:
            take(draft, section, draft.rng.choice(items), "list item removed")
            return True
    return False


@kind("list items swapped", 2)
def items_swapped(draft: Draft) -> bool:
    return _swap(draft, LISTS, "list items swapped")


@kind("table row added", 2)
def row_added(draft: Draft) -> bool:
    for section in untouched(draft):
        rows = rows_of(section)
        if len(rows) > 1:
            near = draft.rng.choice(rows[1:])
            row = without_bookmarks(copy.deepcopy(near))
            words = iter([made_up(draft, ROWS), "EUR 75", "each", "monthly"])
            for cell in row.iter(f"{W}tc"):
                for one in list(cell.iter(f"{W}p"))[1:]:
                    cell.remove(one)
                (one,) = cell.iter(f"{W}p")
                cell.replace(one, paragraph(style_of(one), next(words, "")))
            tracked = tracks(draft)
            near.addnext(row)
            if tracked:
                insert(draft, row)
            draft.touch(section, "table row added", "edited", tracked=tracked)
            return True
    return False


@kind("table row deleted", 2)
def row_deleted(draft: Draft) -> bool:
    for section in untouched(draft):
        rows = [row for row in rows_of(section)[1:] if folded(text_of(row))]
        if len(rows) > 1:
            row = draft.rng.choice(rows)
            tracked = tracks(draft)
            if tracked:
                strike(draft, row)
            else:
                row.getparent().remove(row)
            draft.touch(section, "table row deleted", "edited", tracked=tracked)
            return True
    return False


@kind("table rows swapped", 1)
def rows_swapped(draft: Draft) -> bool:
    for section in untouched(draft):
        rows = rows_of(section)[1:]
        for one, other in pairwise(rows):
            same_table = one.getparent() is other.getparent()
            if same_table and folded(text_of(one)) != folded(text_of(other)):
                other.addnext(one)
                draft.touch(section, "table rows swapped", "edited")
                return True
    return False


@kind("table cell edited", 3)
def cell_edited(draft: Draft) -> bool:
    for section in untouched(draft):
        texts = [t for row in rows_of(section) for t in plain_texts(row)]
        draft.rng.shuffle(texts)
        for text in texts:
            old = text.text or ""
            change = draft.rng.choice([EDITS["number changed"], EDITS["word replaced"]])
            new = change(draft.rng, old) or EDITS["word inserted"](draft.rng, old)
            if new is not None and folded(new) != folded(old):
                reword(draft, section, text, new, "table cell edited")
                return True
    return False


@kind("footnote edited", 3)
def footnote_edited(draft: Draft) -> bool:
    for section in untouched(draft):
        for mark in notes_of(section):
            text = plain_texts(draft.note(mark))[-1]
            new = EDITS["number changed"](draft.rng, text.text or "")
            if new is not None:
                set_text(text, new)
                draft.touch(section, "footnote edited", "edited")
                return True
    return False


@kind("footnote removed", 2)
def footnote_removed(draft: Draft) -> bool:
    for section in untouched(draft):
        if notes_of(section):
            for node in section.nodes:
                without_notes(node)
            draft.touch(section, "footnote removed", "edited")
            return True
    return False


def _other_value(draft: Draft, was: str) -> str:
    return EDITS["number changed"](draft.rng, was) or EDITS["word inserted"](draft.rng, was) or ""


def _swap(draft: Draft, styles: set[str], kind: str) -> bool:
    for section in untouched(draft):
        for at in range(1, len(section.nodes) - 1):
            one, other = section.nodes[at], section.nodes[at + 1]
            if {style_of(one), style_of(other)} <= styles and text_of(one) != text_of(other):
                section.nodes[at], section.nodes[at + 1] = other, one
                draft.touch(section, kind, "edited")
                return True
    return False


def _split(draft: Draft, section: Section, text: Element, *, tracked: bool) -> None:
    words = text.text or ""
    at = words.find(". ") + 1 or words.rfind(" ", 0, len(words) // 2)
    run = text.getparent()
    one = run.getparent()
    second = copy.deepcopy(one)
    there = second[one.index(run)]
    for part in [p for p in second if p.tag != f"{W}pPr"]:
        if part is there:
            break
        second.remove(part)
    for part in list(one)[one.index(run) + 1 :]:
        if part.tag != f"{W}bookmarkEnd":
            one.remove(part)
    starts = {mark.get(f"{W}id") for mark in second.iter(f"{W}bookmarkStart")}
    for mark in list(second.iter(f"{W}bookmarkEnd")):
        if mark.get(f"{W}id") not in starts:
            second.remove(mark)
    set_text(text, words[:at])
    set_text(there.find(f"{W}t"), words[at:])
    if tracked:
        mark_end(draft, one, "ins")
    section.nodes.insert(section.nodes.index(one) + 1, second)


def _unlink(result: Element) -> None:
    """Turn a field into the text of its result."""
    run = result.getparent()
    holder = run.getparent()
    for step in ("before", "after"):
        while True:
            other = run.getprevious() if step == "before" else run.getnext()
            mark = other.find(f"{W}fldChar")
            holder.remove(other)
            kind = None if mark is None else mark.get(f"{W}fldCharType")
            if kind in ("begin", "end"):
                break
