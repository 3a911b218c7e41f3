"""Tables of the first step: departments, workshops, lessons from earlier procurements."""

from __future__ import annotations

from collections.abc import Callable

from rfpkit.assembly.inserts import Blocks, table
from rfpkit.assembly.values import locale_of
from rfpkit.spec.dossier import Dossier

_KINDS = {
    "service": "Service delivery",
    "it": "Information technology",
    "procurement": "Procurement",
    "legal": "Legal",
    "budget": "Budget and accounting",
    "other": "Other",
}


def _departments(dossier: Dossier) -> Blocks:
    rows = [(d.name, _KINDS[d.kind], d.person, d.interest) for d in dossier.departments]
    header = ("Department", "Part in the project", "Speaks for it", "What it wants or fears")
    return (table(header, rows, (0.26, 0.2, 0.22, 0.32)),) if rows else ()


def _workshops(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (locale.date(w.date), w.title, "\n".join(w.departments), str(w.people), w.result)
        for w in dossier.records.workshops
    ]
    header = ("Date", "Subject", "Departments", "People", "Result")
    return (table(header, rows, (0.17, 0.23, 0.22, 0.1, 0.28)),) if rows else ()


def _lessons(dossier: Dossier) -> Blocks:
    rows = [
        (one.project, one.asked, one.went_well, one.went_wrong, one.change)
        for one in dossier.records.lessons
    ]
    header = ("Procurement", "Asked", "What went well", "What did not", "What we do differently")
    return (table(header, rows, (0.18, 0.15, 0.22, 0.22, 0.23)),) if rows else ()


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "departments": _departments,
    "lessons": _lessons,
    "workshops": _workshops,
}
