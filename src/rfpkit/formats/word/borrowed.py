"""The styles that a template of the user's own lacks, brought over from a house style.

The user's styles stay as they are, and serve where they have the name that is wanted. Numbers come
by a style too: where the user has, say, a "heading 2", the headings of clauses get a style that is
based on it and says no more than the number and its indent.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from rfpkit.errors import Fault, InputError
from rfpkit.formats.shaping import NUMBERED
from rfpkit.formats.word.house import STYLES, House
from rfpkit.formats.word.ooxml import R, W, child, value, w
from rfpkit.formats.word.package import open_package
from rfpkit.formats.zipped_xml import safe_parser

_TABLES = {"table", "signatures"}
_PART = "word/styles.xml"


def outfitted(path: Path, parts: dict[str, bytes], house: Path) -> House:
    """The filled-in template with a style for every use, those that it lacks from ``house``.

    Raises ``InputError`` where it is no file that Word has saved, or the house style lacks a style.
    """
    parser = safe_parser()
    if _PART not in parts or "word/document.xml" not in parts:
        raise _unusual(path)
    styles = etree.fromstring(parts[_PART], parser)
    document = etree.fromstring(parts["word/document.xml"], parser)
    if {styles.nsmap.get("w"), document.nsmap.get("w")} != {W} or document.nsmap.get("r") != R:
        raise _unusual(path)
    lender = open_package(house)
    wardrobe = _Wardrobe(_Named(styles), _Named(lender.xml(_PART)), house)
    taken = House(path, parts, styles, document)
    taken.ids = {use: wardrobe.style(use, name) for use, name in STYLES.items()}
    wardrobe.follow_up()
    return taken


def _unusual(path: Path) -> InputError:
    message = "was not saved by Word; open it in Word and save it as a new .docx"
    return InputError(Fault(str(path), 0, 0, message))


class _Named:
    """The styles of one file, by kind and name, and by id."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.by_id: dict[str, etree._Element] = {}
        self.by_name: dict[tuple[str, str], etree._Element] = {}
        self.defaults: dict[str, str] = {}
        for style in root.iterchildren(w("style")):
            self.add(style)

    def add(self, style: etree._Element) -> None:
        """Know one more style."""
        kind, key = style.get(w("type"), "paragraph"), style.get(w("styleId"), "")
        self.by_id[key] = style
        self.by_name.setdefault((kind, (value(style, "name") or "").lower()), style)
        if style.get(w("default")) in ("1", "true"):
            self.defaults[kind] = key

    def free(self, wanted: str) -> str:
        """An id that no style has, the wanted one if it is free; Word does not mind case."""
        taken = {key.lower() for key in self.by_id}
        at, key = 1, wanted
        while key.lower() in taken:
            at += 1
            key = f"{wanted}{at}"
        return key

    def chain(self, style: etree._Element | None) -> list[etree._Element]:
        """A style and those that it is based on, nearest first."""
        found: list[etree._Element] = []
        while style is not None and style not in found:
            found.append(style)
            style = self.by_id.get(value(style, "basedOn") or "")
        return found


@dataclass(slots=True)
class _Wardrobe:
    """Gives a style of the user's file for each use, and makes those that are not there."""

    own: _Named
    lent: _Named
    house: Path
    _brought: list[etree._Element] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)

    def style(self, use: str, name: str) -> str:
        """The id of the style for a use."""
        kind = "table" if use in _TABLES else "character" if use == "link" else "paragraph"
        theirs = self.lent.by_name.get((kind, name.lower()))
        if theirs is None:
            raise InputError(Fault(str(self.house), 0, 0, f"lacks the style “{name}”; add it"))
        own = self.own.by_name.get((kind, name.lower()))
        if own is None:
            return self._bring(theirs)
        return self._numbered(own, theirs) if _has_number(use) else own.get(w("styleId"), "")

    def follow_up(self) -> None:
        """Point the brought styles to each other's names here; drop what leads nowhere."""
        for style in self._brought:
            for tag in ("next", "link"):
                node = child(style, tag)
                key = self._keys.get(node.get(w("val"), "")) if node is not None else None
                if node is not None and key is None:
                    style.remove(node)
                elif node is not None and key is not None:
                    node.set(w("val"), key)

    def _bring(self, theirs: etree._Element) -> str:
        """The id here of a style of the house, which is copied unless it was already."""
        old, kind = theirs.get(w("styleId"), ""), theirs.get(w("type"), "paragraph")
        if old in self._keys:
            return self._keys[old]
        key = self._keys[old] = self.own.free(old)
        style = copy.deepcopy(theirs)
        style.set(w("styleId"), key)
        if w("default") in style.attrib:
            del style.attrib[w("default")]
        parent = child(style, "basedOn")
        if parent is not None:
            base = self._base(parent.get(w("val"), ""), kind)
            if base:
                parent.set(w("val"), base)
            else:
                style.remove(parent)
        self._add(style)
        self._brought.append(style)
        return key

    def _base(self, theirs: str, kind: str) -> str:
        """The id here of the style that one of the house is based on, empty where none is."""
        if theirs == self.lent.defaults.get(kind):
            return self.own.defaults.get(kind, "")
        found = self.lent.by_id.get(theirs)
        if found is None:
            return ""
        own = self.own.by_name.get((kind, (value(found, "name") or "").lower()))
        return own.get(w("styleId"), "") if own is not None else self._bring(found)

    def _numbered(self, own: etree._Element, theirs: etree._Element) -> str:
        """The id of a new style based on the user's, with room for a number."""
        base, name = own.get(w("styleId"), ""), value(own, "name") or ""
        key = self.own.free(f"{base}Numbered")
        style = etree.Element(w("style"), {w("type"): "paragraph", w("customStyle"): "1"})
        style.set(w("styleId"), key)
        for tag, said in (("name", f"{name}{NUMBERED}"), ("basedOn", base)):
            etree.SubElement(style, w(tag)).set(w("val"), said)
        etree.SubElement(style, w("qFormat"))
        properties = etree.SubElement(style, w("pPr"))
        said_here = self._said(own, "ind")
        pairs = ("ind",) if said_here is not None else ("tabs", "ind")
        for tag in pairs:
            found = said_here if said_here is not None else child(child(theirs, "pPr"), tag)
            if found is not None:
                properties.append(copy.deepcopy(found))
        outline = self._said(own, "outlineLvl")
        if outline is None:
            outline = child(child(theirs, "pPr"), "outlineLvl")
        if outline is not None:
            properties.append(copy.deepcopy(outline))
        self._add(style)
        return key

    def _said(self, style: etree._Element, tag: str) -> etree._Element | None:
        """A paragraph property that a style has or inherits."""
        for at in self.own.chain(style):
            found = child(child(at, "pPr"), tag)
            if found is not None:
                return found
        return None

    def _add(self, style: etree._Element) -> None:
        self.own.root.append(style)
        self.own.add(style)


def _has_number(use: str) -> bool:
    return use in ("part", "clause", "annex") or use.startswith(("clause ", "annex ", "bullet "))
