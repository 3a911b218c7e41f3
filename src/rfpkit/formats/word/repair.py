"""What loops and conditions leave behind that Word takes for damage, put right."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from rfpkit.formats.word.ooxml import integer, w

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_HOLDERS = tuple(w(name) for name in ("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent"))
_BLOCKS = tuple(w(name) for name in ("p", "tbl", "sdt", "customXml"))


def repaired(root: etree._Element) -> etree._Element:
    """The part, in place: no table without rows, no cell without a paragraph, no id twice."""
    for table in list(root.iter(w("tbl"))):
        parent = table.getparent()
        if parent is not None and next(table.iter(w("tr")), None) is None:
            parent.remove(table)
    for holder in root.iter(*_HOLDERS):
        blocks = [node for node in holder if node.tag in _BLOCKS]
        # Word wants a paragraph at the end of a cell, also after a table.
        if not blocks or (holder.tag == w("tc") and blocks[-1].tag == w("tbl")):
            etree.SubElement(holder, w("p"))
    _tell_bookmarks_apart(root)
    _tell_drawings_apart(root)
    for name in ("paraId", "textId"):
        _drop_repeated(root, f"{{{_W14}}}{name}")
    return root


def _tell_bookmarks_apart(root: etree._Element) -> None:
    """Keep the first bookmark of a name, and give those that stay ids of their own."""
    names: set[str] = set()
    ids: set[str] = set()
    for start, end in list(_bookmarks(root)):
        name = start.get(w("name"), "")
        if name in names:
            for node in (start, end):
                parent = None if node is None else node.getparent()
                if node is not None and parent is not None:
                    parent.remove(node)
            continue
        names.add(name)
        key = start.get(w("id"), "")
        if key in ids:
            key = str(max((integer(used) or 0 for used in ids), default=0) + 1)
            for node in (start, end):
                if node is not None:
                    node.set(w("id"), key)
        ids.add(key)


def _bookmarks(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """Each start of a bookmark, and the first end of its id that comes after it."""
    open_starts: dict[str, list[etree._Element]] = {}
    ends: dict[etree._Element, etree._Element] = {}
    starts = []
    for node in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        key = node.get(w("id"), "")
        if node.tag == w("bookmarkStart"):
            starts.append(node)
            open_starts.setdefault(key, []).append(node)
        elif open_starts.get(key):
            ends[open_starts[key].pop(0)] = node
    return ((start, ends.get(start)) for start in starts)


def _tell_drawings_apart(root: etree._Element) -> None:
    drawings = list(root.iter(f"{{{_DRAWING}}}docPr"))
    keys = [drawing.get("id") for drawing in drawings]
    if len(set(keys)) < len(keys):
        for at, drawing in enumerate(drawings, start=1):
            drawing.set("id", str(at))


def _drop_repeated(root: etree._Element, attribute: str) -> None:
    """Drop an id that a copy took over; Word gives it a new one."""
    seen: set[str] = set()
    for node in root.iter(w("p"), w("tr")):
        key = node.get(attribute)
        if key in seen:
            del node.attrib[attribute]
        elif key is not None:
            seen.add(key)
