"""The blocks of one story of an .odt: its body, a header, a footer, a note, a text box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import starmap

from lxml import etree

from rfpkit.document.model import AnyBlock, Paragraph
from rfpkit.document.notes import with_notes
from rfpkit.formats.line import Line
from rfpkit.formats.odt.inline import BOXES, Inline, OdtLine
from rfpkit.formats.odt.lists import Count, ListPlace, ListStyles
from rfpkit.formats.odt.names import is_true, q, whole
from rfpkit.formats.odt.styles import Styles
from rfpkit.formats.odt.tables import read_table
from rfpkit.formats.shaping import LIST_TITLES, Kind, caption_label, shaped

_SILENT = frozenset(
    q(f"text:{name}")
    for name in (
        # A contents list says again what headings and captions say.
        "table-of-content", "illustration-index", "table-index", "object-index",
        "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls",
        "alphabetical-index-source", "user-index-source", "bibliography-source", "section-source",
        "dde-connection-decls", "alphabetical-index-auto-mark-file",
    )
) | {q("office:forms"), q("office:annotation"), q("svg:title"), q("svg:desc")}  # fmt: skip
_TEXT = (q("text:p"), q("text:h"))
_HEADING = re.compile(r"heading ([1-9])")


@dataclass(slots=True)
class Files:
    """What the stories of one part share; the notes of a class are counted as one story."""

    styles: Styles
    lists: ListStyles
    own: bool = False
    masters: list[str] = field(default_factory=list)
    note_counts: dict[str, Count] = field(default_factory=dict)


class Story:
    """Reads the paragraphs, lists and tables of one container, in order."""

    def __init__(self, files: Files, kind: Kind = "body", count: Count | None = None) -> None:
        self._files = files
        self._kind: Kind = kind
        self._count = count or Count(files.lists)
        self._inline = Inline(files.styles)

    def read(self, container: etree._Element, place: ListPlace | None = None) -> Iterator[AnyBlock]:
        """The blocks of a container that show."""
        for node in container:
            tag = node.tag
            if not isinstance(tag, str) or tag in _SILENT:
                continue
            if tag in _TEXT:
                yield from self._paragraph(node, place)
            elif tag == q("text:list"):
                yield from self._list(node, place)
            elif tag == q("text:numbered-paragraph"):
                yield from self.read(node, self._count.lone(node))
            elif tag == q("table:table"):
                yield from self._table(node)
            elif tag in BOXES:
                yield from Story(self._files, "box").read(node)
            elif not _section_hidden(node):
                yield from self.read(node, place)

    def _list(self, node: etree._Element, outer: ListPlace | None) -> Iterator[AnyBlock]:
        place = self._count.enter(node, outer)
        for item in node:
            if item.tag in (q("text:list-item"), q("text:list-header")):
                here = replace(place)
                self._count.enter_item(item, here)
                yield from self.read(item, here)

    def _table(self, node: etree._Element) -> Iterator[AnyBlock]:
        self._page_style(node.get(q("table:style-name"), ""), "table")
        table = read_table(node, self._files.styles, self.read)
        if any(cell.blocks for row in table.rows for cell in row):
            yield table

    def _page_style(self, style: str, family: str = "paragraph") -> None:
        """Take note of a page style that comes into use."""
        name = self._files.styles.master_page(style, family)
        if name and name not in self._files.masters:
            self._files.masters.append(name)

    def _paragraph(self, node: etree._Element, place: ListPlace | None) -> Iterator[AnyBlock]:
        """The block of a paragraph, then its notes and text boxes."""
        style = node.get(q("text:style-name"), "")
        self._page_style(style)
        if any(is_true(one, "text:is-hidden") for one in node.iter(q("text:hidden-paragraph"))):
            return
        line: OdtLine = Line()
        self._inline.read(node, line, style)
        names = self._files.styles.names(style)
        label = caption_label(names, line.text) if self._files.own else None
        line.label = label.end() if label else 0
        runs, _ = line.finished()
        list_style = self._files.styles.list_style(style)
        is_heading = node.tag == q("text:h")
        if place is None and is_heading and list_style is None:
            place = self._count.heading(node)
        listed = None
        # A paragraph that is hidden whole has no number; an empty one that shows has.
        if place is not None and (runs or not self._files.styles.hidden("paragraph", style)):
            listed = self._count.step(place, list_style or "")
        runs, notes = with_notes(runs, starmap(self._note, enumerate(line.notes)))
        if runs and not (self._files.own and LIST_TITLES.intersection(names[:1])):
            level = max(whole(node, "text:outline-level", 1) or 1, 1) if is_heading else None
            level = level or _heading_level(names)
            block = shaped(names, level, listed, self._kind, own=self._files.own)
            if label and isinstance(block, Paragraph):
                block = replace(block, number=label[1], numbered=True)
            yield replace(block, runs=runs)
        yield from notes
        for box in line.boxes:
            yield from Story(self._files, "box").read(box)

    def _note(self, at: int, note: etree._Element) -> tuple[str, str, list[AnyBlock]]:
        """A note of a paragraph: its place in the line, its number as saved, its blocks."""
        kind = note.get(q("text:note-class"), "")
        count = self._files.note_counts.setdefault(kind, Count(self._files.lists))
        shown = note.find(q("text:note-citation"))
        number = "" if shown is None else "".join(map(str, shown.itertext())).strip()
        blocks: list[AnyBlock] = []
        for body in note.iterchildren(q("text:note-body")):
            blocks += Story(self._files, "note", count).read(body)
        return str(at), number, blocks


def _heading_level(names: tuple[str, ...]) -> int | None:
    """The level of a paragraph that only its style makes a heading, as files from Word do."""
    found = next(filter(None, map(_HEADING.fullmatch, names)), None)
    return int(found[1]) if found else None


def _section_hidden(node: etree._Element) -> bool:
    """Whether a section is hidden: always, or because its condition held when it was saved."""
    display = node.get(q("text:display"))
    return display == "none" or (display == "condition" and is_true(node, "text:is-hidden"))
