"""Tables of the third step: solutions, suppliers, peers, benchmarks, contacts with the market."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, get_args

from rfpkit.assembly.inserts import ROLES, Blocks, table
from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.tables.handwriting import by_hand
from rfpkit.assembly.tables.signing import signature_blocks
from rfpkit.assembly.values import locale_of
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.market import Benchmark, Market, SizeClass, Solution, VendorClass
from rfpkit.spec.records.before import Notice
from rfpkit.spec.vocabulary import RoleName

SIZES: dict[SizeClass, str] = {
    "enterprise": "Enterprise",
    "big-business": "Big business",
    "mid-market": "Mid-market",
    "small": "Small firm",
    "freelance": "People who work alone",
    "non-profit": "Non-profit",
    "off-shore": "Off-shore",
}
_REVENUE: dict[str, tuple[str, str]] = {
    "one-off": ("One price", "A licence is paid once; support and new versions mostly cost extra."),
    "subscription": ("Subscription", "A fee by the month or year. It grows with users and time."),
    "pay-per-use": ("Pay per use", "A fee for each case, call or hour. Hard to foresee."),
    "freemium": ("Freemium", "The base is free; what makes it useful costs."),
    "hybrid": ("Mixed", "Several of these together."),
    "services": ("Services", "The software is free; work on it is paid for."),
    "none": ("None", "Nobody earns money with it."),
}
_NOTICES: dict[str, str] = {
    "planned-procurement": "Planned procurement",
    "market-engagement": "Preliminary market engagement",
    "prior-information": "Prior information",
    "transparency": "Transparency",
}
_RISKS = {
    "ownership": "Ownership",
    "lock-in": "Lock-in",
    "cost": "Price",
    "security": "Security",
    "privacy": "Privacy",
    "interoperability": "Interoperability",
    "actual-use": "Actual use",
    "maintenance": "Maintenance",
    "supplier": "Supplier",
    "people": "People",
    "other": "Other",
}
_APPROVERS: tuple[RoleName, ...] = (
    "product-owner", "procurement-lead", "legal-counsel", "budget-holder",
)  # fmt: skip


_UNKNOWN_MARKET = Market(summary="")


def _market(dossier: Dossier) -> Market:
    return dossier.market or _UNKNOWN_MARKET


def _in_numbers(dossier: Dossier) -> Blocks:
    market, contacts = _market(dossier), dossier.records.engagements
    found = [one for one in market.vendors if one.count]
    rows = [
        ("Solutions compared", str(len(market.solutions))),
        ("Of these, open source", str(sum(one.open_source for one in market.solutions))),
        ("Suppliers found", str(sum(one.count for one in market.vendors))),
        ("Kinds of supplier among them", f"{len(found)} of {len(SIZES)}"),
        ("Other public bodies asked", str(len(market.peers))),
        ("Contacts with the market", str(len(contacts))),
        ("Of these, published", str(sum(one.published for one in contacts))),
    ]
    return (table(("What", "How many"), rows, (0.7, 0.3)),)


def _solutions(dossier: Dossier) -> Blocks:
    rows = [
        (
            f"{one.name}\n{one.maker}",
            f"{one.licence}\n{_REVENUE[one.revenue][0]}",
            one.maturity.capitalize(),
            one.fit,
            one.users or "not known",
        )
        for one in _market(dossier).solutions
    ]
    terms = spelled("Licence, revenue", dossier.project.language)
    header = ("Solution and maker", terms, "Maturity", "Fit", "Who runs it")
    return (table(header, rows or by_hand(5), (0.2, 0.18, 0.14, 0.3, 0.18)),)


def _open_source_check(dossier: Dossier) -> Blocks:
    rows = [
        (one.name, one.licence, one.activity or "not yet looked at")
        for one in _market(dossier).solutions
        if one.open_source
    ]
    header = ("Open source solution", spelled("Licence", dossier.project.language), "Activity")
    return (table(header, rows or by_hand(3), (0.3, 0.22, 0.48)),)


def _revenue_models(dossier: Dossier) -> Blocks:
    solutions = _market(dossier).solutions
    rows = [
        (
            name,
            spelled(meaning, dossier.project.language),
            _names(one for one in solutions if one.revenue == model),
        )
        for model, (name, meaning) in _REVENUE.items()
    ]
    return (table(("Model", "What it means", "Found with"), rows, (0.18, 0.47, 0.35)),)


def _names(solutions: Iterable[Solution]) -> str:
    return "\n".join(one.name for one in solutions) or "–"


def _vendor_classes(dossier: Dossier) -> Blocks:
    found = {one.size: one for one in _market(dossier).vendors}
    rows = [
        (SIZES[size], str(found[size].count), _offer(found[size]))
        if size in found
        else (SIZES[size], "not looked at", "")
        for size in get_args(SizeClass)
    ]
    return (
        table(
            ("Kind of supplier", "Found", "What they offer, and who they are"),
            rows,
            (0.28, 0.18, 0.54),
        ),
    )


def _offer(found: VendorClass) -> str:
    return "\n".join(filter(None, (found.note, ", ".join(found.names))))


def _peers(dossier: Dossier) -> Blocks:
    rows = [(one.name, one.what, one.result) for one in _market(dossier).peers]
    header = ("Who", "What it runs", "How it went")
    return (table(header, rows or by_hand(3), (0.22, 0.34, 0.44)),)


def _benchmarks(dossier: Dossier, kind: Literal["internal", "external"]) -> Blocks:
    locale = locale_of(dossier)

    def amount(one: Benchmark) -> str:
        number = locale.number(one.value)
        return f"{number}%" if one.unit == "%" else f"{number} {one.unit}"

    chosen = [one for one in _market(dossier).benchmarks if one.kind == kind]
    rows = [(one.what, amount(one), one.source) for one in chosen]
    header = ("What was counted", "Number", "Where it comes from")
    return (table(header, rows or by_hand(3), (0.46, 0.22, 0.32)),)


def _risks(dossier: Dossier) -> Blocks:
    rows = [
        (_RISKS[one.kind], one.text, f"{one.likelihood} / {one.impact}", one.answer)
        for one in dossier.risks
    ]
    header = ("Subject", "What can happen", "Likely / bad", "What is done about it")
    return (table(header, rows, (0.18, 0.34, 0.16, 0.32)),) if rows else ()


def _engagements(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            locale.date(one.date),
            one.party + (f"\n{SIZES[one.size]}" if one.size else ""),
            one.topics + (f"\n{one.where}" if one.where else ""),
            "yes" if one.published else "not yet",
        )
        for one in sorted(dossier.records.engagements, key=lambda one: one.date)
    ]
    header = (
        "Date",
        "With whom",
        "What about, what was handed over, and where to read it",
        "Published",
    )
    return (table(header, rows, (0.16, 0.24, 0.46, 0.14)),) if rows else ()


def _market_notices(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    early: Sequence[Notice] = [one for one in dossier.records.notices if one.kind in _NOTICES]
    rows = [
        (
            _NOTICES[one.kind],
            locale.date(one.date),
            "\n".join(filter(None, (one.reference, one.url))),
        )
        for one in sorted(early, key=lambda one: one.date)
    ]
    header = ("Notice", "Date", "Number and address")
    return (table(header, rows, (0.34, 0.22, 0.44)),) if rows else ()


def _direct_award_signatures(dossier: Dossier) -> Blocks:
    names = {role.role: role.name for role in dossier.roles}
    people = [(ROLES[role], names.get(role, "")) for role in _APPROVERS]
    return signature_blocks([*people, ("Approved by", "")])


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "benchmarks-external": lambda dossier: _benchmarks(dossier, "external"),
    "benchmarks-internal": lambda dossier: _benchmarks(dossier, "internal"),
    "direct-award-signatures": _direct_award_signatures,
    "engagements": _engagements,
    "market-in-numbers": _in_numbers,
    "market-notices": _market_notices,
    "market-risks": _risks,
    "open-source-check": _open_source_check,
    "peers": _peers,
    "revenue-models": _revenue_models,
    "solutions": _solutions,
    "vendor-classes": _vendor_classes,
}
