"""A house style: the Word file whose cover, margins and styles a document takes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from rfpkit.errors import Fault, InputError
from rfpkit.formats.word.ooxml import R, W, child, integer, w

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
    "link": "Hyperlink",
}
"""The styles that a house style must have, by what they are for."""

BODY = "\ue0f0body\ue0f0"
"""What the tag ``{{ body }}`` is filled with; private characters, taken out of all other values."""

BODY_MARK = b"<?body here?>"
"""What stands in the serialised document where the body goes."""

_LETTER = (12240, 15840)


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

    def text_width(self) -> int:
        """The width between the margins, in twentieths of a point."""
        sections = list(self.document.iter(w("sectPr")))
        section = sections[-1] if sections else None
        size, margins = child(section, "pgSz"), child(section, "pgMar")
        if size is None or margins is None:
            raise self.fault("its last section has no page size or margins; set them in Word")
        whole = integer(size.get(w("w"))) or 0
        sides = (integer(margins.get(w(side))) or 0 for side in ("left", "right"))
        return whole - sum(sides)


def take_apart(path: Path, parts: dict[str, bytes]) -> House:
    """The house style of the filled-in file; ``InputError`` for what it lacks."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    styles = etree.fromstring(parts["word/styles.xml"], parser)
    document = etree.fromstring(parts["word/document.xml"], parser)
    house = House(path, parts, styles, document)
    _drop_empty_tables(document)
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


def _drop_empty_tables(document: etree._Element) -> None:
    """Remove tables whose rows have all gone with the tags in them; Word refuses such a table."""
    for table in list(document.iter(w("tbl"))):
        parent = table.getparent()
        if parent is not None and next(table.iter(w("tr")), None) is None:
            parent.remove(table)


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
    parent.replace(places[0], etree.ProcessingInstruction("body", "here"))


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
