"""What has changed in the documents of a spec since its lock: clauses in, out and reworded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rfpkit.assembly.locking import Lock, LockedText, lock_of, moved
from rfpkit.assembly.planning import Plan, PlannedDocument
from rfpkit.document.comparing import Passage, Piece, align, pieces
from rfpkit.document.fingerprints import normalised


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that came in, went out or reads otherwise; ``why`` says what made it.

    ``lines`` are the lines that differ, each in pieces; only of a reworded clause.
    """

    document: str
    clause: str
    kind: Literal["added", "removed", "changed"]
    version: str
    why: tuple[str, ...]
    lines: tuple[tuple[Piece, ...], ...] = ()


def changes(lock: Lock, plan: Plan) -> tuple[ClauseChange, ...]:
    """Every change of a clause since the lock: documents in the plan's order, clauses in theirs.

    Clauses that went out come last in their document. References count by what they point to, not
    by its number. Raises ``InputError`` where the plan has errors.
    """
    now = lock_of(plan, lock.file)
    return tuple(
        change
        for document in plan.documents
        for change in _document_changes(document, lock, now, plan)
    )


def _document_changes(
    document: PlannedDocument, lock: Lock, now: Lock, plan: Plan
) -> Iterator[ClauseChange]:
    old = lock.documents[document.name].clauses if document.name in lock.documents else {}
    new = now.documents[document.name].clauses if document.included else {}
    reasons = {decision.clause.id: decision.reasons for decision in document.decisions}
    for name, text in new.items():
        version = now.clauses[name].version
        if name not in old:
            in_library = () if name in lock.clauses else ("new in the library",)
            why = in_library + reasons[name]
            yield ClauseChange(document.name, name, "added", version, why)
        elif _differs(old[name], text):
            why = tuple(_causes(name, lock, now, plan))
            lines = tuple(_reworded(old[name], text))
            yield ClauseChange(document.name, name, "changed", version, why, lines)
    for name in old:
        if name not in new:
            version = lock.clauses[name].version if name in lock.clauses else ""
            why = _reasons_out(name, document, reasons, plan)
            yield ClauseChange(document.name, name, "removed", version, why)


def _differs(old: LockedText, new: LockedText) -> bool:
    return list(map(normalised, old.lines)) != list(map(normalised, new.lines))


def _reasons_out(
    name: str, document: PlannedDocument, reasons: dict[str, tuple[str, ...]], plan: Plan
) -> tuple[str, ...]:
    if not document.included:
        return ("the whole document is out", *document.reasons)
    if name not in plan.library.clauses:
        return ("no longer in the library",)
    return reasons.get(name, ("the template no longer lists it",))


def _causes(name: str, lock: Lock, now: Lock, plan: Plan) -> Iterator[str]:
    """What has made a clause read otherwise; of several causes, those that are certain."""
    happened = moved(lock.clauses.get(name), now.clauses[name])
    defines = 'insert("definitions")' in plan.library.clauses[name].text
    if happened:
        yield f"library: {happened}"
    if defines and lock.terms != now.terms:
        yield "library: the defined terms have changed"
    elif not happened and lock.spec != now.spec:
        yield "the spec has changed"
    elif not happened:
        yield "other clauses, or rfpkit itself, have changed"


def _reworded(old: LockedText, new: LockedText) -> Iterator[tuple[Piece, ...]]:
    """The lines that differ, in the order of the new text."""
    ours, theirs = old.lines, new.lines
    for pair in align([Passage(line) for line in ours], [Passage(line) for line in theirs]):
        if pair.ours is None and pair.theirs is not None:
            yield (Piece("inserted", theirs[pair.theirs]),)
        elif pair.theirs is None and pair.ours is not None:
            yield (Piece("removed", ours[pair.ours]),)
        elif pair.ours is not None and pair.theirs is not None:
            before, after = ours[pair.ours], theirs[pair.theirs]
            if normalised(before) != normalised(after):
                yield tuple(pieces(before, after))
