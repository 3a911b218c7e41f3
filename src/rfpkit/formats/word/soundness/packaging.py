"""The zip around the parts: names, content types and relations (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from rfpkit.formats.word.ooxml import CONTENT_TYPES, RELATIONSHIPS, R, W, w
from rfpkit.formats.word.soundness.flaws import Flaw, local, matching
from rfpkit.formats.zipped_xml import safe_parser

TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_PARTS = {
    "styles": "styles", "numbering": "numbering", "settings": "settings", "comments": "comments",
    "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr",
    "fontTable": "fonts", "webSettings": "webSettings",
}  # fmt: skip
"""The root of the part that a relation of a kind leads to; its content type has the kind's name."""

_KINDS = {
    "hyperlink": "hyperlink", "headerReference": "header", "footerReference": "footer",
    "blip": "image", "imagedata": "image", "altChunk": "aFChunk", "subDoc": "subDocument",
    "attachedTemplate": "attachedTemplate",
}  # fmt: skip
"""The kind of relation that an element asks for."""

_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of a part; ``target`` is a part's name in lower case, or an address outside."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Files:
    """The parts of a package as far as they can be read, and what was wrong with them."""

    roots: dict[str, etree._Element] = field(default_factory=dict)
    links: dict[str, dict[str, Link]] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def related(self, kind: str) -> str:
        """The name of the part of a kind that the main document links to, empty where none."""
        links = self.links.get(self.main(), {})
        known = {name.lower(): name for name in self.roots}
        found = (link.target for link in links.values() if link.kind == kind)
        return next((known[target] for target in found if target in known), "")

    def main(self) -> str:
        """The name of the main document's part, empty where there is none."""
        known = {name.lower(): name for name in self.roots}
        targets = [x.target for x in self.links.get("", {}).values() if x.kind == "officeDocument"]
        return known.get(targets[0], "") if len(targets) == 1 else ""


def opened(archive: zipfile.ZipFile) -> Files:
    """The parts of a zip, with the flaws of the package itself."""
    files = Files()
    names: dict[str, str] = {}
    for name in archive.namelist():
        if name.lower() in names:
            files.flaws.append(Flaw(name, "", "stands twice in the zip"))
        names.setdefault(name.lower(), name)
    data = {name: archive.read(name) for name in names.values() if not name.endswith("/")}
    _parse(data, files)
    files.flaws += _type_flaws(data, files)
    for name in data:
        if name.endswith(".rels"):
            files.flaws += _relation_flaws(name, names, files)
    if not files.main():
        files.flaws.append(Flaw("_rels/.rels", "", "leads to no main document"))
    for name, root in files.roots.items():
        files.flaws += _use_flaws(name, root, files)
    files.flaws += _kind_flaws(files)
    return files


def _parse(data: Mapping[str, bytes], files: Files) -> None:
    parser = safe_parser()
    for name, text in data.items():
        if not name.lower().endswith((".xml", ".rels")):
            continue
        try:
            root = etree.fromstring(text, parser)
        except etree.XMLSyntaxError as error:
            files.flaws.append(Flaw(name, "", f"is not well formed: {error}"))
            continue
        if root.getroottree().docinfo.internalDTD is not None:
            files.flaws.append(Flaw(name, "", "holds a DOCTYPE, which Word refuses"))
        files.roots[name] = root


def _type_flaws(data: Mapping[str, bytes], files: Files) -> Iterator[Flaw]:
    """Parts without a content type, and types of parts that are not there."""
    root = files.roots.get(TYPES)
    if root is None:
        yield Flaw(TYPES, "", "is missing")
        return
    known = {name.lower() for name in data}
    defaults: set[str] = set()
    overrides: set[str] = set()
    for node in root.iterchildren(f"{{{CONTENT_TYPES}}}Default"):
        ending = node.get("Extension", "").lower()
        if ending in defaults:
            yield Flaw(TYPES, "", f"gives the ending {ending} two types")
        defaults.add(ending)
    for node in root.iterchildren(f"{{{CONTENT_TYPES}}}Override"):
        name = node.get("PartName", "")
        key = name.lower().lstrip("/")
        if not name.startswith("/") or key not in known:
            yield Flaw(TYPES, "", f"names {name}, which is not there")
        if key in overrides:
            yield Flaw(TYPES, "", f"gives {name} two types")
        overrides.add(key)
    for name in data:
        ending = posixpath.basename(name).rpartition(".")[2].lower()
        if name != TYPES and name.lower() not in overrides and ending not in defaults:
            yield Flaw(name, "", f"has no content type in {TYPES}")


def content_type(files: Files, name: str) -> str:
    """The content type of a part, empty where it has none."""
    root = files.roots.get(TYPES)
    if root is None:
        return ""
    ending = name.rpartition(".")[2].lower()
    found = ""
    for node in root:
        if (node.get("PartName") or "").lower() == f"/{name.lower()}":
            return node.get("ContentType", "")
        if (node.get("Extension") or "").lower() == ending:
            found = node.get("ContentType", "")
    return found


def _relation_flaws(name: str, names: Mapping[str, str], files: Files) -> Iterator[Flaw]:
    """Relations of a part that is not there, ids given twice, targets that are missing."""
    folder, base = posixpath.split(name)
    above = posixpath.dirname(folder)
    source = posixpath.join(above, base[: -len(".rels")])
    if source and source.lower() not in names:
        yield Flaw(name, "", f"has the relations of {source}, which is not there")
    root = files.roots.get(name)
    links: dict[str, Link] = {}
    for node in () if root is None else root.iterchildren(f"{{{RELATIONSHIPS}}}Relationship"):
        key, target = node.get("Id", ""), node.get("Target", "")
        if not key or key in links:
            yield Flaw(name, "", f"gives the id “{key}” to two relations, or to none")
        external = node.get("TargetMode") == "External"
        if external:
            if not target or _NO_ADDRESS.search(target):
                yield Flaw(name, "", f"{key} has an address that Word does not take: {target}")
        else:
            target = posixpath.normpath(posixpath.join("/", above, unquote(target)))[1:].lower()
            if target.partition("#")[0] not in names:
                yield Flaw(name, "", f"{key} leads to {target}, which is not there")
        links[key] = Link(node.get("Type", "").rpartition("/")[2], target, external)
    files.links[names.get(source.lower(), source)] = links


def _use_flaws(name: str, root: etree._Element, files: Files) -> Iterator[Flaw]:
    """Ids of relations that a part uses and does not have, or has of another kind."""
    links = files.links.get(name, {})
    for element in matching(root, "//*[@r:*]"):
        wanted = _KINDS.get(local(element))
        place = str(root.getroottree().getpath(element)).lstrip("/").partition("/")[2]
        for key in _relation_ids(element):
            link = links.get(key)
            if link is None:
                yield Flaw(name, place, f"asks for the relation {key}, which is not there")
            elif wanted and link.kind != wanted:
                yield Flaw(name, place, f"asks for {key} as {wanted}; it is {link.kind}")


def _relation_ids(element: etree._Element) -> Iterator[str]:
    for attribute, key in element.attrib.items():
        if key and str(attribute).startswith(f"{{{R}}}"):
            yield str(key)


def _kind_flaws(files: Files) -> Iterator[Flaw]:
    """Parts that are not of the kind that the relation to them says."""
    known = {name.lower(): name for name in files.roots}
    main = files.main()
    if main:
        if files.roots[main].tag != w("document"):
            yield Flaw(main, "", "is no Word document")
        if not content_type(files, main).endswith((".main+xml", "mainDocument+xml")):
            yield Flaw(main, "", "has not the content type of a main document")
    for link in files.links.get(main, {}).values():
        root_name = _PARTS.get(link.kind)
        name = known.get(link.target, "")
        if link.external or root_name is None or not name:
            continue
        if files.roots[name].tag != f"{{{W}}}{root_name}":
            yield Flaw(name, "", f"is linked to as {link.kind}, but begins with another element")
        if content_type(files, name) != f"{_MAIN}{link.kind}+xml":
            yield Flaw(name, "", f"has not the content type of {link.kind}")
    for name in known.values():
        if name.endswith(".rels") and content_type(files, name) != _RELS_TYPE:
            yield Flaw(name, "", "has not the content type of relations")
