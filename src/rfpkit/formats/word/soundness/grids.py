"""Tables and containers: rows that fill their columns, cells that end in a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from rfpkit.formats.word.ooxml import child, number, w
from rfpkit.formats.word.soundness.flaws import Flaw, Part

_WRAPPERS = {w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveTo")}
_BLOCKS = {w(name) for name in ("p", "tbl", "sdt", "customXml", "altChunk")}
_HOLDERS = ("tc", "comment", "footnote", "endnote", "hdr", "ftr", "txbxContent")


def grid_flaws(part: Part) -> Iterator[Flaw]:
    """Tables that Word refuses or shows out of line, and containers without a paragraph."""
    for table in part.all("tbl"):
        yield from _table(part, table)
    for name in _HOLDERS:
        for holder in part.all(name):
            blocks = [block for block in holder if block.tag in _BLOCKS]
            if not blocks:
                yield part.flaw(holder, f"w:{name} holds no paragraph")
            elif name == "tc" and blocks[-1].tag == w("tbl"):
                yield part.flaw(holder, "a cell must end in a paragraph")
    for body in part.all("body"):
        sections = list(body.iterchildren(w("sectPr")))
        for section in sections:
            if section is not body[-1]:
                yield part.flaw(section, "the section's properties must come last, and once")


def _table(part: Part, table: etree._Element) -> Iterator[Flaw]:
    for name in ("tblPr", "tblGrid"):
        if child(table, name) is None:
            yield part.flaw(table, f"a table without w:{name}")
    grid = child(table, "tblGrid")
    columns = 0 if grid is None else len(list(grid.iterchildren(w("gridCol"))))
    rows = list(_inside(table, "tr"))
    if not rows:
        yield part.flaw(table, "a table without rows")
    merged: dict[int, bool] = {}
    for row in rows:
        properties = child(row, "trPr")
        at = number(properties, "gridBefore") or 0
        cells = list(_inside(row, "tc"))
        if not cells:
            yield part.flaw(row, "a row without cells")
        above: dict[int, bool] = {}
        for cell in cells:
            look = child(cell, "tcPr")
            merge = child(look, "vMerge")
            goes_on = merge is not None and merge.get(w("val"), "continue") == "continue"
            if goes_on and at not in merged:
                yield part.flaw(cell, "goes on with a merged cell that has not begun above it")
            if merge is not None:
                above[at] = True
            at += max(number(look, "gridSpan") or 1, 1)
        merged = above
        at += number(properties, "gridAfter") or 0
        if cells and grid is not None and at != columns:
            yield part.flaw(row, f"fills {at} columns, and the table has {columns}")


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, out of whatever wraps them."""
    for node in element:
        if node.tag == w(name):
            yield node
        elif node.tag in _WRAPPERS:
            yield from _inside(node, name)
