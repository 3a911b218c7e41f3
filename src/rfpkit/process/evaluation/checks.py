"""What is wrong in scores, bids and prices, so that there can be no ranking yet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rfpkit.process.evaluation.model import Flaw
from rfpkit.process.evaluation.scope import (
    must_be_scored,
    offered,
    quality_criteria,
    scored_bidders,
    scores_at,
    scoring_members,
)
from rfpkit.process.questions import deadline
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.before import Bidder, Score
from rfpkit.yamlfile import did_you_mean


def known_names(dossier: Dossier) -> Iterator[Flaw]:
    """Every score names a bidder and a criterion that the panel scores."""
    bidders = [one.id for one in dossier.records.bidders]
    criteria = {one.id: one for one in dossier.criteria}
    scored = [one.id for one in quality_criteria(dossier)]
    for row, score in enumerate(dossier.records.scores):
        if score.bidder not in bidders:
            guess = did_you_mean(score.bidder, bidders) or f"; there are {', '.join(bidders)}"
            message = f"there is no bidder “{score.bidder}” in records/bidders{guess}"
            yield Flaw(message, "scores", (row, "bidder"))
        if score.criterion in scored:
            continue
        published = criteria.get(score.criterion)
        if published is None:
            guess = did_you_mean(score.criterion, scored) or f"; there are {', '.join(scored)}"
            message = f"no criterion “{score.criterion}” was published{guess}"
        elif published.subject == "price" and published.kind == "scored":
            message = (
                "price is not scored by the panel: points follow from the price; remove the row"
            )
        else:
            message = f"“{score.criterion}” is {published.kind} and gives no points; remove the row"
        yield Flaw(message, "scores", (row, "criterion"))


def on_the_scale(dossier: Dossier) -> Iterator[Flaw]:
    """Every score is a whole number of the published scale."""
    top = dossier.evaluation.scale_max
    for row, one in enumerate(dossier.records.scores):
        if one.score == one.score.to_integral_value() and 0 <= one.score <= top:
            continue
        message = f"a score is a whole number from 0 to {top}, as published, and not {one.score}"
        yield Flaw(message, "scores", (row, "score"))


def one_score_a_cell(dossier: Dossier) -> Iterator[Flaw]:
    """No cell (stage, member, bidder, criterion) has two scores."""
    met: dict[tuple[str, ...], int] = {}
    for row, one in enumerate(dossier.records.scores):
        cell = (one.stage, one.member, one.bidder, one.criterion)
        if cell in met:
            message = f"this is a second {_cell(one)} (the first is score {met[cell] + 1} of the "
            message += "file); remove the wrong one"
            yield Flaw(message, "scores", (row,))
        met.setdefault(cell, row)


def _cell(score: Score) -> str:
    who = f"of “{score.member}”" if score.stage == "individual" else "of the panel"
    return f"{score.stage} score {who} for “{score.bidder}”, “{score.criterion}”"


def every_cell(dossier: Dossier) -> Iterator[Flaw]:
    """Every member scored every bid for every criterion, and so did the panel."""
    criteria = [one.id for one in quality_criteria(dossier)]
    if not criteria or not scored_bidders(dossier):
        return
    if not dossier.records.scores:
        message = "there are no scores yet; “rfpkit evaluate --sheets” writes a sheet for each "
        yield Flaw(message + "member, and “--collect” reads the filled ones", "scores")
        return
    given = {(s.stage, s.member, s.bidder, s.criterion) for s in dossier.records.scores}
    for bidder in scored_bidders(dossier):
        for member in scoring_members(dossier):
            missing = [c for c in criteria if ("individual", member.id, bidder.id, c) not in given]
            if missing:
                message = f"“{member.id}” has not scored “{bidder.id}” for {_listed(missing)}; add "
                message += f"a row “individual,{member.id},{bidder.id},{missing[0]},…”"
                yield Flaw(message + _each(missing), "scores")
        missing = [c for c in criteria if ("consensus", "", bidder.id, c) not in given]
        if missing:
            message = f"the panel has no agreed score of “{bidder.id}” for {_listed(missing)}; add "
            message += f"a row “consensus,,{bidder.id},{missing[0]},…”"
            yield Flaw(message + _each(missing), "scores")


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _each(missing: list[str]) -> str:
    return " with the score, its reason and its date" + (", one for each" if missing[1:] else "")


def individual_first(dossier: Dossier) -> Iterator[Flaw]:
    """A score is agreed only after the members scored alone, and then theirs stand."""
    agreed: dict[tuple[str, str], Score] = {}
    alone: set[tuple[str, str]] = set()
    for _, score in scores_at(dossier, "consensus"):
        agreed.setdefault((score.bidder, score.criterion), score)
    for row, score in scores_at(dossier, "individual"):
        cell = (score.bidder, score.criterion)
        alone.add(cell)
        if cell in agreed and score.date > agreed[cell].date:
            message = f"“{score.member}” scored “{score.bidder}” on {score.date}, after the panel "
            message += f"agreed its score on {agreed[cell].date}; correct the date, or agree anew"
            yield Flaw(message, "scores", (row, "date"))
    for row, score in scores_at(dossier, "consensus"):
        if (score.bidder, score.criterion) not in alone:
            message = (
                f"the panel agreed a score of “{score.bidder}” for “{score.criterion}”, and no "
            )
            message += "member scored it alone; record the individual scores first"
            yield Flaw(message, "scores", (row,))


def bids(dossier: Dossier) -> Iterator[Flaw]:
    """Every bid came in, in time and once, or is out for a reason that was published."""
    last = deadline(dossier)
    if not dossier.records.bidders:
        message = "there are no bids; write each bidder with “id”, “name”, “received” and prices"
        yield Flaw(message, "bidders")
    met: set[str] = set()
    for row, one in enumerate(dossier.records.bidders):
        if one.id in met:
            yield Flaw(f"a second bidder is called “{one.id}”; rename it", "bidders", (row, "id"))
        met.add(one.id)
        if one.excluded is None and one.received is None:
            message = f"it is not said when the bid of “{one.id}” came in; add “received”, or "
            yield Flaw(message + "“excluded” with its stage and reason", "bidders", (row,))
        elif one.excluded is None and last and one.received and one.received > last:
            message = f"the bid of “{one.id}” came in on {one.received}, after the deadline of "
            message += f"{last}; add “excluded” with the stage “receipt” and the reason"
            yield Flaw(message, "bidders", (row, "received"))
        yield from _exclusion(one, row, dossier)


def _exclusion(bidder: Bidder, row: int, dossier: Dossier) -> Iterator[Flaw]:
    out = bidder.excluded
    mandatory = [one.id for one in dossier.criteria if one.kind == "mandatory"]
    if out is not None and out.stage == "mandatory" and out.criterion not in mandatory:
        said = f"“{out.criterion}” is no mandatory criterion" if out.criterion else "it is not said"
        guess = did_you_mean(out.criterion, mandatory) or f"; there are {', '.join(mandatory)}"
        message = (
            f"{said}, so which one did “{bidder.id}” not meet? Name it under “criterion”{guess}"
        )
        yield Flaw(message, "bidders", (row, "excluded"))


def prices(dossier: Dossier) -> Iterator[Flaw]:
    """Every bid that is considered has one price, and its parts add up to it."""
    modules = [module.id for module in dossier.modules]
    for row, one in enumerate(dossier.records.bidders):
        if not must_be_scored(one):
            continue
        if offered(one) is None:
            message = f"“{one.id}” has no price; add “price”, or “prices” with each module"
            yield Flaw(message, "bidders", (row,))
            continue
        named = [price.module for price in one.prices]
        for at, name in enumerate(named):
            if name not in modules:
                guess = did_you_mean(name, modules) or f"; there are {', '.join(modules)}"
                message = f"there is no module “{name}” in the spec{guess}"
                yield Flaw(message, "bidders", (row, "prices", at, "module"))
            elif name in named[:at]:
                message = f"“{one.id}” has a second price for “{name}”; remove the wrong one"
                yield Flaw(message, "bidders", (row, "prices", at, "module"))
        missing = [name for name in modules if name not in named] if named else []
        if missing:
            message = f"“{one.id}” has no price for {_listed(missing)}; add it, zero where the bid "
            yield Flaw(message + "says so", "bidders", (row, "prices"))
        yield from _sum(one, row)


def _sum(bidder: Bidder, row: int) -> Iterator[Flaw]:
    if bidder.price is None or not bidder.prices:
        return
    parts = sum((price.amount for price in bidder.prices), bidder.other_costs or Decimal(0))
    if parts != bidder.price:
        message = (
            f"the price of “{bidder.id}” is {bidder.price:,f}, and its modules and other costs "
        )
        message += f"add up to {parts:,f}; ask the bidder which is a slip, or add “other_costs”"
        yield Flaw(message, "bidders", (row, "price"))


def dates(dossier: Dossier) -> Iterator[Flaw]:
    """Bids are scored after they came in, and the award follows the scores."""
    received = {one.id: one.received for one in dossier.records.bidders if one.received}
    award = dossier.records.award
    for row, one in enumerate(dossier.records.scores):
        came = received.get(one.bidder)
        if came and one.date < came:
            message = (
                f"the bid of “{one.bidder}” came in on {came}, after this score; correct a date"
            )
            yield Flaw(message, "scores", (row, "date"))
        if award and one.date > award.decided:
            message = (
                f"this score is of {one.date}, after the award was decided on {award.decided}; "
            )
            yield Flaw(message + "correct a date, or decide anew", "scores", (row, "date"))
