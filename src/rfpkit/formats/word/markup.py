"""Runs as WordprocessingML: text, links, live cross-references."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rfpkit.document.model import Run

_SPECIAL = re.compile('[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]')
_ODD = re.compile(f"[\r\n\t{_SPECIAL.pattern[1:]}")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_BREAKS = re.compile("([\r\n\t])")


def escape(text: str) -> str:
    """``text`` for XML, without the characters that XML forbids."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], ""), text)


def escape_address(address: str) -> str:
    """An address without the characters that make Word call the file damaged."""
    return re.sub(r"[\x00-\x20\x7f<>\"{}|\\^`]", lambda match: f"%{ord(match[0]):02X}", address)


def texts(text: str) -> str:
    """The text elements of a run; line ends and tabs become Word's own."""
    if not _ODD.search(text):
        return f'<w:t xml:space="preserve">{text}</w:t>'
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = []
    for part in _BREAKS.split(text):
        if part == "\n":
            parts.append("<w:br/>")
        elif part == "\t":
            parts.append("<w:tab/>")
        elif part:
            parts.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return "".join(parts)


def run(text: str, properties: str = "") -> str:
    """A run of text with its properties."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{texts(text)}</w:r>"


def begin_field(instruction: str, properties: str = "") -> str:
    """The runs that open a field, up to its result."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


END_FIELD = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


class Bookmarks:
    """The bookmarks' names, made from the anchors alone: the same in every version of a document.

    Word's own dialog lists names of this form as the targets of cross-references.
    """

    def __init__(self, anchors: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        taken: set[int] = set()
        for anchor in sorted(set(anchors)):
            digest = hashlib.sha256(anchor.encode()).digest()
            number = int.from_bytes(digest[:8], "big") % 10**9
            while number in taken:
                number = (number + 1) % 10**9
            taken.add(number)
            self._names[anchor] = f"_Ref{number:09d}"

    def name(self, anchor: str) -> str:
        """The bookmark of an anchor."""
        return self._names[anchor]


@dataclass(slots=True)
class Links:
    """The addresses that the document links to, each with the id of its relation."""

    first: int
    ids: dict[str, str] = field(default_factory=dict)

    def id(self, address: str) -> str:
        """The relation's id of an address."""
        return self.ids.setdefault(address, f"rId{self.first + len(self.ids)}")


@dataclass(frozen=True, slots=True)
class Markup:
    """Turns runs into XML, with the bookmarks and links of one document."""

    bookmarks: Bookmarks
    links: Links
    link_style: str
    captions: frozenset[str] = frozenset()
    """The anchors that stand on captions: their words are the number, no list gives it."""
    cite: Callable[[str], str] = "".format
    """The mark of a note, by its number; without notes there is none."""

    def runs(self, runs: Sequence[Run]) -> str:
        """The XML of the runs of a block."""
        return "".join([self._run(one) for one in runs if one.text or one.note])

    def _run(self, one: Run) -> str:
        if one.note:
            return self.cite(one.note)
        look = "<w:b/>" if one.bold or one.mark == "term" else ""
        if one.italic:
            look += "<w:i/>"
        if one.mark == "unfilled":
            look += '<w:highlight w:val="yellow"/>'
        if one.ref:
            # \w is the number in full ("4.2(a)"); Word and LibreOffice work it out alike.
            kind = "\\h" if one.ref in self.captions else "\\w \\h"
            field_start = begin_field(f"REF {self.bookmarks.name(one.ref)} {kind}", look)
            return f"{field_start}{run(one.text, look)}{END_FIELD}"
        if one.link:
            style = f'<w:rStyle w:val="{escape(self.link_style)}"/>'
            inner = run(one.text, style + look)
            key = self.links.id(one.link)
            return f'<w:hyperlink r:id="{key}" w:history="1">{inner}</w:hyperlink>'
        return run(one.text, look)
