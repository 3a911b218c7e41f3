"""Tables of the first step: roles, departments, workshops, lessons from earlier procurements."""

from __future__ import annotations

from collections.abc import Callable

from rfpkit.assembly.inserts import ROLES, Blocks, table
from rfpkit.assembly.tables.handwriting import by_hand
from rfpkit.assembly.tables.signing import signature_blocks
from rfpkit.assembly.values import locale_of
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.vocabulary import RoleName

_KINDS = {
    "service": "Service delivery",
    "it": "Information technology",
    "procurement": "Procurement",
    "legal": "Legal",
    "budget": "Budget and accounting",
    "other": "Other",
}

_SERIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("1. What procurement can do", ("service", "it", "procurement", "legal", "budget")),
    ("2. How software is made", ("service", "it", "procurement", "legal", "budget")),
    ("3. From complaint to problem", ("service", "it", "budget", "other")),
    ("4. The market, and talking with it", ("service", "it", "procurement", "legal")),
    ("5. Judging bids", ("service", "it", "procurement", "legal")),
    ("6. Living with software", ("service", "it", "legal", "budget", "other")),
)
"""The workshops of the series, and the kinds of department that none of them does without."""


def _role_holders(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    wanted: tuple[RoleName, ...] = ("product-owner", "innovation-lead")
    rows = []
    for name in wanted:
        held = [role for role in dossier.roles if role.role == name]
        rows += [
            (
                ROLES[role.role],
                role.name + (f"\n{role.title}" if role.title else ""),
                f"{locale.number(role.time_percent)}%" if role.time_percent else "not yet agreed",
            )
            for role in held
        ] or [(ROLES[name], "not yet named", "not yet agreed")]
    return (table(("Role", "Who", "Share of the week"), rows, (0.3, 0.45, 0.25)),)


def _role_signatures(dossier: Dossier) -> Blocks:
    names = {role.role: role.name for role in dossier.roles}
    return signature_blocks(
        (
            ("Budget holder", names.get("budget-holder", "")),
            ("Line manager of the Product Owner", ""),
            ("Product Owner", names.get("product-owner", "")),
            ("Innovation lead", names.get("innovation-lead", "")),
        )
    )


def _departments(dossier: Dossier) -> Blocks:
    rows = [(d.name, _KINDS[d.kind], d.person, d.interest) for d in dossier.departments]
    header = ("Department", "Part in the project", "Speaks for it", "What it wants or fears")
    if not rows:
        rows = [("", part, "", "") for kind, part in _KINDS.items() if kind != "other"]
    return (table(header, rows, (0.24, 0.2, 0.22, 0.34)),)


def _workshop_series(dossier: Dossier) -> Blocks:
    locale, rows = locale_of(dossier), []
    for title, kinds in _SERIES:
        names = [d.name for d in dossier.departments if d.kind in kinds]
        rows.append((title, locale.listing(names or [_KINDS[kind] for kind in kinds]), "", ""))
    header = ("Workshop", "Who must not be missing", "Date", "Who leads it")
    return (table(header, rows, (0.3, 0.34, 0.16, 0.2)),)


def _workshops(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (locale.date(w.date), w.title, locale.listing(w.departments), str(w.people), w.result)
        for w in dossier.records.workshops
    ]
    header = ("Date", "Subject", "Departments", "People", "Result")
    return (table(header, rows, (0.15, 0.2, 0.23, 0.1, 0.32)),) if rows else ()


def _office_hours(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (locale.date(event.when), event.where, event.audience)
        for event in dossier.events
        if event.kind == "office-hours"
    ] or by_hand(3)
    return (table(("Date", "Place", "For whom"), rows, (0.25, 0.45, 0.3)),)


def _lessons(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            f"{one.project}\n{locale.date(one.date)}",
            one.asked,
            one.went_well,
            one.went_wrong,
            one.change,
        )
        for one in dossier.records.lessons
    ]
    header = ("Procurement", "Asked", "What went well", "What did not", "What we do differently")
    return (table(header, rows, (0.18, 0.15, 0.22, 0.22, 0.23)),) if rows else ()


def _answer_space(_: Dossier) -> Blocks:
    header = ("What was said", "By whom (role only)")
    return (table(header, by_hand(2), (0.74, 0.26)),)


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "answer-space": _answer_space,
    "departments": _departments,
    "lessons": _lessons,
    "office-hours": _office_hours,
    "role-holders": _role_holders,
    "role-signatures": _role_signatures,
    "workshop-series": _workshop_series,
    "workshops": _workshops,
}
