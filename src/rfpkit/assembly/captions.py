"""The captions of a clause's tables: paragraphs that begin with "Table:", as pandoc has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rfpkit.document.model import AnyBlock, Paragraph, Table
from rfpkit.document.notes import is_note
from rfpkit.errors import Fault
from rfpkit.library.load import Clause
from rfpkit.library.placeholders import Insert, pieces

_LABEL = "Table: "


def captioned(block: AnyBlock) -> AnyBlock:
    """A block of a clause's text; one that begins with "Table:" is a caption without that word."""
    if not isinstance(block, Paragraph) or is_note(block) or not block.text.startswith(_LABEL):
        return block
    head, *rest = block.runs
    if not head.text.startswith(_LABEL):
        return block  # part of the label has a look of its own: these are words
    words = head.text.removeprefix(_LABEL).lstrip()
    runs = (replace(head, text=words), *rest) if words else tuple(rest)
    return replace(block, runs=runs, kind="caption", numbered=True)


def over_tables(blocks: Sequence[AnyBlock]) -> Iterator[AnyBlock]:
    """The blocks without captions that have no table under them: an insert may turn out a list."""
    for at, block in enumerate(blocks):
        under = blocks[at + 1] if at + 1 < len(blocks) else None
        if _is_caption(block) and not isinstance(under, Table):
            continue
        yield block


def misplaced_captions(clause: Clause) -> Iterator[Fault]:
    """The captions of a clause that stand over neither a table nor the place of an insert."""
    blocks = clause.blocks()
    for block, under in zip(blocks, (*blocks[1:], None), strict=True):
        if _is_caption(captioned(block)) and not _may_be_table(under):
            line = block.stretches[0].line if isinstance(block, Paragraph) else None
            message = "a caption (“Table: …”) stands right above a table, or above an insert "
            message += "alone in its paragraph"
            yield Fault(clause.path, line or clause.text_line, 1, message)


def _is_caption(block: AnyBlock) -> bool:
    return isinstance(block, Paragraph) and block.kind == "caption"


def _may_be_table(block: AnyBlock | None) -> bool:
    if isinstance(block, Table):
        return True
    parts = list(pieces(block.text.strip(), frozenset())) if isinstance(block, Paragraph) else []
    return len(parts) == 1 and isinstance(parts[0], Insert)
