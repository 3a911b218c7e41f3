"""The tables of an .odt: rows and cells as they show, merged cells standing once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from rfpkit.document.model import AnyBlock, Cell, Table
from rfpkit.formats.odt.names import q, whole
from rfpkit.formats.odt.styles import Styles
from rfpkit.formats.shaping import flat

_WRAPPERS = frozenset(
    q(f"table:{name}")
    for name in (
        "table-header-rows", "table-rows", "table-row-group", "table-header-columns",
        "table-columns", "table-column-group",
    )
)  # fmt: skip
_CELLS = (q("table:table-cell"), q("table:covered-table-cell"))
_EMPTY = Cell(())
_MOST_COLUMNS = 63


def read_table(
    node: etree._Element,
    styles: Styles,
    read_cell: Callable[[etree._Element], Iterable[AnyBlock]],
) -> Table:
    """The table that shows.

    A cell that spans columns or rows, or is repeated, stands where it begins; empty cells hold its
    other places.
    """
    rows: list[tuple[Cell, ...]] = []
    headers = 0
    for row in _parts(node, "table:table-row"):
        if row.get(q("table:visibility"), "visible") != "visible":
            continue
        parent = row.getparent()
        heads = parent is not None and parent.tag == q("table:table-header-rows")
        if heads and headers == len(rows):
            headers += 1
        rows.append(tuple(_row(row, read_cell)))
    return Table(rows=tuple(rows), header_rows=headers, widths=_widths(node, styles, rows))


def _row(
    row: etree._Element, read_cell: Callable[[etree._Element], Iterable[AnyBlock]]
) -> Iterator[Cell]:
    count = 0
    for cell in row:
        if cell.tag not in _CELLS or count >= _MOST_COLUMNS:
            continue
        # What lies under a merged cell does not show, but its paragraphs count on.
        blocks = tuple(flat(read_cell(cell)))
        yield _EMPTY if cell.tag == q("table:covered-table-cell") else Cell(blocks)
        more = _repeated(cell, "table:number-columns-repeated") - 1
        yield from [_EMPTY] * more
        count += 1 + more


def _repeated(node: etree._Element, name: str) -> int:
    return min(max(whole(node, name, 1) or 1, 1), _MOST_COLUMNS)


def _parts(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows or columns of a table, out of whatever wraps them."""
    for part in node:
        if part.tag == q(name):
            yield part
        elif part.tag in _WRAPPERS:
            yield from _parts(part, name)


def _widths(
    node: etree._Element, styles: Styles, rows: list[tuple[Cell, ...]]
) -> tuple[float, ...]:
    """The shares of the columns, where the file gives a width for each."""
    widths: list[float] = []
    for column in _parts(node, "table:table-column"):
        width = styles.column_width(column.get(q("table:style-name"), ""))
        widths += [width] * _repeated(column, "table:number-columns-repeated")
    count = max((len(row) for row in rows), default=0)
    if len(widths) != count or not all(width > 0 for width in widths):
        return ()
    return tuple(round(width / sum(widths), 3) for width in widths)
