"""The names of OpenDocument, and the few questions that every module asks of an element."""

from __future__ import annotations

from lxml import etree

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    "office": f"{_OASIS}office:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "style": f"{_OASIS}style:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "meta": f"{_OASIS}meta:1.0",
    "manifest": f"{_OASIS}manifest:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "form": f"{_OASIS}form:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}


def q(name: str) -> str:
    """The full name of an element or attribute: ``q("text:p")``."""
    space, _, local = name.partition(":")
    return f"{{{SPACES[space]}}}{local}"


def whole(element: etree._Element, name: str, default: int | None = None) -> int | None:
    """The whole number in an attribute, ``default`` where there is none."""
    text = element.get(q(name), "").strip()
    if text.isdecimal() and len(text) < 10:
        return int(text)
    return default


def is_true(element: etree._Element, name: str) -> bool:
    """Whether an attribute says ``true``."""
    return element.get(q(name)) == "true"
