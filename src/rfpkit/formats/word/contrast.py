"""Whether text stands out from its ground: the contrast of colours (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.formats.word.ooxml import child, value, w
from rfpkit.formats.word.soundness.flaws import Flaw, Part

ENOUGH = 4.5
"""The contrast that text must have on its ground; large text may have less, but need not."""

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080",
    "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip


def contrast_ratio(text: str, ground: str) -> float:
    """The contrast of two colours ("22384C"), from 1 to 21, as WCAG works it out."""
    light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_flaws(part: Part, styles: etree._Element | None) -> Iterator[Flaw]:
    """Text of a part that is hard to tell from its ground, once for each pair of colours."""
    palette = _Palette(styles)
    seen: set[tuple[str, str]] = set()
    for paragraph in part.all("p"):
        ground = palette.ground(paragraph)
        for run in paragraph.iter(w("r")):
            if not any((text.text or "").strip() for text in run.iterchildren(w("t"))):
                continue
            pair = palette.colours(run, paragraph, ground)
            if pair in seen:
                continue
            seen.add(pair)
            if pair[0] and contrast_ratio(*pair) < ENOUGH:
                yield part.flaw(
                    run,
                    f"text of colour {pair[0]} on {pair[1]} has contrast "
                    f"{contrast_ratio(*pair):.1f}; {ENOUGH} can be read",
                )


@dataclass(slots=True)
class _Palette:
    """The colours that styles give."""

    root: etree._Element | None
    _styles: dict[str, etree._Element] = field(default_factory=dict)
    _defaults: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in () if self.root is None else self.root.iterchildren(w("style")):
            self._styles[style.get(w("styleId"), "")] = style
            if style.get(w("default")) in ("1", "true", "on"):
                self._defaults[style.get(w("type"), "")] = style.get(w("styleId"), "")

    def colours(
        self, run: etree._Element, paragraph: etree._Element, ground: str
    ) -> tuple[str, str]:
        """The colours of a run and of its ground; empty for text that picks its own colour."""
        look = child(run, "rPr")
        marked = _HIGHLIGHTS.get(value(look, "highlight") or "")
        places = [look, *self._looks(value(look, "rStyle") or "", "rPr")]
        shade = next((fill for place in places if (fill := _fill(place))), "")
        places += self._looks(self._style_of(paragraph), "rPr")
        said = next((c for place in places if (c := value(place, "color"))), "auto")
        return (said.upper() if _HEX.fullmatch(said) else "", marked or shade or ground)

    def ground(self, paragraph: etree._Element) -> str:
        """The colour under a paragraph: its own, else that of its cell, else white."""
        places = [child(paragraph, "pPr"), *self._looks(self._style_of(paragraph), "pPr")]
        for place in places:
            if fill := _fill(place):
                return fill
        for cell in paragraph.iterancestors(w("tc")):
            if fill := _fill(child(cell, "tcPr")) or self._table_ground(cell):
                return fill
        return "FFFFFF"

    def _table_ground(self, cell: etree._Element) -> str:
        """What the table's style, and its look for header rows, put under a cell."""
        table = next(cell.iterancestors(w("tbl")), None)
        properties = child(table, "tblPr")
        row = next(cell.iterancestors(w("tr")), None)
        first = table is not None and next(table.iter(w("tr")), None) is row
        look = child(properties, "tblLook")
        asked = look is not None and look.get(w("firstRow"), "1") in ("1", "true", "on")
        fill = ""
        for style in self._chain(value(properties, "tblStyle") or ""):
            if first and asked:
                for part in style.iterchildren(w("tblStylePr")):
                    if part.get(w("type")) == "firstRow":
                        fill = fill or _fill(child(part, "tcPr"))
            fill = fill or _fill(child(style, "tcPr"))
        return fill or _fill(properties)

    def _style_of(self, paragraph: etree._Element) -> str:
        own = value(child(paragraph, "pPr"), "pStyle")
        return own or self._defaults.get("paragraph", "")

    def _looks(self, style: str, name: str) -> list[etree._Element]:
        found = (child(one, name) for one in self._chain(style))
        return [look for look in found if look is not None]

    def _chain(self, style: str) -> Iterator[etree._Element]:
        """The style and those that it is based on."""
        passed: set[str] = set()
        while style in self._styles and style not in passed:
            passed.add(style)
            yield self._styles[style]
            style = value(self._styles[style], "basedOn") or ""


def _fill(place: etree._Element | None) -> str:
    """The colour that a place is shaded with, empty where it is not."""
    shade = child(place, "shd")
    said = "" if shade is None else shade.get(w("fill"), "")
    return said.upper() if _HEX.fullmatch(said) else ""
