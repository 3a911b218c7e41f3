"""Whether a Word file can serve as a house style, told with everything that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from lxml import etree

from rfpkit.document.model import AnyBlock, Cell, Document, Heading, Item, Paragraph, Run, Table
from rfpkit.document.numbering import number
from rfpkit.errors import Fault, InputError
from rfpkit.formats.word.accessibility import barriers_of_package
from rfpkit.formats.word.house import House, mark_body, take_apart
from rfpkit.formats.word.package import open_package
from rfpkit.formats.word.soundness import faults_of_package, new_flaws
from rfpkit.formats.word.template import safe_render
from rfpkit.formats.word.writer import values, write
from rfpkit.formats.word.zipped import unpack


def faults_of(path: Path) -> tuple[Fault, ...]:
    """What keeps a Word file from being a house style, in one go; nothing where it fits.

    A file that has all that is needed is tried: a small document is written into it, and what Word
    would call damaged in that is told. Raises ``InputError`` where there is no such file,
    ``UnreadableError`` where it is no Word file.
    """
    if not path.is_file():
        raise InputError(Fault(str(path), 0, 0, "there is no such file"))
    open_package(path)
    return tuple(_faults(path)) or tuple(
        Fault(str(path), 0, 0, f"Word would call a document made with it damaged: {flaw}")
        for flaw in faults_of_package(write(_small_document(), path))
    )


def refuse_damaged(path: Path, made: bytes) -> None:
    """Raise ``InputError`` where a file made with a house style or template of one's own has flaws
    that this one does not have: Word would call it damaged.
    """
    flaws = new_flaws(made, path.read_bytes())
    if flaws:
        message = "Word would call a document made with it damaged, so none was written: "
        raise InputError(*(Fault(str(path), 0, 0, f"{message}{flaw}") for flaw in flaws))


def warnings_of(path: Path) -> tuple[Fault, ...]:
    """What in a house style that fits keeps people out who do not read by eye."""
    flaws = barriers_of_package(write(_small_document(), path))
    return tuple(Fault(str(path), 0, 0, f"not accessible: {flaw}") for flaw in flaws)


def _faults(path: Path) -> Iterator[Fault]:
    try:
        parts = unpack(safe_render(path, values(Document("Title", ()))))
    except InputError as error:
        # Its styles can be looked at all the same; where the body goes cannot.
        yield from error.faults
        yield from _met(lambda: take_apart(path, unpack(path.read_bytes())))
        return
    yield from _met(lambda: take_apart(path, parts))
    house = House(path, parts, etree.Element("none"), etree.fromstring(parts["word/document.xml"]))
    yield from _met(lambda: mark_body(house))
    yield from _met(house.text_width)


def _met(step: Callable[[], object]) -> Iterator[Fault]:
    """The faults that a step meets."""
    try:
        step()
    except InputError as error:
        yield from error.faults


def _small_document() -> Document:
    """A numbered document with one of everything that is written."""
    cells = tuple(Cell((_text(words),)) for words in ("Name", "Date"))
    lists = tuple(
        Item(runs=(Run("Item"),), level=level, ordered=ordered)
        for ordered in (True, False)
        for level in (1, 2, 3)
    )
    blocks: tuple[AnyBlock, ...] = (
        Heading(runs=(Run("Part"),), role="part"),
        Heading(runs=(Run("Clause"),), role="clause", level=2),
        _text("Paragraph", numbered=True, anchor="paragraph"),
        *lists,
        Heading(runs=(Run("Heading"),), level=3),
        Heading(runs=(Run("Heading"),), level=4),
        Paragraph(runs=(Run("?", ref="paragraph"), Run("example.org", link="https://example.org"))),
        Paragraph(runs=(Run("Note"), Run("", note="1"))),
        Paragraph(runs=(Run("Words"),), kind="note", number="1"),
        _text("Table", kind="caption"),
        Table(rows=(cells, cells)),
        Table(rows=(cells, cells), kind="signatures"),
        Heading(runs=(Run("Annex"),), role="annex"),
        _text("Paragraph", numbered=True),
        *lists,
        Heading(runs=(Run("Heading"),)),
        Heading(runs=(Run("Heading"),), level=2),
        _text("Text"),
    )
    properties = {
        "subtitle": "Subtitle", "buyer": "Buyer", "reference": "1", "date": "2026-11-26",
        "status": "draft", "language": "en-GB",
    }  # fmt: skip
    return number(Document("Title", blocks, properties=properties))


def _text(
    words: str,
    *,
    numbered: bool = False,
    anchor: str = "",
    kind: Literal["body", "caption"] = "body",
) -> Paragraph:
    return Paragraph(runs=(Run(words),), numbered=numbered, anchor=anchor, kind=kind)
