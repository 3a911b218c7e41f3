"""The cases of the measured test: which document, which mutations, which way back."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

import rfpkit
from rfpkit.assembly.planning import Plan
from rfpkit.document.model import AnyBlock, Cell, Document, Run, Table
from rfpkit.document.numbering import number
from rfpkit.document.provenance import Extent

from . import mutations, strangers, upheavals  # noqa: F401 - they enter their kinds
from .carriers import CARRIERS, Carrier, carried
from .drafts import Base, Draft, base_of
from .kinds import KINDS, Kind

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("us-case-management", "eu-open-permits", "uk-library-system")
DOCUMENTS = tuple((case, name) for case in EXAMPLES for name in ("rfp", "contract"))
CASES = 500
SCHEDULE = (
    *["Word file"] * 7,
    *["Word file, tracked changes"] * 5,
    *["Word file, saved anew all over"] * 2,
    "clause bookmarks lost",
    "all bookmarks lost",
    "all bookmarks lost, tracked changes",
    "manifest lost",
    "manifest and bookmarks lost",
    "pasted with headings",
    "pasted with headings, numbers typed",
    "pasted as plain text",
    "pasted as plain text, numbers typed",
    "pasted whole as plain text, rows as lines",
    "LibreOffice",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A mutated document: the draft that knows the truth, and the file for verify."""

    number: int
    carrier: Carrier
    kinds: tuple[str, ...]
    draft: Draft
    data: bytes


@cache
def _plan(case: str) -> Plan:
    return rfpkit.plan(ROOT / "examples" / case / "spec.yml")


@cache
def document_of(case: str, name: str) -> Document:
    """An example document, assembled."""
    return rfpkit.assemble(_plan(case), name)


@cache
def base(case: str, name: str, part: int | None) -> Base:
    """A built example; with ``part`` 0, 1 or 2 only every third clause of it, for speed."""
    document = document_of(case, name)
    spec = str(ROOT / "examples" / case / "spec.yml")
    if part is not None:
        document, spec = cut(document, part), ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "built.docx"
        rfpkit.write(document, path)
        return base_of(f"{case} {name} {part}", document, spec, path.read_bytes())


def cut(document: Document, part: int) -> Document:
    """The document with every third clause only, its provenance along with it."""
    made = document.provenance
    assert made is not None
    kept = [extent for at, extent in enumerate(made.extents) if at % 3 == part]
    inside = {at for extent in made.extents for at in range(extent.start, extent.end)}
    ours = {at for extent in kept for at in range(extent.start, extent.end)}
    places = [at for at in range(len(document.blocks)) if at in ours or at not in inside]
    places = [
        at
        for at, after in zip(places, [*places[1:], -1], strict=True)
        if at in ours or after in ours
    ]  # no part without clauses
    anchors = {block.anchor for at in places for block in _texts(document.blocks[at])}
    blocks = tuple(_unreferred(document.blocks[at], anchors) for at in places)
    extents = tuple(
        Extent(
            extent.origin,
            places.index(extent.start),
            places.index(extent.start) + extent.end - extent.start,
        )
        for extent in kept
    )
    return number(replace(document, blocks=blocks, provenance=replace(made, extents=extents)))


def _texts(block: AnyBlock) -> list[AnyBlock]:
    if isinstance(block, Table):
        return [inner for row in block.rows for cell in row for inner in cell.blocks]
    return [block]


def _unreferred(block: AnyBlock, anchors: set[str]) -> AnyBlock:
    """The block with references to what was cut out as mere words."""
    if isinstance(block, Table):
        rows = tuple(
            tuple(Cell(tuple(_unreferred(b, anchors) for b in cell.blocks)) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)
    return replace(block, runs=tuple(_unlinked(run, anchors) for run in block.runs))


def _unlinked(run: Run, anchors: set[str]) -> Run:
    return replace(run, ref="") if run.ref and run.ref not in anchors else run


def make(number: int) -> Case:
    """Case ``number``: the same one every time."""
    rng = Random(number)
    name = SCHEDULE[number % len(SCHEDULE)]
    if name == "LibreOffice":
        name = "PDF by LibreOffice" if number // len(SCHEDULE) % 3 == 0 else "saved by LibreOffice"
    carrier = CARRIERS[name]
    case, document = DOCUMENTS[(number // len(SCHEDULE) + number) % len(DOCUMENTS)]
    part = None if carrier.bare else rng.randrange(3)
    draft = Draft(
        base(case, document, part),
        rng,
        tracking=carrier.tracking,
        recounted=bool(carrier.converted),
    )
    kinds = _mutate(draft, carrier)
    # Word's own counting of struck and inserted paragraphs is nobody's to know: no update there.
    fields = "stale" if draft.tracked else rng.choice(["updated", "updated", "stale"])
    return Case(number, carrier, kinds, draft, carried(draft, carrier, fields))


def _mutate(draft: Draft, carrier: Carrier) -> tuple[str, ...]:
    able = [
        kind
        for kind in KINDS
        if (kind.flat or not carrier.flat) and (carrier.tracking or not kind.tracked_only)
    ]
    done: list[str] = []
    wanted = draft.rng.choice([1, 1, 2, 2, 3, 4])
    while len(done) < wanted:
        kind: Kind = draft.rng.choices(able, [kind.weight for kind in able])[0]
        if kind.apply(draft):
            done.append(kind.name)
    return tuple(done)
