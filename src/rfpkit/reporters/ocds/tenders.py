"""The planning and tender parts of a release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from rfpkit.assembly.tables.contracting import months_after
from rfpkit.reporters.ocds.organisations import buyer_of
from rfpkit.reporters.ocds.values import Paper, at_end, at_hour, at_midnight, documents, money
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.publication import Publication
from rfpkit.spec.records.before import Addendum
from rfpkit.spec.vocabulary import Procedure

METHODS: dict[Procedure, str] = {
    "open": "open",
    "restricted": "selective",
    "competitive-with-negotiation": "selective",
    "competitive-dialogue": "selective",
    "competitive-flexible": "open",
    "innovation-partnership": "selective",
    "design-contest": "open",
    "light-touch": "open",
    "below-threshold": "open",
    "framework-call-off": "limited",
    "dynamic-purchasing": "selective",
    "direct-award": "direct",
}
"""The standard's word for each procedure, which follows the WTO's agreement on procurement."""


def planning(dossier: Dossier, papers: Sequence[Paper]) -> dict[str, Any]:
    """Why the procurement is planned, and with what money."""
    return {
        "rationale": dossier.problem,
        "budget": {
            "description": f"The most for the whole contract, {dossier.budget.tax}.",
            "project": dossier.project.title,
            "projectID": dossier.project.reference,
            "amount": money(dossier.budget.total, dossier.budget.currency),
        },
        "documents": documents(list(papers), "planning", dossier.project.language[:2]),
        "milestones": [
            {
                "id": f"kpi-{kpi.id}",
                "title": kpi.name,
                "type": "assessment",
                "description": f"Target: {kpi.target} {kpi.unit}. {kpi.how}",
                "dueDate": at_end(kpi.by),
                "status": "scheduled",
            }
            for kpi in dossier.kpis
        ],
    }


def tender(dossier: Dossier, publication: Publication, papers: Sequence[Paper]) -> dict[str, Any]:
    """What is asked of the market, how, and until when."""
    times, submission, currency = dossier.timetable, dossier.submission, dossier.budget.currency
    selective = METHODS[dossier.procedure] == "selective" or dossier.timetable is None
    made: dict[str, Any] = {
        "id": dossier.project.reference,
        "title": dossier.project.title,
        "description": dossier.project.summary,
        "status": "active",
        "procuringEntity": buyer_of(dossier, publication),
        "items": items(dossier, publication),
        "value": money(dossier.budget.total, currency),
        "procurementMethod": METHODS[dossier.procedure],
        "procurementMethodDetails": dossier.procedure.replace("-", " ").capitalize(),
        "procurementMethodRationale": dossier.market.only_supplier if dossier.market else "",
        "mainProcurementCategory": publication.category,
        "awardCriteria": "priceOnly"
        if dossier.evaluation.method == "price-only"
        else "ratedCriteria",
        "awardCriteriaDetails": _criteria(dossier, "scored"),
        "eligibilityCriteria": _criteria(dossier, "mandatory"),
        "hasEnquiries": bool(dossier.records.questions),
        "documents": documents(list(papers), "tender", dossier.project.language[:2]),
    }
    if submission is not None:
        made["submissionMethod"] = ["electronicSubmission"]
        made["submissionMethodDetails"] = submission.portal
    if times is not None:
        end = at_hour(times.submit, times.submit_time, publication.time_zone)
        made["tenderPeriod"] = {"startDate": at_midnight(times.issue), "endDate": end}
        made["enquiryPeriod"] = {
            "startDate": at_midnight(times.issue),
            "endDate": at_end(times.questions_until),
        }
        made["awardPeriod"] = {"startDate": end, "endDate": at_end(times.award)}
        made["contractPeriod"] = contract_period(dossier)
        if selective and times.requests is not None:
            made["expressionOfInterestDeadline"] = at_end(times.requests)
        if times.standstill_end is not None:
            made["standstillPeriod"] = {"endDate": at_end(times.standstill_end)}
    return made


def items(dossier: Dossier, publication: Publication) -> list[Any]:
    """An item for each module, or one for the whole."""
    codes = [{"scheme": "CPV", "id": code.partition("-")[0]} for code in publication.cpv]
    more = {"classification": codes[0], "additionalClassifications": codes[1:]} if codes else {}
    if not dossier.modules:
        return [{"id": "1", "description": dossier.project.title, **more}]
    return [
        {"id": module.id, "description": f"{module.name}. {module.outcome}", **more}
        for module in dossier.modules
        if module.strategy != "D"
    ]


def contract_period(dossier: Dossier) -> dict[str, Any]:
    """From the start of the work over the first term, and to the end of the last extension."""
    assert dossier.timetable is not None  # noqa: S101 - asked for only where there is one
    begin = dossier.timetable.start
    term = dossier.contract.term_months
    whole = term + sum(extension.months for extension in dossier.contract.extensions)
    return {
        "startDate": at_midnight(begin),
        "endDate": at_end(_last_day(begin, term)),
        "maxExtentDate": at_end(_last_day(begin, whole)),
    }


def _last_day(begin: dt.date, months: int) -> dt.date:
    """The last day of so many months that begin on a day."""
    return months_after(begin, months) - dt.timedelta(days=1)


def amendment(dossier: Dossier, addendum: Addendum, release: str) -> dict[str, Any]:
    """What an addendum changed."""
    asked = [q.id for q in dossier.records.questions if q.addendum == addendum.number]
    return {
        "id": f"addendum-{addendum.number}",
        "date": at_midnight(addendum.date),
        "description": "\n".join(addendum.changes),
        "rationale": f"Questions {', '.join(asked)}" if asked else "",
        "amendsReleaseID": release,
        "releaseID": f"{release}Update-{addendum.number}",
    }


def _criteria(dossier: Dossier, kind: str) -> str:
    lines = []
    for criterion in dossier.criteria:
        if criterion.kind == kind:
            weight = f" ({criterion.weight:f}%)" if criterion.weight is not None else ""
            lines.append(f"{criterion.text}{weight}")
    return "\n".join(lines)
