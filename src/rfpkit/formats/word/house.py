"""A house style: the Word file whose cover, margins and styles a document takes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from rfpkit.errors import Fault, InputError
from rfpkit.formats.word.ooxml import R, W, child, integer, value, w
from rfpkit.formats.zipped_xml import safe_parser

STYLES = {
    "part": "heading 1",
    "clause": "heading 2",
    "heading 1": "Plain Heading 1",
    "heading 2": "Plain Heading 2",
    "heading 3": "heading 3",
    "heading 4": "heading 4",
    "annex": "Annex Heading",
    "clause 1": "Clause Paragraph",
    "clause 2": "Clause Item 1",
    "clause 3": "Clause Item 2",
    "clause 4": "Clause Item 3",
    "annex 1": "Annex Paragraph",
    "annex 2": "Annex Item 1",
    "annex 3": "Annex Item 2",
    "annex 4": "Annex Item 3",
    "bullet 1": "List Bullet",
    "bullet 2": "List Bullet 2",
    "bullet 3": "List Bullet 3",
    "text": "Body Text",
    "text in clause": "Body Text Indent",
    "caption": "caption",
    "cell": "Table Text",
    "cell heading": "Table Heading",
    "gap": "Table Gap",
    "table": "House Table",
    "signatures": "House Signatures",
    "contents heading": "TOC Heading",
    "contents 1": "toc 1",
    "contents 2": "toc 2",
    "list of tables": "table of figures",
    "link": "Hyperlink",
}
"""The styles that a house style must have, by what they are for."""

BODY = "\ue0f0body\ue0f0"
"""What the tag ``{{ body }}`` is filled with; private characters, taken out of all other values."""

BODY_MARK = b"<?body here?>"
"""What stands in the serialised document where the body goes."""

_LETTER = (12240, 15840)
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_GREY = "404040"
_DEEPEST = 10


@dataclass(slots=True)
class House:
    """A filled-in house style, taken apart: its parts, its styles by use, its text width."""

    path: Path
    parts: dict[str, bytes]
    styles: etree._Element
    document: etree._Element
    ids: dict[str, str] = field(default_factory=dict)

    def fault(self, message: str) -> InputError:
        """An error about the house style's file."""
        return InputError(Fault(str(self.path), 0, 0, message))

    def style(self, use: str) -> etree._Element:
        """The definition of the style for a use."""
        found = self.styles.find(f"{w('style')}[@{w('styleId')}='{self.ids[use]}']")
        if found is None:
            raise self.fault(f"the style for {use} has gone")
        return found

    def ink(self) -> str:
        """The colour of the headings of parts, which bars are drawn in; dark grey without one."""
        name: str | None = self.ids["part"]
        for _ in range(_DEEPEST):
            style = self.styles.find(f"{w('style')}[@{w('styleId')}='{name}']")
            if style is None:
                break
            colour = value(child(style, "rPr"), "color") or ""
            if _HEX.fullmatch(colour):
                return colour
            name = value(style, "basedOn")
        return _GREY

    def text_width(self) -> int:
        """The width between the margins, in twentieths of a point, where the document goes.

        That is in the section in which ``BODY_MARK`` stands, without it in the last one; in text
        set in columns it is that of one column.
        """
        section = self._section()
        size, margins = child(section, "pgSz"), child(section, "pgMar")
        if size is None or margins is None:
            raise self.fault(
                "the section of the document has no page size or margins; set them in Word"
            )
        whole = integer(size.get(w("w"))) or 0
        sides = (integer(margins.get(w(side))) or 0 for side in ("left", "right", "gutter"))
        width = whole - sum(sides)
        columns = child(section, "cols")
        count = 1 if columns is None else max(integer(columns.get(w("num"))) or 1, 1)
        gap = 0 if columns is None else integer(columns.get(w("space"))) or 0
        return (width - gap * (count - 1)) // count

    def _section(self) -> etree._Element | None:
        """The properties of the section in which the document goes, else of the last one."""
        passed = False
        found = None
        for node in self.document.iter(w("sectPr"), etree.ProcessingInstruction):
            if isinstance(node, etree._ProcessingInstruction):
                passed = passed or etree.tostring(node, with_tail=False) == BODY_MARK
                continue
            if not any(True for _ in node.iterancestors(w("sectPrChange"))):
                found = node
                if passed:
                    break
        return found

    def last_bookmark(self) -> int:
        """The highest id of a bookmark that the file has already."""
        found = (integer(mark.get(w("id"))) for mark in self.document.iter(w("bookmarkStart")))
        return max((key for key in found if key is not None), default=0)


def take_apart(path: Path, parts: dict[str, bytes]) -> House:
    """The house style of the filled-in file; ``InputError`` for what it lacks."""
    parser = safe_parser()
    styles = etree.fromstring(parts["word/styles.xml"], parser)
    document = etree.fromstring(parts["word/document.xml"], parser)
    house = House(path, parts, styles, document)
    if document.nsmap.get("w") != W or document.nsmap.get("r") != R:
        raise house.fault("was not made by Word; open it in Word and save it again")
    named = {
        (name.get(w("val")) or "").lower(): style.get(w("styleId")) or ""
        for style in styles.iterchildren(w("style"))
        if (name := child(style, "name")) is not None
    }
    missing = [name for name in STYLES.values() if name.lower() not in named]
    if missing:
        raise InputError(
            *(Fault(str(path), 0, 0, f"lacks the style “{name}”; add it") for name in missing)
        )
    house.ids = {use: named[name.lower()] for use, name in STYLES.items()}
    return house


def mark_body(house: House) -> None:
    """Put ``BODY_MARK`` where the paragraph ``{{ body }}`` stood; there must be exactly one."""
    places = [
        paragraph
        for paragraph in house.document.iter(w("p"))
        if "".join(text.text or "" for text in paragraph.iter(w("t"))).strip() == BODY
    ]
    if len(places) != 1:
        raise house.fault(
            "must have one paragraph with nothing but {{ body }}, where the document goes; "
            f"it has {len(places)}"
        )
    parent = places[0].getparent()
    if parent is None or parent.tag != w("body"):
        raise house.fault("{{ body }} must not stand in a table or a text box")
    place = places[0]
    if child(child(place, "pPr"), "sectPr") is None:
        parent.replace(place, etree.ProcessingInstruction("body", "here"))
        return
    # The paragraph ends a section: it stays, empty, behind the document.
    parent.insert(parent.index(place), etree.ProcessingInstruction("body", "here"))
    for node in list(place)[1:]:
        place.remove(node)


def set_language(house: House, language: str) -> None:
    """Tell Word the language of the text, for its spelling checker."""
    for lang in house.styles.iter(w("lang")):
        lang.set(w("val"), language)


def set_letter(house: House) -> None:
    """Turn every page into US Letter, upright or on its side as before.

    The margins take up the difference in width: the lines stay as long as the house drew them.
    """
    for section in house.document.iter(w("sectPr")):
        size, margins = child(section, "pgSz"), child(section, "pgMar")
        if size is None:
            continue
        pair = _LETTER[::-1] if size.get(w("orient")) == "landscape" else _LETTER
        wider = pair[0] - (integer(size.get(w("w"))) or pair[0])
        size.set(w("w"), str(pair[0]))
        size.set(w("h"), str(pair[1]))
        if margins is not None:
            for side in ("left", "right"):
                old = integer(margins.get(w(side))) or 0
                margins.set(w(side), str(max(old + wider // 2, 0)))
