"""Markdown as blocks of the document model, each character traced to its line and column.

Clause texts and Markdown documents go through the same parser (markdown-it-py, CommonMark with
tables and footnotes). Numbers of ordered lists are kept as written; assembly numbers its own
documents anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from rfpkit.document.model import (
    AnyBlock,
    Cell,
    Heading,
    Item,
    Paragraph,
    Run,
    Stretch,
    Table,
)
from rfpkit.document.note_syntax import teach_notes
from rfpkit.document.notes import Note, as_note, placed
from rfpkit.document.revising import with_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ELSEWHERE = "\0"
"""What stands for the words of other blocks in a source; no text that was parsed holds it."""

_BREAK = re.compile(rf"[ {_ELSEWHERE}]*\n")
_look = attrgetter("bold", "italic", "ref", "link", "note")
_BAR = re.compile(r"·*(█+)·*")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def parse(text: str, *, first_line: int = 1) -> tuple[AnyBlock, ...]:
    """The blocks of a Markdown text; ``first_line`` is the line of its file where it begins."""
    walker = _Walker(text.split("\n"), first_line)
    return placed(list(walker.blocks(_parser().parse(text))), walker.notes)


@cache
def _parser() -> MarkdownIt:
    """The parser, made once: that takes as long as reading a short text."""
    from markdown_it import MarkdownIt

    return teach_notes(MarkdownIt("commonmark").enable("table"))


@dataclass(slots=True)
class _Lists:
    """The lists that are open at a token, and whether an item has just begun."""

    counts: list[tuple[int, str]] = field(default_factory=list)  # number so far, its delimiter
    fresh_item: bool = False

    def follow(self, token: Token) -> None:
        """Take in one token."""
        if token.type == "ordered_list_open":
            self.counts.append((int(token.attrGet("start") or 1) - 1, token.markup))
        elif token.type == "bullet_list_open":
            self.counts.append((0, ""))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.counts.pop()
            self.fresh_item = False  # an item without words stays without a block
        elif token.type == "list_item_open":
            count, delimiter = self.counts[-1]
            self.counts[-1] = (count + 1, delimiter)
            self.fresh_item = True

    def marker(self) -> tuple[bool, str]:
        """Whether the item at hand is ordered, and its number as written."""
        count, delimiter = self.counts[-1]
        return (True, f"{count}{delimiter}") if delimiter else (False, "•")


@dataclass(frozen=True, slots=True)
class _Walker:
    lines: list[str]
    first_line: int
    notes: dict[str, Note] = field(default_factory=dict)

    def blocks(self, tokens: Sequence[Token]) -> Iterator[AnyBlock]:
        lists = _Lists()
        at = 0
        while at < len(tokens):
            token = tokens[at]
            lists.follow(token)
            if token.type == "heading_open":
                runs, stretches = self._inline(tokens[at + 1])
                yield Heading(level=int(token.tag[1]), runs=runs, stretches=stretches)
                at += 1
            elif token.type == "inline":
                yield self._paragraph(token, lists)
            elif token.type in ("fence", "code_block") and token.content.strip():
                yield self._verbatim(token)
            elif token.type == "html_block":
                words = _TAG.sub(" ", token.content).strip()
                if words:
                    yield Paragraph(runs=(Run(words),), stretches=self._start(token))
            elif token.type == "note_open":
                end = _closing(tokens, at, "note_close")
                note = as_note(self.blocks(tokens[at + 1 : end]))
                self.notes.setdefault(token.meta["label"], note)
                at = end
            elif token.type == "table_open":
                end = _closing(tokens, at, "table_close")
                yield self._table(tokens[at:end])
                at = end
            at += 1

    def _paragraph(self, token: Token, lists: _Lists) -> Paragraph | Item:
        runs, stretches = self._inline(token)
        if not lists.fresh_item:
            return Paragraph(runs=runs, stretches=stretches)
        lists.fresh_item = False
        ordered, number = lists.marker()
        return Item(
            level=len(lists.counts), ordered=ordered, number=number, runs=runs, stretches=stretches
        )

    def _verbatim(self, token: Token) -> Paragraph:
        first = (token.map or [0, 0])[0] + (1 if token.type == "fence" else 0)
        text = token.content.rstrip("\n")
        stretches: list[Stretch] = []
        offset = 0
        for index, line in enumerate(text.split("\n")):
            column = max(self._line(first + index).find(line), 0) + 1
            stretches.append(Stretch(offset, self.first_line + first + index, column))
            offset += len(line) + 1
        return Paragraph(runs=(Run(text),), stretches=tuple(stretches))

    def _line(self, index: int) -> str:
        """A line of the source; empty past its end, where an unclosed fence may point."""
        return self.lines[index] if index < len(self.lines) else ""

    def _start(self, token: Token) -> tuple[Stretch, ...]:
        return (Stretch(0, self.first_line + (token.map or [0, 0])[0], 1),)

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        header_rows, cursor = 0, 0
        for token in tokens:
            if token.type == "tr_open":
                cells, cursor = [], 0
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            elif token.type == "thead_close":
                header_rows = len(rows)
            elif token.type == "inline":
                cells.append(_drawn(token.content) or self._cell(token, cursor))
                cursor = self._find(token, cursor) + len(token.content)
        return Table(rows=tuple(rows), header_rows=header_rows)

    def _cell(self, token: Token, cursor: int) -> Cell:
        runs, stretches = self._inline(token, cursor)
        return Cell((Paragraph(runs=runs, stretches=stretches),))

    def _find(self, token: Token, cursor: int = 0) -> int:
        """The column (0-based) at which the token's first line begins in its source line."""
        line = self.lines[(token.map or [0, 0])[0]]
        return max(line.find(token.content.split("\n")[0], cursor), 0)

    def _inline(self, token: Token, cursor: int = 0) -> tuple[tuple[Run, ...], tuple[Stretch, ...]]:
        children = token.children or []
        raw = token.content
        for note in (child for child in children if child.children and child.type == "note_cited"):
            start, end = note.meta["start"], note.meta["end"]
            own = _ELSEWHERE * start + token.content[start:end] + _ELSEWHERE * (len(raw) - end)
            raw = raw[:start] + _ELSEWHERE * (end - start) + raw[end:]
            words = self._traced(note.children or [], token, own, cursor)
            self.notes[note.meta["label"]] = (Paragraph(runs=words[0], stretches=words[1]),)
        return self._traced(children, token, raw, cursor)

    def _traced(
        self, children: Sequence[Token], token: Token, raw: str, cursor: int
    ) -> tuple[tuple[Run, ...], tuple[Stretch, ...]]:
        runs = _runs(children)
        return runs, self._trace(token, "".join(run.text for run in runs), raw, cursor)

    def _trace(self, token: Token, text: str, raw: str, cursor: int) -> tuple[Stretch, ...]:
        """Where each stretch of the rendered text stands in the source.

        Rendering only leaves characters out (markup, indentation), so each rendered character is
        the next equal one of the source. ``raw`` is the token's content without the words of other
        blocks, each character in its place.
        """
        first = (token.map or [0, 0])[0]
        starts: list[int] = []
        columns: list[int] = []
        offset = 0
        for index, line in enumerate(token.content.split("\n")):
            source = self._line(first + index)
            columns.append(max(source.find(line, cursor if index == 0 else 0), 0) + 1)
            starts.append(offset)
            offset += len(line) + 1
        stretches: list[Stretch] = []
        position, at_row = -1, -1
        for index, char in enumerate(text):
            wanted = "\n" if char == " " and _breaks(raw, position + 1) else char
            found = raw.find(wanted, position + 1)
            found = found if found >= 0 else position + 1
            row = at_row
            while row + 1 < len(starts) and starts[row + 1] <= found:
                row += 1
            if found != position + 1 or row != at_row:
                column = columns[row] + found - starts[row]
                stretches.append(Stretch(index, self.first_line + first + row, column))
            position, at_row = found, row
        return tuple(stretches)


def _drawn(content: str) -> Cell | None:
    """The cell with a bar that these signs draw, as ``·██··`` does; None for words."""
    bar = _BAR.fullmatch(content.strip())
    if bar is None:
        return None
    length = bar.end()
    return Cell((), bar=(bar.start(1) / length, bar.end(1) / length))


def _breaks(raw: str, at: int) -> bool:
    """Whether only blanks stand before the next line break of the source."""
    return _BREAK.match(raw, at) is not None


def _closing(tokens: Sequence[Token], start: int, kind: str) -> int:
    return next(at for at in range(start, len(tokens)) if tokens[at].type == kind)


def _runs(children: Sequence[Token]) -> tuple[Run, ...]:
    runs: list[Run] = []
    look = Run("")
    for token in children:
        kind = token.type
        if kind in ("strong_open", "strong_close"):
            look = replace(look, bold=kind.endswith("open"))
        elif kind in ("em_open", "em_close"):
            look = replace(look, italic=kind.endswith("open"))
        elif kind == "link_open":
            look = replace(look, link=str(token.attrGet("href") or ""))
        elif kind == "link_close":
            look = replace(look, link="")
        elif kind == "note_cited":
            # No space stands between a word and the mark of its note.
            if runs:
                runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
            runs.append(Run("", note=token.meta["label"]))
        else:
            text = _text(token)
            first = not any(run.text for run in runs)
            runs.append(replace(look, text=text.lstrip() if first else text))
    return joined(runs)


def _text(token: Token) -> str:
    """The words of a token, a line end where it breaks the line, nothing for other markup."""
    if token.type in ("text", "code_inline", "image"):
        return token.content
    if token.type == "softbreak":
        return " "
    breaks = token.type == "hardbreak"
    return "\n" if breaks or (token.type == "html_inline" and token.content[:3] == "<br") else ""


def _alike(one: Run, other: Run) -> bool:
    """Whether two runs have one look; most of those that have not differ in their marks."""
    return one.mark == other.mark and one.blank == other.blank and _look(one) == _look(other)


def joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The same runs, neighbours of one look made one, empty ones left out."""
    out: list[Run] = []
    for run in runs:
        if not run.text and not run.note:
            continue
        if out and not run.ref and not run.note and _alike(out[-1], run):
            out[-1] = with_text(run, out[-1].text + run.text)
        else:
            out.append(run)
    return tuple(out)
