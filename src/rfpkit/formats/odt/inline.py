"""The text of a paragraph as it shows: runs, and what else stands in it (notes, boxes)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from rfpkit.formats.line import Line, Look
from rfpkit.formats.odt.names import SPACES, is_true, q, whole
from rfpkit.formats.odt.styles import Styles

OdtLine = Line[etree._Element]
BOXES = frozenset(
    q(f"draw:{name}")
    for name in (
        "text-box", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon",
        "regular-polygon", "path", "connector", "caption", "measure",
    )
)  # fmt: skip
"""What holds paragraphs of its own beside the text."""

_SILENT = frozenset(
    q(name)
    for name in (
        "office:annotation", "office:annotation-end", "office:binary-data", "text:tracked-changes",
        "text:ruby-text", "text:script", "office:event-listeners", "svg:title", "svg:desc",
        "draw:image", "draw:object", "draw:object-ole", "draw:control", "draw:plugin",
        "draw:applet", "draw:glue-point", "draw:enhanced-geometry", "text:note-citation",
        "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "office:forms",
    )
)  # fmt: skip
_WHITE = re.compile(r"[ \t\r\n]+")
_SIGNS = str.maketrans({"\u00ad": None, "\u2011": "-"})
_MOST_SPACES = 64


@dataclass(slots=True)
class Inline:
    """Walks through the content of the paragraphs of one story."""

    styles: Styles
    _after_space: bool = True

    def read(self, paragraph: etree._Element, line: OdtLine, style: str) -> None:
        """Add what a paragraph shows to ``line``."""
        self._after_space = True
        hidden = bool(self.styles.hidden("paragraph", style))
        self._content(paragraph, line, Look(hidden=hidden))

    def _content(self, element: etree._Element, line: OdtLine, look: Look) -> None:
        self._text(element.text, line, look)
        for node in element:
            if isinstance(node.tag, str):
                self._node(node, line, look)
            self._text(node.tail, line, look)

    def _node(self, node: etree._Element, line: OdtLine, look: Look) -> None:
        tag = node.tag
        if tag in _SILENT or tag.startswith(f"{{{SPACES['form']}}}"):
            return
        if tag == q("text:span"):
            self._content(node, line, self._look(node, look))
        elif tag == q("text:a"):
            link = node.get(q("xlink:href"), "")
            self._content(node, line, replace(look, link="" if link.startswith("#") else link))
        elif tag in BOXES:
            if not look.out:
                line.boxes.append(node)
        elif tag == q("text:note"):
            if not look.out:
                line.cite(node)
        else:
            self._sign(node, line, look)

    def _sign(self, node: etree._Element, line: OdtLine, look: Look) -> None:
        """A sign that is an element, or a field, of which the result shows."""
        tag = node.tag
        if tag == q("text:s"):
            self._put(" " * min(whole(node, "text:c", 1) or 1, _MOST_SPACES), line, look)
        elif tag == q("text:tab"):
            self._put("\t", line, look)
        elif tag == q("text:line-break"):
            self._put("\n", line, look)
        elif tag == q("text:hidden-text"):
            if not is_true(node, "text:is-hidden"):
                self._put(node.get(q("text:string-value"), ""), line, look)
        elif tag == q("text:placeholder"):
            self._content(node, line, replace(look, mark="unfilled"))
        elif node.get(q("text:display")) != "none":
            self._content(node, line, look)

    def _text(self, text: str | None, line: OdtLine, look: Look) -> None:
        """Add text in which runs of white space count as one space, and none at the beginning."""
        if not text or look.out:
            return
        folded = _WHITE.sub(" ", text)
        if self._after_space:
            folded = folded.removeprefix(" ")
        if folded:
            self._after_space = folded.endswith(" ")
            line.add(folded.translate(_SIGNS), look)

    def _put(self, text: str, line: OdtLine, look: Look) -> None:
        if text and not look.out:
            self._after_space = False
            line.add(text, look)

    def _look(self, span: etree._Element, look: Look) -> Look:
        style = span.get(q("text:style-name"), "")
        hidden = self.styles.hidden("text", style)
        return replace(
            look,
            bold=look.bold or self.styles.bold(style),
            italic=look.italic or self.styles.italic(style),
            hidden=look.hidden if hidden is None else hidden,
        )
