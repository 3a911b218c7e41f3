"""What a paragraph of a word processor is, told by its styles, its level and its list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rfpkit.document.model import AnyBlock, Heading, HeadingRole, Item, Paragraph, Table

Kind = Literal["body", "header", "footer", "note", "box", "caption", "cover"]
OWN_STYLE = "clause paragraph"
"""A style that only the files that rfpkit wrote have; their styles say more than others'."""

NUMBERED = " numbered"
"""What the name of a style ends in that gives a user's own style a number."""

LIST_TITLES = {"toc heading", "contents heading"}
"""The style, in Word and in LibreOffice, of the titles over our lists of contents and tables."""

_OWN_ITEM = re.compile(r"(?:clause|annex) item ([1-9])")
_OWN_NUMBERED = {"clause paragraph", "annex paragraph"}
_OWN_LABEL = re.compile(r"(Table \d+): ?")
_ROLES: dict[str, HeadingRole] = {"heading 1": "part", "heading 2": "clause"}


@dataclass(frozen=True, slots=True)
class ListNumber:
    """What stands before a list paragraph: its number, level (0 is the highest), or a bullet."""

    shown: str
    level: int
    ordered: bool


def shaped(
    names: tuple[str, ...], level: int | None, listed: ListNumber | None, kind: Kind, *, own: bool
) -> Heading | Paragraph | Item:
    """The block, still without its words, that a paragraph makes.

    ``names`` are those of its style and of the styles that it is based on, in lower case, nearest
    first; ``level`` is that of a heading; ``own`` tells that rfpkit wrote the file.
    """
    shown = listed.shown if listed else ""
    names = tuple(name.removesuffix(NUMBERED) for name in names) if own else names
    if level is not None and kind == "body":
        return Heading(runs=(), number=shown, level=level, role=_role(names, shown, own))
    if own and names and names[0] in _OWN_NUMBERED:
        return Paragraph(runs=(), number=shown, numbered=True, kind=kind)
    if listed is not None:
        named = _OWN_ITEM.fullmatch(names[0]) if own and names else None
        depth = int(named[1]) if named else listed.level + 1
        return Item(runs=(), number=shown, level=depth, ordered=listed.ordered)
    return Paragraph(runs=(), kind=_paragraph_kind(names, kind))


def _role(names: tuple[str, ...], shown: str, own: bool) -> HeadingRole:
    """What a heading opens, which only our own styles tell."""
    if not own or not names or not shown:
        return "heading"
    return "annex" if names[0] == "annex heading" else _ROLES.get(names[0], "heading")


def _paragraph_kind(names: tuple[str, ...], kind: Kind) -> Kind:
    if kind != "body":
        return kind
    if any(name == "caption" for name in names):
        return "caption"
    if any(name in ("title", "subtitle") or name.startswith("cover") for name in names):
        return "cover"
    return kind


def caption_label(names: tuple[str, ...], text: str) -> re.Match[str] | None:
    """The label ("Table 3: ") that a caption of a file of ours begins with; its group 1 is the
    number."""
    return _OWN_LABEL.match(text) if names[:1] == ("caption",) else None


def flat(blocks: Iterable[AnyBlock]) -> Iterator[Paragraph | Item]:
    """The blocks of a cell: headings as paragraphs, nested tables cell by cell."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from cell.blocks
        elif isinstance(block, Heading):
            yield Paragraph(runs=block.runs, number=block.number, stretches=block.stretches)
        else:
            yield block


def first_title(blocks: Iterable[AnyBlock]) -> str:
    """The first title on the cover, else the first heading."""
    heading = ""
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind == "cover" and block.text:
            return block.text.replace("\n", " ")
        if isinstance(block, Heading):
            heading = heading or block.text
    return heading
