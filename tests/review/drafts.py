"""A built Word file taken apart into clauses, with what a lawyer would say of each.

A ``Draft`` is the file's body as sections. Mutations change sections and truth together, so that
the truth never depends on the code that is measured.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random

from lxml import etree

from rfpkit.document.model import Document, text_blocks
from rfpkit.document.provenance import bookmark

from .markup import (
    ANNEX,
    AUTHOR,
    CLAUSE,
    ITEMS,
    NUMBERED,
    PART,
    Element,
    W,
    references,
    results,
    style_of,
    text_of,
)
from .wording import folded

_GONE = {"accepted": {f"{W}del", f"{W}moveFrom"}, "rejected": {f"{W}ins", f"{W}moveTo"}}

Numbers = dict[str, set[str]]
"""For the bookmark of each reference the numbers that it may show."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A filled or open blank: its clause, its name, the words that fill it, its paragraph."""

    clause: str
    name: str
    was: str
    paragraph: str

    @property
    def open(self) -> bool:
        return self.was.startswith("[")


@dataclass(frozen=True, slots=True)
class Base:
    """A document as it was built: its parts, clauses in order, blanks; ``spec`` where verify can
    build it again from one (``""`` for a document that was cut for speed)."""

    label: str
    name: str
    spec: str
    parts: dict[str, bytes]
    ids: tuple[str, ...]
    blanks: tuple[Blank, ...]
    lines: dict[str, list[str]]
    numbers: dict[str, str]


@dataclass(slots=True)
class Section:
    """A stretch of the body: front, part, clause, annex, foreign, copy, ghost (struck) or tail."""

    kind: str
    ids: list[str]
    nodes: list[Element]
    locked: bool = False
    fresh: bool = False  # moved here as a tracked change: in the original it stands elsewhere


@dataclass(slots=True)
class Truth:
    """What a lawyer would say of a clause; a set where either answer is right.

    ``original`` is the same with all tracked changes rejected; ``ordered`` says that the order of
    the clauses tells whether it was moved, where it is False nobody can say.
    """

    verdict: set[str] = field(default_factory=lambda: {"verbatim"})
    original: set[str] = field(default_factory=lambda: {"verbatim"})
    ordered: bool = True
    kinds: list[str] = field(default_factory=list)
    blanks: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A second copy of a clause: foreign, or else the clause it stands in is edited."""

    nodes: tuple[Element, ...]
    host: str

    @property
    def lines(self) -> list[str]:
        """The words of the copy, one paragraph on a line, tables without their numbers."""
        found = (text_of(one) for node in self.nodes for one in node.iter(f"{W}p"))
        return [re.sub(r"^Table \d+: ", "", line) for line in found]


def base_of(label: str, document: Document, spec: str, data: bytes) -> Base:
    """A built document, ready to be mutated."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert document.provenance is not None
    extents = document.provenance.extents
    blanks = [
        Blank(extent.origin.id, run.blank, run.text, block.text)
        for extent in extents
        for block in text_blocks(document.blocks[extent.start : extent.end])
        for run in block.runs
        if run.blank and run.text
    ]
    ids = tuple(extent.origin.id for extent in extents)
    base = Base(label, document.provenance.name, spec, parts, ids, tuple(blanks), {}, {})
    draft = Draft(base, Random(0))
    base.numbers.update(draft.numbers("accepted"))
    for section in draft.sections:
        if section.ids:
            base.lines[section.ids[0]] = draft.lines(section.nodes, "accepted")
    return base


class Draft:
    """One copy of a base under change."""

    def __init__(
        self, base: Base, rng: Random, *, tracking: bool = False, recounted: bool = False
    ) -> None:
        self.base, self.rng, self.tracking = base, rng, tracking
        self.recounted = recounted  # by LibreOffice, which puts right every field it opens
        self.root = etree.fromstring(base.parts["word/document.xml"])
        self.body = next(self.root.iter(f"{W}body"))
        notes = base.parts.get("word/footnotes.xml")
        self.footnotes = None if notes is None else etree.fromstring(notes)
        self.sections = _sections(self.body, base.ids)
        self.truth = {key: Truth() for key in base.ids}
        self.foreign: list[tuple[str, ...]] = []
        self.duplicates: list[Duplicate] = []
        self.said: set[str] = set()  # made-up texts used so far
        self.tracked = False
        self.late: list[Callable[[Numbers], None]] = []
        self._revision = 5000

    def touch(self, section: Section, kind: str, verdict: str, *, tracked: bool = False) -> None:
        """Note what a change does to the clauses of a section; tracked, it spares the original."""
        section.locked = True
        for key in section.ids:
            truth = self.truth[key]
            name = f"{kind} (tracked)" if tracked else kind
            if name not in truth.kinds:
                truth.kinds.append(name)
            truth.verdict = {verdict}
            if not tracked:
                truth.original = {verdict}
        self.tracked |= tracked

    def stamp(self) -> dict[str, str]:
        """The attributes of the next tracked change."""
        self._revision += 1
        return {f"{W}id": str(self._revision), **AUTHOR}

    def finish(self, fields: str) -> bytes:
        """The document.xml; ``fields`` "updated" gives references the new numbers."""
        now = self.numbers("accepted")
        before = self.numbers("rejected") if self.tracked else now
        if fields == "updated":
            for name, result in self.references():
                if name in now:
                    result.text = now[name]
        shown = {
            name: {self.base.numbers[name], now.get(name, ""), before.get(name, "")}
            for name in self.base.numbers
        }
        if fields == "updated":
            self._count_tables()
        for change in self.late:
            change(shown)
        self.check(shown)
        for node in list(self.body):
            self.body.remove(node)
        for section in self.sections:
            self.body.extend(section.nodes)
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def parts(self, document: bytes) -> dict[str, bytes]:
        """The parts of the file with another document.xml and the notes as they are now."""
        parts = self.base.parts | {"word/document.xml": document}
        if self.footnotes is not None:
            parts["word/footnotes.xml"] = etree.tostring(
                self.footnotes, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        return parts

    def note(self, reference: Element) -> Element:
        """The footnote that a reference in the text stands for."""
        assert self.footnotes is not None
        number = reference.get(f"{W}id")
        return next(note for note in self.footnotes if note.get(f"{W}id") == number)

    def _count_tables(self) -> None:
        found = (
            result
            for section in self.sections
            for node in section.nodes
            if style_of(node) == "Caption"
            for result in results(node, r"\s*SEQ (\S+)")
        )
        for at, (_, result) in enumerate(found, 1):
            result.text = str(at)

    def check(self, shown: Numbers) -> None:
        """Hold the truth against the words: verbatim clauses have theirs, edited ones others."""
        for view in ("accepted", "rejected") if self.tracked else ("accepted",):
            for section in self.sections:
                elsewhere = section.kind == "ghost" if view == "accepted" else section.fresh
                if len(section.ids) != 1 or elsewhere:
                    continue
                truth = self.truth[section.ids[0]]
                said = truth.verdict if view == "accepted" else truth.original
                same = self.lines(section.nodes, view, shown) == self.base.lines[section.ids[0]]
                wanted = {"verbatim"} if same else {"edited"}
                assert said & wanted, (self.base.label, section.ids, truth, view)

    def clauses(self) -> list[Section]:
        """The sections of clauses and annexes that no mutation has touched yet."""
        return [s for s in self.sections if s.kind in ("clause", "annex") and not s.locked]

    def references(self) -> Iterator[tuple[str, Element]]:
        """Each REF field in the clauses: its bookmark and the text element of its result."""
        for section in self.sections:
            for node in section.nodes:
                yield from references(node)

    def lines(self, nodes: Iterable[Element], view: str, shown: Numbers | None = None) -> list[str]:
        """The folded lines of some nodes, a right reference as the name of its target."""
        right = shown or {name: {number} for name, number in self.base.numbers.items()}
        whole: list[str] = []
        pending = ""
        for paragraph in (p for node in nodes for p in node.iter(f"{W}p")):
            pending += "".join(_pieces(paragraph, view, right, self))
            if not _joined(paragraph, view):
                whole.append(folded(pending))
                pending = ""
        return [line for line in [*whole, folded(pending)] if line]

    def numbers(self, view: str) -> dict[str, str]:
        """What references to each bookmark show once the fields are updated."""
        found: dict[str, str] = {}
        for paragraph, _, full in labels(self.sections, view):
            for mark in paragraph.iter(f"{W}bookmarkStart"):
                name = str(mark.get(f"{W}name"))
                if name.startswith("_Ref") and full:
                    found[name] = full
        return found


def labels(sections: Iterable[Section], view: str) -> Iterator[tuple[Element, str, str]]:
    """The paragraphs outside tables: the number beside each, and what references to it show."""
    part = clause = annex = paragraph = item = table = 0
    head = ""
    nodes = (n for s in sections if not (s.kind == "ghost" and view == "accepted") for n in s.nodes)
    for node in (node for node in nodes if node.tag == f"{W}p"):
        style, label, full = style_of(node), "", ""
        if node.find(f"{W}pPr/{W}numPr") is not None or _absent(node, view):
            pass
        elif style == PART:
            part += 1
            label = full = f"Part {_letter(part)}"
        elif style in (CLAUSE, ANNEX):
            paragraph = item = 0
            clause, annex = (clause + 1, annex) if style == CLAUSE else (clause, annex + 1)
            head = str(clause) if style == CLAUSE else _letter(annex)
            label = full = head if style == CLAUSE else f"Annex {head}"
        elif style in NUMBERED:
            paragraph, item = paragraph + 1, 0
            label = full = f"{head}.{paragraph}"
        elif style == "Caption":  # its number stands in its text
            table += 1
            full = f"Table {table}"
        elif style in ITEMS:
            item += 1
            label = f"({_letter(item).lower()})"
            full = f"{head}.{paragraph}{label}"
        yield node, label, full


def _sections(body: Element, ids: Iterable[str]) -> list[Section]:
    marks = {bookmark(key): key for key in ids}
    sections = [Section("front", [], [], locked=True)]
    for node in body:
        names = [str(m.get(f"{W}name")) for m in node.iterchildren(f"{W}bookmarkStart")]
        found = [marks[name] for name in names if name in marks]
        if found:
            kind = "annex" if style_of(node) == ANNEX else "clause"
            sections.append(Section(kind, found, []))
        elif node.tag == f"{W}p" and style_of(node) == PART:
            sections.append(Section("part", [], [], locked=True))
        elif node.tag == f"{W}sectPr":
            sections.append(Section("tail", [], [], locked=True))
        sections[-1].nodes.append(node)
    return sections


def _pieces(paragraph: Element, view: str, right: Numbers, draft: Draft) -> Iterator[str]:
    name, inside = "", False
    for run in paragraph.iter(f"{W}r"):
        if any(up.tag in _GONE[view] for up in run.iterancestors(*_GONE[view])):
            continue
        for element in run:
            words = element.text or ""
            if element.tag in (f"{W}instrText", f"{W}delInstrText"):
                match = re.match(r"\s*(?:REF|(?=SEQ)) ?(\S+)", words)
                name = match[1] if match else ""
            elif element.tag == f"{W}fldChar":
                inside = element.get(f"{W}fldCharType") == "separate"
                name = name if element.get(f"{W}fldCharType") != "end" else ""
            elif element.tag in (f"{W}t", f"{W}delText"):
                known = name == "SEQ" or words in right.get(name, ())
                yield f"<{name}>" if inside and known else words
            elif element.tag == f"{W}footnoteReference":
                yield f" <note {text_of(draft.note(element))}>"
            elif element.tag == f"{W}noBreakHyphen":
                yield "-"
            elif element.tag in (f"{W}tab", f"{W}br"):
                yield " "


def _joined(paragraph: Element, view: str) -> bool:
    """Whether the end of a paragraph is not there in a view, so that the next one runs on."""
    look = paragraph.find(f"{W}pPr/{W}rPr")
    return look is not None and any(mark.tag in _GONE[view] for mark in look)


def _absent(paragraph: Element, view: str) -> bool:
    return _joined(paragraph, view) and all(
        any(up.tag in _GONE[view] for up in run.iterancestors()) for run in paragraph.iter(f"{W}r")
    )


def _letter(number: int) -> str:
    return (
        chr(64 + number)
        if number <= 26
        else _letter((number - 1) // 26) + _letter((number - 1) % 26 + 1)
    )
