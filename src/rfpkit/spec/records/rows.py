"""A table of comma-separated values as the tree that YAML gives, with the place of every cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rfpkit.errors import Fault, InputError
from rfpkit.yamlfile.nodes import Mapping, Node, Scalar, Sequence
from rfpkit.yamlfile.reader import plain_text

if TYPE_CHECKING:
    from pathlib import Path

_UNCLOSED = "a quotation mark that opens is never closed; close it, or write two where one is meant"


def read_rows(path: Path) -> Sequence:
    """The rows as mappings from the names in the first row; empty cells are left out.

    A line's number is the place of all its cells; the column is the cell's ordinal. Commas or
    semicolons stand between cells. Raises ``InputError`` for a file that is no such table.
    """
    text = plain_text(path).replace("\r\n", "\n")
    first = text.partition("\n")[0]
    mark = ";" if first.count(";") > first.count(",") else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        header = [name.strip() for name in next(lines, [])]
        faults = list(_header_faults(header, path))
        top = Sequence(1, 1)
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                message = f"has {len(cells)} cells, and the first row names {len(header)}; put "
                message += "text that holds commas between quotation marks"
                faults.append(Fault(str(path), lines.line_num, 1, message))
                continue
            top.items.append(_row(header, cells, lines.line_num))
    except csv.Error as error:
        why = _UNCLOSED if "end of data" in str(error) else str(error)
        message = f"is no table of comma-separated values here: {why}"
        raise InputError(Fault(str(path), lines.line_num, 1, message)) from None
    if faults:
        raise InputError(*faults)
    return top


def _header_faults(header: list[str], path: Path) -> Iterator[Fault]:
    if not any(header):
        yield Fault(str(path), 1, 1, "there is nothing in it; the first row names the columns")
    for at, name in enumerate(header, start=1):
        if not name:
            yield Fault(str(path), 1, at, "a column has no name; the first row names the columns")
        elif header.index(name) + 1 < at:
            yield Fault(str(path), 1, at, f"the column “{name}” stands twice; remove one")


def _row(header: list[str], cells: list[str], line: int) -> Mapping:
    pairs: dict[str, tuple[Scalar, Node]] = {}
    for at, (name, cell) in enumerate(zip(header, cells, strict=False), start=1):
        if cell.strip():
            key = Scalar(name, quoted=True, line=1, column=at)
            pairs[name] = (key, Scalar(cell.strip(), quoted=False, line=line, column=at))
    return Mapping(line, 1, pairs)
