"""What must come in pairs and in order: bookmarks, comments, moves, fields, tracked changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.formats.word.ooxml import w
from rfpkit.formats.word.soundness.flaws import Flaw, Part, local

_PAIRS = {
    "bookmarkStart": "bookmarkEnd", "commentRangeStart": "commentRangeEnd",
    "moveFromRangeStart": "moveFromRangeEnd", "moveToRangeStart": "moveToRangeEnd",
    "permStart": "permEnd", "customXmlInsRangeStart": "customXmlInsRangeEnd",
    "customXmlDelRangeStart": "customXmlDelRangeEnd",
}  # fmt: skip
_NAME = re.compile(r"[^\W\d]\w{0,39}")
_STORIES = {w(name) for name in ("txbxContent", "comment", "footnote", "endnote")}
_CHANGES = (
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
    "trPrChange", "tcPrChange", "cellIns", "cellDel", "cellMerge",
)  # fmt: skip
_POINTS = re.compile(r'\s*(?:PAGE|NOTE)?REF\s+"?([^\s"\\]+)|.*\\l\s+"?([^\s"\\]+)', re.I)
_MAKES_NAME = re.compile(r"\s*(?:ASK|SET)\s+\"?(\w+)", re.I)


def range_flaws(part: Part) -> Iterator[Flaw]:
    """Ranges that do not begin or do not end, and tracked changes that are badly made."""
    for start, end in _PAIRS.items():
        yield from _pairs(part, start, end)
    yield from _moves(part)
    yield from _changes(part)


def _pairs(part: Part, start: str, end: str) -> Iterator[Flaw]:
    """Starts without an end, ends without a start, ids given twice."""
    if not part.all(start) and not part.all(end):
        return
    opened: set[str] = set()
    closed: set[str] = set()
    for mark in part.root.iter(w(start), w(end)):
        key = mark.get(w("id"), "")
        if mark.tag == w(start):
            if key in opened:
                yield part.flaw(mark, f"w:{start} has the id {key} of another one")
            opened.add(key)
        elif key in closed:
            yield part.flaw(mark, f"w:{end} {key} stands twice")
        elif key not in opened:
            yield part.flaw(mark, f"w:{end} {key} has no w:{start} before it")
        else:
            closed.add(key)
    for mark in part.all(start):
        key = mark.get(w("id"), "")
        if key not in closed:
            closed.add(key)
            yield part.flaw(mark, f"w:{start} {key} has no w:{end} after it")


def _moves(part: Part) -> Iterator[Flaw]:
    """Moves of which one half is missing."""
    halves = {
        name: Counter(mark.get(w("name"), "") for mark in part.all(name))
        for name in ("moveFromRangeStart", "moveToRangeStart")
    }
    for one, other in (tuple(halves), tuple(halves)[::-1]):
        for mark in part.all(one):
            if mark.get(w("name"), "") not in halves[other]:
                yield part.flaw(mark, f"the move has no w:{other}")


def _changes(part: Part) -> Iterator[Flaw]:
    """Text in the wrong element for a deletion, and ids of changes given twice."""
    for name, wanted in (("t", "delText"), ("instrText", "delInstrText")):
        for deleted in part.all("del"):
            for text in deleted.iter(w(name)):
                if next(text.iterancestors(w("txbxContent"), w("del"))) is deleted:
                    yield part.flaw(text, f"in a deletion it must be w:{wanted}")
        for text in part.all(wanted):
            if next(text.iterancestors(w("del"), w("moveFrom")), None) is None:
                yield part.flaw(text, f"w:{wanted} stands outside of a deletion")
    seen: set[str] = set()
    for name in _CHANGES:
        for change in part.all(name):
            key = change.get(w("id"))
            if key is not None and key in seen:
                yield part.flaw(change, f"w:{name} has the id {key} of another change")
            seen.add(key or "")


def bookmark_flaws(parts: Sequence[Part]) -> Iterator[Flaw]:
    """Names of bookmarks that Word does not take, or that are given twice."""
    seen: set[str] = set()
    for part in parts:
        for mark in part.all("bookmarkStart"):
            name = mark.get(w("name"), "")
            if not _NAME.fullmatch(name):
                yield part.flaw(
                    mark, f"“{name}” is no name of a bookmark: letters, digits and _, at most 40"
                )
            if name.lower() in seen and name != "_GoBack":
                yield part.flaw(mark, f"there is another bookmark {name}")
            seen.add(name.lower())


@dataclass(slots=True)
class _Open:
    """A field that has begun."""

    begin: etree._Element
    instruction: list[str] = field(default_factory=list)
    separated: bool = False


def field_flaws(part: Part, names: frozenset[str]) -> Iterator[Flaw]:
    """Fields that do not begin, part and end in order; links to bookmarks that are not there.

    ``names`` are all bookmarks of the file, in lower case.
    """
    said: list[tuple[etree._Element, str]] = [
        (one, one.get(w("instr"), "")) for one in part.all("fldSimple")
    ]
    if part.all("fldChar"):
        yield from _fields(part, said)
    made = {match[1].lower() for _, text in said if (match := _MAKES_NAME.match(text))}
    for element, text in said:
        match = _POINTS.match(text)
        target = (match[1] or match[2]) if match else ""
        if target and target.lower() not in names | made:
            yield part.flaw(element, f"the field {text.strip()} leads to no bookmark")
    for link in part.all("hyperlink"):
        anchor = link.get(w("anchor"))
        if anchor and anchor.lower() not in names and anchor != "_top":
            yield part.flaw(link, f"the link leads to the bookmark {anchor}, which is not there")


def _fields(part: Part, said: list[tuple[etree._Element, str]]) -> Iterator[Flaw]:
    """Walk through the fields of each story of a part; collects what they say."""
    stacks: dict[etree._Element | None, list[_Open]] = {}
    for node in part.root.iter(w("fldChar"), w("instrText"), w("delInstrText")):
        story = next((one for one in node.iterancestors() if one.tag in _STORIES), None)
        stack = stacks.setdefault(story, [])
        kind = node.get(w("fldCharType"), local(node))
        if kind == "begin":
            stack.append(_Open(node))
        elif not stack:
            yield part.flaw(node, f"the {kind} of a field that has not begun")
        elif kind == "separate":
            if stack[-1].separated:
                yield part.flaw(node, "the field is parted twice")
            stack[-1].separated = True
        elif kind == "end":
            done = stack.pop()
            said.append((done.begin, "".join(done.instruction)))
        elif not stack[-1].separated:
            stack[-1].instruction.append(node.text or "")
    for stack in stacks.values():
        for left in stack:
            yield part.flaw(left.begin, "the field has no end")
