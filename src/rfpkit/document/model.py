"""A document as plain data: the waist between everything that reads a file and everything else.

A ``Document`` is a sequence of blocks (headings, paragraphs, list items, tables), each made of
runs of text. Readers make one from a file, assembly makes one from clauses; linters and writers
take one. Nothing in here knows a file format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rfpkit.document.provenance import Provenance
    from rfpkit.document.schemes import Scheme

HeadingRole = Literal["part", "clause", "annex", "heading"]
"""What a heading opens: a part of a document, a numbered clause, a numbered annex, or (in files
that others wrote, and inside clauses) simply what follows."""

Mark = Literal["", "blank", "unfilled", "term"]
"""Why a run stands out: a value filled in, a blank still open, a term where it is defined."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the text of a block lies in its file: from ``start`` on, it runs on from this place.

    ``start`` is a 0-based offset into the block's text; line and column are 1-based, in
    characters, and None where the format has no lines; page is 1-based, None where unknown.
    """

    start: int
    line: int | None = None
    column: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look. ``ref`` is the anchor it points to, ``link`` an address,
    ``blank`` the name of the clause's blank that it fills, ``note`` the number of the footnote
    that is cited here: such a run has no text.
    """

    text: str
    bold: bool = False
    italic: bool = False
    mark: Mark = ""
    ref: str = ""
    link: str = ""
    blank: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What headings, paragraphs and list items share.

    ``number`` is the computed number as a reader sees it ("4.2", "(a)", "Annex A"), empty where
    there is none. ``anchor`` is the name that cross-references use. ``stretches`` are in order of
    ``start``; empty for a document that was never a file.
    """

    runs: tuple[Run, ...]
    number: str = ""
    anchor: str = ""
    stretches: tuple[Stretch, ...] = ()

    @property
    def text(self) -> str:
        """The words of the block, without its number."""
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading; ``level`` 1 is the highest. ``role`` says what it opens."""

    level: int = 1
    role: HeadingRole = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """A paragraph. ``numbered`` asks for a number of the document's scheme ("4.2"); a caption's
    is "Table 3", and stands apart from its words.

    ``kind`` is where the words stand: in the body, a page header or footer, a footnote, a text
    box, a caption, a note for the drafter, or the cover. A footnote stands right after the block
    that cites it, and its first paragraph has its number (``document/notes.py``).
    """

    numbered: bool = False
    kind: Literal["body", "header", "footer", "note", "box", "caption", "cover"] = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Block):
    """A list item; ``level`` 1 is the outermost list, ``ordered`` tells (a), (b) from bullets."""

    level: int = 1
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its paragraphs and list items, in order.

    ``bar`` draws a bar in a cell without words, from one share of its width to another, such as
    (0.25, 0.5). It shows what another cell of the row says, and no text is lost without it.
    """

    blocks: tuple[Paragraph | Item, ...]
    bar: tuple[float, float] | None = None

    @property
    def text(self) -> str:
        """The words of the cell, paragraphs on lines of their own."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first ``header_rows`` rows are headers. ``widths`` are shares of the width.

    ``kind`` "signatures" has no ruled lines; "plain" is an ordinary table.
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    widths: tuple[float, ...] = ()
    kind: Literal["plain", "signatures"] = "plain"


AnyBlock = Heading | Paragraph | Item | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``kind`` is what it is for ("rfp", "contract", …; empty when unknown). ``path`` is the file it
    came from, empty when it was assembled. ``properties`` hold what covers and file properties
    show: title, reference, buyer, date (ISO), status, language. ``provenance`` says what an
    assembled document was made from, ``scheme`` how it was numbered, ``house`` is the file of the
    house style that was chosen for it; a document that was read from a file has none of these.
    """

    title: str
    blocks: tuple[AnyBlock, ...]
    kind: str = ""
    path: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    provenance: Provenance | None = None
    scheme: Scheme | None = None
    house: str = ""


def text_blocks(blocks: tuple[AnyBlock, ...]) -> Iterator[Heading | Paragraph | Item]:
    """Every block that holds text, in reading order, table cells row by row."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from cell.blocks
        else:
            yield block
