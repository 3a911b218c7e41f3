"""The tags of a Word file looked at before anything is filled: traps, the place of the body, names.

docxtpl takes away the paragraph, row or cell around a tag such as ``{%p if … %}``, and with it
whatever else stands there, without a word. What would be lost so is refused here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import nodes
from lxml import etree

from rfpkit.formats.word.house import BODY
from rfpkit.formats.word.ooxml import child, text_of, w
from rfpkit.formats.word.sandbox import near

PLACES = ("body", "clauses")
"""The names of the place: ``{{ body }}`` or ``{{p clauses }}``, alone in its paragraph."""

_PLACE = re.compile(rf"\{{\{{(?:p\s+|\s*)(?:{'|'.join(PLACES)})\s*\}}\}}")
_AREA = re.compile(r"\{[{%](p|tr|tc)\s")
_INLINE = re.compile(r"\{\{(?:p|tr|tc|r)\s+[^}]*\}\}")
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_AREAS = {"p": ("p", "paragraph"), "tr": ("tr", "table row"), "tc": ("tc", "table cell")}


def mark_places(root: etree._Element) -> int:
    """Put ``BODY`` into each paragraph that is a place of the body; how many there were.

    Such a paragraph keeps its properties: it may end a section.
    """
    places = [p for p in root.iter(w("p")) if _PLACE.fullmatch(_own_text(p).strip())]
    for paragraph in places:
        properties = child(paragraph, "pPr")
        for node in list(paragraph):
            if node is not properties:
                paragraph.remove(node)
        run = etree.SubElement(paragraph, w("r"))
        run.append(text_of(BODY))
    return len(places)


def stray_places(root: etree._Element) -> Iterator[str]:
    """What is wrong with places of the body that are none: in a line, a header or a footnote."""
    for paragraph in root.iter(w("p")):
        text = _own_text(paragraph)
        if BODY in text and (text.strip() != BODY or root.tag != w("document")):
            shown = text.replace(BODY, "{{p clauses }}")
            yield (
                f"{_quoted(shown)}: a place of the document must stand alone in its paragraph, "
                "in the text, not in a line, a header or a note"
            )


def traps(root: etree._Element) -> Iterator[str]:
    """What docxtpl would lose or spoil without saying so, in plain words."""
    for paragraph in root.iter(w("p")):
        text = _own_text(paragraph)
        for tag in _INLINE.findall(text):
            name = re.sub(r"^\{\{\w+\s+|\s*\}\}$", "", tag)
            if name in PLACES:
                yield f"{_quoted(text)}: {tag} must stand alone in its paragraph, in the body"
            else:
                yield (
                    f"{_quoted(text)}: {tag} would be filled without its paragraph, row or run; "
                    f"write {{{{ {name} }}}} (no document can be put into a line)"
                )
    for area, (element, what) in _AREAS.items():
        for node in root.iter(w(element)):
            yield from _in_area(node, area, what)


def _in_area(node: etree._Element, area: str, what: str) -> Iterator[str]:
    """What is lost with a paragraph, row or cell that a tag takes away."""
    text = _own_text(node) if area == "p" else "".join(t.text or "" for t in node.iter(w("t")))
    found = [match for match in _TAGS.findall(text) if _area(match) == area]
    if len(found) > 1:
        yield (
            f"{_quoted(text)}: {' and '.join(found)} stand in one {what}, where only the first "
            f"would be seen; give each a {what} of its own"
        )
    elif found and text.replace(found[0], "").strip():
        yield (
            f"{_quoted(text)}: the {what} goes away with its tag {found[0]}, and the rest of it "
            f"would be lost; give the tag a {what} of its own"
        )


def _area(tag: str) -> str:
    match = _AREA.match(tag)
    return match[1] if match and tag.startswith("{%") else ""


def _own_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without that of text boxes in it."""
    return "".join(
        text.text or ""
        for text in paragraph.iter(w("t"))
        if next(text.iterancestors(w("p")), None) is paragraph
    )


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= 80 else text[:79] + '…'}”"


def unknown_names(
    tree: nodes.Template, asked: frozenset[str], known: Mapping[str, Any]
) -> Iterator[str]:
    """What is wrong with each name that no value answers, with the names that are like it.

    ``asked`` are the names that the tags take from outside. Paths are followed through the values
    and through ``{% for x in list %}``; what a tag works out itself is seen when it is filled.
    """
    paths = sorted(_paths("", known))
    for name in sorted(asked - known.keys()):
        tag = f"the tag {{{{ {name} }}}} is not known"
        few = f"; known are: {', '.join(sorted(known))}" if len(known) <= 12 else ""
        yield f"{tag}{near(name, paths)}{few}"
    stored = Counter(n.name for n in tree.find_all(nodes.Name) if n.ctx in ("store", "param"))
    loops = {
        loop.target.name: loop.iter
        for loop in tree.find_all(nodes.For)
        # A name that several loops use stands for something else in each.
        if isinstance(loop.target, nodes.Name) and stored[loop.target.name] == 1
    }
    names = _Names(known, stored, loops)
    seen = {names.fault(node) for node in tree.find_all((nodes.Getattr, nodes.Getitem))}
    yield from sorted(seen - {""})


def _paths(prefix: str, values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        yield f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _paths(f"{prefix}{name}.", value)


_UNKNOWN = object()


class _Names:
    """Follows the paths that tags name through the values."""

    def __init__(
        self, known: Mapping[str, Any], stored: Counter[str], loops: Mapping[str, nodes.Node]
    ) -> None:
        self._known = known
        self._stored = stored
        self._loops = loops

    def fault(self, node: nodes.Node) -> str:
        """What is wrong with the last step of a path; empty where nothing is, or nobody knows."""
        above, name = self._step(node)
        if above is None or name is None:
            return ""
        fields = self._value(above)
        if not isinstance(fields, Mapping) or name in fields or name.startswith("_"):
            return ""
        path = self._path(above)
        tag = f"{path}.{name}" if path else name
        return f"the tag {{{{ {tag} }}}} is not known{near(name, fields)}"

    def _step(self, node: nodes.Node) -> tuple[nodes.Node | None, str | None]:
        if isinstance(node, nodes.Getattr):
            return node.node, node.attr
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return node.node, node.arg.value if isinstance(node.arg.value, str) else None
        return None, None

    def _value(self, node: nodes.Node) -> Any:
        if isinstance(node, nodes.Name):
            return self._named(node.name)
        above, name = self._step(node)
        fields = _UNKNOWN if above is None else self._value(above)
        return fields.get(name, _UNKNOWN) if isinstance(fields, Mapping) else _UNKNOWN

    def _named(self, name: str) -> Any:
        if name in self._loops:
            # Taken out first: {% for x in x %} must not go round for ever.
            others = {key: node for key, node in self._loops.items() if key != name}
            inner = _Names(self._known, self._stored, others)
            items = inner._value(self._loops[name])
            return items[0] if isinstance(items, list) and items else _UNKNOWN
        return _UNKNOWN if name in self._stored else self._known.get(name, _UNKNOWN)

    def _path(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Name):
            return node.name
        above, name = self._step(node)
        return f"{self._path(above)}.{name}" if above is not None else ""
