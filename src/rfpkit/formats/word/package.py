"""The parts of a .docx, opened safely: everything suspicious is refused before it is parsed."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from rfpkit.errors import Fault, UnreadableError
from rfpkit.formats.files import read_bytes
from rfpkit.formats.word.ooxml import RELATIONSHIPS, STRICT

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_ENTRIES = 2_000
_MAX_BYTES = 200 * 1024 * 1024
_MAX_RATIO = 200
_SMALL = 1024 * 1024
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_RESAVE = "open it in Word and save it as a new .docx"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of one part to another part, or to an address outside."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """An opened .docx: the bytes of its parts, and the XML and relations of each."""

    path: str
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
            raise self.fault(f"its part {name} is missing; {_RESAVE}")
        try:
            return self._zip.read(stored)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
            raise self.fault(f"its part {name} is damaged ({error}); {_RESAVE}") from None
        except Exception as error:  # zlib.error and lzma's have no common base
            raise self.fault(f"its part {name} is damaged ({error}); {_RESAVE}") from None

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part, parsed once."""
        if name not in self._parsed:
            self._parsed[name] = self._parse(name)
        return self._parsed[name]

    def optional(self, name: str) -> etree._Element | None:
        """The root of an XML part, None where there is no such part."""
        return self.xml(name) if name and self.has(name) else None

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part links to, by the id that its XML uses; targets are part names."""
        folder, base = posixpath.split(name)
        root = self.optional(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        if root is None:
            return found
        for link in root.iter(f"{{{RELATIONSHIPS}}}Relationship"):
            target = link.get("Target", "")
            external = link.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
            kind = link.get("Type", "").rpartition("/")[2]
            found[link.get("Id", "")] = Relation(kind, target, external)
        return found

    def related(self, name: str, kind: str) -> str:
        """The name of the first part of a kind that ``name`` links to, empty where none."""
        for relation in self.relations(name).values():
            if relation.kind == kind and not relation.external:
                return relation.target
        return ""

    def fault(self, message: str) -> UnreadableError:
        """An error about this file."""
        return UnreadableError(Fault(self.path, 0, 0, message))

    def _parse(self, name: str) -> etree._Element:
        data = self.data(name)
        if any(mark in data for mark in _DOCTYPES):
            raise self.fault(
                f"its part {name} holds a DOCTYPE, which no Word file has; do not trust the file"
            )
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise self.fault(f"its part {name} is not sound XML ({error}); {_RESAVE}") from None
        # Whatever encoding hid it from the search above, the parser has seen it.
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.fault(f"its part {name} holds a DOCTYPE; do not trust the file")
        return root


def open_package(path: Path) -> Package:
    """The parts of the .docx at ``path``; ``UnreadableError`` when it is not safe to open."""

    def refuse(message: str) -> UnreadableError:
        return UnreadableError(Fault(str(path), 0, 0, message))

    data = read_bytes(path)
    if data.startswith(_OLE):
        raise refuse("password-protected or old .doc: open it in Word and save it as .docx")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise refuse(f"not a Word file, or a damaged one; {_RESAVE}") from None
    problem = _problem(archive.infolist())
    if problem:
        raise refuse(problem)
    return Package(str(path), archive)


def _problem(entries: list[zipfile.ZipInfo]) -> str:
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
            return f"holds the part {name} twice; {_RESAVE}"
        seen.add(name.lower())
        if entry.flag_bits & 0x1:
            return f"is encrypted; remove the password: {_RESAVE}"
        inflated = entry.file_size > _MAX_RATIO * max(entry.compress_size, 1)
        if inflated and entry.file_size > _SMALL:
            return f"holds a part that unpacks to {_MAX_RATIO} times its size; do not trust it"
    return ""
