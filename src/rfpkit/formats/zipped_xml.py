"""Documents that are zips of XML, opened safely: all that is suspicious is refused unparsed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from rfpkit.errors import Fault, UnreadableError
from rfpkit.formats.files import read_bytes

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_ENTRIES = 2_000
_MAX_BYTES = 200 * 1024 * 1024
_MAX_RATIO = 200
_SMALL = 1024 * 1024
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Wording:
    """How a format is called in messages: a file ("a Word file"), how to save one anew, and what an
    old or encrypted one is; ``namespaces`` are rare ones, and the usual ones that mean the same.
    """

    file: str
    resave: str
    ole: str
    namespaces: Mapping[bytes, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class ZippedXml:
    """An opened file: the bytes of its parts, and the XML of each."""

    path: str
    wording: Wording
    _zip: zipfile.ZipFile
    _parsed: dict[str, etree._Element] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """The parts' names in lower case (Word does not mind case), and as they are stored."""
        return {name.lower(): name for name in self._zip.namelist()}

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name.lower() in self.names

    def data(self, name: str) -> bytes:
        """The bytes of a part; ``UnreadableError`` when it is missing or broken."""
        stored = self.names.get(name.lower())
        if stored is None:
            raise self.fault(f"its part {name} is missing; {self.wording.resave}")
        try:
            return self._zip.read(stored)
        except Exception as error:  # zlib.error, lzma's and zipfile's have no common base
            message = f"its part {name} is damaged ({error}); {self.wording.resave}"
            raise self.fault(message) from None

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part, parsed once."""
        if name not in self._parsed:
            self._parsed[name] = self._parse(name)
        return self._parsed[name]

    def optional(self, name: str) -> etree._Element | None:
        """The root of an XML part, None where there is no such part."""
        return self.xml(name) if name and self.has(name) else None

    def fault(self, message: str) -> UnreadableError:
        """An error about this file."""
        return UnreadableError(Fault(self.path, 0, 0, message))

    def _parse(self, name: str) -> etree._Element:
        data = self.data(name)
        if any(mark in data for mark in _DOCTYPES):
            raise self.fault(
                f"its part {name} holds a DOCTYPE, which {self.wording.file} never has; "
                "do not trust the file"
            )
        for rare, usual in self.wording.namespaces.items():
            data = data.replace(rare, usual)
        try:
            root = etree.fromstring(data, safe_parser())
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            message = f"its part {name} is not sound XML ({error}); {self.wording.resave}"
            raise self.fault(message) from None
        # Whatever encoding hid it from the search above, the parser has seen it.
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.fault(f"its part {name} holds a DOCTYPE; do not trust the file")
        return root


def safe_parser() -> etree.XMLParser:
    """A parser that follows nothing that a stranger's XML names: no entity, no file, no net."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def open_zip(path: Path, wording: Wording, data: bytes | None = None) -> zipfile.ZipFile:
    """The zip at ``path``, whose bytes are ``data`` where they were read already.

    Raises ``UnreadableError`` when it is not safe to open.
    """

    def refuse(message: str) -> UnreadableError:
        return UnreadableError(Fault(str(path), 0, 0, message))

    data = read_bytes(path) if data is None else data
    if data.startswith(_OLE):
        raise refuse(wording.ole)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise refuse(f"not {wording.file}, or a damaged one; {wording.resave}") from None
    problem = _problem(archive.infolist(), wording.resave)
    if problem:
        raise refuse(problem)
    return archive


def _problem(entries: list[zipfile.ZipInfo], resave: str) -> str:
    """Why the archive must not be opened; empty when it may."""
    if len(entries) > _MAX_ENTRIES:
        return f"holds {len(entries)} parts, more than any real document; do not trust the file"
    if sum(entry.file_size for entry in entries) > _MAX_BYTES:
        return "unpacks to more than 200 MB; remove its pictures, or do not trust the file"
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
            return f"holds a part with an unsafe name ({name}); do not trust the file"
        if name.lower() in seen:
            return f"holds the part {name} twice; {resave}"
        seen.add(name.lower())
        if entry.flag_bits & 0x1:
            return f"is encrypted; remove the password: {resave}"
        inflated = entry.file_size > _MAX_RATIO * max(entry.compress_size, 1)
        if inflated and entry.file_size > _SMALL:
            return f"holds a part that unpacks to {_MAX_RATIO} times its size; do not trust it"
    return ""
