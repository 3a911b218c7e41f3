"""Whether a Word file can serve as a house style, told with everything that it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from rfpkit.document.model import Document
from rfpkit.errors import Fault, InputError
from rfpkit.formats.word.house import House, mark_body, take_apart
from rfpkit.formats.word.package import open_package
from rfpkit.formats.word.template import safe_render
from rfpkit.formats.word.writer import values
from rfpkit.formats.word.zipped import unpack


def faults_of(path: Path) -> tuple[Fault, ...]:
    """What keeps a Word file from being a house style, in one go; nothing where it fits.

    Raises ``InputError`` where there is no such file, ``UnreadableError`` where it is no Word file.
    """
    if not path.is_file():
        raise InputError(Fault(str(path), 0, 0, "there is no such file"))
    open_package(path)
    return tuple(_faults(path))


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
