"""HTML read as a page shows it: headings, paragraphs, lists and tables, with their places.

The standard library's parser is used because it gives the line and column of every stretch of
text; lxml gives a line for each element only.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from html.parser import HTMLParser

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
from rfpkit.document.notes import placed

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
    notes = {key: tuple(note) for key, note in reader.notes.items()}
    return Document(title=reader.title or first, blocks=placed(reader.blocks, notes), path=path)


class _Reader(HTMLParser):
    """Collects text until a block-level tag ends it; keeps the open lists and tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[AnyBlock] = []
        self.title = ""
        self._text = ""
        self._stretches: list[Stretch] = []
        self._expected = (0, 0)  # where the next character of the source would stand
        self._unseen: list[str] = []  # the element that does not show, and those of its kind in it
        self._tag = ""
        self._lists: list[list[int]] = []  # next number of each open list; 0 for bullets
        self._marker = ""
        self._rows: list[list[tuple[Cell, ...]]] = []
        self._cells: list[Cell] = []
        self._cell: list[Paragraph | Item] = []
        self._headers = 0
        self.notes: dict[str, list[Paragraph]] = {}  # by the ids of their elements
        self._cited: list[tuple[int, str]] = []  # where the text at hand cites which note
        self._notes_tag = ""  # the element that holds all notes, while we stand in it
        self._note = ""
        self._note_depth = 0
        self._in_mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if self._unseen:
            self._unseen += [tag] * (tag == self._unseen[0])
            return
        if tag in _UNSEEN or "hidden" in names:
            self._unseen += [tag] * (tag not in ("br", "img", "input", "meta", "link"))
            return
        if tag not in _BREAKS:
            self._start_inline(tag, names)
            return
        self.flush()
        self._tag = tag
        self._open_note(tag, names)
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

    def _start_inline(self, tag: str, names: dict[str, str | None]) -> None:
        """Take note of a line break, and of a link that cites a note or leads back from one.

        The words of such a link are no words of the text.
        """
        if tag == "br":
            self._add("\n")
        if tag != "a":
            return
        self._in_mark = names.get("role") in ("doc-noteref", "doc-backlink")
        target = names.get("href") or ""
        if names.get("role") == "doc-noteref" and target.startswith("#"):
            self._cited.append((len(self._text), target[1:]))

    def _open_note(self, tag: str, names: dict[str, str | None]) -> None:
        if names.get("role") == "doc-endnotes":
            self._notes_tag = tag
        elif tag == "li" and self._notes_tag and not self._note:
            self._note, self._note_depth = names.get("id") or "", len(self._lists)

    def _close_note(self, tag: str) -> None:
        if tag == "li" and len(self._lists) == self._note_depth:
            self._note = ""
        elif tag == self._notes_tag:
            self._notes_tag = self._note = ""

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[0]:
                self._unseen.pop()
            return
        if tag == "a":
            self._in_mark = False
        if tag not in _BREAKS:
            return
        self.flush()
        self._tag = ""
        self._close_note(tag)
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
        if self._unseen or self._in_mark or not text:
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
        runs = _cut(text, self._cited)
        self._text, self._stretches, self._expected, self._cited = "", [], (0, 0), []
        self._in_mark = False
        if not runs or self._unseen:
            return
        if self._tag == "title":
            self.title = text
        elif self._note:
            note = Paragraph(runs=runs, stretches=stretches)
            self.notes.setdefault(self._note, []).append(note)
        elif self._tag == "caption":
            self.blocks.append(Paragraph(runs=runs, stretches=stretches, kind="caption"))
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
            self.blocks.append(Paragraph(runs=runs, stretches=stretches))


def _cut(text: str, cited: Sequence[tuple[int, str]]) -> tuple[Run, ...]:
    """The text as runs, cut where it cites notes."""
    runs: list[Run] = []
    start = 0
    for at, key in cited:
        runs += [Run(text[start:at]), Run("", note=key)]
        start = at
    return tuple(run for run in (*runs, Run(text[start:])) if run.text or run.note)
