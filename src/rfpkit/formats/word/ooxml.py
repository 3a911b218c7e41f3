"""The names of WordprocessingML, and the few questions that every module asks of an element."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M.encode(),
}
"""The namespaces of strict Office Open XML, and the usual ones that mean the same."""


def w(name: str) -> str:
    """The full name of an element or attribute of the main namespace."""
    return f"{{{W}}}{name}"


VAL = w("val")


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that ``w:`` name, None where there is none."""
    return None if element is None else element.find(w(name))


def value(element: etree._Element | None, name: str) -> str | None:
    """The ``w:val`` of the first child of that name, None where there is none."""
    found = child(element, name)
    return None if found is None else found.get(VAL)


def text_of(text: str, name: str = "t") -> etree._Element:
    """A new ``w:t``, or an element like it, with this text and every space in it."""
    made = etree.Element(w(name))
    made.text = text
    return keep_spaces(made)


def keep_spaces(text: etree._Element) -> etree._Element:
    """The element, told to keep the spaces at the ends of its text."""
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def serialised(root: etree._Element | etree._ElementTree) -> bytes:
    """The bytes of a part, as Word writes them."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def take_out(element: etree._Element) -> None:
    """Remove an element from where it stands, but not the white space after it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "") or None
    else:
        parent.text = (parent.text or "") + (element.tail or "") or None
    parent.remove(element)


def number(element: etree._Element | None, name: str) -> int | None:
    """The whole number in the ``w:val`` of a child, None where there is none."""
    return integer(value(element, name))


def integer(text: str | None) -> int | None:
    """``text`` as a whole number, None where it is none."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def switch(element: etree._Element | None, name: str) -> bool | None:
    """A toggle such as ``w:b``: True, False, or None where it is not said."""
    found = child(element, name)
    if found is None:
        return None
    return found.get(VAL, "true") not in ("0", "false", "off", "none")
