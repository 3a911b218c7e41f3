"""Blocks rebuilt from lines: which lines make one paragraph, and what each paragraph is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property

from rfpkit.document.model import AnyBlock, Heading, Item, Paragraph, Run, Stretch, Table
from rfpkit.formats.text.columns import in_column
from rfpkit.formats.text.joining import Piece, cells_of, joined, vocabulary
from rfpkit.formats.text.lines import Line, width
from rfpkit.formats.text.shapes import (
    Marker,
    Style,
    bare_number,
    has_ended,
    is_capitals,
    is_contents_line,
    looks_like_title,
    marker,
    part_heading,
)

_MARKDOWN = re.compile(r"(#{1,6})\s+")
_ROW = re.compile(r"\|.*\|$")
_RULE_ROW = re.compile(r"\|(?:\s*:?-+:?\s*\|)+$")
_POINTING = re.compile(
    r"\b(?:section|clause|paragraph|appendix|annex|article|part|schedule|exhibit|figure|table|item"
    r"|attachment|sections|and|or|to|of|no\.)$",
    re.IGNORECASE,
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_CONNECTING = frozenset(["and", "of", "the", "for", "to", "in", "with", "or", "&", "-", "–"])


@dataclass(slots=True)
class _Open:
    """The block that lines are being added to."""

    kind: str
    number: str = ""
    level: int = 1
    ordered: bool = True
    pieces: list[Piece] = field(default_factory=list)

    @property
    def last(self) -> str:
        return self.pieces[-1].text if self.pieces else ""

    @property
    def width(self) -> int:
        """How long the last line is, with whatever stands before the piece on it."""
        return len(self.pieces[-1].line.text) if self.pieces else 0


def build(lines: list[Line]) -> Iterator[AnyBlock]:
    """The blocks that the lines make, in order."""
    builder = _Builder(lines)
    builder.run()
    yield from builder.blocks


class _Builder:
    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.width = width(lines)
        self.blocks: list[AnyBlock] = []
        self.open: _Open | None = None
        self.held: list[AnyBlock] = []
        self.pending: tuple[Marker, Line] | None = None
        self.rows: list[Line] = []
        self.styles: list[Style] = []
        self.last_number: dict[Style, str] = {}
        self.after_blank = True
        self.after_page = False

    @cached_property
    def vocabulary(self) -> Set[str]:
        """Every word of the text that is not cut at the end of a line."""
        return vocabulary(self.lines)

    def run(self) -> None:
        for index, line in enumerate(self.lines):
            if line.furniture:
                self._furniture(line)
            elif not line.text:
                self.after_blank = True
                self._close_table()
            else:
                self._line(index, line)
                self.after_blank = self.after_page = False
        self._drop_pending()
        self._close_table()
        self._close()

    def _furniture(self, line: Line) -> None:
        self.after_page = True
        block = Paragraph(
            runs=(Run(line.text),),
            kind="header",
            stretches=(Stretch(0, line.line, line.column, line.page),),
        )
        (self.held if self.open else self.blocks).append(block)

    def _line(self, index: int, line: Line) -> None:
        if _ROW.match(line.text):
            self._drop_pending()
            self._close()
            self.rows.append(line)
            return
        self._close_table()
        if self.pending is not None and self._with_pending(index, line, self.pending[0]):
            return
        if self._continues_heading(line.text):
            self._add(Piece(line.text, line, 0))
            return
        heading = _MARKDOWN.match(line.text)
        if heading:
            self._markdown(line, heading.end(), len(heading[1]))
            return
        found = marker(line.text)
        if found is not None and self._may_begin(found, line):
            if found.end >= len(line.text):
                self.pending = (found, line)
                return
            self._marked(index, found, Piece(line.text[found.end :], line, found.end))
            return
        if bare_number(line.text) and self._looks_ended():
            self.pending = (Marker(line.text, "digit", len(line.text)), line)
            return
        self._plain(index, line)

    def _markdown(self, line: Line, begin: int, level: int) -> None:
        """A heading marked with #, its number set apart."""
        text = line.text[begin:].rstrip("# ")
        found = marker(text)
        end = found.end if found and found.style in ("dotted", "digit") else 0
        number = found.number.rstrip(".)") if found and end else ""
        self._heading(Piece(text[end:] or text, line, begin + end), level, number)

    def _continues_heading(self, text: str) -> bool:
        """Whether a line is the second line of the heading before it."""
        block = self.open
        if block is None or block.kind != "heading" or self.after_blank or self.after_page:
            return False
        if marker(text) or part_heading(text) or block.last.startswith("#"):
            return False
        if block.last.rsplit(None, 1)[-1].lower() in _CONNECTING or block.last.endswith(","):
            return len(text) < 80
        capitals = is_capitals(text) and is_capitals(block.last)
        return capitals and block.width > 0.6 * self.width > 0

    def _with_pending(self, index: int, line: Line, found: Marker) -> bool:
        """Joins a number that stood alone on its line with the words after it, where they fit."""
        piece = Piece(line.text, line, 0)
        bare = bare_number(found.number)
        if bare and looks_like_title(line.text) and not marker(line.text):
            self.pending = None
            self._heading(piece, 2, found.number)
            return True
        if not bare and (marker(line.text) is None or found.style == "bullet"):
            self.pending = None
            self._marked(index, found, piece)
            return True
        self._drop_pending()
        return False

    def _drop_pending(self) -> None:
        if self.pending is not None:
            _, where = self.pending
            self.pending = None
            self._begin(_Open("paragraph"), Piece(where.text, where, 0))

    def _may_begin(self, found: Marker, line: Line) -> bool:
        """Whether a number at the start of a line begins something, or is part of a sentence."""
        last = self.open.last if self.open else ""
        if self._looks_ended():
            return True
        if found.style == "bullet":
            return line.text[0] not in "-–—ox*" or not self._is_full() or self._in_list()
        if _POINTING.search(last):
            return False
        if self._follows(found):
            return True
        rest = line.text[found.end :]
        if found.style in ("dotted", "digit") and found.number[0] != "(":
            return (not rest or rest[0].isupper() or rest[0] in "“\"‘'[(") and (
                not self._is_full() or found.style == "dotted" or self._in_list()
            )
        return found.number[0] == "(" or not self._is_full()

    def _in_list(self) -> bool:
        return self.open is not None and self.open.kind == "item"

    def _is_full(self) -> bool:
        """Whether the last line was filled, so that a break after it means nothing."""
        return self.open is not None and self.width > 0 and self.open.width > 0.75 * self.width

    def _looks_ended(self) -> bool:
        if self.open is None or self.open.kind == "heading" or self.after_blank:
            return True
        return has_ended(self.open.last)

    def _marked(self, index: int, found: Marker, piece: Piece) -> None:
        """Begins a heading, a numbered paragraph or an item."""
        follows = self._follows(found)
        depth = found.number.strip(".").count(".") + 1
        if found.style == "dotted":
            titled = looks_like_title(piece.text) or (
                looks_like_title(piece.text, strict=False) and self._stands_alone(index)
            )
            if titled and not self._goes_on(index):
                self._heading(piece, min(depth + 1, 6), found.number.rstrip("."))
            else:
                self.styles.clear()
                self._begin(_Open("paragraph", found.number.rstrip(".")), piece)
            return
        titled = found.style in ("digit", "letter") and found.number[-1] == "."
        if titled and not follows and not self._after_lead_in():
            heading = looks_like_title(piece.text) and not self._goes_on(index)
            if heading and self._stands_alone(index):
                level = 2 if found.style == "digit" or found.number[0].isupper() else 5
                self._heading(piece, level, found.number.rstrip("."))
                return
        item = self._item(found)
        self.last_number[found.style] = found.number
        self._begin(item, piece)

    def _item(self, found: Marker) -> _Open:
        style = found.style
        if style == "roman" and found.number.strip("().") in ("i", "v", "x", "c", "I", "V", "X"):
            style = self._roman_or_letter(found.number)
        if style not in self.styles and self._succeeds(found):
            self.styles = [style]
        elif style in self.styles:
            del self.styles[self.styles.index(style) + 1 :]
        else:
            self.styles.append(style)
        return _Open("item", found.number, len(self.styles), style != "bullet")

    def _roman_or_letter(self, number: str) -> Style:
        """(i) after (h) is a letter; after anything else it is a Roman numeral."""
        before = self.last_number.get("letter", "").strip("().")
        follows = before and ord(number.strip("().")[0]) == ord(before[0]) + 1
        return "letter" if follows and "letter" in self.styles else "roman"

    def _follows(self, found: Marker) -> bool:
        """Whether a number goes on from the list item before it."""
        return found.style in self.styles and self._succeeds(found)

    def _succeeds(self, found: Marker) -> bool:
        """Whether a number is one more than the last of its style under this heading."""
        before = self.last_number.get(found.style, "").strip("().")
        number = found.number.strip("().")
        if number.isdigit() and before.isdigit():
            return int(number) == int(before) + 1
        if number in _ROMAN and before in _ROMAN:
            return _ROMAN.index(number) == _ROMAN.index(before) + 1
        return len(number) == len(before) == 1 and ord(number) == ord(before) + 1

    def _after_lead_in(self) -> bool:
        if self.open is None:
            last = self.blocks[-1] if self.blocks else None
            return isinstance(last, Paragraph | Item) and last.text.rstrip().endswith(":")
        return self.open.last.endswith(":")

    def _plain(self, index: int, line: Line) -> None:
        piece = Piece(line.text, line, 0)
        part = part_heading(line.text) if self._may_head(index) else None
        if part is not None:
            number, end = part
            text = line.text[end:]
            self._heading(Piece(text, line, end), 1 + number.count("."), number)
        elif self._goes_on_from_last(line):
            self._add(piece)
        elif self._is_heading(index, line.text):
            self._heading(piece, 2 if is_capitals(line.text) else 5)
        else:
            if not (self.after_page and self.styles and not self.after_blank):
                self.styles = self.styles if self._indented(line) else []
            self._begin(_Open("paragraph"), piece)

    def _indented(self, line: Line) -> bool:
        return line.column is not None and line.column > 4 and self.width > 0

    def _may_head(self, index: int) -> bool:
        return self._looks_ended() or not self._is_full() or self._next(index)[:1].isupper()

    def _goes_on_from_last(self, line: Line) -> bool:
        """Whether a line carries on the open block."""
        if self.open is None or self.open.kind == "heading" or is_contents_line(self.open.last):
            return False
        last, text = self.open.last, line.text
        ended = has_ended(last)
        small = text[0].islower()
        if text.endswith(":") and len(text) < 40 and not small and not last.endswith(","):
            return False
        if self.after_blank and not self.after_page:
            return small and not ended and self._is_full()
        if self.width == 0:
            return small and not ended and not self.after_blank
        if small and not last.endswith((".", ":")):
            return True
        if ended and self.after_page and self.after_blank:
            return False
        first = len(text.split(None, 1)[0])
        fits = self.open.width + 1 + first
        return fits > (0.92 if ended else 0.75) * self.width

    def _is_heading(self, index: int, text: str) -> bool:
        following = self._next(index)
        if not looks_like_title(text) or self._goes_on(index) or in_column(self.lines, index):
            return False
        if is_capitals(text):
            return not (is_capitals(following) and len(text) > 0.7 * (self.width or 90))
        words = len(text.split())
        if ": " in text:
            return False  # a label and its value
        numbered = marker(following)
        if numbered is not None and numbered.style in ("digit", "dotted") and words <= 8:
            return self._looks_ended()
        longer = len(following) > max(len(text), 30) and not looks_like_title(following)
        return words <= 8 and longer and (text[-1].isalnum() or text[-1] in ")”")

    def _goes_on(self, index: int) -> bool:
        """Whether the next line carries on this one in the middle of a sentence."""
        following = self._next(index)
        return bool(following) and following[0].islower() and not self._blank_after(index)

    def _stands_alone(self, index: int) -> bool:
        following = self._next(index)
        return not following or following[0].isupper() or not following[0].isalpha()

    def _blank_after(self, index: int) -> bool:
        return index + 1 < len(self.lines) and not self.lines[index + 1].text

    def _next(self, index: int) -> str:
        """The words of the next line that has any."""
        for line in self.lines[index + 1 : index + 8]:
            if line.text and not line.furniture:
                return line.text
        return ""

    def _heading(self, piece: Piece, level: int, number: str = "") -> None:
        self.styles.clear()
        self.last_number.clear()
        self._begin(_Open("heading", number, level), piece)

    def _begin(self, block: _Open, piece: Piece) -> None:
        self._close()
        block.pieces.append(piece)
        self.open = block

    def _add(self, piece: Piece) -> None:
        if self.open is not None:
            self.open.pieces.append(piece)

    def _close(self) -> None:
        """Turns the open block into one of the document's."""
        if self.open is not None:
            self.blocks.append(self._block(self.open))
            self.open = None
        self.blocks += self.held
        self.held.clear()

    def _block(self, block: _Open) -> Heading | Paragraph | Item:
        text, stretches = joined(block.pieces, lambda: self.vocabulary)
        runs = (Run(text),)
        if block.kind == "heading":
            return Heading(runs=runs, number=block.number, level=block.level, stretches=stretches)
        if block.kind == "item":
            return Item(
                runs=runs,
                number=block.number,
                level=block.level,
                ordered=block.ordered,
                stretches=stretches,
            )
        return Paragraph(
            runs=runs, number=block.number, numbered=bool(block.number), stretches=stretches
        )

    def _close_table(self) -> None:
        if not self.rows:
            return
        rows, self.rows = self.rows, []
        if len(rows) == 1:
            self._begin(_Open("paragraph"), Piece(rows[0].text, rows[0], 0))
            return
        header = 1 if _RULE_ROW.match(rows[1].text) else 0
        cells = tuple(cells_of(row) for row in rows if not _RULE_ROW.match(row.text))
        self._close()
        self.blocks.append(Table(cells, header_rows=header))
