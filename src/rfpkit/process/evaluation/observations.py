"""What people should look at before they sign: odd scores, odd prices, gaps in the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from statistics import median

from rfpkit.process.evaluation.model import Flaw
from rfpkit.process.evaluation.publishing import as_published
from rfpkit.process.evaluation.scope import (
    offered,
    quality_criteria,
    scored_bidders,
    scores_at,
    scoring_members,
)
from rfpkit.spec.dossier import Dossier

_CELLS = 2
"""Members who agree on fewer cells than this are not remarked on."""
_FAR = Decimal("0.5")
"""A score is far from the others by more than this share of the scale."""
_LOW = Decimal("0.5")
"""A price is low below this share of the middle price of the other bids."""

Cells = Mapping[str, Mapping[tuple[str, str], Decimal]]
"""Each member's scores by bidder and criterion."""


def remarks(dossier: Dossier) -> tuple[Flaw, ...]:
    """All that people should look at, in the order of the files."""
    found = [*_published(dossier), *_agreed(dossier), *_alike(dossier), *_far(dossier)]
    return (*found, *_prices(dossier), *_decider(dossier))


def _published(dossier: Dossier) -> Iterator[Flaw]:
    if as_published(dossier) is None:
        message = (
            "no signature under the RFP from before the deadline records its criteria, so the "
        )
        message += "spec as it is now is taken as published; “rfpkit sign” records them"
        yield Flaw(message, "signoffs")
    if quality_criteria(dossier) and not dossier.evaluation.panel:
        message = "the spec publishes no seats of the panel, so nobody can check who scores"
        yield Flaw(message, "spec", ("evaluation",))


def _agreed(dossier: Dossier) -> Iterator[Flaw]:
    alone: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for _, score in scores_at(dossier, "individual"):
        alone[score.bidder, score.criterion].append(score.score)
    for row, score in scores_at(dossier, "consensus"):
        theirs = alone[score.bidder, score.criterion]
        cell = f"“{score.bidder}” for “{score.criterion}”"
        if not score.reason and theirs and not min(theirs) <= score.score <= max(theirs):
            message = f"the panel gave {cell} {score.score:f}, outside what its members gave alone "
            message += f"({min(theirs):f} to {max(theirs):f}), and no reason; write what changed"
            yield Flaw(message, "scores", (row, "score"))
        elif not score.reason:
            message = f"the agreed score of {cell} has no reason; the letters need it"
            yield Flaw(message, "scores", (row,))


def _cells(dossier: Dossier) -> Cells:
    cells: dict[str, dict[tuple[str, str], Decimal]] = defaultdict(dict)
    bidders = {one.id for one in scored_bidders(dossier)}
    for _, score in scores_at(dossier, "individual"):
        if score.bidder in bidders:
            cells[score.member][score.bidder, score.criterion] = score.score
    return cells


def _alike(dossier: Dossier) -> Iterator[Flaw]:
    """Members who gave the same score everywhere may not have scored alone."""
    cells = _cells(dossier)
    members = [one.id for one in scoring_members(dossier) if one.id in cells]
    everything = [cells[name] for name in members]
    if (
        len(members) > 1
        and len(everything[0]) >= _CELLS
        and all(one == everything[0] for one in everything)
    ):
        message = "all members gave the same scores everywhere; make sure that each scored alone"
        yield Flaw(message, "scores")
        return
    for one, other in combinations(members, 2):
        if cells[one] == cells[other] and len(cells[one]) >= _CELLS:
            message = f"“{one}” and “{other}” gave the same scores everywhere; make sure that each "
            yield Flaw(message + "scored alone", "scores")
    for bidder in scored_bidders(dossier):
        own = [{c: s for (b, c), s in cells[name].items() if b == bidder.id} for name in members]
        if len(own) > 1 and len(own[0]) >= _CELLS and all(one == own[0] for one in own):
            message = f"all members gave “{bidder.id}” the same scores; make sure that each scored "
            yield Flaw(message + "alone", "scores")


def _far(dossier: Dossier) -> Iterator[Flaw]:
    limit = _FAR * dossier.evaluation.scale_max
    by_cell: dict[tuple[str, str], list[tuple[int, str, Decimal]]] = defaultdict(list)
    for row, score in scores_at(dossier, "individual"):
        by_cell[score.bidder, score.criterion].append((row, score.member, score.score))
    for (bidder, criterion), given in by_cell.items():
        for row, member, points in given:
            others = [one for at, _, one in given if at != row]
            if len(others) > 1 and abs(points - median(others)) > limit:
                message = f"“{member}” gave “{bidder}” {points:f} for “{criterion}”, far from the "
                message += f"others ({', '.join(f'{one:f}' for one in others)}); hear the reason"
                yield Flaw(message, "scores", (row, "score"))


def _prices(dossier: Dossier) -> Iterator[Flaw]:
    priced = [
        (row, one, offered(one))
        for row, one in enumerate(dossier.records.bidders)
        if one.excluded is None
    ]
    known = [(row, one, price) for row, one, price in priced if price is not None]
    for row, bidder, price in known:
        others = [other for at, _, other in known if at != row]
        if price == 0:
            message = (
                f"the price of “{bidder.id}” is zero, and counts as 1 in the formula; the bidder "
            )
            yield Flaw(message + "must be asked to explain it", "bidders", (row, "price"))
        elif others and price < _LOW * median(others):
            message = (
                f"the price of “{bidder.id}” is less than half the middle price of the others; "
            )
            yield Flaw(message + "ask the bidder to explain it", "bidders", (row, "price"))
        if price > dossier.budget.total:
            message = f"the price of “{bidder.id}” is above the budget of {dossier.budget.total:,f}"
            yield Flaw(message, "bidders", (row, "price"))
        if price in others:
            message = f"“{bidder.id}” and another bidder offer the same price; make sure that they "
            yield Flaw(message + "did not agree on it", "bidders", (row, "price"))


def _decider(dossier: Dossier) -> Iterator[Flaw]:
    award = dossier.records.award
    declared = {one.person.casefold() for one in dossier.records.conflicts}
    members = {one.name.casefold(): one.id.casefold() for one in dossier.records.panel}
    if award is None or award.decided_by.casefold() in declared:
        return
    if members.get(award.decided_by.casefold()) not in declared:
        message = f"“{award.decided_by}” decided the award and declared no interests; everyone who "
        yield Flaw(message + "decides must declare", "award", ("decided_by",))
