"""The notes that the marks of a Word file cite, and new marks with new notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.formats.word.edited import Edited
from rfpkit.formats.word.note_part import (
    NoteKind,
    empty_notes,
    is_written,
    mark_style,
    name_separators,
    separate,
    text_style,
)
from rfpkit.formats.word.ooxml import VAL, integer, take_out, w

_KINDS: dict[str, NoteKind] = {
    w("footnoteReference"): "footnote",
    w("endnoteReference"): "endnote",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A new note: the run that cites it, the note itself, the run that shows its number there."""

    mark: etree._Element
    element: etree._Element
    number: etree._Element
    style: str
    """The id of the style of its paragraphs, empty where the file has no styles."""


@dataclass(slots=True)
class Citations:
    """The notes of a file, which may get new ones."""

    edited: Edited
    _roots: dict[NoteKind, etree._Element] = field(default_factory=dict)
    _notes: dict[NoteKind, dict[str, etree._Element]] = field(default_factory=dict)
    _grown: set[NoteKind] = field(default_factory=set)

    def __post_init__(self) -> None:
        for kind in _KINDS.values():
            root = self.edited.related(f"{kind}s")
            if root is not None:
                self._roots[kind] = root
            found = () if root is None else filter(is_written, root.iterchildren(w(kind)))
            self._notes[kind] = {note.get(w("id"), ""): note for note in found}

    def parts(self) -> tuple[etree._Element, ...]:
        """The roots of the parts that hold notes, footnotes first."""
        return tuple(self._roots[kind] for kind in _KINDS.values() if kind in self._roots)

    def notes(self) -> Iterator[etree._Element]:
        """Every note that somebody wrote."""
        for notes in self._notes.values():
            yield from notes.values()

    def marked(self, story: etree._Element) -> set[tuple[NoteKind, str]]:
        """The notes that the marks in a story cite: their kinds and ids."""
        return {(_KINDS[str(mark.tag)], mark.get(w("id"), "")) for mark in story.iter(*_KINDS)}

    def drop(self, notes: Iterable[tuple[NoteKind, str]]) -> None:
        """Take out notes whose marks are gone; Word does so too."""
        for kind, key in notes:
            note = self._notes[kind].pop(key, None)
            if note is not None:
                take_out(note)

    def cited(self, mark: etree._Element) -> etree._Element | None:
        """The note that a mark in the text cites; None where there is none.

        Notes cite no notes: a mark that stands in one cites nothing.
        """
        if mark.getroottree().getroot() in self.parts():
            return None
        return self._notes[_KINDS[str(mark.tag)]].get(mark.get(w("id"), ""))

    def add(self, mark: etree._Element) -> Note:
        """A new note, still empty, of the kind that a mark of another file cites."""
        kind = _KINDS[str(mark.tag)]
        root = self._roots.get(kind)
        if root is None:
            root = self._part(kind)
        taken = (integer(note.get(w("id"))) or 0 for note in root.iterchildren(w(kind)))
        key = str(max(taken, default=0) + 1)
        note = etree.SubElement(root, w(kind))
        note.set(w("id"), key)
        self._notes[kind][key] = note
        self._grown.add(kind)
        styles = self.edited.related("styles")
        style = "" if styles is None else mark_style(styles, kind)
        citing = deepcopy(mark)
        citing.tail = None
        citing.set(w("id"), key)
        shown = etree.Element(w(f"{kind}Ref"))
        text = "" if styles is None else text_style(styles, kind)
        return Note(_styled(citing, style), note, _styled(shown, style), text)

    def put_in_order(self, story: etree._Element) -> None:
        """Let notes of a kind that got new ones stand and count in the order of their marks.

        LibreOffice gives the marks their notes by this order, whatever their ids say.
        """
        for kind in self._grown:
            root, notes = self._roots[kind], self._notes[kind]
            marks = list(story.iter(w(f"{kind}Reference")))
            order = dict.fromkeys((*(mark.get(w("id"), "") for mark in marks), *notes))
            fixed = [note for note in root.iterchildren(w(kind)) if not is_written(note)]
            first = max((integer(note.get(w("id"))) or 0 for note in fixed), default=0) + 1
            known = (key for key in order if key in notes)
            keys = {key: str(at) for at, key in enumerate(known, max(first, 1))}
            for mark in marks:
                mark.set(w("id"), keys.get(mark.get(w("id"), ""), mark.get(w("id"), "")))
            self._notes[kind] = {new: notes[key] for key, new in keys.items()}
            for key, note in self._notes[kind].items():
                note.set(w("id"), key)
                root.append(note)

    def _part(self, kind: NoteKind) -> etree._Element:
        """The root of a new part for notes of a kind."""
        root = empty_notes(kind)
        separate(root, kind)
        self.edited.add(f"{kind}s", root)
        settings = self.edited.related("settings")
        if settings is not None:
            name_separators(settings, root, kind)
        self._roots[kind] = root
        return root


def is_note_mark(element: etree._Element) -> bool:
    """Whether an element is a mark that cites a note."""
    return element.tag in _KINDS


def _styled(content: etree._Element, style: str) -> etree._Element:
    """A run with one thing in it, in a style of characters or else raised."""
    run = etree.Element(w("r"))
    look = etree.SubElement(run, w("rPr"))
    name = "rStyle" if style else "vertAlign"
    etree.SubElement(look, w(name)).set(VAL, style or "superscript")
    run.append(content)
    return run
