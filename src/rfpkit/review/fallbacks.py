"""Which fallback position of the library an edited clause comes to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rfpkit.assembly.spelling import spelled
from rfpkit.document.comparing import changed_words, likeness_of
from rfpkit.document.fingerprints import normalised, without_numbers
from rfpkit.document.markdown import parse
from rfpkit.document.model import text_blocks
from rfpkit.document.provenance import Carried
from rfpkit.library.load import Library
from rfpkit.library.model import Fallback as Position
from rfpkit.library.placeholders import BlankName, Literal, pieces
from rfpkit.review.model import BlankChange, Fallback

_ANY = "\ue0ff"
"""Stands for what the library leaves to the spec: it is like any words."""


def fallback_of(
    carried: Carried, now: Sequence[str], blanks: Sequence[BlankChange], library: Library
) -> Fallback | None:
    """The fallback position that the clause's text as it is now comes to; None where there is none.

    A position that it reads as word for word comes first, then the one that it is nearest to,
    where that is nearer than the library's own clause.
    """
    clause = library.clauses.get(carried.origin.id)
    if clause is None:
        return None
    body = " ".join(now[1:])
    best, nearest = None, likeness_of(" ".join(carried.text[1:]), body)
    fillings = {one.name: one.text for one in carried.origin.blanks}
    fillings |= {one.name: one.now for one in blanks}
    for position in clause.front.fallbacks:
        text = " ".join(_lines(position, fillings, set(clause.front.blanks)))
        if _reads_as(text, body):
            return _found(position, exact=True)
        share = likeness_of(text, body)
        if share > nearest:
            best, nearest = position, share
    return None if best is None else _found(best, exact=False)


def _found(position: Position, *, exact: bool) -> Fallback:
    return Fallback(position.title, position.when, position.approver, exact)


def _lines(position: Position, fillings: dict[str, str], names: set[str]) -> Iterator[str]:
    """The words of a position with its blanks filled, and a sign for all else that is filled in."""
    for block in text_blocks(parse(position.text)):
        words = []
        for piece in pieces(block.text, names):
            if isinstance(piece, Literal):
                words.append(piece.text)
            else:
                known = fillings.get(piece.name, "") if isinstance(piece, BlankName) else ""
                words.append(known or _ANY)
        yield "".join(words)


def _reads_as(position: str, text: str) -> bool:
    """Whether a text reads as the position does, any words standing for what it leaves open."""
    # A document may have the spelling of either side of the Atlantic.
    before, after = (spelled(normalised(one), "en-US") for one in (position, text))
    if without_numbers(before) == without_numbers(after):
        return True
    return all(
        before[change.start : change.end].strip(" .,;()").replace(" ", "") in (_ANY, _ANY * 2)
        for change in changed_words(before, after)
    )
