"""What became of the clauses of a document that comes back: verbatim, edited, moved, removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rfpkit.document.provenance import Manifest
from rfpkit.library.load import Library
from rfpkit.lint import Rule
from rfpkit.review.consequences import Consequences
from rfpkit.review.fallbacks import fallback_of
from rfpkit.review.judging import Judge
from rfpkit.review.lines import OurLine, ours_of
from rfpkit.review.matching import matched
from rfpkit.review.model import ClauseReview, Foreign, Returned, Review, View
from rfpkit.review.theirs import theirs_of

__all__ = ["ClauseReview", "Foreign", "Returned", "Review", "View", "likeliest", "verify"]

_FRONT_WORDS = 12


def verify(
    manifest: Manifest,
    returned: Returned,
    library: Library | None = None,
    rules: Callable[[], Sequence[Rule]] = tuple,
    *,
    jurisdiction: str | None = None,
) -> Review:
    """What became of each clause of the document with this manifest, and what came in.

    The ``library`` has the fallback positions that edits are held against. ``rules`` gives those of
    the linter, which say what edits break, and is called only where something deviates. Without
    them nothing is said of either.
    """
    ours = ours_of(manifest)
    judge = _judge(manifest, ours, returned.accepted, has_paragraphs=returned.has_paragraphs)
    before = (
        _judge(manifest, ours, returned.original, has_paragraphs=True)
        if returned.original
        else None
    )
    document = returned.accepted.document
    consequences = Consequences(manifest, document, rules, jurisdiction)
    moved = judge.moved()
    clauses = tuple(
        _clause(judge, before, at, at in moved, library, consequences)
        for at in range(len(manifest.clauses))
    )
    foreign = tuple(_foreign(judge, consequences))
    deviates = foreign or any(clause.deviates for clause in clauses)
    gaps = consequences.gaps() if deviates else ()
    return Review(manifest.name, document.path, clauses, foreign, gaps)


def likeliest(manifests: Sequence[Manifest], returned: Returned) -> Manifest:
    """The manifest of which a document has the largest share of clauses; there must be one."""

    def missing(manifest: Manifest) -> float:
        clauses = verify(manifest, returned).clauses
        return sum(clause.verdict == "removed" for clause in clauses) / (len(clauses) or 1)

    return manifests[0] if len(manifests) == 1 else min(manifests, key=missing)


def _judge(
    manifest: Manifest, ours: Sequence[OurLine], view: View, *, has_paragraphs: bool
) -> Judge:
    theirs = theirs_of(view, ours, has_paragraphs=has_paragraphs)
    return Judge(manifest, matched(ours, theirs), has_paragraphs)


def _clause(
    judge: Judge,
    before: Judge | None,
    at: int,
    moved: bool,
    library: Library | None,
    consequences: Consequences,
) -> ClauseReview:
    carried = judge.manifest.clauses[at]
    verdict, place = judge.verdict(at), judge.place(at)
    found = ClauseReview(
        origin=carried.origin,
        verdict=verdict,
        number=carried.number,
        now=judge.number(at),
        moved=moved,
        original=before.verdict(at) if before else None,
        ordinal=judge.matches.theirs[place].ordinal if place >= 0 else -1,
        stale=tuple(judge.stale(at)),
        is_struck=judge.is_struck(at),
    )
    if verdict != "edited":
        return found
    found = replace(found, changes=tuple(judge.changes(at)), blanks=tuple(judge.blanks(at)))
    text = [line.text for line, own in zip(judge.matches.theirs, judge.matches.owners, strict=True)
            if own == at]  # fmt: skip
    fallback = fallback_of(carried, text, found.blanks, library) if library else None
    return replace(
        found,
        fallback=fallback,
        breaks=consequences.of_clause(carried, [one.ordinal for one in found.changes]),
    )


def _foreign(judge: Judge, consequences: Consequences) -> Iterator[Foreign]:
    """The passages that belong to no clause; a cover's lines before the first are none."""
    theirs, owners = judge.matches.theirs, judge.matches.owners
    first = next((j for j, owner in enumerate(owners) if owner is not None), len(owners))
    run: list[int] = []
    for j in range(len(owners) + 1):
        is_foreign = j < len(owners) and owners[j] is None
        if is_foreign and (j >= first or len(theirs[j].text.split()) >= _FRONT_WORDS):
            run.append(j)
        elif run and not is_foreign:
            ordinals = tuple(dict.fromkeys(theirs[at].ordinal for at in run))
            text = "\n".join(theirs[at].text for at in run)
            yield Foreign(text, ordinals, _place(judge, run[0]), consequences.of_lines(ordinals))
            run = []


def _place(judge: Judge, j: int) -> str:
    """After which clause a line of theirs stands."""
    for at in range(j - 1, -1, -1):
        owner = judge.matches.owners[at]
        if owner is not None and owner >= 0:
            carried = judge.manifest.clauses[owner]
            number = judge.number(owner) or carried.number
            return f"after {number} {carried.origin.title}"
    return "at the beginning"
