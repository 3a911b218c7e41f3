"""The numbering part: the document's scheme as Word's own live lists.

Every level names its paragraph style and every style names its level, so that a paragraph needs
nothing but its style. Indents stay the house style's: each level takes on those of its style.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.document.counting import DEPTH, Level
from rfpkit.document.schemes import Scheme
from rfpkit.formats.word.house import House
from rfpkit.formats.word.markup import escape
from rfpkit.formats.word.ooxml import W, child, integer, serialised, w

_PART = "word/numbering.xml"
_BULLETS = ("•", "–", "▪")
# What may stand before w:numPr in w:pPr.
_BEFORE = {
    w(name)
    for name in (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl",
    )
}  # fmt: skip
_CELL_STEP = 340


@dataclass(slots=True)
class Numbering:
    """The lists of a document that is being written; ids follow those of the house style.

    ``depth`` is how many levels of ordered items the scheme has.
    """

    depth: int
    loose: int
    cells: int
    cell_bullets: int
    indents: dict[str, str]
    _root: etree._Element
    _next: int
    _nums: list[str] = field(default_factory=list)

    def loose_list(self) -> int:
        """The id of a new list for ordered items under no numbered paragraph, which starts anew."""
        return self._new_list(self.loose)

    def cell_list(self) -> int:
        """The id of a new list for the ordered items of a cell.

        Lists of one definition share their counts: so those of cells have a definition of their
        own, and what stands around the table counts on.
        """
        return self._new_list(self.cells)

    def _new_list(self, definition: int) -> int:
        number = self._next
        self._next += 1
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for at in range(self.depth)
        )
        self._nums.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{starts}</w:num>'
        )
        return number

    def part(self) -> bytes:
        """The bytes of word/numbering.xml."""
        for num in self._nums:
            self._root.append(_element(num))
        return serialised(self._root)


def link_styles(house: House, scheme: Scheme) -> Numbering:
    """The numbering of the scheme; the house's styles are linked to it, and it to them."""
    data = house.parts.get(_PART)
    root = etree.fromstring(data) if data else etree.Element(w("numbering"), nsmap={"w": W})
    lists: list[tuple[str, Sequence[Level], list[str]]] = [
        ("parts", scheme.parts, ["part"]),
        ("clauses", scheme.clauses, _uses("clause", scheme)),
        ("annexes", scheme.annexes, _uses("annex", scheme)),
        ("bullets", _bullets(), ["bullet 1", "bullet 2", "bullet 3"]),
        ("loose", scheme.loose, []),
        ("cell bullets", _bullets(), []),
        ("cells", scheme.loose, []),
    ]
    indents = {use: _drawn(house, use) for _, _, uses in lists for use in uses}
    first_abstract = _highest(root, "abstractNum", "abstractNumId") + 1
    first_num = max(_highest(root, "num", "numId"), 0) + 1
    # Word wants all definitions before the first list that uses one.
    place = next((at for at, node in enumerate(root) if node.tag == w("num")), len(root))
    for offset, (name, levels, uses) in enumerate(lists):
        abstract, num = first_abstract + offset, first_num + offset
        for at, use in enumerate(uses):
            _link(house.style(use), num, at)
        looks = [(f'<w:pStyle w:val="{house.ids[use]}"/>', indents[use]) for use in uses]
        root.insert(place + offset, _element(_abstract(abstract, name, levels, looks)))
        root.append(
            _element(f'<w:num w:numId="{num}"><w:abstractNumId w:val="{abstract}"/></w:num>')
        )
    return Numbering(
        depth=scheme.item_depth,
        loose=first_abstract + 4,
        cells=first_abstract + 6,
        cell_bullets=first_num + 5,
        indents=indents,
        _root=root,
        _next=first_num + len(lists),
    )


def _uses(area: str, scheme: Scheme) -> list[str]:
    """The heading, the paragraphs and the items of an area, as the house style knows them."""
    return [area, *(f"{area} {at}" for at in range(1, scheme.item_depth + 2))]


def _bullets() -> tuple[Level, ...]:
    return tuple(Level("bullet", sign) for sign in _BULLETS)


def _highest(root: etree._Element, tag: str, attribute: str) -> int:
    found = (integer(node.get(w(attribute))) for node in root.iterchildren(w(tag)))
    return max((number for number in found if number is not None), default=-1)


def _link(style: etree._Element, num: int, level: int) -> None:
    """Put the style's paragraphs on a level of a list."""
    properties = child(style, "pPr")
    if properties is None:
        properties = etree.Element(w("pPr"))
        look = child(style, "rPr")
        style.insert(len(style) if look is None else style.index(look), properties)
    old = child(properties, "numPr")
    if old is not None:
        properties.remove(old)
    place = sum(1 for node in properties if node.tag in _BEFORE)
    ilvl = f'<w:ilvl w:val="{level}"/>' if level else ""
    properties.insert(place, _element(f'<w:numPr>{ilvl}<w:numId w:val="{num}"/></w:numPr>'))


def _abstract(
    key: int, name: str, levels: Sequence[Level], looks: Sequence[tuple[str, str]]
) -> str:
    """The definition of a list; ``looks`` are the style and the indent of the levels with one."""
    # Word tells lists apart by these numbers; made from the scheme, they never change.
    sign = hashlib.sha256(f"{name}{levels}".encode()).hexdigest().upper()
    parts = [
        f'<w:abstractNum w:abstractNumId="{key}"><w:nsid w:val="{sign[:8]}"/>'
        '<w:multiLevelType w:val="multilevel"/>'
        f'<w:tmpl w:val="{sign[8:16]}"/>'
    ]
    for at in range(DEPTH):
        if at < len(levels):
            style, indent = looks[at] if at < len(looks) else ("", _in_cell(at))
            parts.append(_level(at, levels[at], style, indent))
        else:
            parts.append(_unused(at))
    return "".join(parts) + "</w:abstractNum>"


def _level(at: int, level: Level, style: str, indent: str) -> str:
    restart = "" if level.restart is None else f'<w:lvlRestart w:val="{level.restart}"/>'
    legal = "<w:isLgl/>" if level.legal else ""
    font = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:hint="default"/>'
    look = f"{font}</w:rPr>" if level.format == "bullet" else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{level.start}"/>'
        f'<w:numFmt w:val="{level.format}"/>{restart}{style}{legal}<w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{escape(level.text)}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{indent}</w:pPr>{look}</w:lvl>"
    )


def _drawn(house: House, use: str) -> str:
    """The tabs and indents of the style for a use."""
    properties = child(house.style(use), "pPr")
    found = (child(properties, name) for name in ("tabs", "ind"))
    return "".join(_bare(node) for node in found if node is not None)


def _in_cell(at: int) -> str:
    """The indent of a list in a cell, whose style has none."""
    return f'<w:ind w:left="{_CELL_STEP * (at + 1)}" w:hanging="{_CELL_STEP}"/>'


def _unused(at: int) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="none"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val=""/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _element(text: str) -> etree._Element:
    """The element that ``text`` says, the prefix w being known."""
    return etree.fromstring(f'<x xmlns:w="{W}">{text}</x>')[0]


def _bare(node: etree._Element) -> str:
    """The XML of an element without the declarations of its namespaces."""
    wrapper = etree.Element("x", nsmap={"w": W})
    wrapper.append(copy.deepcopy(node))
    etree.cleanup_namespaces(wrapper, keep_ns_prefixes=["w"])
    return etree.tostring(wrapper[0], encoding="unicode", with_tail=False).replace(
        f' xmlns:w="{W}"', ""
    )
