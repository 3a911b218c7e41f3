"""What is scored and by whom: the criteria that give points, the bids and members that count."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rfpkit.spec.competition import Criterion
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.model import Spec
from rfpkit.spec.records.before import Bidder, Declaration, Member, Score


def scored_criteria(spec: Spec) -> tuple[tuple[str, Criterion], ...]:
    """The scored criteria with their published numbers, S1 for the first."""
    scored = [criterion for criterion in spec.criteria if criterion.kind == "scored"]
    return tuple((f"S{n}", criterion) for n, criterion in enumerate(scored, start=1))


def quality_criteria(spec: Spec) -> tuple[Criterion, ...]:
    """The scored criteria that the panel scores: all but price."""
    return tuple(c for _, c in scored_criteria(spec) if c.subject != "price")


def must_be_scored(bidder: Bidder) -> bool:
    """Whether the panel scores this bid: it is in, or out only for too little quality."""
    return bidder.excluded is None or bidder.excluded.stage == "quality"


def scored_bidders(dossier: Dossier) -> tuple[Bidder, ...]:
    """The bidders whose bids the panel scores."""
    return tuple(one for one in dossier.records.bidders if must_be_scored(one))


def offered(bidder: Bidder) -> Decimal | None:
    """The price that is scored: as recorded, or the sum of its parts; None where there is none."""
    if bidder.price is not None:
        return bidder.price
    if not bidder.prices:
        return None
    parts = sum((price.amount for price in bidder.prices), Decimal(0))
    return parts + (bidder.other_costs or Decimal(0))


def declarations_of(member: Member, dossier: Dossier) -> tuple[tuple[int, Declaration], ...]:
    """A member's declarations with their rows, by short name or name; the last one counts."""
    names = {member.id.casefold(), member.name.casefold()}
    found = [
        (row, one)
        for row, one in enumerate(dossier.records.conflicts)
        if one.person.casefold() in names
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1].date, pair[0])))


def has_left(member: Member, dossier: Dossier) -> bool:
    """Whether a conflict of interest took the member off the panel."""
    declared = declarations_of(member, dossier)
    return bool(declared) and declared[-1][1].decision == "excluded"


def scoring_members(dossier: Dossier) -> tuple[Member, ...]:
    """The members who score: all that no conflict took off the panel."""
    return tuple(one for one in dossier.records.panel if not has_left(one, dossier))


def scores_at(dossier: Dossier, stage: str) -> Iterator[tuple[int, Score]]:
    """The scores of a stage, each with its row."""
    for row, score in enumerate(dossier.records.scores):
        if score.stage == stage:
            yield row, score
