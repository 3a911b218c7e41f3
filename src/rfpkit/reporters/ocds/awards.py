"""The award and contract parts of a release."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rfpkit.reporters.ocds.organisations import bidder_of
from rfpkit.reporters.ocds.tenders import contract_period
from rfpkit.reporters.ocds.values import Paper, at_end, at_midnight, documents, money
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.after import Acceptance
from rfpkit.spec.records.before import Award

_MET = {"accepted": "met", "accepted-with-defects": "partiallyMet", "refused": "notMet"}


def award(dossier: Dossier, papers: Sequence[Paper]) -> dict[str, Any]:
    """Who won, for how much."""
    given = _given(dossier)
    winner = next((b for b in dossier.records.bidders if b.id == given.bidder), None)
    return {
        "id": _award_id(dossier),
        "title": dossier.project.title,
        "status": "active",
        "date": at_midnight(given.decided),
        "value": _value(dossier),
        "suppliers": [bidder_of(winner)] if winner else [],
        "documents": documents(list(papers), "award", dossier.project.language[:2]),
    }


def contract(dossier: Dossier, papers: Sequence[Paper]) -> dict[str, Any]:
    """What was signed, and which modules were accepted since."""
    given = _given(dossier)
    made: dict[str, Any] = {
        "id": given.reference or f"{dossier.project.reference}-contract",
        "awardID": _award_id(dossier),
        "title": dossier.project.title,
        "status": "terminated" if _has_ended(dossier) else "active",
        "value": _value(dossier),
        "documents": documents(list(papers), "contract", dossier.project.language[:2]),
        "implementation": {
            "milestones": [_milestone(dossier, one) for one in dossier.records.acceptances]
        },
    }
    if given.signed is not None:
        made["dateSigned"] = at_midnight(given.signed)
    if dossier.timetable is not None:
        made["period"] = contract_period(dossier)
    return made


def _has_ended(dossier: Dossier) -> bool:
    """Whether the project was closed after the last day of the contract; its use may go on."""
    closure = dossier.records.closure
    if closure is None or dossier.timetable is None:
        return closure is not None
    return at_end(closure.date) > str(contract_period(dossier)["endDate"])


def _given(dossier: Dossier) -> Award:
    assert dossier.records.award is not None  # noqa: S101 - asked for only where there is one
    return dossier.records.award


def _award_id(dossier: Dossier) -> str:
    return f"{dossier.project.reference}-award"


def _value(dossier: Dossier) -> dict[str, Any] | None:
    given = _given(dossier)
    winner = next((b for b in dossier.records.bidders if b.id == given.bidder), None)
    amount = given.value
    if amount is None and winner is not None:
        amount = winner.price
        if amount is None and winner.prices:
            amount = sum((price.amount for price in winner.prices), Decimal(0))
    return money(amount, dossier.budget.currency)


def _milestone(dossier: Dossier, one: Acceptance) -> dict[str, Any]:
    names = {module.id: module.name for module in dossier.modules}
    met = _MET[one.decision]
    return {
        "id": f"{one.module}-{one.date.isoformat()}",
        "title": names.get(one.module, one.module),
        "type": "delivery",
        "description": one.evidence,
        "dateMet": at_end(one.date) if met == "met" else "",
        "dateModified": at_end(one.date),
        "status": met,
    }
