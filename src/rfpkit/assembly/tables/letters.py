"""What letters about the result say to one bidder: its scores, the winner's, the reasons.

A letter that rests on records with faults would tell a bidder something wrong, so there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from rfpkit.assembly.inserts import Blocks, bullet, paragraph, table
from rfpkit.assembly.tables.evaluation import STAGES, cell
from rfpkit.assembly.values import locale_of
from rfpkit.errors import Fault, InputError
from rfpkit.process.evaluation.model import Outcome, Result
from rfpkit.process.evaluation.ranking import examined
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.before import Bidder

_NO_REASON = "The reason is not on record yet. Add it before this letter goes out."


def _outcome(dossier: Dossier) -> Outcome:
    """The outcome; ``InputError`` with what is wrong in the records."""
    flaws, outcome = examined(dossier)
    if outcome is None:
        files = ["spec.yml" if one.name == "spec" else f"records/{one.name}" for one in flaws]
        told = [f"{one.message} (the row: rfpkit evaluate)" for one in flaws]
        raise InputError(*{Fault(file, 0, 0, text) for file, text in zip(files, told, strict=True)})
    return outcome


def _pair(dossier: Dossier) -> tuple[Result | None, Result | None]:
    """The results of the letter's bidder and of the winner."""
    outcome = _outcome(dossier)
    own = outcome.result(dossier.bidder.id) if dossier.bidder else None
    return own, outcome.result(dossier.winner.id) if dossier.winner else None


def _lines(one: Bidder) -> list[str]:
    return [line for line in (one.name, one.contact, one.address) if line]


def _address(dossier: Dossier) -> Blocks:
    return tuple(paragraph(line) for line in _lines(dossier.bidder)) if dossier.bidder else ()


def _winner(dossier: Dossier) -> Blocks:
    """Who won: name, address, number, price. Its contact is a person, and no business of others."""
    _, winner = _pair(dossier)
    if winner is None:
        return ()
    locale, one = locale_of(dossier), winner.bidder
    award = dossier.records.award
    value = award.value if award and award.value is not None else winner.price
    rows = [
        ("Name", one.name),
        ("Address", one.address),
        ("Unique identifier or registration number", one.number),
        (
            "Total price",
            f"{locale.money(value)}, {dossier.budget.tax}" if value is not None else "",
        ),
        ("Total of its points", f"{winner.total}" if winner.total is not None else ""),
    ]
    shown = [(what, words or "Not recorded") for what, words in rows]
    return (table(("The winning Proposal", "Details"), shown, (0.38, 0.62)),)


def _own_scores(dossier: Dossier) -> Blocks:
    """The bidder's own points, with the reason for each score."""
    own, _ = _pair(dossier)
    if own is None or own.quality is None:
        return ()
    rows = [
        (
            mark.number,
            mark.criterion.text,
            f"{mark.criterion.weight:f}",
            cell(mark),
            _reason(own, at),
        )
        for at, mark in enumerate(own.marks)
    ]
    rows.append(("", "Total", "100", _total(own), _rank(own)))
    header = ("No.", "Criterion", "Most points", "Points (score)", "Reason")
    return (table(header, rows, (0.07, 0.33, 0.1, 0.14, 0.36)),)


def _total(one: Result) -> str:
    return f"{one.total}" if one.total is not None else "Not ranked"


def _rank(one: Result) -> str:
    if one.rank is None:
        return one.out.reason if one.out else ""
    return f"Rank {one.rank}"


def _reason(one: Result, at: int) -> str:
    mark = one.marks[at]
    if mark.criterion.subject == "price":
        return "By the published formula" if mark.points is not None else "Price not used"
    return mark.reason or _NO_REASON


def _comparison(dossier: Dossier) -> Blocks:
    """Points of the bidder and of the winner side by side."""
    own, winner = _pair(dossier)
    if own is None or winner is None or own.quality is None:
        return ()
    rows = [
        (mine.number, mine.criterion.text, f"{mine.criterion.weight:f}", cell(mine), cell(theirs))
        for mine, theirs in zip(own.marks, winner.marks, strict=True)
    ]
    rows.append(("", "Total", "100", _total(own), _total(winner)))
    header = ("No.", "Criterion", "Most points", "Your points (score)", "Winner’s points (score)")
    return (table(header, rows, (0.07, 0.45, 0.12, 0.18, 0.18)),)


def _reasons(dossier: Dossier) -> Blocks:
    """The reasons for the bidder's scores and for the winner's, criterion by criterion."""
    own, winner = _pair(dossier)
    if own is None or winner is None or own.quality is None:
        return ()
    rows = [
        (mark.number, _reason(own, at), _reason(winner, at))
        for at, mark in enumerate(own.marks)
        if mark.criterion.subject != "price"
    ]
    header = ("No.", "Your Proposal", "The winning Proposal")
    return (table(header, rows, (0.08, 0.46, 0.46)),) if rows else ()


def _own_reasons(dossier: Dossier) -> Blocks:
    """The reasons for the bidder's own scores, where those of the winner are not told."""
    own, _ = _pair(dossier)
    if own is None or own.quality is None:
        return ()
    rows = [
        (mark.number, _reason(own, at))
        for at, mark in enumerate(own.marks)
        if mark.criterion.subject != "price"
    ]
    return (table(("No.", "Your Proposal"), rows, (0.08, 0.92)),) if rows else ()


def _winner_scores(dossier: Dossier) -> Blocks:
    """The winner's points and reasons, for those whose own bid was not scored."""
    _, winner = _pair(dossier)
    if winner is None:
        return ()
    rows = [
        (mark.number, mark.criterion.text, cell(mark), _reason(winner, at))
        for at, mark in enumerate(winner.marks)
    ]
    rows.append(("", "Total", _total(winner), ""))
    header = ("No.", "Criterion", "Points (score)", "Reason")
    return (table(header, rows, (0.07, 0.38, 0.15, 0.4)),)


def _better(dossier: Dossier) -> Blocks:
    """What the winning bid does better, and what it does less well, in points."""
    own, winner = _pair(dossier)
    if own is None or winner is None or own.total is None or winner.total is None:
        return ()
    ahead: list[str] = []
    behind: list[str] = []
    for mine, theirs in zip(own.marks, winner.marks, strict=True):
        gap = (theirs.points or Decimal(0)) - (mine.points or Decimal(0))
        line = f"{mine.number} ({abs(gap)} more)"
        if gap:
            (ahead if gap > 0 else behind).append(line)
    listed = locale_of(dossier).listing
    told = []
    if ahead:
        told.append(bullet(f"The winning Proposal has more points for {listed(ahead)}."))
    if behind:
        told.append(bullet(f"Your Proposal has more points for {listed(behind)}."))
    gap = winner.total - own.total
    if gap:
        told.append(bullet(f"In all, the winning Proposal has {gap} points more."))
    elif winner.rank == own.rank:
        award = dossier.records.award
        told.append(
            bullet("Both Proposals have the same total, and the published rule leaves them equal.")
        )
        told.extend(bullet(line) for line in [award.tie if award else ""] if line)
    else:
        told.append(
            bullet("Both Proposals have the same total. The published rule for that case decided.")
        )
    return tuple(told)


def _why_out(dossier: Dossier) -> Blocks:
    own, _ = _pair(dossier)
    if own is None or own.out is None:
        return ()
    number = ""
    asked = [one for one in dossier.criteria if one.kind == "mandatory"]
    for n, one in enumerate(asked, start=1):
        if one.id == own.out.criterion:
            number = f" (M{n})\n{one.text}"
    decided = own.bidder.excluded.date if own.bidder.excluded else None
    rows = [
        ("Stage", STAGES[own.out.stage] + number),
        ("Reason", own.out.reason),
        *([("Decided on", locale_of(dossier).date(decided))] if decided else []),
    ]
    return (table(("Why your Proposal is out", "Details"), rows, (0.25, 0.75)),)


def _counts(dossier: Dossier) -> Blocks:
    bidders = dossier.records.bidders
    received = sum(1 for one in bidders if one.received)
    ranked = sum(1 for one in _outcome(dossier).results if one.rank)
    return (paragraph(f"Proposals received: {received}. Proposals ranked: {ranked}."),)


def _ranks(dossier: Dossier) -> Blocks:
    """The ranking of all, without the names of others but the winner's."""
    outcome = _outcome(dossier)
    known = {one.id for one in (dossier.bidder, dossier.winner) if one is not None}
    rows = [
        (
            str(one.rank),
            one.bidder.name if one.bidder.id in known else "Another bidder",
            _total(one),
        )
        for one in outcome.results
        if one.rank
    ]
    return (table(("Rank", "Bidder", "Total"), rows, (0.15, 0.6, 0.25)),) if rows else ()


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "letter-address": _address,
    "letter-better": _better,
    "letter-comparison": _comparison,
    "letter-counts": _counts,
    "letter-own-reasons": _own_reasons,
    "letter-own-scores": _own_scores,
    "letter-ranks": _ranks,
    "letter-reasons": _reasons,
    "letter-why-out": _why_out,
    "letter-winner": _winner,
    "letter-winner-scores": _winner_scores,
}
