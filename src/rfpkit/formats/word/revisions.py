"""Tracked changes: those that are open in a file accepted, and new ones marked."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from rfpkit.formats.word.ooxml import child, take_out, w

_ADDED = ("ins", "moveTo")
_REMOVED = ("del", "moveFrom")
_RANGES = tuple(
    w(f"{kind}Range{side}")
    for kind in (
        "moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom",
        "customXmlMoveTo",
    )
    for side in ("Start", "End")
)  # fmt: skip
_OLD_LOOKS = tuple(
    w(f"{kind}Change")
    for kind in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
)
_MARKS = {w("rPr"), w("trPr"), w("numPr")}
"""Where ``w:ins`` and ``w:del`` wrap nothing, and are about what holds them."""

_HOLDERS = {w(name) for name in ("footnote", "endnote", "hdr", "ftr", "txbxContent")}
"""What must hold a paragraph, wherever it stands."""

_RENAMED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_SHOWN = {deleted: shown for shown, deleted in _RENAMED.items()}
_OPPOSITES = (("ins", "del"), ("moveTo", "moveFrom"), ("cellIns", "cellDel"))
_REVERSED = {w(a): w(b) for pair in _OPPOSITES for a, b in (pair, pair[::-1])}


def accept(root: etree._Element) -> bool:
    """Whether tracked changes were open in a part; they are accepted now, as Word does it."""
    before = etree.tostring(root)
    for element in list(root.iter(*_RANGES, *_OLD_LOOKS, w("cellIns"), w("cellMerge"))):
        take_out(element)
    _accept_rows(root)
    for element in list(root.iter(*map(w, _REMOVED))):
        if _parent(element).tag not in _MARKS:
            take_out(element)
    for element in list(root.iter(*map(w, _ADDED))):
        if _parent(element).tag in _MARKS:
            take_out(element)
        else:
            _unwrap(element)
    _accept_marks(root)
    return etree.tostring(root) != before


def reject(root: etree._Element) -> bool:
    """Whether tracked changes were open in a part; they are rejected now: the reverse accepted."""
    before = etree.tostring(root)
    for element in list(root.iter(*_REVERSED)):
        element.tag = _REVERSED[element.tag]
    for text in root.iter(w("delText"), w("delInstrText")):
        text.tag = _SHOWN[text.tag]
    for change in list(root.iter(w("pPrChange"))):
        _restore(change)
    accept(root)
    return etree.tostring(root) != before


def _restore(change: etree._Element) -> None:
    """Give a paragraph the style and list that it had."""
    properties, old = _parent(change), child(change, "pPr")
    kept = (w("rPr"), w("sectPr"))
    for element in list(properties):
        if element.tag not in kept:
            properties.remove(element)
    properties[:0] = list(old) if old is not None else []


def _accept_marks(root: etree._Element) -> None:
    """Accept what is said in the properties of runs and of paragraphs' ends."""
    for run in list(root.iter(w("r"))):
        if _is_marked(child(run, "rPr"), _REMOVED):
            take_out(run)
    for paragraph in list(root.iter(w("p"))):
        mark = child(child(paragraph, "pPr"), "rPr")
        if mark is not None and _is_marked(mark, _REMOVED):
            for name in _REMOVED:
                for element in list(mark.iterchildren(w(name))):
                    mark.remove(element)
            _run_on(paragraph)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes changes, and when (as ``w:date`` has it); makes the elements that say so."""

    author: str
    date: str

    def element(self, name: str) -> etree._Element:
        """A new ``w:ins`` or ``w:del``, whose id is still to be given."""
        made = etree.Element(w(name))
        made.set(w("id"), "")
        made.set(w("author"), self.author)
        made.set(w("date"), self.date)
        return made

    def remove(self, element: etree._Element) -> etree._Element:
        """The ``w:del`` that now wraps a run; runs side by side share one."""
        for name, deleted in _RENAMED.items():
            for text in list(element.iterchildren(name)):
                text.tag = deleted
        previous = element.getprevious()
        if (
            previous is not None
            and previous.tag == w("del")
            and previous.get(w("author")) == self.author
        ):
            previous.append(element)
            return previous
        wrapper = self.element("del")
        element.addprevious(wrapper)
        wrapper.append(element)
        return wrapper

    def add(self, element: etree._Element) -> etree._Element:
        """A ``w:ins`` around a new run, which still has to be put in its place."""
        wrapper = self.element("ins")
        wrapper.append(element)
        return wrapper

    def mark_paragraph(self, paragraph: etree._Element, name: str) -> None:
        """Say of a paragraph's end that it is new (``ins``) or gone (``del``)."""
        properties = child(paragraph, "pPr")
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        mark = child(properties, "rPr")
        if mark is None:
            mark = etree.Element(w("rPr"))
            section = child(properties, "sectPr")
            at = len(properties) if section is None else properties.index(section)
            properties.insert(at, mark)
        mark.insert(0, self.element(name))

    def mark_row(self, row: etree._Element, name: str) -> None:
        """Say of a table row that it is new (``ins``) or gone (``del``)."""
        properties = child(row, "trPr")
        if properties is None:
            properties = etree.Element(w("trPr"))
            exceptions = child(row, "tblPrEx")
            row.insert(0 if exceptions is None else row.index(exceptions) + 1, properties)
        properties.append(self.element(name))


def number_changes(*roots: etree._Element) -> None:
    """Give the changes of some parts ids: unique among those there, rising in document order."""
    taken = [element.get(w("id"), "") for root in roots for element in root.iter("{*}*")]
    at = max((int(text) for text in taken if text.isdecimal()), default=0)
    for root in roots:
        for element in root.iter(w("ins"), w("del")):
            at += 1
            element.set(w("id"), str(at))


def _accept_rows(root: etree._Element) -> None:
    for row in list(root.iter(w("tr"))):
        if _is_marked(child(row, "trPr"), _REMOVED):
            table = _parent(row)
            table.remove(row)
            if child(table, "tr") is None and table.tag == w("tbl"):
                take_out(table)
    for cell in list(root.iter(w("tc"))):
        if _is_marked(child(cell, "tcPr"), ("cellDel",)):
            take_out(cell)


def _is_marked(properties: etree._Element | None, names: tuple[str, ...]) -> bool:
    return any(child(properties, name) is not None for name in names)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None  # noqa: S101 -- only a part's root has none
    return parent


def _unwrap(element: etree._Element) -> None:
    for inner in list(element):
        element.addprevious(inner)
    take_out(element)


def _run_on(paragraph: etree._Element) -> None:
    """Let a paragraph whose end is gone run on into the next one, which keeps its own look."""
    following = paragraph.getnext()
    while following is not None and following.tag not in (w("p"), w("tbl"), w("sdt")):
        following = following.getnext()
    content = [node for node in paragraph if node.tag != w("pPr")]
    if following is None or following.tag != w("p"):
        if not any(node.tag == w("r") or len(node) for node in content):
            _drop_unless_last(paragraph)
        return
    at = 0 if child(following, "pPr") is None else 1
    for node in reversed(content):
        following.insert(at, node)
    take_out(paragraph)


def _drop_unless_last(paragraph: etree._Element) -> None:
    """Drop an empty paragraph, but not the last of a cell or the only one of a note."""
    parent = _parent(paragraph)
    last = parent.tag == w("tc") and paragraph.getnext() is None
    blocks = (node for node in parent.iterchildren(w("p"), w("tbl")) if node is not paragraph)
    if not last and (parent.tag not in _HOLDERS or next(blocks, None) is not None):
        take_out(paragraph)
