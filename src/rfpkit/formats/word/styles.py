"""What the styles of a .docx say: outline levels, list numbers, hidden and bold text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from rfpkit.formats.word.ooxml import child, number, switch, value, w

_HEADING = re.compile(r"heading ([1-9])")
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The list that a paragraph or a style stands in, and its level; None where not said.

    ``style`` is the style that names the list: the list's level may name it in turn.
    """

    list_id: int | None = None
    level: int | None = None
    style: str = ""


class Styles:
    """The styles by id, each answering with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        found = () if root is None else root.iter(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in found}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
            ),
            "",
        )
        self.language = _language(root)
        self._names: dict[str, str] = {}
        self._outlines: dict[str, int | None] = {}
        self._lists: dict[str, ListPlace] = {}
        self._switches: dict[tuple[str, str], bool | None] = {}

    def of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style: its own, or the default one."""
        own = value(child(paragraph, "pPr"), "pStyle")
        return own if own in self._styles else self._default

    def name(self, style: str) -> str:
        """The name of a style, in lower case; empty where there is no such style."""
        if style not in self._names:
            found = self._styles.get(style)
            self._names[style] = (value(found, "name") or "").lower() if found is not None else ""
        return self._names[style]

    def names(self, style: str) -> tuple[str, ...]:
        """The names of a style and of those that it is based on, nearest first."""
        return tuple(self.name(at) for at, _ in self._chain(style))

    def find(self, name: str) -> str:
        """The id of the style of that name, empty where there is none."""
        return next((key for key in self._styles if self.name(key) == name.lower()), "")

    def outline(self, style: str) -> int | None:
        """The heading level (1 is the highest) that a style gives, None for body text."""
        if style not in self._outlines:
            self._outlines[style] = self._find_outline(style)
        return self._outlines[style]

    def list_place(self, style: str) -> ListPlace:
        """The list that a style puts its paragraphs in."""
        if style not in self._lists:
            self._lists[style] = self._find_list(style)
        return self._lists[style]

    def switch(self, style: str, name: str) -> bool | None:
        """A toggle of the style's text (``vanish``, ``b``, ``i``), None where not said."""
        if (style, name) not in self._switches:
            self._switches[style, name] = self._find_switch(style, name)
        return self._switches[style, name]

    def list_of(self, style: str) -> int | None:
        """The list id that a numbering style links to."""
        found = self._styles.get(style)
        return number(child(child(found, "pPr"), "numPr"), "numId")

    def _chain(self, style: str) -> Iterator[tuple[str, etree._Element]]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield style, self._styles[style]
            style = value(self._styles[style], "basedOn") or ""

    def _find_outline(self, style: str) -> int | None:
        for at, found in self._chain(style):
            level = number(child(found, "pPr"), "outlineLvl")
            if level is not None:
                return level + 1 if level < _BODY_LEVEL else None
            # Word gives its own heading styles a level, whether or not the file says so.
            built_in = _HEADING.fullmatch(self.name(at))
            if built_in:
                return int(built_in[1])
        return None

    def _find_list(self, style: str) -> ListPlace:
        level: int | None = None
        for at, found in self._chain(style):
            place = child(child(found, "pPr"), "numPr")
            if level is None:
                level = number(place, "ilvl")
            list_id = number(place, "numId")
            if list_id is not None:
                return ListPlace(list_id, level, style if level is not None else at)
        return ListPlace()

    def _find_switch(self, style: str, name: str) -> bool | None:
        for _, found in self._chain(style):
            said = switch(child(found, "rPr"), name)
            if said is not None:
                return said
        return None


def _language(root: etree._Element | None) -> str:
    """The language of the text by default ("en-GB"), empty where the file does not say."""
    if root is None:
        return ""
    lang = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    return "" if lang is None else lang.get(w("val"), "")
