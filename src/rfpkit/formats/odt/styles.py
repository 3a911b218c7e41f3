"""What the styles of an .odt say: names, lists, page styles, hidden and bold text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from rfpkit.formats.odt.names import q

_CODED = re.compile(r"_([0-9a-f]{1,6})_")
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_ITALIC = frozenset({"italic", "oblique"})


class Styles:
    """The styles of one part by family and name, each answering with what it inherits."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._common: set[tuple[str, str]] = set()
        for root in roots:
            for style in () if root is None else root.iterchildren(q("style:style")):
                key = (style.get(q("style:family"), ""), style.get(q("style:name"), ""))
                self._styles[key] = style
                if root is not None and root.tag == q("office:styles"):
                    self._common.add(key)

    def names(self, style: str) -> tuple[str, ...]:
        """The names of a paragraph style and of those that it is based on, in lower case.

        Automatic styles, which stand for looks given by hand, have no name that a person knows.
        """
        chain = (key for key, _ in self._chain("paragraph", style) if key in self._common)
        return tuple(self._shown(key).lower() for key in chain)

    def has(self, name: str) -> bool:
        """Whether there is a named paragraph style of that name."""
        return any(
            family == "paragraph" and self._shown((family, key)).lower() == name
            for family, key in self._common
        )

    def list_style(self, style: str) -> str | None:
        """The list style of a paragraph style; empty where it has none on purpose, None unsaid."""
        return self._said("paragraph", style, q("style:list-style-name"))

    def master_page(self, style: str, family: str = "paragraph") -> str:
        """The page style that a new page begins with before such a paragraph or table."""
        return self._said(family, style, q("style:master-page-name")) or ""

    def hidden(self, family: str, style: str) -> bool | None:
        """Whether text of a style is hidden, None where not said."""
        said = self._property(family, style, q("text:display"))
        return None if said is None else said == "none"

    def bold(self, style: str) -> bool:
        """Whether a character style makes text bold."""
        return self._property("text", style, q("fo:font-weight")) in _BOLD

    def italic(self, style: str) -> bool:
        """Whether a character style makes text italic."""
        return self._property("text", style, q("fo:font-style")) in _ITALIC

    def column_width(self, style: str) -> float:
        """The width of a table's column in some unit of its table, 0 where not given."""
        for _, found in self._chain("table-column", style):
            look = found.find(q("style:table-column-properties"))
            for name in ("style:rel-column-width", "style:column-width"):
                given = "" if look is None else look.get(q(name), "")
                number = re.match(r"\d{1,9}(?:\.\d{1,9})?", given)
                if number:
                    return float(number.group())
        return 0.0

    def _shown(self, key: tuple[str, str]) -> str:
        """A style's name as LibreOffice shows it."""
        given = self._styles[key].get(q("style:display-name"))
        return given or _CODED.sub(_decoded, key[1])

    def _chain(self, family: str, style: str) -> Iterator[tuple[tuple[str, str], etree._Element]]:
        seen: set[str] = set()
        while (family, style) in self._styles and style not in seen:
            seen.add(style)
            found = self._styles[family, style]
            yield (family, style), found
            style = found.get(q("style:parent-style-name"), "")

    def _said(self, family: str, style: str, name: str) -> str | None:
        for _, found in self._chain(family, style):
            value = found.get(name)
            if value is not None:
                return value
        return None

    def _property(self, family: str, style: str, name: str) -> str | None:
        for _, found in self._chain(family, style):
            look = found.find(q("style:text-properties"))
            value = None if look is None else look.get(name)
            if value is not None:
                return value
        return None


def _decoded(match: re.Match[str]) -> str:
    """The character that a style's internal name writes as ``_20_``."""
    code = int(match[1], 16)
    return chr(code) if code < 0x110000 else match[0]
