"""How a mutated draft comes back: as a Word file, stripped, pasted elsewhere, saved by others."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx as python_docx
from lxml import etree

from .drafts import Draft, Section, labels
from .markup import (
    ANNEX,
    CLAUSE,
    LISTS,
    PART,
    Element,
    W,
    paragraph,
    plain_texts,
    set_text,
    style_of,
    text_of,
    without_bookmarks,
)
from .wording import retyped

_DOCUMENT = "word/document.xml"
_MANIFEST = b"urn:rfpkit:manifest"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A way back. ``bare``: no manifest comes with it. ``flat``: headings, lists and tables are
    plain paragraphs. ``converted`` names what LibreOffice makes of the file ("docx", "pdf")."""

    name: str
    bare: bool = False
    flat: bool = False
    tracking: bool = False
    converted: str = ""


WORD = Carrier("Word file")
CARRIERS = {
    carrier.name: carrier
    for carrier in (
        WORD,
        Carrier("Word file, tracked changes", tracking=True),
        Carrier("Word file, saved anew all over"),
        Carrier("clause bookmarks lost"),
        Carrier("all bookmarks lost"),
        Carrier("all bookmarks lost, tracked changes", tracking=True),
        Carrier("manifest lost", bare=True),
        Carrier("manifest and bookmarks lost", bare=True),
        Carrier("pasted with headings", bare=True),
        Carrier("pasted with headings, numbers typed", bare=True),
        Carrier("pasted as plain text", bare=True, flat=True),
        Carrier("pasted as plain text, numbers typed", bare=True, flat=True),
        Carrier("pasted whole as plain text, rows as lines", bare=True, flat=True),
        Carrier("saved by LibreOffice", converted="docx"),
        Carrier("PDF by LibreOffice", bare=True, flat=True, converted="pdf"),
    )
}


def carried(draft: Draft, carrier: Carrier, fields: str) -> bytes:
    """The bytes of the .docx that comes back (for LibreOffice's: that goes to it)."""
    name = carrier.name
    document = draft.finish(fields)
    if name.startswith("pasted"):
        return _pasted(draft, name)
    if "bookmarks" in name:
        prefix = "_Clause_" if name == "clause bookmarks lost" else ""
        for section in draft.sections:
            for node in section.nodes:
                without_bookmarks(node, prefix)
        document = _serialised(draft.root)
    if "anew" in name:
        for section in draft.sections:
            for node in section.nodes:
                for text in plain_texts(node):
                    set_text(text, retyped(draft.rng, text.text or ""))
        document = _serialised(draft.root)
    parts = draft.parts(document)
    return packed(_without_manifest(parts) if carrier.bare else parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """The bytes of a zip of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, data in parts.items():
            entry = zipfile.ZipInfo(part)  # dated 1980, so that a case is the same every time
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def convert(paths: Sequence[Path], ending: str, folder: Path) -> None:
    """Have LibreOffice save the files as ``ending`` into a folder, all in one go."""
    if not paths:
        return
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "soffice", f"-env:UserInstallation=file://{profile}", "--headless",
            "--convert-to", ending, "--outdir", str(folder), *map(str, paths),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def office() -> bool:
    """Whether LibreOffice is there."""
    return shutil.which("soffice") is not None


def _without_manifest(parts: dict[str, bytes]) -> dict[str, bytes]:
    gone = {name for name, data in parts.items() if _MANIFEST in data}
    gone |= {name for name in parts if name.startswith("customXml/_rels/")}
    kept = {name: data for name, data in parts.items() if name not in gone}
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        root = etree.fromstring(kept[name])
        for node in list(root):
            target = (node.get("PartName") or node.get("Target") or "").lstrip("./")
            if target in gone:
                root.remove(node)
        kept[name] = _serialised(root)
    return kept


def _serialised(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@cache
def _empty() -> dict[str, bytes]:
    """The parts of python-docx's empty document."""
    out = io.BytesIO()
    python_docx.Document().save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pasted(draft: Draft, name: str) -> bytes:
    parts = _empty()
    root = etree.fromstring(parts[_DOCUMENT])
    (body,) = root.iterchildren(f"{W}body")
    flat, typed = "plain" in name, "typed" in name or "whole" in name
    numbers = {node: label for node, label, _ in labels(draft.sections, "accepted")}
    nodes: list[Element] = []
    for section in draft.sections:
        _lose_notes(draft, section)
        if section.kind == "front" and "whole" not in name:
            continue
        for node in section.nodes:
            nodes += _flat(node, numbers, name) if flat else _styled(node, numbers, typed=typed)
    for node in reversed(nodes):
        body.insert(0, node)
    return packed(parts | {_DOCUMENT: _serialised(root)})


def _lose_notes(draft: Draft, section: Section) -> None:
    """Footnotes do not come along: whether a clause is verbatim then is a matter of taste."""
    if any(True for node in section.nodes for _ in node.iter(f"{W}footnoteReference")):
        for key in section.ids:
            truth = draft.truth[key]
            truth.verdict |= {"edited"} if "verbatim" in truth.verdict else set()


def _flat(node: Element, numbers: dict[Element, str], name: str) -> Iterator[Element]:
    """Plain paragraphs: one for each cell, or one for each row with tabs between."""
    if node.tag == f"{W}tbl" and "rows" in name:
        for row in node.iter(f"{W}tr"):
            cells = [
                " ".join(filter(None, map(text_of, cell.iter(f"{W}p"))))
                for cell in row.iter(f"{W}tc")
            ]
            yield paragraph("", "\t".join(cells))
        return
    for one in node.iter(f"{W}p"):
        text = text_of(one)
        if text.strip():
            label = numbers.get(one, "") or ("•" if style_of(one) == "ListBullet" else "")
            lost = "typed" not in name and "whole" not in name
            yield paragraph("", text if lost or not label else f"{label}\t{text}")


def _styled(node: Element, numbers: dict[Element, str], *, typed: bool) -> Iterator[Element]:
    """What Word keeps with the styles of the other document: headings, lists, tables."""
    if node.tag == f"{W}tbl":
        yield _table(node)
        return
    for one in node.iter(f"{W}p"):
        text, style = text_of(one), style_of(one)
        look = {PART: "Heading1", ANNEX: "Heading1", CLAUSE: "Heading2"}.get(style, "")
        if style in LISTS:
            look = "ListBullet" if style == "ListBullet" or not typed else ""
        label = numbers.get(one, "") if typed else ""
        if text.strip():
            yield paragraph(look, f"{label}\t{text}" if label else text)


def _table(table: Element) -> Element:
    fresh = etree.Element(f"{W}tbl")
    look = etree.SubElement(fresh, f"{W}tblPr")
    etree.SubElement(look, f"{W}tblW", {f"{W}w": "0", f"{W}type": "auto"})
    grid = etree.SubElement(fresh, f"{W}tblGrid")
    for _ in table.iter(f"{W}gridCol"):
        etree.SubElement(grid, f"{W}gridCol")
    for row in table.iter(f"{W}tr"):
        new = etree.SubElement(fresh, f"{W}tr")
        for cell in row.iter(f"{W}tc"):
            column = etree.SubElement(new, f"{W}tc")
            for one in cell.iter(f"{W}p"):
                column.append(paragraph("", text_of(one)))
    return fresh
