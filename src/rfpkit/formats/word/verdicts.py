"""What became of the clauses, as comments in the Word file that came back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rfpkit.document.model import Document
from rfpkit.formats.files import read_bytes
from rfpkit.formats.word.edited import Edited
from rfpkit.formats.word.package import open_package
from rfpkit.formats.word.places import Trace
from rfpkit.formats.word.reader import document_of, main_part
from rfpkit.formats.word.remarks import Places, Remark, date_of, write_remarks
from rfpkit.review.model import ClauseReview, Foreign, LineChange, Review
from rfpkit.review.wording import found, heading, of_clause

_HEAD = re.compile(r"rfpkit verify: .+")
_MARK = "rfpkit verify: "


@dataclass(frozen=True, slots=True)
class Annotated:
    """A Word file with comments, and how many there are."""

    data: bytes
    comments: int


def annotate_review(path: Path, review: Review) -> Annotated:
    """The .docx at ``path`` with a comment at everything that deviates: at the heading of a clause
    what was done to it, at the words what stood there before. Nothing else changes.

    Comments of an earlier run are replaced, those of others stay. Raises ``UnreadableError``.
    """
    package = open_package(path)
    main = main_part(package)
    edited = Edited(package, main)
    body = edited.part(main)
    trace = Trace()
    document: Document = document_of(package, trace)
    places = Places(package, main, document, trace)
    remarks = list(_remarks(places, review))
    write_remarks(edited, body, remarks, _HEAD, date_of(package))
    return Annotated(edited.written() or read_bytes(path), len(remarks))


def _remarks(places: Places, review: Review) -> Iterator[Remark]:
    homeless: list[str] = []
    last = -1
    for clause in review.clauses:
        last = clause.ordinal if clause.ordinal >= 0 else last
        for ordinal, start, end, lines in _of(clause, places, last):
            remark = places.at(ordinal, start, end, (_MARK + lines[0], *lines[1:]))
            if remark is None:
                homeless += lines
            else:
                yield remark
    for foreign in review.foreign:
        yield from _foreign(places, foreign)
    homeless += [found("missing now", finding) for finding in review.gaps]
    if homeless:
        yield places.at_title((f"{_MARK}the whole document", *homeless))


def _of(
    clause: ClauseReview, places: Places, last: int
) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    """The comments on a clause: ordinal, start, end, lines. One that is gone is told where the
    clause before it begins.
    """
    if not clause.deviates:
        return
    lines = [heading(clause), *of_clause(clause)]
    lines += [f"Left out: “{_was(change)}”" for change in clause.changes if change.ordinal < 0]
    ordinal = clause.ordinal
    if ordinal < 0:
        ordinal = last
        lines.append("It stood after this clause.")
    yield ordinal, 0, _length(places, ordinal), tuple(lines)
    for change in clause.changes:
        if change.ordinal >= 0 and change.has_other_words:
            was = _was(change)
            told = f"Before: “{was}”" if was else "New."
            start, end = _extent(change)
            yield change.ordinal, start, end, (f"edited: {clause.origin.title}", told)


def _length(places: Places, ordinal: int) -> int:
    return len(places.blocks[ordinal].text) if ordinal >= 0 else 0


def _was(change: LineChange) -> str:
    """The words of a line as it was sent."""
    return "".join(piece.text for piece in change.pieces if piece.kind != "inserted").strip()


def _extent(change: LineChange) -> tuple[int, int]:
    """From the first to the last words that differ, as offsets in the block of theirs."""
    at, first, last = change.start, None, change.start
    for piece in change.pieces:
        if piece.kind != "kept" and first is None:
            first = at
        at += len(piece.text) if piece.kind != "removed" else 0
        if piece.kind != "kept":
            last = at
    begin = change.start if first is None else first
    # Words that were only taken out leave nothing to stand at but the sign before.
    return (begin, last) if last > begin else (max(begin - 1, 0), max(begin, 1))


def _foreign(places: Places, foreign: Foreign) -> Iterator[Remark]:
    lines = ["foreign: no clause of ours", *(found("Breaks", one) for one in foreign.breaks)]
    ordinal = foreign.ordinals[0]
    remark = places.at(ordinal, 0, _length(places, ordinal), (_MARK + lines[0], *lines[1:]))
    if remark is not None:
        yield remark
