"""Gates of the first phase: people, need, market, choice of a strategy."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from rfpkit.process.gates.case import Answer, Case, Lack, idle, judged
from rfpkit.spec.known import UK_ACT
from rfpkit.spec.vocabulary import Strategy

_KINDS = ("service", "it", "procurement", "legal", "budget")


def product_owner(case: Case) -> Answer:
    """One Product Owner of the buyer, with time, and trained."""
    least = case.settings.percent
    lacks = []
    told = ""
    for index, role in enumerate(case.dossier.roles):
        if role.role != "product-owner":
            continue
        told = f"{role.name} is the Product Owner, with {role.time_percent or 0} % of the week"
        if (role.time_percent or 0) < least:
            message = f"{told}; set aside at least {least} %"
            lacks.append(case.in_spec(message, "roles", index, "time_percent"))
        if role.trained is None or _later(role.trained, case.as_of):
            message = f"{role.name} is not trained for the role yet; once that is done, write the "
            message += "day under “trained”"
            lacks.append(case.in_spec(message, "roles", index, who=role.name))
    return judged(lacks, told)


def departments(case: Case) -> Answer:
    """Every part of the organisation that a purchase needs is at the table."""
    there = {one.kind for one in case.dossier.departments}
    missing = ", ".join(kind for kind in _KINDS if kind not in there)
    message = f"no department of the kind {missing} takes part; add each with its person"
    lacks = [case.in_spec(message, "departments")] if missing else []
    return judged(lacks, "all five kinds take part", f"missing: {missing}")


def journeys(case: Case) -> Answer:
    """Every group of users has a journey."""
    users = case.dossier.users
    lacks = [
        case.in_spec(f"“{user.name}” has no journey; add one under “journeys”", "users", index)
        for index, user in enumerate(users)
        if not user.journeys
    ]
    return judged(lacks, f"{len(users)} of {len(users)} groups have one")


def baselines(case: Case) -> Answer:
    """Every KPI says where the problem stands today."""
    kpis = case.dossier.kpis
    lacks = [
        case.in_spec(f"nobody has measured “{kpi.id}” yet; measure it and add “baseline”",
                     "kpis", index)
        for index, kpi in enumerate(kpis)
        if kpi.baseline is None
    ]  # fmt: skip
    return judged(lacks, f"{len(kpis)} of {len(kpis)} have today’s number")


def solutions(case: Case) -> Answer:
    """Enough solutions were compared."""
    market = case.dossier.market
    found, least = len(market.solutions) if market else 0, case.settings.least
    reason = f"solutions compared: {found}"
    if found >= least:
        return Answer("met", reason)
    message = f"{found} of at least {least} solutions are compared; add others"
    return judged([case.in_spec(message, "market", "solutions")], reason)


def engagements(case: Case) -> Answer:
    """What was said to anybody in the market is open to everybody."""
    held = case.records.engagements
    if not held:
        return idle("no contact with the market is on record")
    lacks = []
    for index, one in enumerate(held):
        if not one.published:
            message = f"what was said to {one.party} on {one.date} is not published; publish it "
            message += "and set “published: true”"
            lacks.append(case.in_records(message, "engagements", index))
    lacks += _notice_lack(case, held[0].date)
    return judged(lacks, f"{len(held)} on record, each published")


def _notice_lack(case: Case, first: dt.date) -> list[Lack]:
    """The notice that the Procurement Act 2023 asks for where the market is engaged before."""
    kinds = {notice.kind for notice in case.records.notices}
    if case.dossier.jurisdiction != "uk" or first < UK_ACT or "market-engagement" in kinds:
        return []
    if case.dossier.procedure == "below-threshold":
        return []
    message = "the market was engaged, and no preliminary market engagement notice is on record; "
    message += "publish one, or say why not in the tender notice, and add it"
    return [case.in_records(message, "notices")]


def options(case: Case) -> Answer:
    """Each of the four strategies is appraised, or excluded with a reason."""
    appraisal = case.dossier.appraisal
    there = {option.strategy for option in appraisal.options} if appraisal else set()
    lacks = [
        case.in_spec(f"strategy {one} is not appraised; add it, or say under “excluded” why not",
                     "appraisal", "options")
        for one in get_args(Strategy)
        if one not in there
    ]  # fmt: skip
    for index, option in enumerate(appraisal.options if appraisal else ()):
        if not option.excluded and not (option.costs and option.aspects):
            what = "costs" if not option.costs else "other aspects"
            message = f"strategy {option.strategy} has no {what}; add them, or say under "
            message += "“excluded” why it is out of the question"
            lacks.append(case.in_spec(message, "appraisal", "options", index))
        if option.excluded and option.strategy == case.dossier.strategy:
            message = f"strategy {option.strategy} is excluded here and yet the project’s choice"
            place = "appraisal", "options", index, "excluded"
            lacks.append(case.in_spec(f"{message}; change one of the two", *place))
    return judged(lacks, "A, B, C and D are appraised or excluded with a reason")


def _later(day: dt.date, as_of: dt.date | None) -> bool:
    return as_of is not None and day > as_of
