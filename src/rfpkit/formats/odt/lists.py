"""The list numbers of an .odt, computed from its list styles as LibreOffice computes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.document.counting import DEPTH, Counter, Level
from rfpkit.formats.odt.names import is_true, q, whole
from rfpkit.formats.shaping import ListNumber

_BULLET = Level("bullet", "•")
_NOTHING = Level("none", "")
_FORMATS = {
    "": "none", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
    "I": "upperRoman", "1st": "ordinal", "01, 02, 03, ...": "decimalZero",
}  # fmt: skip
_PATTERN = re.compile(r"%(\d{1,2})%")
OUTLINE = "\0outline"
"""The name under which the numbering of headings is kept beside the list styles."""


class ListStyles:
    """The levels of every list style, and of the headings."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._known: dict[str, tuple[Level, ...]] = {}
        self._outline_name = ""
        for root in roots:
            for element in () if root is None else root:
                if element.tag == q("text:list-style"):
                    self._known[element.get(q("style:name"), "")] = _levels(element)
                elif element.tag == q("text:outline-style"):
                    self._known[OUTLINE] = _levels(element)
                    self._outline_name = element.get(q("style:name"), "")

    def name(self, style: str) -> str:
        """The name that levels and counts of a list style go by."""
        return OUTLINE if style and style == self._outline_name else style

    def levels(self, style: str) -> tuple[Level, ...]:
        """The levels of a list style; none that show a number where it is unknown."""
        return self._known.get(style, (_NOTHING,) * DEPTH)


@dataclass(slots=True)
class ListPlace:
    """A list that we stand in: its style, its counts, and how deep (0 is the highest)."""

    style: str
    counter: Counter
    level: int
    item: bool = False
    start: int | None = None


@dataclass(slots=True)
class Count:
    """The running numbers of one story of the file: its body, its notes, a header."""

    styles: ListStyles
    _by_id: dict[str, Counter] = field(default_factory=dict)
    _by_style: dict[str, Counter] = field(default_factory=dict)

    def enter(self, node: etree._Element, outer: ListPlace | None) -> ListPlace:
        """The place that a ``text:list`` opens: nested, one that goes on, or a new one."""
        style = self.styles.name(node.get(q("text:style-name"), ""))
        if outer is not None:
            return ListPlace(style or outer.style, outer.counter, min(outer.level + 1, DEPTH - 1))
        goes_on = node.get(q("text:continue-list"))
        counter = self._by_id.get(goes_on) if goes_on else None
        if counter is None and (is_true(node, "text:continue-numbering") or style == OUTLINE):
            counter = self._by_style.get(style)
        counter = counter or Counter()
        self._by_id[node.get(q("xml:id"), "")] = counter  # lists without an id are never meant
        self._by_style[style] = counter
        return ListPlace(style, counter, 0)

    def enter_item(self, node: etree._Element, place: ListPlace) -> None:
        """Begin an item of a list: its first paragraph gets the number."""
        place.item = node.tag == q("text:list-item")
        place.start = whole(node, "text:start-value")
        override = node.get(q("text:style-override"))
        place.style = self.styles.name(override) if override else place.style

    def lone(self, node: etree._Element) -> ListPlace:
        """The place of a ``text:numbered-paragraph``, which names its list and its level."""
        style = self.styles.name(node.get(q("text:style-name"), ""))
        counter = self._by_id.setdefault(node.get(q("text:list-id"), ""), Counter())
        level = min(max((whole(node, "text:level", 1) or 1) - 1, 0), DEPTH - 1)
        return ListPlace(style, counter, level, True, whole(node, "text:start-value"))

    def heading(self, node: etree._Element) -> ListPlace:
        """The place of a heading that stands in no list: the numbering of headings."""
        level = min(max((whole(node, "text:outline-level", 1) or 1) - 1, 0), DEPTH - 1)
        counter = self._by_style.setdefault(OUTLINE, Counter())
        start = whole(node, "text:start-value") if is_true(node, "text:restart-numbering") else None
        counted = not is_true(node, "text:is-list-header")
        return ListPlace(OUTLINE, counter, level, counted, start)

    def step(self, place: ListPlace, fallback: str = "") -> ListNumber | None:
        """What the next paragraph at a place shows; only the first one of an item has a number.

        ``fallback`` is the list style of the paragraph's own style.
        """
        if not place.item:
            return None
        place.item = False
        levels = self.styles.levels(place.style or fallback)
        shown = place.counter.step(levels, place.level, place.start).strip()
        if levels[place.level].format == "bullet":
            return ListNumber("", place.level, ordered=False)
        return ListNumber(shown, place.level, ordered=True) if shown else None


def _levels(style: etree._Element) -> tuple[Level, ...]:
    found = {(whole(node, "text:level", 0) or 0) - 1: node for node in style.iterchildren("*")}
    formats = {at: node.get(q("style:num-format"), "") for at, node in found.items()}
    return tuple(_level(at, found[at], formats) if at in found else _NOTHING for at in range(DEPTH))


def _level(at: int, node: etree._Element, formats: dict[int, str]) -> Level:
    tag = node.tag
    if tag in (q("text:list-level-style-bullet"), q("text:list-level-style-image")):
        return _BULLET
    pattern = node.get(q("loext:num-list-format"))
    if pattern is not None:
        text = _PATTERN.sub(lambda match: f"%{match[1]}" if len(match[1]) == 1 else "", pattern)
    else:
        first = at - (whole(node, "text:display-levels", 1) or 1) + 1
        shown = [f"%{n + 1}" for n in range(max(first, 0), at + 1) if formats.get(n)]
        prefix, suffix = node.get(q("style:num-prefix"), ""), node.get(q("style:num-suffix"), "")
        text = f"{prefix}{'.'.join(shown)}{suffix}"
    start = whole(node, "text:start-value", 1)
    return Level(_FORMATS.get(formats[at], "decimal"), text, 1 if start is None else start)
