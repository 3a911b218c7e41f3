"""Suggested wordings as tracked changes: written, known again as ours, and taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count

from lxml import etree

from rfpkit.formats.word.ooxml import child, integer, take_out, text_of, w
from rfpkit.formats.word.revisions import Stamp

AUTHOR = "rfpkit lint"
"""The author of suggested wordings; that of other tracked changes of rfpkit is another one."""

_TEXT = {
    w(name)
    for name in (
        "rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak",
    )
}  # fmt: skip
_MARKS = {
    w(name)
    for name in (
        "commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd", "proofErr",
        "permStart", "permEnd",
    )
}  # fmt: skip


def withdraw(story: etree._Element) -> None:
    """Reject all of our suggestions in a part: the words stand again as they did before."""
    for element in list(story.iter(w("ins"), w("del"))):
        if element.get(w("author")) != AUTHOR:
            continue
        kept = list(element) if element.tag == w("del") else [c for c in element if _stays(c)]
        for deleted in element.iter(w("delText")) if element.tag == w("del") else ():
            deleted.tag = w("t")
        for one in kept:
            element.addprevious(one)
        take_out(element)


def _stays(node: etree._Element) -> bool:
    """Whether what stands in our insertion is not ours: the mark of a range or of a comment."""
    return node.tag in _MARKS or next(node.iter(w("commentReference")), None) is not None


def free_numbers(story: etree._Element) -> Iterator[int]:
    """Numbers for changes that no mark in a part has yet, smallest first."""
    used = {integer(one.get(w("id"))) for one in story.iter(etree.Element)}
    return (number for number in count(1) if number not in used)


def suggest(runs: Sequence[etree._Element], wording: str, ids: Iterator[int], date: str) -> bool:
    """Replace whole runs by other words, as a tracked change; False where that is not safe.

    Safe are plain runs of one paragraph with nothing but marks between them: no field, no link,
    no change that somebody else has made.
    """
    if not _are_plain(runs):
        return False
    stamp = Stamp(AUTHOR, date)
    made = list(dict.fromkeys(stamp.remove(run) for run in runs))
    if wording:
        made.append(stamp.add(_run_like(runs[0], wording)))
        made[-2].addnext(made[-1])
    for change in made:
        change.set(w("id"), str(next(ids)))
    return True


def _run_like(run: etree._Element, wording: str) -> etree._Element:
    made = etree.Element(w("r"))
    look = child(run, "rPr")
    if look is not None:
        made.append(deepcopy(look))
    made.append(text_of(wording))
    return made


def _are_plain(runs: Sequence[etree._Element]) -> bool:
    if not runs:
        return False
    paragraph = runs[0].getparent()
    if paragraph is None or paragraph.tag != w("p") or _in_field(runs[0]):
        return False
    first, last = paragraph.index(runs[0]), -1
    for run in runs:
        if run.tag != w("r") or run.getparent() is not paragraph or not _is_text(run):
            return False
        last = paragraph.index(run)
    inside = list(paragraph)[first : last + 1]
    return all(one in runs or one.tag in _MARKS or _is_reference(one) for one in inside)


def _is_text(run: etree._Element) -> bool:
    look = child(run, "rPr")
    tracked = look is not None and any(child(look, name) is not None for name in ("ins", "del"))
    return not tracked and all(one.tag in _TEXT for one in run)


def _is_reference(node: etree._Element) -> bool:
    """Whether a run holds nothing but the mark of a comment."""
    return node.tag == w("r") and all(c.tag in (w("rPr"), w("commentReference")) for c in node)


def _in_field(run: etree._Element) -> bool:
    """Whether a field that begins earlier in the paragraph is still open here."""
    depth = 0
    for before in run.itersiblings(preceding=True):
        for mark in before.iter(w("fldChar")):
            kind = mark.get(w("fldCharType"))
            depth += (kind == "begin") - (kind == "end")
    return depth > 0
