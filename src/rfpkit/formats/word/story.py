"""The blocks of one story of a .docx: its body, a header, a footer, a note, a text box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from rfpkit.document.counting import Counter, Level
from rfpkit.document.model import AnyBlock, Paragraph, Run
from rfpkit.document.notes import with_notes
from rfpkit.formats.line import Line
from rfpkit.formats.shaping import LIST_TITLES, OWN_STYLE, Kind, caption_label, shaped
from rfpkit.formats.word.fields import fields_of
from rfpkit.formats.word.inline import Inline, Pages, alternative
from rfpkit.formats.word.lists import Count, Lists
from rfpkit.formats.word.ooxml import MC, child, number, switch, value, w
from rfpkit.formats.word.package import Package
from rfpkit.formats.word.places import Trace
from rfpkit.formats.word.styles import Styles
from rfpkit.formats.word.tables import read_table

_WRAPPERS = {w(name) for name in ("customXml", "smartTag", "ins", "moveTo")}
_GONE = {w("del"), w("moveFrom")}
_MERGED_IN = {w("altChunk"), w("subDoc")}
_CONTENTS = "table of contents"
_NOTE_LEVELS = {"footnotes": (Level("decimal"),), "endnotes": (Level("lowerRoman"),)}
"""How Word numbers notes unless it is told otherwise."""


@dataclass(slots=True)
class Files:
    """What all stories of a file share; the notes of a kind are counted through the file."""

    package: Package
    main: str
    styles: Styles
    lists: Lists
    trace: Trace | None = None
    own: bool = False
    notes: dict[str, dict[str, etree._Element]] = field(default_factory=dict)
    note_counts: dict[str, Count] = field(default_factory=dict)
    note_numbers: dict[str, Counter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.own = bool(self.styles.find(OWN_STYLE))

    def note_number(self, kind: str) -> str:
        """The number of the next note of a kind."""
        return self.note_numbers.setdefault(kind, Counter()).step(_NOTE_LEVELS[kind], 0)

    def note(self, kind: str, key: str) -> tuple[str, etree._Element | None]:
        """The part that holds the notes of a kind, and the note of that id."""
        part = self.package.related(self.main, kind)
        if kind not in self.notes:
            root = self.package.optional(part)
            found = () if root is None else root.iterchildren()
            self.notes[kind] = {note.get(w("id"), ""): note for note in found}
        return part, self.notes[kind].get(key)


class Story:
    """Reads the paragraphs and tables of one container, in order."""

    def __init__(
        self,
        files: Files,
        part: str,
        root: etree._Element,
        kind: Kind = "body",
        *,
        pages: Pages | None = None,
        count: Count | None = None,
    ) -> None:
        self._files = files
        self._part = part
        self._root = root
        self._kind: Kind = kind
        self._count = count or Count(files.lists)
        relations = files.package.relations(part)
        self._inline = Inline(files.styles, relations, fields_of(root), pages)

    def blocks(self) -> list[AnyBlock]:
        """Every block that shows."""
        return list(self.read(self._root, self._kind))

    def read(self, container: etree._Element, kind: Kind) -> Iterator[AnyBlock]:
        """The blocks of a container; paragraphs whose mark is deleted run on into the next."""
        line: Line[tuple[str, str]] | None = None
        last: etree._Element | None = None
        for node, at in self._nodes(container, kind):
            if node.tag == w("tbl"):
                if line is not None and last is not None:
                    yield from self._close(last, line, at)
                line = last = None
                yield from self._table(node, at)
                continue
            line = line or Line()
            style = self._files.styles.of(node)
            self._inline.read(node, line, style)
            last = node
            if not _mark_deleted(node):
                yield from self._close(node, line, at)
                line = last = None
        if line is not None and last is not None and line.runs:
            yield from self._close(last, line, kind)

    def _nodes(
        self, container: etree._Element, kind: Kind
    ) -> Iterator[tuple[etree._Element, Kind]]:
        """The paragraphs and tables of a container, out of whatever wraps them."""
        for node in container:
            tag = node.tag
            if tag in (w("p"), w("tbl")):
                yield node, kind
            elif tag == w("sdt"):
                gallery = _gallery(node)
                if gallery == _CONTENTS:
                    continue
                inner: Kind = "cover" if gallery == "cover pages" else kind
                for content in node.iterchildren(w("sdtContent")):
                    yield from self._nodes(content, inner)
            elif tag in _WRAPPERS:
                yield from self._nodes(node, kind)
            elif tag == f"{{{MC}}}AlternateContent":
                for chosen in alternative(node):
                    yield from self._nodes(chosen, kind)
            elif tag in _MERGED_IN:
                raise self._files.package.fault(
                    "holds another document that Word merges in when it opens the file; "
                    "open it in Word, save it, and try again"
                )

    def _table(self, node: etree._Element, kind: Kind) -> Iterator[AnyBlock]:
        table = read_table(node, lambda cell: self.read(cell, kind))
        if any(cell.blocks for row in table.rows for cell in row):
            yield table

    def _close(
        self, node: etree._Element, line: Line[tuple[str, str]], kind: Kind
    ) -> Iterator[AnyBlock]:
        """The block of a finished paragraph, then its notes and text boxes."""
        properties = child(node, "pPr")
        style = self._files.styles.of(node)
        names = self._files.styles.names(style)
        label = caption_label(names, line.text) if self._files.own else None
        line.label = label.end() if label else 0
        runs, stretches = line.finished()
        place = self._files.lists.place(node, style)
        # A paragraph that is hidden whole has no number; an empty one that shows has.
        counted = place is not None and (bool(runs) or not _mark_hidden(node))
        listed = self._count.step(*place) if counted and place is not None else None
        runs, notes = with_notes(runs, self._notes(line, runs))
        if runs and not (self._files.own and LIST_TITLES.intersection(names[:1])):
            level = self._heading_level(style, properties)
            block = shaped(names, level, listed, kind, own=self._files.own)
            if label and isinstance(block, Paragraph):
                block = replace(block, number=label[1], numbered=True)
            if self._files.trace is not None:
                self._files.trace.keep(runs, self._part, line)
            yield replace(block, runs=runs, stretches=stretches)
        yield from notes
        for box in line.boxes:
            yield from Story(self._files, self._part, box, "box").blocks()

    def _heading_level(self, style: str, properties: etree._Element | None) -> int | None:
        own = number(properties, "outlineLvl")
        if own is not None:
            return own + 1 if own < 9 else None
        return self._files.styles.outline(style)

    def _notes(
        self, line: Line[tuple[str, str]], runs: tuple[Run, ...]
    ) -> Iterator[tuple[str, str, list[AnyBlock]]]:
        """The notes of a paragraph by their places in its line: numbers, where counted, blocks."""
        counted = {run.note for run in runs}
        for at, (kind, key) in enumerate(line.notes):
            number = self._files.note_number(kind) if str(at) in counted else ""
            yield str(at), number, self._note(kind, key)

    def _note(self, kind: str, key: str) -> list[AnyBlock]:
        part, note = self._files.note(kind, key)
        if note is None:
            return []
        count = self._files.note_counts.setdefault(kind, Count(self._files.lists))
        return Story(self._files, part, note, "note", count=count).blocks()


def _gallery(node: etree._Element) -> str:
    """The gallery that a content control comes from ("table of contents"), in lower case."""
    part = child(child(node, "sdtPr"), "docPartObj")
    return (value(part, "docPartGallery") or "").lower()


def _mark_deleted(node: etree._Element) -> bool:
    """Whether a paragraph's end is deleted, so that it runs on into the next one."""
    mark = child(child(node, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _mark_hidden(node: etree._Element) -> bool:
    return bool(switch(child(child(node, "pPr"), "rPr"), "vanish"))
