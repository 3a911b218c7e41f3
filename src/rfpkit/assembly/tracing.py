"""What an assembled document was made from, kept with it: the spec, the library, each clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rfpkit.assembly.planning import Decision, Plan, PlannedDocument
from rfpkit.assembly.values import Answer
from rfpkit.document.fingerprints import hash_of
from rfpkit.document.model import AnyBlock, Heading
from rfpkit.document.provenance import Extent, Filling, Origin, Provenance, RecordedWaiver
from rfpkit.spec.model import Spec, Waiver
from rfpkit.yamlfile import Loaded
from rfpkit.yamlfile.nodes import plain

Replies = Mapping[str, Mapping[str, Answer]]
"""What fills each blank, by the id of its clause and its own name."""


def provenance_of(
    plan: Plan, planned: PlannedDocument, blocks: Sequence[AnyBlock], replies: Replies
) -> Provenance:
    """The provenance of a document whose parts, clauses and annexes are these blocks."""
    return Provenance(
        planned.name,
        spec_hash(plan.spec),
        plan.library.digest,
        tuple(_extents(planned, replies, blocks)),
        tuple(map(_waived, plan.spec.value.waivers)),
    )


def spec_hash(spec: Loaded[Spec]) -> str:
    """A hash of what a spec says, whatever its comments, its layout and the order of its keys."""
    return hash_of(plain(spec.root))


def _origin(decision: Decision, replies: Mapping[str, Answer]) -> Origin:
    """A clause that is in, as it stands in a document of this spec."""
    clause = decision.clause
    return Origin(
        id=clause.id,
        title=clause.front.title,
        version=clause.front.version,
        reasons=decision.reasons,
        forced=decision.forced,
        blanks=tuple(Filling(name, reply.text, reply.origin) for name, reply in replies.items()),
    )


def _extents(
    planned: PlannedDocument, replies: Replies, blocks: Sequence[AnyBlock]
) -> Iterator[Extent]:
    opened = [
        (at, block)
        for at, block in enumerate(blocks)
        if isinstance(block, Heading) and block.role in ("part", "clause", "annex")
    ]
    decisions = (decision for decision in planned.decisions if decision.included)
    ends = [at for at, _ in opened[1:]] + [len(blocks)]
    for (at, head), end in zip(opened, ends, strict=False):
        if head.role != "part":
            decision = next(decisions)
            yield Extent(_origin(decision, replies[decision.clause.id]), at, end)


def _waived(waiver: Waiver) -> RecordedWaiver:
    until = waiver.until.isoformat() if waiver.until else ""
    return RecordedWaiver(
        waiver.rule, waiver.reason, waiver.document, waiver.quote, waiver.by, until
    )
