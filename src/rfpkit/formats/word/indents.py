"""Room for numbers: the indents of the house style, wider where the document's numbers need it.

A house style is drawn for numbers such as "4.2" and "(a)". Those of another scheme, or of a long
document, may be wider than the column that hangs beside the text: then the column grows, and what
is indented further moves along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from rfpkit.document.model import AnyBlock, Heading, Item, Paragraph
from rfpkit.formats.word.house import House
from rfpkit.formats.word.ooxml import child, integer, number, value, w

_GAP = 110
"""The least space between a number and its text, in twentieths of a point."""

_HALF_POINTS = 20
"""The size of text where no style says one: Word's own 10 points."""

# Widths of characters in thousandths of the size, as in Arial; other fonts are close enough.
_NARROW, _FIGURE, _SMALL, _CAPITAL = 290, 556, 540, 720
_ALIKE = str.maketrans("123456789", "000000000")
_MARGIN = 1.08  # bold text, and fonts that are wider


def make_room(house: House, blocks: Iterable[AnyBlock], depth: int) -> None:
    """Widen the indents of the house's styles where a number of the blocks does not fit.

    ``depth`` is how many levels of ordered items the document's scheme has.
    """
    shown: dict[str, set[str]] = {}
    for use, one in _numbers(blocks, depth):
        shown.setdefault(use, set()).add(one)
    needs = {use: _widest(ones, _size(house, use)) + _GAP for use, ones in shown.items()}
    columns: list[tuple[str, ...]] = [("clause", "clause 1", "annex 1")]
    columns += [(f"clause {at}", f"annex {at}") for at in range(2, depth + 2)]
    inner = ["text in clause", "heading 3", "heading 4", "bullet 1", "bullet 2", "bullet 3"]
    for at, column in enumerate(columns):
        deeper = [use for uses in columns[at + 1 :] for use in uses]
        _widen(house, needs, column, deeper + (inner if at == 0 else []))
    for alone in (("part",), ("annex",), ("contents 1", "contents 2")):
        _widen(house, needs, alone, [])


def _numbers(blocks: Iterable[AnyBlock], depth: int) -> Iterator[tuple[str, str]]:
    """The numbers of the body, each with what its style is for."""
    area = "clause"
    for block in blocks:
        if isinstance(block, Heading) and block.role != "heading":
            area = "annex" if block.role == "annex" else "clause"
            yield block.role, block.number
            yield f"contents {2 if block.role == 'clause' else 1}", block.number
        elif isinstance(block, Item) and block.ordered:
            yield f"{area} {min(block.level, depth) + 1}", block.number
        elif isinstance(block, Paragraph) and block.kind == "body" and block.number:
            yield f"{area} 1", block.number


def _widen(
    house: House, needs: dict[str, int], column: tuple[str, ...], deeper: Iterable[str]
) -> None:
    """Give the styles of a column the room that one of them needs, and move those beyond it."""
    drawn = [(use, found) for use in column if (found := _Indent.of(house, use))]
    more = max((needs.get(use, 0) - indent.hanging for use, indent in drawn), default=0)
    if more <= 0:
        return
    edge = min(indent.left for _, indent in drawn)
    beyond = [found for use in deeper if (found := _Indent.of(house, use))]
    for indent in beyond:
        if indent.left - indent.hanging >= edge:
            indent.move(more)
    for _, indent in drawn:
        indent.move(more, hanging=more)


class _Indent:
    """The indent that a style draws itself."""

    def __init__(self, properties: etree._Element, element: etree._Element) -> None:
        self._properties, self._element = properties, element
        self._side = w("start") if element.get(w("start")) else w("left")
        self.left = integer(element.get(self._side)) or 0
        self.hanging = integer(element.get(w("hanging"))) or 0

    @classmethod
    def of(cls, house: House, use: str) -> _Indent | None:
        """The indent of the style for a use; None where the style leaves it to others."""
        properties = child(house.style(use), "pPr")
        element = child(properties, "ind")
        return None if properties is None or element is None else cls(properties, element)

    def move(self, by: int, *, hanging: int = 0) -> None:
        """Move the text to the right, and the tab stop that stands where it begins."""
        for tab in self._properties.iter(w("tab")):
            if integer(tab.get(w("pos"))) == self.left:
                tab.set(w("pos"), str(self.left + by))
        self._element.set(self._side, str(self.left + by))
        if hanging:
            self._element.set(w("hanging"), str(self.hanging + hanging))


def _widest(shown: Iterable[str], half_points: int) -> int:
    """About how wide the widest of some numbers is, in twentieths of a point."""
    widest = max(sum(map(_character, one)) for one in _shapes(shown))
    return round(widest * half_points * _MARGIN / 100)


def _shapes(shown: Iterable[str]) -> set[str]:
    """The numbers with a 0 for every figure, which are all as wide: few are left that differ."""
    return {one.translate(_ALIKE) for one in shown}


def _character(sign: str) -> int:
    if sign in "Iijlft.,:;()[]/- ":
        return _NARROW
    if sign.isdigit():
        return _FIGURE
    return _SMALL if sign.islower() else _CAPITAL


def _size(house: House, use: str) -> int:
    """The size of a style's text, in half points."""
    style: etree._Element | None = house.style(use)
    seen: set[str] = set()
    while style is not None:
        size = number(child(style, "rPr"), "sz")
        if size is not None:
            return size
        parent = value(style, "basedOn") or ""
        if parent in seen:
            break
        seen.add(parent)
        style = house.styles.find(f"{w('style')}[@{w('styleId')}='{parent}']")
    defaults = house.styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    return number(defaults, "sz") or _HALF_POINTS
