"""What keeps people who do not read by eye from a Word document, as Word's own checker sees it.

The rules are those that Word's accessibility checker and the guidelines for content (WCAG 2.2,
1.1.1, 1.3.1, 1.4.3, 2.4.2, 2.4.4, 2.4.6, 3.1.1) share.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from rfpkit.formats.word.contrast import contrast_flaws
from rfpkit.formats.word.ooxml import child, number, switch, value, w
from rfpkit.formats.word.soundness.flaws import Flaw, Part, local, part_of
from rfpkit.formats.word.soundness.packaging import Files, opened
from rfpkit.formats.word.styles import Styles

_DC = "http://purl.org/dc/elements/1.1/"
_SAYS_NOTHING = {"here", "click here", "link", "this link", "this page", "more", "read more"}
_GONE = {w("del"), w("moveFrom")}
_ON = ("1", "true", "on")


def barriers_of_package(data: bytes) -> tuple[Flaw, ...]:
    """What in the bytes of a sound .docx keeps people out; nothing where it is accessible."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = opened(archive)
    main = files.main()
    if not main:
        return (Flaw("", "", "is no Word document"),)
    document = part_of(main, files.roots[main])
    styles = files.roots.get(files.related("styles"))
    margins = [
        part_of(name, root)
        for name, root in files.roots.items()
        if root.tag in (w("hdr"), w("ftr"), w("footnotes"), w("endnotes"))
    ]
    found = [*_properties(files, styles), *_headings(document, Styles(styles))]
    for part in (document, *margins):
        found += [*_tables(part), *_pictures(part), *_links(part)]
        found += contrast_flaws(part, styles)
    return tuple(found)


def _properties(files: Files, styles: etree._Element | None) -> Iterator[Flaw]:
    """A title and a language, which a screen reader says and speaks."""
    links = files.links.get("", {}).values()
    name = next((link.target for link in links if link.kind == "core-properties"), "")
    core = files.roots.get({key.lower(): key for key in files.roots}.get(name, ""))
    if core is None or not (core.findtext(f"{{{_DC}}}title") or "").strip():
        yield Flaw(name or "docProps/core.xml", "", "the document has no title")
    if not Styles(styles).language:
        yield Flaw("word/styles.xml", "", "the document's language is not said")


def _headings(part: Part, styles: Styles) -> Iterator[Flaw]:
    """Headings that begin below level 1 or skip a level."""
    last = 0
    for paragraph in part.all("p"):
        own = number(child(paragraph, "pPr"), "outlineLvl")
        style = styles.of(paragraph)
        level = styles.outline(style) if own is None else (own + 1 if own < 9 else None)
        if level is None or not _words(paragraph):
            continue
        if level > last + 1:
            after = f"after level {last}" if last else "the first in the document"
            yield part.flaw(paragraph, f"a heading of level {level}, {after}")
        last = level


def _tables(part: Part) -> Iterator[Flaw]:
    """Tables of data without a header row, and header rows that are not simple."""
    for table in part.all("tbl"):
        properties = child(table, "tblPr")
        rows = [row for row in table.iter(w("tr")) if _of(row, "tbl") is table]
        headers = [bool(switch(child(row, "trPr"), "tblHeader")) for row in rows]
        if not any(headers):
            if not _is_layout(properties, rows):
                yield part.flaw(table, "a table without a header row that repeats")
            elif not value(properties, "tblCaption") and not value(properties, "tblDescription"):
                yield part.flaw(table, "a table for layout without a title or description")
            continue
        if not headers[0] or sorted(headers, reverse=True) != headers:
            yield part.flaw(table, "header rows must come first")
        for row, header in zip(rows, headers, strict=True):
            if header:
                yield from _header(part, row)


def _header(part: Part, row: etree._Element) -> Iterator[Flaw]:
    for cell in row.iterchildren(w("tc")):
        look = child(cell, "tcPr")
        merged = child(look, "vMerge") is not None or (number(look, "gridSpan") or 1) > 1
        if merged or next(cell.iter(w("tbl")), None) is not None:
            yield part.flaw(cell, "a merged or nested cell in a header row")


def _is_layout(properties: etree._Element | None, rows: list[etree._Element]) -> bool:
    """Whether a table only places things: its look has no header row, or it is a single cell."""
    look = child(properties, "tblLook")
    if look is None:
        return len(rows) == 1
    said = look.get(w("firstRow"))
    bits = int(look.get(w("val"), "0"), 16)
    return said not in _ON if said is not None else not bits & 0x20


def _pictures(part: Part) -> Iterator[Flaw]:
    """Pictures that say nothing to who does not see them."""
    for picture in part.root.iter("{*}docPr"):
        decorative = next(picture.iter("{*}decorative"), None)
        hidden = decorative is not None and decorative.get("val") in _ON
        if not hidden and not (picture.get("descr") or picture.get("title") or "").strip():
            yield part.flaw(picture, "a picture without alternative text")
    for image in part.root.iter("{*}imagedata"):
        shape = image.getparent()
        if shape is not None and local(shape) != "background" and not shape.get("alt"):
            yield part.flaw(image, "a picture without alternative text")


def _links(part: Part) -> Iterator[Flaw]:
    """Links whose words do not say where they lead."""
    for link in part.all("hyperlink"):
        words = _words(link).strip().rstrip(".").lower()
        drawn = next(link.iter(w("drawing"), w("pict"), w("fldChar"), w("tab")), None) is not None
        if words in _SAYS_NOTHING or (not words and not drawn):
            yield part.flaw(link, f"the link “{words}” does not say where it leads")


def _words(element: etree._Element) -> str:
    found = (
        text.text or ""
        for text in element.iter(w("t"))
        if next(text.iterancestors(*_GONE), None) is None
    )
    return "".join(found).strip()


def _of(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(w(name)), None)
