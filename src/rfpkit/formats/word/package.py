"""The parts of a .docx and what they link to."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from rfpkit.formats.word.ooxml import RELATIONSHIPS, STRICT
from rfpkit.formats.zipped_xml import Wording, ZippedXml, open_zip

_WORDING = Wording(
    file="a Word file",
    resave="open it in Word and save it as a new .docx",
    ole="password-protected or old .doc: open it in Word and save it as .docx",
    namespaces=STRICT,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of one part to another part, or to an address outside."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package(ZippedXml):
    """An opened .docx: its parts, and the relations of each."""

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


def open_package(path: Path, data: bytes | None = None) -> Package:
    """The parts of the .docx at ``path``, whose bytes are ``data`` where they were read already.

    Raises ``UnreadableError`` when it is not safe to open.
    """
    return Package(str(path), _WORDING, open_zip(path, _WORDING, data))
