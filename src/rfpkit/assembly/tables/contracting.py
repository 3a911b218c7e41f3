"""Tables about the contract: downstream issues, joint buyers, standard terms, quality, the exit."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

from rfpkit.assembly.inserts import ROLES, Blocks, bullet, paragraph, table
from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.tables.signing import signature_blocks
from rfpkit.assembly.values import locale_of
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.orientation import Risk
from rfpkit.spec.records.before import TermConflict

ISSUES = {
    "ownership": "Ownership",
    "lock-in": "Dependence on one supplier",
    "cost": "Cost over the years",
    "security": "Security",
    "privacy": "Privacy",
    "interoperability": "Interoperability",
    "actual-use": "Actual use",
    "maintenance": "Maintenance",
    "supplier": "The supplier",
}
"""The kinds of risk that a contract answers, in the order in which the register has them."""

_ASKED_OF_ALL = (
    "ownership",
    "security",
    "interoperability",
    "actual-use",
    "maintenance",
    "lock-in",
)
"""The kinds that the process code asks every project to look at."""

_LAW = re.compile(r"-(eu|uk|us)$")
"""The end of the id of a clause that differs by law; in one contract there is only one of them."""

_LEVELS = {"low": 1, "medium": 2, "high": 3}
_HUNDRED = Decimal(100)


def _issues(dossier: Dossier) -> list[Risk]:
    """The risks that the contract answers, by kind, the gravest first."""
    order = list(ISSUES)
    found = [risk for risk in dossier.risks if risk.kind in ISSUES]
    return sorted(found, key=lambda risk: (order.index(risk.kind), -_grade(risk)))


def _grade(risk: Risk) -> int:
    return _LEVELS[risk.likelihood] * _LEVELS[risk.impact]


def _contract_issues(dossier: Dossier) -> Blocks:
    rows = [
        (
            f"{ISSUES[risk.kind]}\n{risk.text.strip()}",
            f"{risk.likelihood.capitalize()}, {risk.impact} impact",
            risk.answer.strip(),
            "\n".join(map(_clause, risk.clauses)) or "none yet",
            ROLES[risk.owner],
        )
        for risk in _issues(dossier)
    ]
    header = ("Issue", "Likelihood and impact", "Answer", "Clauses", "Who")
    empty = [(ISSUES[kind], "", "", "", "") for kind in _ASKED_OF_ALL]
    return (table(header, rows or empty, (0.28, 0.14, 0.28, 0.17, 0.13)),)


def _clause(name: str) -> str:
    """A clause's id in words that a narrow column can break: "Exit plan (exit)"."""
    topic, _, clause = name.rpartition("/")
    clause = _LAW.sub("", clause)
    return f"{clause.replace('-', ' ').capitalize()} ({topic})" if topic else name


def _contract_issue_gaps(dossier: Dossier) -> Blocks:
    found = _issues(dossier)
    kinds = {risk.kind for risk in found}
    gaps = [
        f"Nothing is entered about: {ISSUES[kind].lower()}. Say what can happen, or why not."
        for kind in _ASKED_OF_ALL
        if kind not in kinds
    ]
    gaps += [f"No clause is named for “{risk.id}”." for risk in found if not risk.clauses]
    if not gaps:
        return (paragraph("Every kind of issue has an entry, and every entry names its clauses."),)
    return tuple(bullet(gap) for gap in gaps)


def _own_share(dossier: Dossier) -> Decimal:
    return _HUNDRED - sum((one.share for one in dossier.co_procurers), Decimal(0))


def _co_procurers(dossier: Dossier) -> Blocks:
    people = {role.role: role.name for role in dossier.roles}
    lead = (
        f"{dossier.buyer.name}\nLead Buyer",
        people.get("budget-holder") or people["product-owner"],
        "What this agreement and the documents of the procurement say",
    )
    rows = [lead, *((o.name, o.person, o.needs or "Nothing else") for o in dossier.co_procurers)]
    header = ("Party", "Speaks for it", "What it needs")
    return (table(header, rows, (0.34, 0.26, 0.4)),)


def _co_procurement_costs(dossier: Dossier) -> Blocks:
    locale, total = locale_of(dossier), dossier.budget.total
    shares = [(dossier.buyer.name, _own_share(dossier))]
    shares += [(one.name, one.share) for one in dossier.co_procurers]
    cent = Decimal("0.01")
    amounts = [(total * share / _HUNDRED).quantize(cent) for _, share in shares]
    amounts[0] = total - sum(amounts[1:], Decimal(0))
    rows = [
        (name, f"{locale.number(share)}%", locale.money(amount))
        for (name, share), amount in zip(shares, amounts, strict=True)
    ]
    rows.append(("Together", "100%", locale.money(total)))
    header = ("Party", "Share", f"At most, {dossier.budget.tax}")
    return (table(header, rows, (0.5, 0.18, 0.32)),)


def _co_procurement_signatures(dossier: Dossier) -> Blocks:
    others = [(f"For {one.name}", one.person) for one in dossier.co_procurers]
    return signature_blocks([(f"For {dossier.buyer.name}", ""), *others])


def _terms(dossier: Dossier, *, negotiable: bool) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            f"{one.clause}\n{one.says}",
            one.conflict,
            one.change,
            one.owner,
            f"Settled {locale.date(one.settled)}" if one.settled else "Open",
        )
        for one in dossier.records.terms
        if one.negotiable is negotiable
    ]
    if dossier.records.terms and not rows:
        return ()
    header = ("Clause, and what it says", "Stands against", "To stand instead", "Who", "State")
    return (table(header, rows or [("",) * 5] * 4, (0.26, 0.24, 0.26, 0.12, 0.12)),)


def _term_state(dossier: Dossier) -> Blocks:
    terms = dossier.records.terms
    if not terms:
        return (
            paragraph("No conflict is on record yet. The tables below are for the first read."),
        )
    waiting = [one for one in terms if one.settled is None]
    text = f"{len(terms) - len(waiting)} of {len(terms)} conflicts are settled."
    if not waiting:
        return (paragraph(f"{text} None stands in the way of signing."),)
    return (paragraph(f"{text} These are open:"), *(bullet(_open_term(one)) for one in waiting))


def _open_term(one: TermConflict) -> str:
    what = "a change is to be agreed" if one.negotiable else "the law or a policy decides"
    return f"{one.clause}: {what}; {one.owner} sees to it."


def _quality_people(dossier: Dossier) -> Blocks:
    wanted = ("product-owner", "technical-lead", "security-lead", "data-protection-lead",
              "user-representative")  # fmt: skip
    rows = [
        (ROLES[role.role], role.name, spelled(_CHECKS[role.role], dossier.project.language))
        for name in wanted
        for role in dossier.roles
        if role.role == name
    ]
    return (table(("Role", "Who", "Checks"), rows, (0.26, 0.32, 0.42)),)


_CHECKS = {
    "product-owner": "That the goal is reached; decides on the work",
    "technical-lead": "Tests, reviews, build, documentation, licences",
    "security-lead": "Security, and weaknesses that are let pass",
    "data-protection-lead": "Personal data in tests, logs and exports",
    "user-representative": "Use in daily work, and accessibility",
}


def _quality_history(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            str(one.number),
            locale.date(one.reviewed) if one.reviewed else "not yet",
            *(_yes(done) for done in (bool(one.tested_by), one.accessible, one.secure)),
            *(_yes(done) for done in (one.documented, one.deployed)),
            one.decision.capitalize() if one.decision else "open",
        )
        for one in dossier.records.sprints
    ]
    header = ("No.", "Reviewed", "Tested by users", "Accessible", "Secure", "Documented",
              "Deployed", "Decision")  # fmt: skip
    widths = (0.06, 0.2, 0.12, 0.13, 0.1, 0.15, 0.12, 0.12)
    return (table(header, rows or [("",) * 8] * 6, widths),)


def _yes(done: bool) -> str:
    return "yes" if done else "no"


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of the month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _contract_dates(dossier: Dossier) -> Blocks:
    if dossier.timetable is None:
        return ()
    locale, start, contract = locale_of(dossier), dossier.timetable.start, dossier.contract
    months, one_day = contract.term_months, dt.timedelta(days=1)
    ends = months_after(start, months) - one_day
    rows = [("Work starts", locale.date(start)), ("The first period ends", locale.date(ends))]
    for number, extension in enumerate(contract.extensions, start=1):
        notice = ends - dt.timedelta(days=extension.notice_days)
        rows.append((f"Last day to ask for extension {number}", locale.date(notice)))
        months += extension.months
        ends = months_after(start, months) - one_day
        rows.append((f"Extension {number} would end", locale.date(ends)))
    return (table(("What happens", "When"), rows, (0.6, 0.4)),)


def _exit_data_sets(dossier: Dossier) -> Blocks:
    rows = [(m.name, m.outcome, "", "", "") for m in dossier.modules]
    rows += [("Accounts, rights and settings", "Who may do what", "", "", "")]
    rows += [("Records of access and changes", "Who did what, and when", "", "", "")]
    header = ("Data of", "What it is for", "Volume", "Open format", "Goes to")
    return (table(header, rows, (0.22, 0.33, 0.12, 0.16, 0.17)),)


def _exit_systems(dossier: Dossier) -> Blocks:
    rows = [(s.name, s.interface, "", "") for s in dossier.environment.systems]
    header = ("System", "How it is linked", "Step that moves the link", "Who agrees")
    return (table(header, rows or [("",) * 4] * 3, (0.26, 0.3, 0.28, 0.16)),)


_RESULTS = {"passed": "Passed", "passed-with-gaps": "Passed, with gaps", "failed": "Failed"}


def _exit_rehearsals(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (locale.date(one.date), one.by, _RESULTS[one.result], "\n".join(one.gaps) or "None")
        for one in dossier.records.exits
    ]
    header = ("Date", "Who", "Result", "What was missing")
    return (table(header, rows or [("",) * 4] * 3, (0.18, 0.26, 0.16, 0.4)),)


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "co-procurement-costs": _co_procurement_costs,
    "co-procurement-signatures": _co_procurement_signatures,
    "co-procurers": _co_procurers,
    "contract-dates": _contract_dates,
    "contract-issue-gaps": _contract_issue_gaps,
    "contract-issues": _contract_issues,
    "exit-data-sets": _exit_data_sets,
    "exit-rehearsals": _exit_rehearsals,
    "exit-systems": _exit_systems,
    "quality-history": _quality_history,
    "quality-people": _quality_people,
    "term-state": _term_state,
    "terms-fixed": lambda dossier: _terms(dossier, negotiable=False),
    "terms-negotiable": lambda dossier: _terms(dossier, negotiable=True),
}
