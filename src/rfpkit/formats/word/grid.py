"""Tables as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rfpkit.document.model import Cell, Item, Paragraph, Table
from rfpkit.formats.word.lists_out import Numbering
from rfpkit.formats.word.markup import Markup, run

_BULLET_DEPTH = 3
_PADDING = 100
_LETTER = 95  # the width of a letter of the table's text, on average
_SIGNING_HEIGHT = 620
_SHORTEST_BAR = 60


@dataclass(frozen=True, slots=True)
class Grid:
    """Writes tables over the whole width of the text."""

    styles: Mapping[str, str]
    markup: Markup
    numbering: Numbering
    anchored: Callable[[str, str], str]
    width: int
    ink: str = "404040"

    def write(self, table: Table) -> str:
        """The XML of a table; header rows repeat on every page, rows stay in one piece."""
        count = max((len(row) for row in table.rows), default=0)
        if not count:
            return ""
        columns = self._columns(table, count)
        signing = table.kind == "signatures"
        style = self.styles["signatures" if signing else "table"]
        grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
        first = "1" if table.header_rows else "0"
        head = (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{self.width}" '
            'w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="{"0620" if table.header_rows else "0600"}" '
            f'w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        rows = (self._row(table, at, columns) for at in range(len(table.rows)))
        return f"{head}{''.join(rows)}</w:tbl>"

    def _columns(self, table: Table, count: int) -> list[int]:
        """The widths of the columns; together they fill the text's width to the last unit."""
        shares = table.widths if len(table.widths) == count else (1.0,) * count
        shares = _with_room(shares, _least(table, count), self.width)
        edges = [round(self.width * sum(shares[:at]) / sum(shares)) for at in range(count + 1)]
        return [edges[at + 1] - edges[at] for at in range(count)]

    def _row(self, table: Table, at: int, columns: list[int]) -> str:
        header = at < table.header_rows
        signing = table.kind == "signatures"
        look = "<w:cantSplit/>"
        if signing and not header:
            look += f'<w:trHeight w:val="{_SIGNING_HEIGHT}" w:hRule="atLeast"/>'
        if header:
            look += "<w:tblHeader/>"
        row = table.rows[at]
        # Signatures belong together, and a header to the first row under it.
        keep = header or (signing and at + 1 < len(table.rows))
        row += (Cell(()),) * (len(columns) - len(row))
        cells = "".join(
            self._cell(cell, width, header, signing, keep)
            for cell, width in zip(row, columns, strict=True)
        )
        return f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>"

    def _cell(self, cell: Cell, width: int, header: bool, signing: bool, keep: bool) -> str:
        place = '<w:vAlign w:val="bottom"/>' if signing else ""
        line = width - 2 * _PADDING if signing and not header and _to_sign(cell) else 0
        # Signatures stand on the paper: the style of header cells is for their shade.
        use = "cell heading" if header and not signing else "cell"
        ordered = next((True for b in cell.blocks if isinstance(b, Item) and b.ordered), False)
        list_id = self.numbering.cell_list() if ordered else 0
        blocks = cell.blocks or (Paragraph(runs=()),)
        inner = "".join(self._paragraph(block, use, list_id, line, keep) for block in blocks)
        if cell.bar:
            place = '<w:vAlign w:val="center"/>'
            inner = self._bar(cell.bar, width - 2 * _PADDING)
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{place}</w:tcPr>{inner}</w:tc>'

    def _bar(self, bar: tuple[float, float], width: int) -> str:
        """An empty paragraph whose shade goes from one indent to the other, as long as the bar."""
        start, end = (round(share * width) for share in bar)
        left = min(start, width - _SHORTEST_BAR)
        right = width - max(end, left + _SHORTEST_BAR)
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{self.ink}"/>'
        thick = '<w:spacing w:before="40" w:after="40" w:line="160" w:lineRule="exact"/>'
        look = f'<w:pStyle w:val="{self.styles["cell"]}"/>{shade}{thick}'
        return f'<w:p><w:pPr>{look}<w:ind w:left="{left}" w:right="{right}"/></w:pPr></w:p>'

    def _paragraph(
        self, block: Paragraph | Item, use: str, list_id: int, line: int, keep: bool
    ) -> str:
        look = f'<w:pStyle w:val="{self.styles[use]}"/>'
        if keep:
            look += "<w:keepNext/>"
        if isinstance(block, Item):
            number = list_id if block.ordered else self.numbering.cell_bullets
            deepest = self.numbering.depth if block.ordered else _BULLET_DEPTH
            level = min(block.level, deepest) - 1
            look += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        inner = self.markup.runs(block.runs)
        if line:
            # A line to sign on: a tab that draws itself to the edge of the cell.
            look += f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{line}"/></w:tabs>'
            inner += run(" \t" if inner else "\t")
        return f"<w:p><w:pPr>{look}</w:pPr>{self.anchored(block.anchor, inner)}</w:p>"


def _to_sign(cell: Cell) -> bool:
    """Whether a cell of a signature table asks for something to be written in."""
    text = cell.text.strip()
    return not text or text.endswith(":")


def _least(table: Table, count: int) -> list[int]:
    """The width that each column needs so that no word is broken."""
    longest = [0] * count
    for row in table.rows:
        for at, cell in enumerate(row):
            longest[at] = max(longest[at], max(map(len, cell.text.split()), default=0))
    return [letters * _LETTER + 2 * _PADDING for letters in longest]


def _with_room(shares: Sequence[float], least: Sequence[int], width: int) -> tuple[float, ...]:
    """The shares, with what narrow columns lack taken from those that have more than they need."""
    widths = [share * width / (sum(shares) or 1.0) for share in shares]
    lack = sum(max(need - has, 0) for need, has in zip(least, widths, strict=True))
    spare = sum(max(has - need, 0) for need, has in zip(least, widths, strict=True))
    if not lack or lack > spare:
        return tuple(shares) if any(shares) else (1.0,) * len(shares)
    return tuple(
        need if has < need else has - (has - need) * lack / spare
        for need, has in zip(least, widths, strict=True)
    )
