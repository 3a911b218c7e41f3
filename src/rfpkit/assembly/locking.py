"""The lock of a spec: the clauses of its documents pinned, so that a later build sees what moved.

A lock keeps the whole text of every clause, for nobody else does once the library has moved on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import Plan, PlannedDocument
from rfpkit.assembly.tracing import spec_hash
from rfpkit.document.fingerprints import fingerprint, hash_of
from rfpkit.document.model import Document
from rfpkit.document.provenance import Line, lines_of, plain
from rfpkit.library.load import Clause


@dataclass(frozen=True, slots=True)
class Pin:
    """A clause of the library: its version, and hashes of its wording and of its settings (its
    conditions, blanks, status and ties to other clauses)."""

    version: str
    wording: str
    settings: str


@dataclass(frozen=True, slots=True)
class LockedText:
    """A clause as it stood in a document: the fingerprint of its words, and its lines, heading
    first, references as the names of what they point to: ``clause ‹exit/handover›``."""

    fingerprint: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LockedDocument:
    """A document: the hash of its template, and its clauses by id, in order."""

    template: str
    clauses: dict[str, LockedText]


@dataclass(frozen=True, slots=True)
class Lock:
    """The pins of a spec. ``file`` is the spec's name, ``clauses`` the whole library's, by id.

    ``spec``, ``library`` and ``terms`` (the defined terms) are hashes.
    """

    file: str
    spec: str
    library: str
    terms: str
    clauses: dict[str, Pin]
    documents: dict[str, LockedDocument]


@dataclass(frozen=True, slots=True)
class Move:
    """Something of the library that is not as it was pinned: its name, and what happened to it."""

    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}"


def lock_of(plan: Plan, file: str) -> Lock:
    """The lock of a plan whose spec is called ``file``.

    Raises ``InputError`` where the plan has errors.
    """
    return Lock(
        file=file,
        spec=spec_hash(plan.spec),
        library=plan.library.digest,
        terms=hash_of(asdict(plan.library.glossary.value)),
        clauses={name: _pin(clause) for name, clause in sorted(plan.library.clauses.items())},
        documents={document.name: _document(plan, document) for document in _called_for(plan)},
    )


def moves(lock: Lock, plan: Plan) -> tuple[Move, ...]:
    """What has moved in the library since the lock, of all that the spec's documents use or used.

    What the spec itself changes is no move. Terms and templates come first, then clauses by id.
    """
    found = []
    if lock.terms != hash_of(asdict(plan.library.glossary.value)):
        found.append(Move("clauses/terms.yml", "the defined terms have changed"))
    used = {name for document in lock.documents.values() for name in document.clauses}
    for document in _called_for(plan):
        used |= {clause.id for clause in document.clauses}
        locked = lock.documents.get(document.name)
        if locked and locked.template != hash_of(asdict(document.template)):
            found.append(Move(f"templates/{document.name}.yml", "the template has changed"))
    for name in sorted(used):
        clause = plan.library.clauses.get(name)
        happened = moved(lock.clauses.get(name), _pin(clause) if clause else None)
        if happened:
            found.append(Move(name, happened))
    return tuple(found)


def moved(old: Pin | None, new: Pin | None) -> str:
    """What happened to a clause in the library, in words; empty where nothing has."""
    if old == new:
        return ""
    if old is None or new is None:
        return "new in the library" if old is None else "no longer in the library"
    touched = [word for word in ("wording", "settings") if getattr(old, word) != getattr(new, word)]
    what = f"new {' and '.join(touched)}" if touched else "same words"
    if old.version == new.version:
        return f"{what}, still called {new.version}"
    return f"{old.version} → {new.version}, {what}"


def _pin(clause: Clause) -> Pin:
    front = clause.front
    settings = (
        front.status, front.variant_of, front.when, front.requires, front.conflicts,
        {name: asdict(blank) for name, blank in front.blanks.items()},
    )  # fmt: skip
    return Pin(front.version, hash_of([front.title, clause.text]), hash_of(settings))


def _called_for(plan: Plan) -> Iterator[PlannedDocument]:
    return (document for document in plan.documents if document.included)


def _document(plan: Plan, planned: PlannedDocument) -> LockedDocument:
    return LockedDocument(hash_of(asdict(planned.template)), clause_texts(assemble(plan, planned)))


def clause_texts(document: Document) -> dict[str, LockedText]:
    """What each clause says in an assembled document, by id, in order."""
    extents = document.provenance.extents if document.provenance else ()
    return {extent.origin.id: _text(lines_of(document, extent)) for extent in extents}


def _text(lines: Sequence[Line]) -> LockedText:
    return LockedText(fingerprint(map(plain, lines)), tuple(map(_named, lines)))


def _named(line: Line) -> str:
    """A line with the names of what it refers to in place of their numbers."""
    words = "".join(f"‹{span.to}›" if span.to else span.text for span in line.spans)
    return " ".join(words.split())
