"""The tables of a .docx: rows and cells as they show, merged cells standing once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from rfpkit.document.model import AnyBlock, Cell, Table
from rfpkit.formats.shaping import flat
from rfpkit.formats.word.ooxml import child, integer, number, switch, w

_WRAPPERS = {w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_EMPTY = Cell(())


def read_table(
    node: etree._Element, read_cell: Callable[[etree._Element], Iterable[AnyBlock]]
) -> Table:
    """The table that shows: deleted rows and cells are out, and columns stay in line.

    A cell that spans columns or rows stands where it begins; empty cells hold its other places.
    """
    rows: list[tuple[Cell, ...]] = []
    headers = 0
    for row in _parts(node, "tr"):
        properties = child(row, "trPr")
        if child(properties, "del") is not None or child(properties, "moveFrom") is not None:
            continue
        hidden = switch(properties, "hidden")
        if hidden:
            continue
        if headers == len(rows) and switch(properties, "tblHeader"):
            headers += 1
        rows.append(tuple(_row(row, properties, read_cell)))
    return Table(rows=tuple(rows), header_rows=headers, widths=_widths(node, rows))


def _row(
    row: etree._Element,
    properties: etree._Element | None,
    read_cell: Callable[[etree._Element], Iterable[AnyBlock]],
) -> Iterator[Cell]:
    yield from [_EMPTY] * _span(properties, "gridBefore", 0)
    for cell in _parts(row, "tc"):
        look = child(cell, "tcPr")
        if child(look, "cellDel") is not None:
            continue
        merged = child(look, "vMerge")
        goes_on = merged is not None and merged.get(w("val"), "continue") == "continue"
        # What Word hides under a merged cell is not shown, but its paragraphs count on.
        blocks = tuple(flat(read_cell(cell)))
        yield _EMPTY if goes_on else Cell(blocks)
        yield from [_EMPTY] * (_span(look, "gridSpan", 1) - 1)
    yield from [_EMPTY] * _span(properties, "gridAfter", 0)


def _span(properties: etree._Element | None, name: str, default: int) -> int:
    """A number of columns; Word has no table of more than 63."""
    found = number(properties, name)
    return default if found is None else min(max(found, default), 63)


def _parts(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, out of whatever wraps them."""
    for part in node:
        if part.tag == w(name):
            yield part
        elif part.tag in _WRAPPERS:
            yield from _parts(part, name)


def _widths(node: etree._Element, rows: list[tuple[Cell, ...]]) -> tuple[float, ...]:
    """The shares of the columns, where the file gives a width for each."""
    grid = child(node, "tblGrid")
    columns = () if grid is None else grid.iterchildren(w("gridCol"))
    widths = [integer(column.get(w("w"))) or 0 for column in columns]
    count = max((len(row) for row in rows), default=0)
    if len(widths) != count or not all(width > 0 for width in widths):
        return ()
    return tuple(round(width / sum(widths), 3) for width in widths)
