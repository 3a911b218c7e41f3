"""What became of the clauses of a document: the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rfpkit.document.comparing import Piece
from rfpkit.document.model import Document
from rfpkit.document.provenance import Origin
from rfpkit.lint.report import Finding

Verdict = Literal["verbatim", "edited", "removed"]
"""Word for word as it was sent; otherwise than it was sent; not there any more."""


@dataclass(frozen=True, slots=True)
class View:
    """One reading of a file. ``bookmarks`` are those of each of the document's text blocks,
    ``struck`` the positions of those with words that are crossed out by their look.
    """

    document: Document
    bookmarks: tuple[frozenset[str], ...] = ()
    struck: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: with its tracked changes accepted, and with them rejected.

    ``original`` is None where the file has no tracked changes. ``has_paragraphs`` tells whether
    its paragraphs are those of its author; in a PDF they are guessed.
    """

    accepted: View
    original: View | None = None
    has_paragraphs: bool = True


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line of a clause that differs, in pieces: what stayed, went out and came in.

    ``ordinal`` is the block's position among the text blocks of the returned document, ``start``
    the offset of the line in the block; -1 and 0 where the line is gone.
    """

    pieces: tuple[Piece, ...]
    ordinal: int = -1
    start: int = 0

    @property
    def has_other_words(self) -> bool:
        """Whether words differ, and not only the line's number or look."""
        return any(piece.kind != "kept" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class BlankChange:
    """A blank that was filled otherwise than it is now."""

    name: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Fallback:
    """A fallback position of the library that an edit comes to; ``approver`` must agree to it.

    ``exact`` tells that the clause now reads as the position does, word for word; else the
    position is only nearer to it than the library's clause is.
    """

    title: str
    when: str
    approver: str
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseReview:
    """What became of a clause.

    ``moved`` tells that it stands elsewhere among the clauses. ``original`` is the verdict on the
    file with all tracked changes rejected, None where it has none. ``number`` and ``now`` are the
    number of its heading as sent and as returned, ``ordinal`` where it begins among the text
    blocks of the returned document, -1 where it is gone. ``stale`` are references that show the
    number which a clause had before. ``is_struck`` tells of words that are crossed out by their
    look alone. ``breaks`` are findings that the clause did not give before.
    """

    origin: Origin
    verdict: Verdict
    number: str
    now: str = ""
    moved: bool = False
    original: Verdict | None = None
    ordinal: int = -1
    changes: tuple[LineChange, ...] = ()
    blanks: tuple[BlankChange, ...] = ()
    stale: tuple[str, ...] = ()
    is_struck: bool = False
    fallback: Fallback | None = None
    breaks: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """The name of the clause in the library."""
        return self.origin.id

    @property
    def is_tracked(self) -> bool:
        """Whether the file shows all that was done to the clause as tracked changes."""
        return self.verdict != "verbatim" and self.original == "verbatim"

    @property
    def deviates(self) -> bool:
        """Whether anything was done to the clause."""
        return self.verdict != "verbatim" or self.moved


@dataclass(frozen=True, slots=True)
class Foreign:
    """A passage that belongs to no clause: its text, where it stands, what it breaks.

    ``ordinals`` are its blocks among the text blocks of the returned document; ``place`` is the
    trail of headings and the page, as findings tell it.
    """

    text: str
    ordinals: tuple[int, ...]
    place: str = ""
    breaks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What became of a document: each clause in our order, foreign passages in theirs.

    ``gaps`` are what the linter misses in the returned document and did not miss in ours.
    """

    name: str
    path: str
    clauses: tuple[ClauseReview, ...]
    foreign: tuple[Foreign, ...] = ()
    gaps: tuple[Finding, ...] = ()

    @property
    def is_verbatim(self) -> bool:
        """Whether every clause is as it was sent, in its place, and nothing else came in."""
        return not self.foreign and not any(clause.deviates for clause in self.clauses)
