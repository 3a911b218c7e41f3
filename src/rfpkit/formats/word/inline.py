"""The text of a paragraph as it shows: runs, and what else stands in it (notes, boxes, pages)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from rfpkit.document.model import Stretch
from rfpkit.formats.line import Line, Look
from rfpkit.formats.word.fields import Fields, is_contents
from rfpkit.formats.word.ooxml import MC, VAL, M, R, child, switch, value, w
from rfpkit.formats.word.package import Relation
from rfpkit.formats.word.styles import Styles
from rfpkit.formats.word.symbols import symbol

_GONE = {w("del"), w("moveFrom")}
_ALTERNATIVE = f"{{{MC}}}AlternateContent"
_WRAPPERS = (
    _GONE | {w(n) for n in ("hyperlink", "sdt", "fldSimple", "txbxContent")} | {_ALTERNATIVE}
)
_SILENT = {
    w(name)
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "delText", "delInstrText",
        "softHyphen", "rt", "smartTagPr", "customXmlPr", "rubyPr", "fldData", "ffData",
    )
}  # fmt: skip
_PLAIN = {
    w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-",
}  # fmt: skip


@dataclass(slots=True)
class Pages:
    """The page that we stand on, where the file says where its pages broke when it was saved."""

    at: int = 1
    _fresh: bool = False

    def turn(self, *, explicit: bool) -> None:
        """Go to the next page; Word marks a page break again where the next page begins."""
        if explicit:
            self.at += 1
            self._fresh = True
        elif self._fresh:
            self._fresh = False
        else:
            self.at += 1

    def text(self) -> None:
        """Take note that text stands on this page."""
        self._fresh = False


@dataclass(slots=True)
class Inline:
    """Walks through the content of the paragraphs of one story."""

    styles: Styles
    relations: dict[str, Relation]
    fields: Fields
    pages: Pages | None = None

    def read(self, paragraph: etree._Element, line: Line[tuple[str, str]], style: str) -> None:
        """Add what a paragraph shows to ``line``."""
        if self.pages is not None:
            line.pages.append(Stretch(line.length, page=self.pages.at))
        self._children(paragraph, line, Look(hidden=bool(self.styles.switch(style, "vanish"))))

    def _children(self, element: etree._Element, line: Line[tuple[str, str]], look: Look) -> None:
        for node in element:
            self._node(node, line, look)

    def _node(self, node: etree._Element, line: Line[tuple[str, str]], look: Look) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in _SILENT:
            return
        if tag == w("r"):
            self._children(node, line, self._look(node, look))
        elif tag in _WRAPPERS:
            self._wrapper(node, line, look)
        else:
            self._leaf(node, line, look)

    def _wrapper(self, node: etree._Element, line: Line[tuple[str, str]], look: Look) -> None:
        tag = node.tag
        if tag in _GONE:
            # Their fields still count: an end may be deleted where its begin is not.
            self._children(node, line, replace(look, gone=True))
        elif tag == w("hyperlink"):
            self._children(node, line, replace(look, link=self._target(node) or look.link))
        elif tag == w("sdt"):
            self._control(node, line, look)
        elif tag == w("fldSimple"):
            if not is_contents(node.get(w("instr"), "")):
                self._children(node, line, look)
        elif tag == _ALTERNATIVE:
            for chosen in alternative(node):
                self._children(chosen, line, look)
        elif not look.out and self.fields.visible:
            line.boxes.append(node)

    def _leaf(self, node: etree._Element, line: Line[tuple[str, str]], look: Look) -> None:
        tag = node.tag
        if tag in (w("t"), f"{{{M}}}t"):
            self._text(node.text or "", node, line, look)
        elif tag in _PLAIN:
            self._text(_PLAIN[tag], node, line, look)
        elif tag == w("br"):
            self._break(node, line, look)
        elif tag == w("sym"):
            shown = symbol(node.get(w("font"), ""), node.get(w("char"), ""))
            self._text(shown, node, line, look)
        elif tag == w("fldChar"):
            self.fields.character(node)
            self._form_field(node, line, look)
        elif tag == w("instrText"):
            self.fields.instruct(node.text or "")
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            self._note(node, line, look)
        elif tag == w("lastRenderedPageBreak"):
            self._turn(line, explicit=False)
        else:
            self._children(node, line, look)

    def _note(self, node: etree._Element, line: Line[tuple[str, str]], look: Look) -> None:
        if look.out or not self.fields.visible:
            return
        kind = "footnotes" if node.tag == w("footnoteReference") else "endnotes"
        note = (kind, node.get(w("id"), ""))
        if node.get(w("customMarkFollows"), "0") in ("0", "false", "off"):
            line.cite(note)
        else:
            line.notes.append(note)  # the mark that shows is the text that follows

    def _text(
        self, text: str, node: etree._Element, line: Line[tuple[str, str]], look: Look
    ) -> None:
        if look.out or not self.fields.visible:
            return
        if self.pages is not None and text.strip():
            self.pages.text()
        link = look.link or self.fields.link
        line.add(text, replace(look, link=link) if link != look.link else look, node)

    def _break(self, node: etree._Element, line: Line[tuple[str, str]], look: Look) -> None:
        kind = node.get(w("type"), "")
        if kind == "page" and not look.out:
            self._turn(line, explicit=True)
        self._text("\n", node, line, look)

    def _turn(self, line: Line[tuple[str, str]], *, explicit: bool) -> None:
        if self.pages is not None:
            self.pages.turn(explicit=explicit)
            line.pages.append(Stretch(line.length, page=self.pages.at))

    def _look(self, run: etree._Element, look: Look) -> Look:
        properties = child(run, "rPr")
        if properties is None:
            return look

        style = value(properties, "rStyle") or ""

        def said(name: str) -> bool:
            own = switch(properties, name)
            return bool(self.styles.switch(style, name) if own is None else own)

        hidden = switch(properties, "vanish")
        if hidden is None:
            hidden = self.styles.switch(style, "vanish")
        # A run may unhide what its paragraph's style hides, but never what is deleted.
        gone = look.gone or any(child(properties, name) is not None for name in ("del", "moveFrom"))
        hidden = look.hidden if hidden is None else hidden
        return replace(look, bold=said("b"), italic=said("i"), gone=gone, hidden=hidden)

    def _target(self, node: etree._Element) -> str:
        relation = self.relations.get(node.get(f"{{{R}}}id", ""))
        return relation.target if relation is not None and relation.external else ""

    def _control(self, node: etree._Element, line: Line[tuple[str, str]], look: Look) -> None:
        properties = child(node, "sdtPr")
        if switch(properties, "showingPlcHdr"):
            look = replace(look, mark="unfilled")
        for content in node.iterchildren(w("sdtContent")):
            self._children(content, line, look)

    def _form_field(self, node: etree._Element, line: Line[tuple[str, str]], look: Look) -> None:
        """Show what old form fields show without a result: a ticked box, a chosen entry."""
        data = child(node, "ffData")
        box, choices = child(data, "checkBox"), child(data, "ddList")
        if look.out:
            return
        if box is not None:
            ticked = switch(box, "checked")
            ticked = switch(box, "default") if ticked is None else ticked
            line.add("☒" if ticked else "☐", look, node)
        if choices is None:
            return
        entries = [entry.get(VAL, "") for entry in choices.iterchildren(w("listEntry"))]
        chosen = value(choices, "result") or value(choices, "default") or "0"
        if chosen.isdecimal() and int(chosen) < len(entries):
            line.add(entries[int(chosen)], look, node)


def alternative(node: etree._Element) -> Iterator[etree._Element]:
    """The one half of an ``mc:AlternateContent`` that shows: the first choice, else the rest."""
    found = node.find(f"{{{MC}}}Choice")
    if found is None:
        found = node.find(f"{{{MC}}}Fallback")
    if found is not None:
        yield found
