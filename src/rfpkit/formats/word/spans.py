"""The text of a paragraph by its characters, and its runs cut where a change begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from rfpkit.formats.word.fields import Fields, is_contents
from rfpkit.formats.word.ooxml import MC, M, keep_spaces, take_out, text_of, w
from rfpkit.formats.word.revisions import Stamp
from rfpkit.formats.word.symbols import symbol

OBJECT, FOOTNOTE, ENDNOTE = "\x01", "\x02", "\x03"
"""What stands for a picture or formula, and for the mark of a note, in the text of a paragraph.

No XML can hold these characters.
"""

_CONTAINERS = {
    w(name)
    for name in (
        "r", "hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo",
    )
}  # fmt: skip
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_FORMULAS = {f"{{{M}}}oMath", f"{{{M}}}oMathPara"}
_OBJECTS = {
    **dict.fromkeys((w(name) for name in ("drawing", "pict", "object", "ruby")), OBJECT),
    **dict.fromkeys((f"{{{MC}}}AlternateContent", *_FORMULAS), OBJECT),
    w("footnoteReference"): FOOTNOTE,
    w("endnoteReference"): ENDNOTE,
}
_FIELD_MARKS = {w("fldChar"), w("instrText")}
_NOTE_NUMBERS = {w("footnoteRef"), w("endnoteRef")}
_STAYING = {*_FIELD_MARKS, *_NOTE_NUMBERS, w("commentReference"), w("annotationRef")}
_NO_TEXT = ("page", "column")

Leaf = tuple[etree._Element, str]
"""An element that shows, and the text that it shows."""


def leaves(node: etree._Element, fields: Fields) -> Iterator[Leaf]:
    """What a paragraph shows, in order; contents lists and fields' instructions show nothing."""
    for inner in node:
        tag = inner.tag
        if tag == w("fldChar"):
            fields.character(inner)
        elif tag == w("instrText"):
            fields.instruct(inner.text or "")
        elif tag == w("fldSimple") and is_contents(inner.get(w("instr"), "")):
            continue
        elif tag in _CONTAINERS:
            yield from leaves(inner, fields)
        elif fields.visible:
            text = _shown(inner)
            if text:
                yield inner, text


def _shown(leaf: etree._Element) -> str:
    tag = leaf.tag
    if tag == w("t"):
        return leaf.text or ""
    if tag == w("br"):
        return "" if leaf.get(w("type")) in _NO_TEXT else "\n"
    if tag == w("sym"):
        return symbol(leaf.get(w("font"), ""), leaf.get(w("char"), ""))
    return _OBJECTS.get(str(tag)) or _SIGNS.get(str(tag), "")


@dataclass(eq=False, slots=True)
class Field:
    """A field within one paragraph: the runs that open and close it, where its result stands."""

    instruction: str
    first: etree._Element
    last: etree._Element
    parent: etree._Element
    start: int
    end: int


@dataclass(eq=False, slots=True)
class Piece:
    """A run with at most one thing in it, and where its text stands."""

    element: etree._Element
    leaf: etree._Element | None
    text: str
    start: int
    field: Field | None = None

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + len(self.text)


@dataclass(slots=True)
class Spans:
    """A paragraph taken apart: every run holds one thing."""

    paragraph: etree._Element
    pieces: list[Piece] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)

    def between(self, start: int, end: int) -> list[Piece]:
        """The pieces with text from ``start`` to ``end``, runs cut at both."""
        self._cut(start)
        self._cut(end)
        return [p for p in self.pieces if p.text and start <= p.start and p.end <= end]

    def remove(self, start: int, end: int, stamp: Stamp, inside: Field | None = None) -> None:
        """Mark what stands from ``start`` to ``end`` as deleted.

        A field goes whole when all of its result goes, unless only its result (``inside``) is to
        change; else its marks stay.
        """
        self.between(start, end)
        for piece in self.pieces:
            if self._goes(piece, start, end, inside):
                stamp.remove(piece.element)

    def remove_all(self, stamp: Stamp, *, number: bool = False) -> None:
        """Mark all that the paragraph holds as deleted, but for fields that run on beyond it.

        The number of a note stays too, unless it goes with its note (``number``).
        """
        staying = _FIELD_MARKS if number else _FIELD_MARKS | _NOTE_NUMBERS
        for piece in self.pieces:
            if piece.field is not None or piece.leaf is None or piece.leaf.tag not in staying:
                stamp.remove(piece.element)

    def insert(self, new: etree._Element, start: int, end: int, inside: Field | None) -> None:
        """Put ``new`` after what stood from ``start`` to ``end``.

        It stays in a link, field or content control only where it stands within one.
        """
        before = next((p for p in reversed(self.between(0, end)) if p.text), None)
        if before is None:
            self._insert_first(new)
            return
        place = _wrapper(before.element)
        for last, low, high, keeps in self._holders(before, inside):
            within = low < start < high if start == end else low < start or end < high or keeps
            if within:
                break
            place = _wrapper(last)
        following = place.getnext()
        while following is not None and following.tag == w("ins"):
            place, following = following, following.getnext()
        place.addnext(new)

    def _insert_first(self, new: etree._Element) -> None:
        first = next((p for p in self.pieces if p.text), None)
        if first is None:
            self.paragraph.append(new)
            return
        place = first.field.first if first.field is not None else first.element
        parent = place.getparent()
        while parent is not None and parent is not self.paragraph:
            place, parent = parent, parent.getparent()
        place.addprevious(new)

    def _holders(
        self, piece: Piece, inside: Field | None
    ) -> Iterator[tuple[etree._Element, int, int, bool]]:
        """The fields, links and controls around a piece, innermost first: the last element of each,
        where its text begins and ends, and whether it keeps what replaces all of it.
        """
        node = _wrapper(piece.element)
        while node is not self.paragraph:
            parent = node.getparent()
            if parent is None:
                return
            found = piece.field
            if found is not None and found.parent is parent:
                yield found.last, found.start, found.end, found is inside
            if parent is not self.paragraph and parent.tag != w("sdtContent"):
                own = [p for p in self.pieces if p.text and parent in p.element.iterancestors()]
                yield parent, own[0].start, own[-1].end, parent.tag != w("hyperlink")
            node = parent

    def _goes(self, piece: Piece, start: int, end: int, inside: Field | None) -> bool:
        of = piece.field
        if of is not None and of is not inside and start <= of.start < of.end <= end:
            return True
        if piece.text:
            return start <= piece.start and piece.end <= end
        stays = piece.leaf is not None and piece.leaf.tag in _STAYING
        return start < piece.start < end and of is None and not stays

    def _cut(self, at: int) -> None:
        for index, piece in enumerate(self.pieces):
            if piece.start < at < piece.end and piece.leaf is not None:
                rest = deepcopy(piece.element)
                piece.element.addnext(rest)
                leaf = next(node for node in rest if node.tag == piece.leaf.tag)
                leaf.text, piece.leaf.text = piece.text[at - piece.start :], None
                text = piece.text[: at - piece.start]
                piece.leaf.text = text
                keep_spaces(leaf)
                keep_spaces(piece.leaf)
                self.pieces.insert(index + 1, Piece(rest, leaf, leaf.text, at, piece.field))
                piece.text = text
                return


def taken_apart(paragraph: etree._Element, shown: Mapping[etree._Element, str]) -> Spans:
    """The spans of a paragraph, whose runs are split for it; ``shown`` is what its leaves show."""
    for simple in list(paragraph.iter(w("fldSimple"))):
        _spell_out(simple)
    spans = Spans(paragraph)
    at = 0
    for run in list(_runs(paragraph)):
        for one in _split(run):
            leaf = one if one.tag in _FORMULAS else next(_content(one), None)
            text = "" if leaf is None else shown.get(leaf, "")
            spans.pieces.append(Piece(one, leaf, text, at))
            at += len(text)
    spans.fields = list(_fields(spans.pieces))
    return spans


def _runs(node: etree._Element) -> Iterator[etree._Element]:
    for inner in node:
        if inner.tag == w("r") or inner.tag in _FORMULAS:
            yield inner
        elif inner.tag in _CONTAINERS:
            yield from _runs(inner)


def _content(run: etree._Element) -> Iterator[etree._Element]:
    return (node for node in run if node.tag != w("rPr") and isinstance(node.tag, str))


def _split(run: etree._Element) -> list[etree._Element]:
    """The run, and a new one for each further thing that it held."""
    if run.tag in _FORMULAS:
        return [run]
    made = [run]
    for node in list(_content(run))[1:]:
        one = etree.Element(w("r"))
        look = run.find(w("rPr"))
        if look is not None:
            one.append(deepcopy(look))
        one.append(node)
        made[-1].addnext(one)
        made.append(one)
    return made


def _fields(pieces: list[Piece]) -> Iterator[Field]:
    """The outermost fields that begin and end here, side by side; their pieces are told so."""
    opened: list[int] = []
    for index, piece in enumerate(pieces):
        kind = None if piece.leaf is None else piece.leaf.get(w("fldCharType"))
        if kind == "begin":
            opened.append(index)
        elif kind == "end" and opened:
            first = opened.pop()
            parent = piece.element.getparent()
            if opened or parent is None or pieces[first].element.getparent() is not parent:
                continue
            held = pieces[first : index + 1]
            found = Field(
                _instruction(held), held[0].element, piece.element, parent,
                held[0].start, piece.end,
            )  # fmt: skip
            for one in held:
                one.field = found
            yield found


def _instruction(pieces: list[Piece]) -> str:
    leaves_ = [p.leaf for p in pieces if p.leaf is not None and p.leaf.tag == w("instrText")]
    return " ".join("".join(leaf.text or "" for leaf in leaves_).split())


def _wrapper(element: etree._Element) -> etree._Element:
    """The ``w:del`` around an element, or the element."""
    parent = element.getparent()
    return parent if parent is not None and parent.tag == w("del") else element


def field_marks(instruction: str) -> list[etree._Element]:
    """The runs around a field's result: its begin, its instruction, its middle and its end."""
    marks = []
    for kind in ("begin", "", "separate", "end"):
        run = etree.Element(w("r"))
        if kind:
            etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
        else:
            run.append(text_of(f" {instruction.strip()} ", "instrText"))
        marks.append(run)
    return marks


def _spell_out(simple: etree._Element) -> None:
    """Write a simple field as runs, which can be marked one by one."""
    marks = field_marks(simple.get(w("instr"), ""))
    for node in (*marks[:3], *list(simple), marks[3]):
        simple.addprevious(node)
    take_out(simple)
