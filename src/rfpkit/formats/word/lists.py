"""The list numbers of a .docx, computed from its numbering part as Word computes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from rfpkit.document.counting import DEPTH, Counter, Level
from rfpkit.formats.shaping import ListNumber
from rfpkit.formats.word.ooxml import VAL, child, integer, number, switch, value, w
from rfpkit.formats.word.styles import ListPlace, Styles

_BULLET = Level("bullet", "•")


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of the file (``w:num``): whose counts it shares, its levels, and its restarts."""

    counts: str
    levels: tuple[Level, ...]
    starts: dict[int, int] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)


class Lists:
    """The lists of a file, by id."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[int, etree._Element] = {}
        self._known: dict[int, WordList | None] = {}
        for element in () if root is None else root.iterchildren():
            if element.tag == w("abstractNum"):
                self._abstract[element.get(w("abstractNumId"), "")] = element
            elif element.tag == w("num"):
                key = integer(element.get(w("numId")))
                if key is not None:
                    self._nums[key] = element

    def place(self, paragraph: etree._Element, style: str) -> tuple[int, int] | None:
        """The list and the level that a paragraph stands in; None when it is in no list."""
        own = child(child(paragraph, "pPr"), "numPr")
        inherited = self._styles.list_place(style)
        list_id = number(own, "numId")
        level = number(own, "ilvl")
        if list_id is None:
            list_id = inherited.list_id
            level = level if level is not None else self._style_level(style, inherited)
        elif level is None:
            level = self._style_level(style, inherited) if list_id == inherited.list_id else 0
        if not list_id or self.get(list_id) is None:
            return None
        return list_id, min(max(level, 0), DEPTH - 1)

    def get(self, list_id: int) -> WordList | None:
        """The list of that id, None where the file has none."""
        if list_id not in self._known:
            self._known[list_id] = self._read(list_id)
        return self._known[list_id]

    def _style_level(self, style: str, place: ListPlace) -> int:
        """The level that a style stands on: the one that names it, else the one it names."""
        found = self.get(place.list_id) if place.list_id else None
        if found is not None:
            for name in (style, place.style):
                if name in found.styles:
                    return found.styles[name]
        return place.level or 0

    def _read(self, list_id: int) -> WordList | None:
        num = self._nums.get(list_id)
        if num is None:
            return None
        key = self._source(value(num, "abstractNumId") or "")
        source = self._abstract.get(key)
        if source is None:
            return None
        levels: list[Level] = [Level("none", "")] * DEPTH
        styles: dict[str, int] = {}
        for at, element in _levels(source):
            levels[at] = _level(element)
            styles.setdefault(value(element, "pStyle") or "", at)
        starts: dict[int, int] = {}
        for override in num.iterchildren(w("lvlOverride")):
            at = integer(override.get(w("ilvl"))) or 0
            if not 0 <= at < DEPTH:
                continue
            for _, element in _levels(override):
                levels[at] = _level(element)
            start = number(override, "startOverride")
            if start is not None:
                starts[at] = start
                levels[at] = replace(levels[at], start=start)
        return WordList(key, tuple(levels), starts, styles)

    def _source(self, key: str) -> str:
        """The list definition that holds the levels: a definition may only point to a style."""
        seen: set[str] = set()
        while key in self._abstract and key not in seen:
            seen.add(key)
            link = value(self._abstract[key], "numStyleLink")
            target = self._nums.get(self._styles.list_of(link) or 0) if link else None
            if target is None:
                break
            key = value(target, "abstractNumId") or ""
        return key


class Count:
    """The running numbers of one story of the file: its body, its notes, a header."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counters: dict[str, Counter] = {}
        self._begun: set[tuple[int, int]] = set()

    def step(self, list_id: int, level: int) -> ListNumber | None:
        """What the next paragraph of a list shows; None when the list shows nothing there."""
        found = self._lists.get(list_id)
        if found is None:
            return None
        # A list that starts anew does so once, on the first paragraph of each level.
        start = None if (list_id, level) in self._begun else found.starts.get(level)
        self._begun.add((list_id, level))
        counter = self._counters.setdefault(found.counts, Counter())
        shown = counter.step(found.levels, level, start).strip()
        look = found.levels[level]
        if look.format == "bullet":
            return ListNumber("", level, ordered=False)
        return ListNumber(shown, level, ordered=True) if shown else None


def _levels(parent: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    for element in parent.iterchildren(w("lvl")):
        at = integer(element.get(w("ilvl"))) or 0
        if 0 <= at < DEPTH:
            yield at, element


def _level(element: etree._Element) -> Level:
    style = _format(element)
    if style == "bullet" or child(element, "lvlPicBulletId") is not None:
        return _BULLET
    start = number(element, "start")
    return Level(
        format=style,
        text=value(element, "lvlText") or "",
        # Word counts from 0 where a level does not say from what.
        start=0 if start is None else start,
        restart=number(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
    )


def _format(element: etree._Element) -> str:
    """The number format, also where it stands in the older half of an AlternateContent."""
    found = next(element.iter(w("numFmt")), None)
    style = "decimal" if found is None else found.get(VAL, "decimal")
    if style == "custom" and found is not None:
        # "001, 002, …" and the like: the leading zeros are all that Word lets one customise.
        return "decimalZero"
    return style
