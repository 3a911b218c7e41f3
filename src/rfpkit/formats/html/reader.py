"""HTML read as a page shows it: headings, paragraphs, lists and tables, with their places.

The standard library's parser is used because it gives the line and column of every stretch of
text; lxml gives a line for each element only.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Literal

from rfpkit.document.model import (
    AnyBlock,
    Cell,
    Document,
    Heading,
    Item,
    Paragraph,
    Run,
    Stretch,
    Table,
)

_UNSEEN = {"script", "style", "template", "noscript", "svg", "math", "object", "select"}
_BREAKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "main", "nav",
    "p", "pre", "section", "table", "tbody", "tfoot", "thead", "ul", "ol", "li", "tr", "td", "th",
    "h1", "h2", "h3", "h4", "h5", "h6", "title", "head",
}  # fmt: skip


def from_html(text: str, path: str = "") -> Document:
    """The document in an HTML text."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.flush()
    first = next((block.text for block in reader.blocks if isinstance(block, Heading)), "")
    return Document(title=reader.title or first, blocks=tuple(reader.blocks), path=path)


class _Reader(HTMLParser):
    """Collects text until a block-level tag ends it; keeps the open lists and tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[AnyBlock] = []
        self.title = ""
        self._text = ""
        self._stretches: list[Stretch] = []
        self._expected = (0, 0)  # where the next character of the source would stand
        self._unseen = 0
        self._tag = ""
        self._lists: list[list[int]] = []  # next number of each open list; 0 for bullets
        self._marker = ""
        self._rows: list[list[tuple[Cell, ...]]] = []
        self._cells: list[Cell] = []
        self._cell: list[Paragraph | Item] = []
        self._headers = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag in _UNSEEN or "hidden" in names:
            self._unseen += tag not in ("br", "img", "input", "meta", "link")
            return
        if self._unseen:
            return
        if tag == "br":
            self._add("\n")
            return
        if tag not in _BREAKS:
            return
        self.flush()
        self._tag = tag
        if tag in ("ul", "ol"):
            self._lists.append([int(names.get("start") or 1) if tag == "ol" else 0])
        elif tag == "li" and self._lists:
            count = self._lists[-1][0]
            self._marker = f"{count}." if count else "•"
            self._lists[-1][0] += count > 0
        elif tag == "table":
            self._rows.append([])
            self._headers = 0
        elif tag in ("td", "th"):
            self._cell = []
        elif tag == "tr":
            self._cells = []

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= tag in _UNSEEN
            return
        if tag not in _BREAKS:
            return
        self.flush()
        self._tag = ""
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in ("td", "th"):
            self._cells.append(Cell(tuple(self._cell) or (Paragraph(runs=()),)))
            self._headers += tag == "th" and len(self._rows) == 1 and not self._rows[-1]
        elif tag == "tr" and self._rows and self._cells:
            self._rows[-1].append(tuple(self._cells))
            self._cells = []
        elif tag == "table" and self._rows:
            rows = tuple(self._rows.pop())
            if rows:
                self.blocks.append(Table(rows=rows, header_rows=1 if self._headers else 0))

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        for index, part in enumerate(data.split("\n")):
            if index:
                line, column = line + 1, 0
                self._add("\n" if self._tag == "pre" else " ", line - 1)
            for match in re.finditer(r"\S+|\s+", part):
                space = match.group().isspace() and self._tag != "pre"
                self._add(" " if space else match.group(), line, column + match.start())

    def handle_entityref(self, name: str) -> None:
        line, column = self.getpos()
        self._add(html.unescape(f"&{name};"), line, column)

    def handle_charref(self, name: str) -> None:
        line, column = self.getpos()
        self._add(html.unescape(f"&#{name};"), line, column)

    def _add(self, text: str, line: int = 0, column: int = 0) -> None:
        """Add text to the block at hand; white space folds outside ``pre``."""
        if self._unseen or not text:
            return
        if self._tag != "pre" and text == " " and (not self._text or self._text[-1].isspace()):
            return
        goes_on = (line, column) == self._expected
        if line and not text.isspace() and not goes_on:
            self._stretches.append(Stretch(len(self._text), line, column + 1))
            goes_on = True
        self._text += text
        self._expected = (line, column + len(text)) if goes_on else (0, 0)

    def flush(self) -> None:
        """End the block at hand."""
        text = self._text.rstrip()
        stretches = tuple(s for s in self._stretches if s.start < max(len(text), 1))
        self._text, self._stretches, self._expected = "", [], (0, 0)
        if not text or self._unseen:
            return
        runs = (Run(text),)
        if self._tag == "title":
            self.title = text
        elif self._rows:
            self._cell.append(Paragraph(runs=runs, stretches=stretches))
        elif self._tag[:1] == "h" and self._tag[1:].isdigit():
            level = int(self._tag[1:])
            self.blocks.append(Heading(level=level, runs=runs, stretches=stretches))
        elif self._lists and self._marker:
            ordered = self._marker != "•"
            self.blocks.append(
                Item(
                    level=len(self._lists),
                    ordered=ordered,
                    number=self._marker,
                    runs=runs,
                    stretches=stretches,
                )
            )
            self._marker = ""
        else:
            kind: Literal["caption", "body"] = "caption" if self._tag == "caption" else "body"
            self.blocks.append(Paragraph(runs=runs, stretches=stretches, kind=kind))
