"""Writes a numbered document into a house style, as WordprocessingML, byte for byte the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from lxml import etree

from rfpkit.document.model import Document, Paragraph, text_blocks
from rfpkit.document.notes import set_apart
from rfpkit.document.provenance import bookmark, manifest_of
from rfpkit.document.schemes import standard
from rfpkit.formats.houses import LETTER
from rfpkit.formats.word.body import Body
from rfpkit.formats.word.contents_list import EntryLists
from rfpkit.formats.word.footnotes import footnotes_in
from rfpkit.formats.word.house import (
    BODY,
    BODY_MARK,
    House,
    mark_body,
    set_language,
    set_letter,
    take_apart,
)
from rfpkit.formats.word.indents import make_room
from rfpkit.formats.word.lists_out import Numbering, link_styles
from rfpkit.formats.word.markup import Bookmarks, Links, Markup, escape, escape_address
from rfpkit.formats.word.ooxml import CONTENT_TYPES, RELATIONSHIPS, R, serialised
from rfpkit.formats.word.provenance import attach
from rfpkit.formats.word.reader import MAKER
from rfpkit.formats.word.template import filled_parts
from rfpkit.formats.word.zipped import pack

TAGS = (
    "title", "short_title", "subtitle", "buyer", "reference", "date", "date_text", "status",
    "language", "draft", "body",
)  # fmt: skip
"""The tags that a house style may hold; ``body`` alone in its paragraph, once."""

_DOCUMENT = "word/document.xml"
_DOCUMENT_RELS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DROPPED = re.compile(r"docProps/thumbnail\.|word/stylesWithEffects\.xml$")
_RSIDS = re.compile(rb"<w:rsids>.*?</w:rsids>|<w:rsids/>", re.DOTALL)
_RSID = re.compile(rb' w:rsid\w*="[0-9A-Fa-f]*"')


def write(document: Document, house: Path, *, paged: bool = False) -> bytes:
    """The bytes of a .docx: ``document``, already numbered, in the house style of ``house``.

    The contents list of a ``paged`` one has room for page numbers (``pages.py`` fills them in).
    Raises ``InputError`` for what is wrong with the house style.
    """
    taken = take_apart(house, filled_parts(house, values(document)))
    language = document.properties.get("language", "en-GB")
    if language == "en-US":
        set_letter(taken)
    set_language(taken, language)
    put_body(document, taken, paged=paged, letter=house.stem.endswith(LETTER))
    taken.parts["docProps/core.xml"] = _core(document).encode()
    taken.parts["docProps/app.xml"] = _app().encode()
    return pack(with_manifest(_cleaned(taken.parts), document))


def put_body(
    document: Document, taken: House, *, paged: bool = False, letter: bool = False
) -> None:
    """Put the numbered ``document`` into its place in the parts of a Word file.

    A ``letter`` has no contents list, and its text begins under its head, not on a new page.

    Raises ``InputError`` where there is not one place.
    """
    mark_body(taken)
    scheme = document.scheme or standard()
    make_room(taken, document.blocks, scheme.item_depth)
    numbering = link_styles(taken, scheme)
    relations = _relations(taken.parts[_DOCUMENT_RELS])
    links = Links(_next_id(relations))
    blocks, cited = set_apart(document.blocks)
    markup = _markup(document, taken, links)
    notes = footnotes_in(taken, cited, replace(markup, links=Links(1)))
    lists = EntryLists(taken, paged, letter)
    body = _body(document, lists, numbering, replace(markup, cite=notes.cite)).write(blocks)
    taken.parts[_DOCUMENT] = serialised(taken.document).replace(BODY_MARK, body.encode())
    taken.parts["word/styles.xml"] = serialised(taken.styles)
    taken.parts["word/numbering.xml"] = numbering.part()
    _relate(taken, relations, links)
    notes.attach(taken.parts)


def with_manifest(parts: dict[str, bytes], document: Document) -> dict[str, bytes]:
    """The parts with the manifest of a document that was assembled."""
    manifest = manifest_of(document)
    if manifest is not None:
        attach(parts, manifest)
    return parts


def values(document: Document) -> dict[str, str]:
    """What the tags of a house style say about a document."""
    properties = document.properties
    values = dict.fromkeys(TAGS, "") | properties
    values["title"] = document.title
    values["short_title"] = values["short_title"] or document.title
    values["date"] = values["date_text"] or _long_date(values["date"], values["language"])
    values["draft"] = "DRAFT" if values["status"] == "draft" else ""
    values["status"] = values["status"].capitalize()
    mark = BODY[0]
    values = {name: text.replace(mark, "") for name, text in values.items()}
    values["body"] = BODY
    return values


def _long_date(text: str, language: str) -> str:
    """An ISO date in words ("26 November 2026"), anything else as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    if language == "en-US":
        return f"{day:%B} {day.day}, {day.year}"
    return f"{day.day} {day:%B} {day.year}"


def _markup(document: Document, house: House, links: Links) -> Markup:
    blocks = list(text_blocks(document.blocks))
    anchors = [block.anchor for block in blocks if block.anchor]
    anchors += [run.ref for block in blocks for run in block.runs if run.ref]
    captions = frozenset(
        block.anchor for block in blocks if isinstance(block, Paragraph) and block.kind == "caption"
    )
    return Markup(Bookmarks(anchors), links, house.ids["link"], captions)


def _body(document: Document, lists: EntryLists, numbering: Numbering, markup: Markup) -> Body:
    house, made = lists.house, document.provenance
    clauses = {e.origin.id: bookmark(e.origin.id) for e in made.extents} if made else {}
    first = house.last_bookmark()
    return Body(
        house.ids, markup, numbering, house.text_width(), lists, clauses, house.ink(), first
    )


def _relations(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def _next_id(relations: etree._Element) -> int:
    """The first number that no relation's id uses."""
    used = (re.fullmatch(r"rId(\d+)", relation.get("Id", "")) for relation in relations)
    return max((int(match[1]) for match in used if match), default=0) + 2


def _relate(house: House, relations: etree._Element, links: Links) -> None:
    """Register the numbering part and the links to the outside."""
    tag = f"{{{RELATIONSHIPS}}}Relationship"
    kind = f"{R}/numbering"
    if not any(relation.get("Type") == kind for relation in relations):
        etree.SubElement(
            relations, tag, Id=f"rId{links.first - 1}", Type=kind, Target="numbering.xml"
        )
        types = etree.fromstring(house.parts[_TYPES])
        etree.SubElement(
            types,
            f"{{{CONTENT_TYPES}}}Override",
            PartName="/word/numbering.xml",
            ContentType=_NUMBERING_TYPE,
        )
        house.parts[_TYPES] = serialised(types)
    for address, key in links.ids.items():
        etree.SubElement(
            relations,
            tag,
            Id=key,
            Type=f"{R}/hyperlink",
            Target=escape_address(address),
            TargetMode="External",
        )
    house.parts[_DOCUMENT_RELS] = serialised(relations)


def _cleaned(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts without previews, old style copies and traces of editing sessions."""
    dropped = {name for name in parts if _DROPPED.match(name)}
    kept = {name: data for name, data in parts.items() if name not in dropped}
    for name in (_TYPES, "_rels/.rels", _DOCUMENT_RELS):
        root = etree.fromstring(kept[name])
        for node in list(root):
            target = (node.get("PartName") or node.get("Target") or "").lstrip("/")
            if target in dropped or f"word/{target}" in dropped:
                root.remove(node)
        kept[name] = serialised(root)
    for name in ("word/settings.xml", _DOCUMENT, "word/styles.xml"):
        if b"w:rsid" in kept.get(name, b""):
            kept[name] = _RSID.sub(b"", _RSIDS.sub(b"", kept[name]))
    return kept


def _core(document: Document) -> str:
    properties = document.properties
    said = [
        ("dc:title", document.title),
        ("dc:subject", properties.get("subtitle", "")),
        ("dc:creator", properties.get("buyer", "")),
        ("dc:identifier", properties.get("reference", "")),
        ("dc:description", properties.get("choices", "")),
        ("dc:language", properties.get("language", "")),
        ("cp:category", document.kind),
        ("cp:contentStatus", properties.get("status", "")),
    ]
    parts = [f"<{name}>{escape(text)}</{name}>" for name, text in said if text]
    day = properties.get("date", "")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        parts += [
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        ]
    return (
        f"{_DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{''.join(parts)}</cp:coreProperties>"
    )


def _app() -> str:
    return (
        f'{_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'extended-properties"><Application>{MAKER}</Application></Properties>'
    )
