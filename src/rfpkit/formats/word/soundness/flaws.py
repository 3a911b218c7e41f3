"""What is wrong in a Word file, and the parts that it is looked for in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from rfpkit.formats.word.ooxml import R, W

_MAIN = f"{{{W}}}"


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One thing that is wrong: the part, the path of the element in it, and what is wrong."""

    part: str
    place: str
    message: str

    def __str__(self) -> str:
        """``word/document.xml, w:body/w:p[3]: message``, without what is not known."""
        where = ", ".join(said for said in (self.part, self.place) if said)
        return f"{where}: {self.message}" if where else self.message


@dataclass(frozen=True, slots=True)
class Part:
    """A parsed part: its root, and its ``w:`` elements by name, in document order."""

    name: str
    root: etree._Element
    found: dict[str, list[etree._Element]] = field(default_factory=dict)

    def all(self, name: str) -> list[etree._Element]:
        """Every ``w:`` element of that name, in document order."""
        return self.found.get(name, [])

    def flaw(self, element: etree._Element, message: str) -> Flaw:
        """What is wrong with an element of this part."""
        path = str(self.root.getroottree().getpath(element))
        return Flaw(self.name, path.lstrip("/").partition("/")[2], message)


def part_of(name: str, root: etree._Element) -> Part:
    """The part with its elements sorted by name, which every check asks for."""
    part = Part(name, root)
    found = part.found
    skip = len(_MAIN)
    for element in root.iter(f"{_MAIN}*"):
        found.setdefault(str(element.tag)[skip:], []).append(element)
    return part


def matching(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements that an XPath finds; the prefixes w and r are known."""
    return cast("list[etree._Element]", root.xpath(path, namespaces={"w": W, "r": R}))


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
