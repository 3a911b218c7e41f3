"""A table of comma-separated values as the tree that YAML gives, with the place of every cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rfpkit.errors import Fault, InputError
from rfpkit.yamlfile.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES = 2_000_000


def read_rows(path: Path) -> Sequence:
    """The rows as mappings from the names in the first row; empty cells are left out.

    A line's number is the place of all its cells; the column is the cell's ordinal. Commas or
    semicolons stand between cells. Raises ``InputError`` for a file that is no such table.
    """
    text = _text(path)
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
        message = f"is no table of comma-separated values here: {error}"
        raise InputError(Fault(str(path), lines.line_num, 1, message)) from None
    if faults:
        raise InputError(*faults)
    return top


def _text(path: Path) -> str:
    data = path.read_bytes()
    if len(data) > _MOST_BYTES:
        message = f"is larger than {_MOST_BYTES // 1_000_000} MB"
        raise InputError(Fault(str(path), 0, 0, message))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = "this row is not UTF-8; save the table with the encoding UTF-8"
        raise InputError(Fault(str(path), line, 1, message)) from None


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
