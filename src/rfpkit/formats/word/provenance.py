"""The manifest in a Word file: which spec, library and clauses it was made from, as custom XML.

Word and LibreOffice keep such a part unread when they save the file. It is not signed: it says
where a document came from to those who made it, and proves nothing to anybody else.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import fields
from pathlib import Path

from lxml import etree

from rfpkit.document.provenance import (
    Carried,
    Filling,
    Line,
    LineKind,
    Manifest,
    Origin,
    RecordedWaiver,
    Span,
)
from rfpkit.formats.word.ooxml import CONTENT_TYPES, RELATIONSHIPS, R, serialised
from rfpkit.formats.word.package import Package, open_package

NAMESPACE = "urn:rfpkit:manifest:1"
"""The namespace of the manifest; its last figure is the version of the format."""

_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE_ID = "{7C1F5E0A-52D4-4B7E-9A60-1D2C3B4A5F60}"
"""Word tells the custom parts of one file apart by such an id; ours is the same in every file."""

_TYPES = "[Content_Types].xml"
_DOCUMENT_RELS = "word/_rels/document.xml.rels"
_SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': '"', "\t": "\t", "\n": "\n", "\r": "&#13;"}
_IN_VALUES = {**_IN_TEXT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_WAIVER = ("rule", "document", "quote", "by", "until")
_DECLARED = re.compile(rf"""xmlns(?::\w+)?\s*=\s*["']{NAMESPACE}["']""".encode())
_RELATIONSHIP = f"{{{RELATIONSHIPS}}}Relationship"


def read_manifest(path: Path) -> Manifest | None:
    """The manifest that the .docx at ``path`` carries; None where it carries none.

    Raises ``UnreadableError`` when the file is no sound .docx, when its manifest was damaged, and
    when it has two that differ.
    """
    package = open_package(path)
    found = [
        _manifest(package.xml(name), package)
        for name in sorted(package.names.values())
        if _is_ours(name, lambda: package.data(name))  # noqa: B023 - called at once
    ]
    if len(set(found)) > 1:
        raise package.fault(
            "holds the manifests of two documents; take the text of one into a file of its own"
        )
    return found[0] if found else None


def attach(parts: MutableMapping[str, bytes], manifest: Manifest) -> None:
    """Put the manifest into the parts of a .docx, in place of any that is there already.

    The house style may have custom parts of its own: the manifest takes the first free name.
    """
    _detach(parts)
    taken = {name.lower() for name in parts}
    free = next(
        at
        for at in range(1, len(parts) + 2)
        if not {f"customxml/item{at}.xml", f"customxml/itemprops{at}.xml"} & taken
    )
    item, properties = f"customXml/item{free}.xml", f"customXml/itemProps{free}.xml"
    parts[item] = _written(manifest)
    parts[properties] = _properties()
    links = etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
    parts[f"customXml/_rels/item{free}.xml.rels"] = serialised(
        _related(links, "customXmlProps", posixpath.basename(properties))
    )
    relations = etree.fromstring(parts[_DOCUMENT_RELS])
    parts[_DOCUMENT_RELS] = serialised(_related(relations, "customXml", f"../{item}"))
    types = etree.fromstring(parts[_TYPES])
    _type(types, f"/{properties}", _PROPERTIES_TYPE)
    _type(types, f"/{item}", "application/xml")
    parts[_TYPES] = serialised(types)


def _is_ours(name: str, data: Callable[[], bytes]) -> bool:
    """Whether a part is a manifest, without parsing those that are not."""
    if not re.fullmatch(r"customxml/[^/]+\.xml", name.lower()):
        return False
    text = data().replace(b"\0", b"")  # as it stands in UTF-16
    return _DECLARED.search(text) is not None


def _detach(parts: MutableMapping[str, bytes]) -> None:
    """Take out the manifest of another document, such as one that became a house style."""
    ours = [name for name in parts if _is_ours(name, lambda: parts[name])]  # noqa: B023
    gone: set[str] = set()
    for item in ours:
        folder, base = posixpath.split(item)
        links = f"{folder}/_rels/{base}.rels"
        gone |= {item, links}
        if links in parts:
            targets = (link.get("Target", "") for link in etree.fromstring(parts[links]))
            gone |= {posixpath.normpath(posixpath.join(folder, target)) for target in targets}
    if not gone:
        return
    for name in gone & parts.keys():
        del parts[name]
    for name, folder in ((_TYPES, ""), (_DOCUMENT_RELS, "word")):
        root = etree.fromstring(parts[name])
        for node in list(root):
            target = node.get("PartName") or node.get("Target") or ""
            where = posixpath.normpath(posixpath.join("/", folder, target))
            if node.get("TargetMode") != "External" and where[1:] in gone:
                root.remove(node)
        parts[name] = serialised(root)


def _properties() -> bytes:
    root = etree.Element(f"{{{_DATASTORE}}}datastoreItem", nsmap={"ds": _DATASTORE})
    root.set(f"{{{_DATASTORE}}}itemID", _STORE_ID)
    references = etree.SubElement(root, f"{{{_DATASTORE}}}schemaRefs")
    reference = etree.SubElement(references, f"{{{_DATASTORE}}}schemaRef")
    reference.set(f"{{{_DATASTORE}}}uri", NAMESPACE)
    return serialised(root)


def _related(relations: etree._Element, kind: str, target: str) -> etree._Element:
    """The relations with one more, under the first free number."""
    used = {relation.get("Id") for relation in relations}
    key = next(f"rId{at}" for at in range(1, len(used) + 2) if f"rId{at}" not in used)
    etree.SubElement(relations, _RELATIONSHIP, Id=key, Type=f"{R}/{kind}", Target=target)
    return relations


def _type(types: etree._Element, part: str, kind: str) -> None:
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=part, ContentType=kind)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _text(text: str) -> str:
    """Text for XML, without the characters that XML forbids."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda match: _IN_TEXT.get(match[0], ""), text)


def _value(text: str) -> str:
    """The value of an attribute for XML, without the characters that XML forbids."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda match: _IN_VALUES.get(match[0], ""), text)


def _written(manifest: Manifest) -> bytes:
    """The bytes of the manifest's part, put together as text: it has thousands of lines."""
    waivers = (
        _element("waiver", _text(waived.reason), {name: getattr(waived, name) for name in _WAIVER})
        for waived in manifest.waivers
    )
    frame = (
        _element("frame", _text(text), {"before": str(before)}) for before, text in manifest.frame
    )
    inner = (
        _element("spec", "", {"sha256": manifest.spec}),
        _element("library", "", {"sha256": manifest.library}),
        *map(_clause, manifest.clauses),
        *waivers,
        *frame,
    )
    said = f'xmlns="{NAMESPACE}" document="{_value(manifest.name)}"'
    return f"{_DECLARATION}<manifest {said}>{''.join(inner)}</manifest>".encode()


def _element(tag: str, inner: str, said: Mapping[str, str]) -> str:
    """An element with its inner XML; what is not said is left out."""
    values = "".join([f' {name}="{_value(value)}"' for name, value in said.items() if value])
    return f"<{tag}{values}>{inner}</{tag}>" if inner else f"<{tag}{values}/>"


def _clause(carried: Carried) -> str:
    origin = carried.origin
    inner = (
        *(_element("reason", _text(reason), {}) for reason in origin.reasons),
        *(
            _element("blank", _text(blank.text), {"name": blank.name, "origin": blank.origin})
            for blank in origin.blanks
        ),
        *map(_line, carried.lines),
    )
    said = {
        "id": origin.id,
        "title": origin.title,
        "version": origin.version,
        "number": carried.number,
        "bookmark": carried.bookmark,
        "sha256": carried.fingerprint,
        "forced": origin.forced,
    }
    return _element("clause", "".join(inner), said)


def _line(line: Line) -> str:
    values = f' number="{_value(line.number)}"' if line.number else ""
    if line.anchor:
        values += f' anchor="{_value(line.anchor)}"'
    if line.kind != "text":
        values += f' kind="{line.kind}"'
    return f"<line{values}>{''.join([_span(span) for span in line.spans])}</line>"


def _span(span: Span) -> str:
    text = _text(span.text)
    if span.to:
        return f'<ref to="{_value(span.to)}">{text}</ref>'
    if span.blank:
        return f'<fill blank="{_value(span.blank)}">{text}</fill>'
    return f'<cite note="{_value(span.note)}"/>' if span.note else text


def _manifest(root: etree._Element, package: Package) -> Manifest:
    try:
        return Manifest(
            name=_said(root, "document"),
            spec=_said(next(root.iterchildren(_name("spec"))), "sha256"),
            library=_said(next(root.iterchildren(_name("library"))), "sha256"),
            clauses=tuple(map(_carried, root.iterchildren(_name("clause")))),
            waivers=tuple(map(_waived, root.iterchildren(_name("waiver")))),
            frame=tuple(
                (int(_said(line, "before")), line.text or "")
                for line in root.iterchildren(_name("frame"))
            ),
        )
    except (KeyError, StopIteration, ValueError):
        raise package.fault(
            "its manifest was damaged; build the document anew from its spec and compare with that"
        ) from None


def _said(element: etree._Element, name: str) -> str:
    """An attribute that must be there; ``KeyError`` where it is not."""
    return str(element.attrib[name])


def _waived(waiver: etree._Element) -> RecordedWaiver:
    said = {field.name: waiver.get(field.name, "") for field in fields(RecordedWaiver)}
    return RecordedWaiver(**said | {"reason": waiver.text or ""})


def _carried(clause: etree._Element) -> Carried:
    origin = Origin(
        id=_said(clause, "id"),
        title=_said(clause, "title"),
        version=_said(clause, "version"),
        reasons=tuple(reason.text or "" for reason in clause.iterchildren(_name("reason"))),
        forced=clause.get("forced", ""),
        blanks=tuple(map(_filling, clause.iterchildren(_name("blank")))),
    )
    lines = tuple(
        Line(
            tuple(_spans(line)),
            line.get("number", ""),
            line.get("anchor", ""),
            _kind(line),
        )
        for line in clause.iterchildren(_name("line"))
    )
    bookmark, fingerprint = _said(clause, "bookmark"), _said(clause, "sha256")
    return Carried(origin, clause.get("number", ""), bookmark, fingerprint, lines)


def _filling(blank: etree._Element) -> Filling:
    return Filling(_said(blank, "name"), blank.text or "", _said(blank, "origin"))


def _kind(line: etree._Element) -> LineKind:
    said = line.get("kind")
    return "head" if said == "head" else "note" if said == "note" else "text"


def _spans(line: etree._Element) -> Iterator[Span]:
    if line.text:
        yield Span(line.text)
    for part in line.iterchildren(_name("ref"), _name("fill"), _name("cite")):
        said = part.text or ""
        if part.tag == _name("ref"):
            yield Span(said, to=_said(part, "to"))
        elif part.tag == _name("fill"):
            yield Span(said, blank=_said(part, "blank"))
        else:
            yield Span(said, note=_said(part, "note"))
        if part.tail:
            yield Span(part.tail)
