"""The evaluation of a project: refused while a record is wrong, else points, ranks and tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from rfpkit.errors import Fault, InputError
from rfpkit.process.evaluation import checks, panel
from rfpkit.process.evaluation.awarding import award_flaws, quoted
from rfpkit.process.evaluation.model import Flaw, Mark, Out, Outcome, Result, Tie
from rfpkit.process.evaluation.observations import remarks
from rfpkit.process.evaluation.publishing import changes
from rfpkit.process.evaluation.scope import (
    offered,
    scored_bidders,
    scored_criteria,
    scores_at,
    scoring_members,
)
from rfpkit.process.evaluation.sensitivity import first_unrounded, score_tests, weight_tests
from rfpkit.process.evaluation.standing import Bid, Rules, Standing, rules_of, stand
from rfpkit.process.splitting import deciding_thresholds, splitting_remarks
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.before import Bidder
from rfpkit.spec.records.folder import Project

_CHECKS: tuple[Callable[[Dossier], Iterator[Flaw]], ...] = (
    changes,
    panel.authors,
    panel.seats,
    panel.conflicts,
    checks.bids,
    checks.prices,
    panel.scorers,
    checks.known_names,
    checks.on_the_scale,
    checks.one_score_a_cell,
    checks.every_cell,
    checks.individual_first,
    checks.dates,
)


def evaluate(project: Project) -> Outcome:
    """The evaluation of a project; ``InputError`` with every fault that stands in its way.

    Its remarks also say where modules look as if work was split to stay below a threshold.
    """
    dossier = project.dossier
    found, outcome = examined(dossier)
    if outcome is None:
        raise InputError(*(fault_of(flaw, project) for flaw in found))
    split = splitting_remarks(dossier, deciding_thresholds(dossier))
    return replace(outcome, remarks=(*outcome.remarks, *split))


def fault_of(flaw: Flaw, project: Project) -> Fault:
    """A flaw with its place in the project's files."""
    if flaw.name == "spec":
        return Fault(project.spec.path, *project.spec.place(*flaw.loc), flaw.message)
    return project.fault(flaw.message, flaw.name, *flaw.loc)


def examined(dossier: Dossier) -> tuple[tuple[Flaw, ...], Outcome | None]:
    """What is wrong in the records; and the outcome, which there is only where nothing is."""
    found = tuple(flaw for check in _CHECKS for flaw in check(dossier))
    if found:
        return found, None
    outcome = _outcome(dossier)
    found = (*_contradicted(dossier, outcome), *award_flaws(dossier, outcome))
    return found, None if found else outcome


def _contradicted(dossier: Dossier, outcome: Outcome) -> Iterator[Flaw]:
    """Bids that are recorded as out for too little quality, and reach the minimum."""
    for row, one in enumerate(dossier.records.bidders):
        result = outcome.result(one.id)
        if one.excluded is None or one.excluded.stage != "quality" or result is None:
            continue
        if result.out is None:
            message = f"“{one.id}” is excluded for too little quality, and its scores reach the "
            message += "published minimum; take out “excluded”"
            if dossier.evaluation.minimum_quality is None:
                message = f"“{one.id}” is excluded for too little quality, and no minimum was "
                message += "published; take out “excluded”"
            yield Flaw(message, "bidders", (row, "excluded", "stage"))


def _outcome(dossier: Dossier) -> Outcome:
    rules = rules_of(dossier)
    bids = _bids(dossier)
    standing = stand(bids, rules)
    numbers = {criterion.id: number for number, criterion in scored_criteria(dossier)}
    ranks = _ranks(standing)
    results = [_result(one, dossier, standing, ranks) for one in dossier.records.bidders]
    last = len(results)
    return Outcome(
        price_only=rules.price_only,
        results=tuple(sorted(results, key=lambda one: one.rank or last + 1)),
        ties=tuple(_ties(standing, rules, bids)),
        weight_tests=weight_tests(bids, standing, rules, numbers),
        score_tests=score_tests(bids, standing, rules, numbers),
        remarks=(
            *remarks(dossier),
            *_unrecorded(dossier, standing),
            *_by_rounding(bids, standing, rules),
        ),
    )


def _bids(dossier: Dossier) -> tuple[Bid, ...]:
    agreed: dict[str, dict[str, Decimal]] = {}
    for _, score in scores_at(dossier, "consensus"):
        agreed.setdefault(score.bidder, {})[score.criterion] = score.score
    return tuple(
        Bid(one.id, offered(one) or Decimal(0), agreed.get(one.id, {}))
        for one in scored_bidders(dossier)
    )


def _ranks(standing: Standing) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for group in standing.groups:
        rank = len(ranks) + 1
        ranks |= dict.fromkeys(group, rank)
    return ranks


def _result(bidder: Bidder, dossier: Dossier, standing: Standing, ranks: dict[str, int]) -> Result:
    rank = ranks.get(bidder.id)
    return Result(
        bidder=bidder,
        marks=_marks(bidder, dossier, standing),
        price=offered(bidder),
        quality=standing.quality.get(bidder.id),
        total=standing.totals.get(bidder.id),
        rank=rank,
        out=None if rank else _why_out(bidder, dossier, standing),
    )


def _marks(bidder: Bidder, dossier: Dossier, standing: Standing) -> tuple[Mark, ...]:
    members = [member.id for member in scoring_members(dossier)]
    agreed = {s.criterion: s for _, s in scores_at(dossier, "consensus") if s.bidder == bidder.id}
    alone = {
        (s.criterion, s.member): s.score
        for _, s in scores_at(dossier, "individual")
        if s.bidder == bidder.id
    }
    points = standing.points.get(bidder.id, {})
    return tuple(
        Mark(
            number=number,
            criterion=one,
            score=agreed[one.id].score if one.id in agreed else None,
            individual=tuple((m, alone[one.id, m]) for m in members if (one.id, m) in alone),
            points=points.get(one.id),
            reason=agreed[one.id].reason if one.id in agreed else "",
        )
        for number, one in scored_criteria(dossier)
    )


def _why_out(bidder: Bidder, dossier: Dossier, standing: Standing) -> Out:
    out = bidder.excluded
    if out is not None:
        return Out(out.stage, out.reason, out.criterion)
    return Out("quality", _too_little(bidder.id, dossier, standing))


def _too_little(name: str, dossier: Dossier, standing: Standing) -> str:
    minimum = dossier.evaluation.minimum_quality or Decimal(0)
    earnable = rules_of(dossier).earnable
    needed = (minimum * earnable / 100).normalize()
    return (
        f"{standing.quality[name]} quality points of {earnable.normalize():f}; "
        f"at least {needed:f} are needed ({minimum.normalize():f}%)"
    )


def _unrecorded(dossier: Dossier, standing: Standing) -> Iterator[Flaw]:
    for row, one in enumerate(dossier.records.bidders):
        if one.id in standing.below and one.excluded is None:
            message = (
                f"“{one.id}” has {_too_little(one.id, dossier, standing)}, so it is out; record "
            )
            message += "it under “excluded” with the stage “quality”"
            yield Flaw(message, "bidders", (row,))


def _by_rounding(bids: tuple[Bid, ...], standing: Standing, rules: Rules) -> Iterator[Flaw]:
    """A first place that rests on the published rounding alone, which counts all the same."""
    exact = first_unrounded(bids, standing, rules)
    if not rules.price_only and standing.first and set(exact) - set(standing.first):
        message = (
            f"without rounding, {quoted(exact)} would be first or equal; the published rule of "
        )
        yield Flaw(message + "rounding decides, so say so in the award report", "scores")


def _ties(standing: Standing, rules: Rules, bids: tuple[Bid, ...]) -> Iterator[Tie]:
    by_name = {bid.id: bid for bid in bids}
    for equal in standing.equal:
        first = by_name[equal[0]]
        open_ = tuple(group for group in standing.groups if len(group) > 1 and group[0] in equal)
        breaker = ""
        if first.id not in {name for group in open_ for name in group}:
            second = by_name[equal[1]]
            breaker = _breaker(first, second, rules)
        total = first.price if rules.price_only else standing.totals[first.id]
        yield Tie(equal, total, breaker, open_)


def _breaker(first: Bid, second: Bid, rules: Rules) -> str:
    for one in rules.tie:
        if one.subject == "price":
            if first.price != second.price:
                return one.id
        elif first.scores[one.id] != second.scores[one.id]:
            return one.id
    return ""
