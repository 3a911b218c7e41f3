"""A Word file taken for comparing: its changes accepted, its blocks and what they say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from rfpkit.document.comparing import Passage
from rfpkit.formats.shaping import LIST_TITLES, OWN_STYLE
from rfpkit.formats.word.citations import Citations
from rfpkit.formats.word.edited import Edited, repacked
from rfpkit.formats.word.fields import Fields, fields_of
from rfpkit.formats.word.ooxml import child, value, w
from rfpkit.formats.word.package import Package, open_package
from rfpkit.formats.word.reader import main_part
from rfpkit.formats.word.revisions import accept
from rfpkit.formats.word.spans import ENDNOTE, FOOTNOTE, OBJECT, leaves
from rfpkit.formats.word.styles import Styles

_TERMS = "http://purl.org/dc/terms/"
_EPOCH = dt.date(1980, 1, 1)
_PASSING = re.compile("_(?:Toc|Hlk|GoBack)")
"""Bookmarks that Word makes anew, or that count through: they tell nothing of what they mark."""

_WRAPPERS = {w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag")}
_MARGINS = ("header", "footer")
_OBJECTS = (OBJECT, FOOTNOTE, ENDNOTE)


@dataclass(slots=True)
class Block:
    """A paragraph, table or row that has text."""

    element: etree._Element
    passage: Passage


@dataclass(slots=True)
class Version:
    """One of the two files, with its changes accepted; ``own`` says that rfpkit made it."""

    edited: Edited
    body: etree._Element
    styles: Styles
    notes: Citations
    own: bool
    shown: dict[etree._Element, str] = field(default_factory=dict)
    texts: dict[etree._Element, str] = field(default_factory=dict)

    def read(self) -> None:
        """Take note of what each paragraph shows, those of notes too."""
        for story in (self.body, *self.notes.notes()):
            self._read(story, fields_of(story))

    def _read(self, node: etree._Element, fields: Fields) -> None:
        for block in inside(node):
            if block.tag == w("p"):
                found = list(leaves(block, fields))
                self.shown.update(found)
                self.texts[block] = "".join(text for _, text in found)
            else:
                for cell in _cells(block):
                    self._read(cell, fields)

    def blocks(self, container: etree._Element) -> list[Block]:
        """The paragraphs and tables of a container that have text.

        Titles of our own lists of contents and tables, which programs put outside of them, are
        none.
        """
        found = []
        for element in inside(container):
            if self.text(element).strip():
                shape = "table" if element.tag == w("tbl") else "paragraph"
                role = self.styles.name(self.styles.of(element)) if shape == "paragraph" else ""
                if self.own and role in LIST_TITLES:
                    continue
                passage = Passage(self.text(element), shape, role, frozenset(names_of(element)))
                found.append(Block(element, passage))
        return found

    def rows(self, table: etree._Element) -> list[Block]:
        """The rows of a table; only rows with as many cells can be versions of each other."""
        return [
            Block(row, Passage(self._row(row), f"row of {len(own(row, 'tc'))}"))
            for row in own(table, "tr")
        ]

    def text(self, block: etree._Element) -> str:
        """The text of a paragraph, or of a table with signs between its parts."""
        if block.tag == w("p"):
            return self.texts.get(block, "")
        return "\x1e".join(self._row(row) for row in own(block, "tr"))

    def objects(self, paragraph: etree._Element) -> dict[int, etree._Element]:
        """The pictures, formulas and marks of notes in a paragraph by their places in its text.

        Only as long as the paragraph is whole.
        """
        found: dict[int, etree._Element] = {}
        at = 0
        if holds_objects(self.text(paragraph)):
            for node in paragraph.iter("{*}*"):
                text = self.shown.get(node, "")
                if text in _OBJECTS:
                    found[at] = node
                at += len(text)
        return found

    def _row(self, row: etree._Element) -> str:
        return "\x1f".join(
            "\x1d".join(text for text in map(self.text, inside(cell)) if text.strip())
            for cell in own(row, "tc")
        )

    def packed(self) -> bytes:
        """The bytes of the file as it is now."""
        return self.edited.written() or repacked(self.edited.package, self.edited.main, {})


def opened(path: Path) -> Version:
    """The .docx at ``path``; ``UnreadableError`` when it is no sound one."""
    package = open_package(path)
    part = main_part(package)
    edited = Edited(package, part)
    body = child(edited.part(part), "body")
    if body is None:
        raise package.fault("is not a Word document; open it in Word and save it as .docx")
    notes = Citations(edited)
    marked = notes.marked(body)
    for root in (body, *notes.parts(), *(root for _, root in _margin_parts(edited))):
        accept(root)
    notes.drop(sorted(marked - notes.marked(body)))
    styles = Styles(package.optional(package.related(part, "styles")))
    side = Version(edited, body, styles, notes, bool(styles.find(OWN_STYLE)))
    side.read()
    return side


def date_of(package: Package) -> dt.date:
    """The day our file was changed or made, by its properties."""
    core = package.optional(package.related("", "core-properties"))
    for name in ("modified", "created"):
        text = "" if core is None else core.findtext(f"{{{_TERMS}}}{name}") or ""
        try:
            return dt.date.fromisoformat(text.strip()[:10])
        except ValueError:
            continue
    return _EPOCH


def holds_objects(text: str) -> bool:
    """Whether a text has pictures, formulas or marks of notes in it."""
    return any(one in text for one in _OBJECTS)


def margins(side: Version) -> set[tuple[str, str]]:
    """What stands in headers and footers, without fields."""
    return {(kind, text) for kind, root in _margin_parts(side.edited) for text in _lines(root)}


def boxed(shape: etree._Element) -> set[str]:
    """What stands in the text boxes of a drawing, without fields."""
    return {line for box in shape.iter(w("txbxContent")) for line in _lines(box)}


def _lines(node: etree._Element) -> Iterator[str]:
    for paragraph in node.iter(w("p")):
        text = _plain(paragraph).strip()
        if text:
            yield text


def _margin_parts(edited: Edited) -> Iterator[tuple[str, etree._Element]]:
    """The headers and footers: which they are, and their XML."""
    for relation in edited.package.relations(edited.main).values():
        known = relation.kind in _MARGINS and not relation.external
        if known and edited.package.has(relation.target):
            yield relation.kind, edited.part(relation.target)


def _plain(paragraph: etree._Element) -> str:
    depth, text = 0, ""
    for node in paragraph.iter(w("fldChar"), w("t")):
        if node.tag == w("t"):
            text += "" if depth or _in_field(node) else node.text or ""
        else:
            depth += {"begin": 1, "end": -1}.get(node.get(w("fldCharType"), ""), 0)
    return text


def _in_field(node: etree._Element) -> bool:
    return next(node.iterancestors(w("fldSimple")), None) is not None


def inside(node: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, out of what wraps them; no contents list."""
    for inner in node:
        if inner.tag in (w("p"), w("tbl")):
            yield inner
        elif inner.tag in _WRAPPERS and not _is_contents(inner):
            yield from inside(inner)


def _is_contents(node: etree._Element) -> bool:
    gallery = value(child(child(node, "sdtPr"), "docPartObj"), "docPartGallery") or ""
    return gallery.lower() == "table of contents"


def own(node: etree._Element, name: str) -> list[etree._Element]:
    """The rows of a table or the cells of a row, out of what wraps them."""
    found = []
    for inner in node:
        if inner.tag == w(name):
            found.append(inner)
        elif inner.tag in _WRAPPERS:
            found += own(inner, name)
    return found


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    for row in own(table, "tr"):
        yield from own(row, "tc")


def names_of(block: etree._Element) -> Iterator[str]:
    """The bookmarks that begin in a block or right before it."""
    before = block.getprevious()
    while before is not None and before.tag in (w("bookmarkStart"), w("bookmarkEnd")):
        if before.tag == w("bookmarkStart"):
            yield from _telling(before)
        before = before.getprevious()
    if block.tag == w("p"):
        for start in block.iter(w("bookmarkStart")):
            yield from _telling(start)


def _telling(start: etree._Element) -> Iterator[str]:
    name = start.get(w("name"), "")
    if name and not _PASSING.match(name):
        yield name
