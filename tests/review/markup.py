"""WordprocessingML as far as the mutations touch it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from .drafts import Draft

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML = "{http://www.w3.org/XML/1998/namespace}"
AUTHOR = {f"{W}author": "Counterparty", f"{W}date": "2027-03-08T09:30:00Z"}
PART, CLAUSE, ANNEX = "Heading1", "Heading2", "AnnexHeading"
NUMBERED = {"ClauseParagraph", "AnnexParagraph"}
ITEMS = {"ClauseItem1", "AnnexItem1"}
LISTS = ITEMS | {"ListBullet"}

Element = etree._Element


def references(node: Element) -> Iterator[tuple[str, Element]]:
    """Each REF field within a node: its bookmark and the text element of its result."""
    return results(node, r"\s*REF (\S+)")


def results(node: Element, instruction: str) -> Iterator[tuple[str, Element]]:
    for paragraph in node.iter(f"{W}p"):
        name, inside = "", False
        for element in paragraph.iter(f"{W}instrText", f"{W}fldChar", f"{W}t"):
            if element.tag == f"{W}instrText":
                match = re.match(instruction, element.text or "")
                name = match[1] if match else ""
            elif element.tag == f"{W}fldChar":
                inside = element.get(f"{W}fldCharType") == "separate"
            elif inside and name:
                yield name, element
                name = ""


def style_of(paragraph: Element) -> str:
    """The style of a paragraph, empty where it names none."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def text_of(node: Element) -> str:
    """The words of a node as they stand, fields with their results."""
    return "".join(
        t.text or "" if t.tag == f"{W}t" else "\t"
        for t in node.iter(f"{W}t", f"{W}tab")
        if t.getparent().tag == f"{W}r"
    )


def paragraph(style: str, text: str) -> Element:
    """A new paragraph of one run."""
    node = etree.Element(f"{W}p")
    look = etree.SubElement(node, f"{W}pPr")
    if style:
        etree.SubElement(look, f"{W}pStyle").set(f"{W}val", style)
    _text(etree.SubElement(node, f"{W}r"), text)
    return node


def plain_texts(node: Element) -> list[Element]:
    """The text elements of a paragraph or table outside fields, links and tracked changes."""
    found: list[Element] = []
    for one in node.iter(f"{W}p"):
        depth = 0
        label = ("Table ", ": ") if style_of(one) == "Caption" else ()
        for run in one.iterchildren(f"{W}r"):
            kinds = [mark.get(f"{W}fldCharType") for mark in run.iterchildren(f"{W}fldChar")]
            depth += kinds.count("begin") - kinds.count("end")
            if not depth and not kinds and len(run.findall(f"{W}t")) == 1:
                text = run.find(f"{W}t")
                if text.text not in label:  # the number of a table is no word of the clause
                    found.append(text)
    return [text for text in found if (text.text or "").strip()]


def set_text(text: Element, new: str) -> None:
    """Other words in a text element."""
    text.text = new
    text.set(f"{XML}space", "preserve")


def set_tracked(draft: Draft, text: Element, new: str) -> None:
    """Other words in a text element, as a deletion and an insertion of the words that differ."""
    old = text.text or ""
    start, end = _differing(old, new)
    pieces = [(old[:start], ""), (old[start : len(old) - end], "del")]
    pieces += [(new[start : len(new) - end], "ins"), (old[len(old) - end :], "")]
    replace_run(draft, text, pieces)


def replace_run(draft: Draft, text: Element, pieces: Iterable[tuple[str, str]]) -> None:
    """Runs in place of the run of a text element: their words, and "ins", "del" or nothing."""
    run = text.getparent()
    for words, mark in pieces:
        if words:
            fresh = copy.deepcopy(run)
            for t in list(fresh.iterchildren(f"{W}t")):
                fresh.remove(t)
            _text(fresh, words, "delText" if mark == "del" else "t")
            run.addprevious(_wrapped(draft, fresh, mark) if mark else fresh)
    run.getparent().remove(run)


def strike(draft: Draft, node: Element, mark: str = "del") -> None:
    """Mark all of a paragraph or table as deleted ("moveFrom": as moved away)."""
    _mark_all(draft, node, mark)
    for text in list(node.iter(f"{W}t")):
        if mark == "del":
            text.tag = f"{W}delText"
    for text in list(node.iter(f"{W}instrText")):
        if mark == "del":
            text.tag = f"{W}delInstrText"


def insert(draft: Draft, node: Element, mark: str = "ins") -> None:
    """Mark all of a paragraph or table as inserted ("moveTo": as moved here)."""
    _mark_all(draft, node, mark)


def mark_end(draft: Draft, one: Element, mark: str) -> None:
    """Mark the end of a paragraph as inserted or deleted."""
    look = one.find(f"{W}pPr")
    if look is None:
        look = etree.Element(f"{W}pPr")
        one.insert(0, look)
    run = look.find(f"{W}rPr")
    if run is None:
        run = etree.SubElement(look, f"{W}rPr")
    run.insert(0, etree.Element(f"{W}{mark}", draft.stamp()))


def without_notes(node: Element) -> Element:
    """The node without references to footnotes."""
    for mark in list(node.iter(f"{W}footnoteReference")):
        run = mark.getparent()
        run.getparent().remove(run)
    return node


def without_bookmarks(node: Element, prefix: str = "") -> Element:
    """The node without the bookmarks whose names begin so."""
    gone = {
        mark.get(f"{W}id")
        for mark in node.iter(f"{W}bookmarkStart")
        if str(mark.get(f"{W}name")).startswith(prefix)
    }
    for mark in list(node.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        if mark.get(f"{W}id") in gone:
            mark.getparent().remove(mark)
    return node


def _text(run: Element, words: str, tag: str = "t") -> None:
    text = etree.SubElement(run, f"{W}{tag}")
    text.text = words
    text.set(f"{XML}space", "preserve")


def _wrapped(draft: Draft, run: Element, mark: str) -> Element:
    wrapper = etree.Element(f"{W}{mark}", draft.stamp())
    wrapper.append(run)
    return wrapper


def _mark_all(draft: Draft, node: Element, mark: str) -> None:
    row_mark = {"moveFrom": "del", "moveTo": "ins"}.get(mark, mark)
    for row in node.iter(f"{W}tr"):
        look = row.find(f"{W}trPr")
        if look is None:
            look = etree.Element(f"{W}trPr")
            row.insert(0, look)
        look.append(etree.Element(f"{W}{row_mark}", draft.stamp()))
    for one in node.iter(f"{W}p"):
        mark_end(draft, one, mark)
        for run in list(one.iter(f"{W}r")):
            holder = run.getparent()
            at = holder.index(run)
            holder.insert(at, _wrapped(draft, run, mark))


def _differing(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at their starts and ends, in whole words."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    while start and (old[start - 1] != " "):
        start -= 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    while end and old[len(old) - end] != " ":
        end -= 1
    return start, end
