"""Where in the XML the text of each block stands, and runs split at exactly these places."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.document.model import Heading, Item, Paragraph, Run
from rfpkit.formats.line import Line
from rfpkit.formats.word.ooxml import keep_spaces, w

_CONTAINERS = {
    w(name)
    for name in (
        "p", "hyperlink", "fldSimple", "sdtContent", "smartTag", "customXml", "ins", "moveTo",
        "del", "dir", "bdo",
    )
}  # fmt: skip
"""What holds runs, and may hold the ends of a range between them."""


@dataclass(slots=True)
class Piece:
    """The text that one element shows; ``start`` is its offset in the text of its block."""

    start: int
    length: int
    element: etree._Element

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + self.length


@dataclass(slots=True)
class Origin:
    """Where the text of one block stands: the part, and the pieces in order.

    Runs are split so that a range of the text can begin and end between two of them.
    """

    part: str
    pieces: list[Piece]

    def element_at(self, offset: int) -> etree._Element:
        """The element that shows the character at ``offset``."""
        return next((one for one in self.pieces if one.end > offset), self.pieces[-1]).element

    def open_at(self, offset: int) -> etree._Element:
        """The element before which a range that begins at ``offset`` must begin."""
        self._split_text(offset)
        element = self.element_at(offset)
        top = _top(element)
        return _split_run(top, _child_of(top, element)) if top.tag == w("r") else top

    def close_at(self, offset: int) -> etree._Element:
        """The element after which a range that ends at ``offset`` must end."""
        self._split_text(offset)
        before = [one for one in self.pieces if one.start < offset]
        piece = before[-1] if before else self.pieces[0]
        top = _top(piece.element)
        _split_off_rest(top, piece.element)
        return top

    def between(self, start: int, end: int) -> list[etree._Element]:
        """The runs, or what stands in the place of one, that hold a stretch of the text."""
        found: list[etree._Element] = []
        for piece in self.pieces:
            if piece.start < end and piece.end > start:
                top = _top(piece.element)
                if not found or found[-1] is not top:
                    found.append(top)
        return found

    def _split_text(self, offset: int) -> None:
        """Make ``offset`` the edge of a piece, where the element there holds letters."""
        for at, piece in enumerate(self.pieces):
            if not piece.start < offset < piece.end:
                continue
            element = piece.element
            parent = element.getparent()
            if element.tag != w("t") or parent is None or parent.tag != w("r"):
                return
            text = element.text or ""
            rest = etree.Element(element.tag)
            element.text, rest.text = text[: offset - piece.start], text[offset - piece.start :]
            keep_spaces(element)
            keep_spaces(rest)
            element.addnext(rest)
            self.pieces.insert(at + 1, Piece(offset, piece.end - offset, rest))
            piece.length = offset - piece.start
            return


@dataclass(slots=True)
class Trace:
    """What a reader remembers: the origin of each block, found again by the block's runs."""

    _origins: dict[int, tuple[tuple[Run, ...], Origin]] = field(default_factory=dict)

    def keep(self, runs: tuple[Run, ...], part: str, line: Line[tuple[str, str]]) -> None:
        """Take note of where the finished runs of a line stand."""
        lead = line.lead
        pieces = [Piece(start - lead, length, node) for start, length, node in line.sources]
        # A block may be made anew on its way into a table, but its runs stay the same object,
        # which is kept here so that no other takes its identity.
        self._origins[id(runs)] = (runs, Origin(part, pieces))

    def origin(self, block: Heading | Paragraph | Item) -> Origin | None:
        """Where a block of the document that was read stands; None for one made elsewhere."""
        _, origin = self._origins.get(id(block.runs), ((), None))
        return origin


def paragraph_of(element: etree._Element) -> etree._Element | None:
    """The paragraph that an element stands in; that of its text box where it is in one."""
    boxes = list(element.iterancestors(w("txbxContent")))
    return next((boxes[-1] if boxes else element).iterancestors(w("p")), None)


def in_box(element: etree._Element) -> bool:
    """Whether an element stands in a text box."""
    return next(element.iterancestors(w("txbxContent")), None) is not None


def set_apart(element: etree._Element) -> etree._Element:
    """The run around an element, which holds nothing else of the paragraph now."""
    top = _top(element)
    if top.tag != w("r"):
        return top
    alone = _split_run(top, _child_of(top, element))
    _split_off_rest(alone, element)
    return alone


def _top(element: etree._Element) -> etree._Element:
    """The outermost element around a text that stands between runs: its run, or a formula."""
    for parent in element.iterancestors():
        if parent.tag in _CONTAINERS:
            return element
        element = parent
    return element


def _child_of(top: etree._Element, element: etree._Element) -> etree._Element:
    """The child of ``top`` that ``element`` stands in."""
    chain = _chain(element)
    return next((one for one in chain if one.getparent() is top), element)


def _chain(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _split_off_rest(top: etree._Element, element: etree._Element) -> None:
    """Split a run after the child that holds ``element``, where more follows."""
    if top.tag == w("r"):
        following = _child_of(top, element).getnext()
        if following is not None:
            _split_run(top, following)


def _split_run(run: etree._Element, child: etree._Element) -> etree._Element:
    """The run that begins with ``child``: split off, with the same look, where more is before."""
    at, content = run.index(child), list(run)
    if all(before.tag == w("rPr") for before in content[:at]):
        return run
    rest = etree.Element(run.tag)
    rest.attrib.update(run.attrib)
    rest.extend(deepcopy(one) for one in content[:at] if one.tag == w("rPr"))
    rest.extend(content[at:])
    run.addnext(rest)
    return rest
