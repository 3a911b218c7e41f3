"""The comments of a .docx: which are ours, which of those people answered, new ones, none left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.formats.word.ooxml import W, child, integer, take_out, text_of, w

AUTHOR = "rfpkit"
INITIALS = "rk"

_PARAGRAPH_ID = "paraId"
_COMMENT_ID = "durableId"

Lines = tuple[str, ...]
"""The paragraphs of a comment."""


def empty_part() -> etree._Element:
    """A part for comments that holds none."""
    return etree.Element(w("comments"), nsmap={"w": W})


@dataclass(slots=True)
class CommentPart:
    """The comments, and the parts in which newer versions of Word say more about them.

    ``head`` is what the first line of a comment of ours says; such a line stands out.
    """

    root: etree._Element
    head: re.Pattern[str]
    more: Sequence[etree._Element] = ()
    _named: dict[str, etree._Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._named = {one.get(w("id"), ""): one for one in self.root.iterchildren(w("comment"))}

    def ours(self) -> dict[str, Lines]:
        """The numbers of our comments, and what they say."""
        return {number: _lines(one) for number, one in self._named.items() if self._is_ours(one)}

    def _is_ours(self, comment: etree._Element) -> bool:
        """Whether we wrote a comment: other commands of rfpkit have the same name."""
        lines = _lines(comment)
        signed = (comment.get(w("author")), comment.get(w("initials"))) == (AUTHOR, INITIALS)
        return signed and bool(lines) and bool(self.head.fullmatch(lines[0]))

    def is_answered(self, number: str) -> bool:
        """Whether somebody has replied to a comment."""
        own = _paragraph_ids(self._named[number])
        parents = {_local(one, "paraIdParent") for part in self.more for one in part}
        return not own.isdisjoint(parents)

    def add(self, lines: Sequence[str], date: str) -> str:
        """The number of a new comment, which says ``lines``; the first one stands out."""
        known = (integer(number) for number in self._named)
        number = str(max((one for one in known if one is not None), default=-1) + 1)
        made = etree.SubElement(self.root, w("comment"))
        signed = {"id": number, "author": AUTHOR, "date": date, "initials": INITIALS}
        for name, text in signed.items():
            made.set(w(name), text)
        for at, line in enumerate(lines):
            run = etree.SubElement(etree.SubElement(made, w("p")), w("r"))
            if at == 0 or self.head.fullmatch(line):
                etree.SubElement(etree.SubElement(run, w("rPr")), w("b"))
            run.append(text_of(line))
        self._named[number] = made
        return number

    def remove(self, number: str) -> None:
        """Take a comment out, and all that the other parts say about it."""
        gone = self._named.pop(number)
        names = {_PARAGRAPH_ID: _paragraph_ids(gone), _COMMENT_ID: set[str]()}
        for part in self.more:  # the one that names both ids comes before the one with the second
            for one in list(part):
                if any(_local(one, name) in known for name, known in names.items()):
                    names[_COMMENT_ID] |= {_local(one, _COMMENT_ID)} - {""}
                    part.remove(one)
        self.root.remove(gone)


def anchors(story: etree._Element, numbers: frozenset[str]) -> Iterator[tuple[str, etree._Element]]:
    """Where ranges of these comments begin, in order: the number, and the mark."""
    for mark in story.iter(w("commentRangeStart")):
        if mark.get(w("id"), "") in numbers:
            yield mark.get(w("id"), ""), mark


def unmark(story: etree._Element, numbers: frozenset[str]) -> None:
    """Take the marks of comments out of a part; the text between them stays."""
    names = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
    for mark in list(story.iter(*names)):
        parent = mark.getparent()
        if parent is None or mark.get(w("id"), "") not in numbers:
            continue
        take_out(mark)
        if parent.tag == w("r") and all(one.tag == w("rPr") for one in parent):
            take_out(parent)


def mark(first: etree._Element, last: etree._Element, number: str) -> None:
    """Make a comment stand at everything from one element to another."""
    first.addprevious(_mark("commentRangeStart", number))
    reference = etree.Element(w("r"))
    reference.append(_mark("commentReference", number))
    last.addnext(reference)
    last.addnext(_mark("commentRangeEnd", number))


def mark_whole(paragraph: etree._Element, number: str) -> None:
    """Make a comment stand at a whole paragraph, which may be empty."""
    content = [one for one in paragraph if one is not child(paragraph, "pPr")]
    if content:
        mark(content[0], content[-1], number)
        return
    place = etree.SubElement(paragraph, w("r"))
    mark(place, place, number)
    paragraph.remove(place)


def _mark(name: str, number: str) -> etree._Element:
    made = etree.Element(w(name))
    made.set(w("id"), number)
    return made


def _lines(comment: etree._Element) -> Lines:
    return tuple(
        "".join(text.text or "" for text in paragraph.iter(w("t")))
        for paragraph in comment.iterchildren(w("p"))
    )


def _paragraph_ids(comment: etree._Element) -> set[str]:
    ids = {_local(paragraph, _PARAGRAPH_ID) for paragraph in comment.iterchildren(w("p"))}
    return ids - {""}


def _local(element: etree._Element, name: str) -> str:
    """The value of an attribute of that name in any of Word's later namespaces."""
    for full, text in element.attrib.items():
        if str(full).rpartition("}")[2] == name:
            return str(text)
    return ""
