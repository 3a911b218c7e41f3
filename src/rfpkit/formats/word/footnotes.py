"""The footnotes of a document that is being written: the marks that cite them, and their part."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.document.model import Paragraph
from rfpkit.formats.word.house import House
from rfpkit.formats.word.markup import Markup, escape_address, run
from rfpkit.formats.word.note_part import (
    empty_notes,
    is_written,
    mark_style,
    name_separators,
    separate,
    text_style,
)
from rfpkit.formats.word.ooxml import CONTENT_TYPES, RELATIONSHIPS, R, W, integer, serialised, w

_RELS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_COUNTING = tuple(w(name) for name in ("numFmt", "numStart", "numRestart"))


@dataclass(slots=True)
class Footnotes:
    """Writes the notes of one document in the order in which they are cited.

    ``notes`` are the paragraphs of each note by its number; ``markup`` is that of their part,
    which has links of its own.
    """

    notes: Mapping[str, Sequence[Paragraph]]
    markup: Markup
    _text: str
    _mark: str
    _root: etree._Element
    _name: str
    _next: int
    _made: list[str] = field(default_factory=list)

    def cite(self, number: str) -> str:
        """The XML of the mark that cites the note of a number; empty where there is no such note.

        A note that is cited twice stands there twice: Word counts marks.
        """
        if number not in self.notes:
            return ""
        key = self._next + len(self._made)
        paragraphs = (
            self._paragraph(one, first=at == 0) for at, one in enumerate(self.notes[number])
        )
        self._made.append(f'<w:footnote w:id="{key}">{"".join(paragraphs)}</w:footnote>')
        return f'<w:r>{self._marked()}<w:footnoteReference w:id="{key}"/></w:r>'

    def _marked(self) -> str:
        return f'<w:rPr><w:rStyle w:val="{self._mark}"/></w:rPr>'

    def _paragraph(self, paragraph: Paragraph, *, first: bool) -> str:
        head = f"<w:r>{self._marked()}<w:footnoteRef/></w:r>{run(' ')}" if first else ""
        inner = self.markup.runs(paragraph.runs)
        return f'<w:p><w:pPr><w:pStyle w:val="{self._text}"/></w:pPr>{head}{inner}</w:p>'

    def attach(self, parts: MutableMapping[str, bytes]) -> None:
        """Put the notes that were cited into the parts of a .docx, with all that names them."""
        if not self._made:
            return
        wrapper = f'<x xmlns:w="{W}" xmlns:r="{R}">{"".join(self._made)}</x>'
        self._root.extend(list(etree.fromstring(wrapper)))
        parts[self._name] = serialised(self._root)
        self._link(parts)
        relations = etree.fromstring(parts[_RELS])
        if not _related(relations, "footnotes"):
            ids = {relation.get("Id") for relation in relations}
            key = next(f"rId{at}" for at in range(1, len(ids) + 2) if f"rId{at}" not in ids)
            _relate(relations, key, "footnotes", posixpath.relpath(self._name, "word"))
            parts[_RELS] = serialised(relations)
            types = etree.fromstring(parts[_TYPES])
            override = etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override")
            override.attrib.update({"PartName": f"/{self._name}", "ContentType": _TYPE})
            parts[_TYPES] = serialised(types)
        settings = _related(relations, "settings")
        if settings in parts:
            parts[settings] = _with_separators(parts[settings], self._root)

    def _link(self, parts: MutableMapping[str, bytes]) -> None:
        """Register the links of the notes to the outside."""
        folder, base = posixpath.split(self._name)
        name = f"{folder}/_rels/{base}.rels"
        parts.pop(name, None)
        if self.markup.links.ids:
            relations = etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
            for address, key in self.markup.links.ids.items():
                target = escape_address(address)
                _relate(relations, key, "hyperlink", target).set("TargetMode", "External")
            parts[name] = serialised(relations)


def footnotes_in(
    house: House, notes: Mapping[str, Sequence[Paragraph]], markup: Markup
) -> Footnotes:
    """What writes these notes in a house style, which gets Word's own styles where it has none.

    Raises ``InputError`` for a house style that cites a note itself.
    """
    if notes and next(house.document.iter(w("footnoteReference")), None) is not None:
        raise house.fault(
            "has a footnote of its own, so the numbers of the document's would be wrong; "
            "make it a paragraph"
        )
    name = _related(etree.fromstring(house.parts[_RELS]), "footnotes") or _free_name(house)
    old = house.parts.get(name)
    root = etree.fromstring(old) if old else empty_notes("footnote")
    for note in root.findall(w("footnote")):
        if is_written(note):
            root.remove(note)  # nothing cites it
    separate(root, "footnote")
    ids = [integer(note.get(w("id"))) or 0 for note in root.iterchildren(w("footnote"))]
    text = mark = ""
    if notes:
        _drop_counting(house)
        text, mark = (style(house.styles, "footnote") for style in (text_style, mark_style))
    return Footnotes(notes, markup, text, mark, root, name, max(ids) + 1)


def _free_name(house: House) -> str:
    taken = {name.lower() for name in house.parts}
    names = ("word/footnotes.xml", *(f"word/footnotes{at}.xml" for at in range(2, 1000)))
    return next(name for name in names if name not in taken)


def _drop_counting(house: House) -> None:
    """Let notes count 1, 2, 3 through the document, whatever the sections of the house say."""
    for counting in house.document.iter(w("footnotePr")):
        for node in counting.findall("*"):
            if node.tag in _COUNTING:
                counting.remove(node)


def _with_separators(settings: bytes, notes: etree._Element) -> bytes:
    """The settings, which name the separators and let notes count 1, 2, 3."""
    root = etree.fromstring(settings)
    said = name_separators(root, notes, "footnote")
    for node in said.findall("*"):
        if node.tag not in (w("pos"), w("footnote")):
            said.remove(node)
    return serialised(root)


def _related(relations: etree._Element, kind: str) -> str:
    """The name of the part of a kind that the body links to, empty where there is none."""
    for relation in relations:
        if relation.get("Type") == f"{R}/{kind}":
            path = posixpath.join("/word", relation.get("Target", ""))
            return posixpath.normpath(path)[1:]
    return ""


def _relate(relations: etree._Element, key: str, kind: str, target: str) -> etree._Element:
    link = etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship")
    link.attrib.update({"Id": key, "Type": f"{R}/{kind}", "Target": target})
    return link
