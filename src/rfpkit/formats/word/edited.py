"""A .docx with some of its parts changed; every other part keeps its bytes."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.formats.word.ooxml import CONTENT_TYPES, RELATIONSHIPS, STRICT, R, serialised
from rfpkit.formats.word.package import Package
from rfpkit.formats.word.zipped import pack

_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(slots=True)
class Edited:
    """Hands out the XML of parts for change, and writes those that were changed."""

    package: Package
    main: str
    _before: dict[str, bytes] = field(default_factory=dict)
    _new: dict[str, etree._Element] = field(default_factory=dict)

    def part(self, name: str) -> etree._Element:
        """The root of a part, which may be changed; the reader of the package sees the same."""
        root = self.package.xml(name)
        self._before.setdefault(name, etree.tostring(root))
        return root

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part of that kind that the body links to, None where there is none."""
        name = self.package.related(self.main, kind)
        return self.part(name) if name and self.package.has(name) else None

    def add(self, kind: str, root: etree._Element) -> None:
        """Add a part beside the body, with its link and its content type."""
        folder, base = posixpath.split(self.main)
        taken = [f"{kind}.xml", *(f"{kind}{at}.xml" for at in range(2, 1000))]
        name = next(n for n in taken if not self.package.has(posixpath.join(folder, n)))
        path = posixpath.join(folder, name)
        self._new[path] = root
        links = posixpath.join(folder, "_rels", f"{base}.rels")
        if self.package.has(links):
            relations = self.part(links)
        else:
            relations = etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
            self._new[links] = relations
        ids = {link.get("Id", "").lower() for link in relations}
        number = next(at for at in range(1, len(ids) + 2) if f"rid{at}" not in ids)
        link = etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship")
        link.attrib.update({"Id": f"rId{number}", "Type": f"{R}/{kind}", "Target": name})
        override = etree.SubElement(self.part(_TYPES), f"{{{CONTENT_TYPES}}}Override")
        override.attrib.update({"PartName": f"/{path}", "ContentType": f"{_MAIN}.{kind}+xml"})

    def written(self) -> bytes | None:
        """The bytes of the file, None where nothing was changed."""
        changed = dict(self._new)
        for name, before in self._before.items():
            if etree.tostring(self.package.xml(name)) != before:
                changed[name] = self.package.xml(name)
        return repacked(self.package, self.main, changed) if changed else None


def repacked(package: Package, main: str, changed: Mapping[str, etree._Element]) -> bytes:
    """The bytes of a file with some parts changed or new.

    A file of strict Office Open XML, which its ``main`` part shows, keeps its rare namespaces.
    """
    parts = {stored: package.data(stored) for stored in package.names.values()}
    strict = {rare: usual for rare, usual in STRICT.items() if rare in package.data(main)}
    for name, root in changed.items():
        tree = root.getroottree()
        data = serialised(tree)
        for rare, usual in strict.items():
            data = data.replace(usual, rare)
        parts[package.names.get(name.lower(), name)] = data
    return pack(parts)
