"""Tables of the second step: research, personas, journeys, goals, KPIs, and who underwrites."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rfpkit.assembly.inserts import Blocks, table
from rfpkit.assembly.tables.handwriting import by_hand
from rfpkit.assembly.tables.signing import signature_blocks
from rfpkit.assembly.values import Locale, locale_of
from rfpkit.document.model import Table
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.need import Kpi
from rfpkit.spec.orientation import Finding, Persona
from rfpkit.spec.records.after import Measurement

_VERDICTS = {"done": "done already", "part": "part of the project", "rejected": "rejected"}
_SIGNERS_UNKNOWN = ("Service", "Information technology", "Procurement", "Legal", "Budget")
"""Who signs the underwriting where the spec names no departments yet."""
_EMPTY_CARD = table(
    ("Name", "Group of users"), [("Who", ""), ("Wants to", ""), ("In the way", "")], (0.18, 0.82)
)


def _methods(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    methods = dossier.research.methods if dossier.research else ()
    rows = [(m.method, m.group, str(m.people), locale.date(m.when)) for m in methods]
    header = ("Method", "With whom", "People", "Ended")
    return (table(header, rows or by_hand(4), (0.42, 0.28, 0.1, 0.2)),)


def _all_findings(dossier: Dossier) -> Sequence[Finding]:
    return dossier.research.findings if dossier.research else ()


def _findings(dossier: Dossier) -> Blocks:
    rows = [(one.text, one.group or "All", one.evidence) for one in _all_findings(dossier)]
    header = ("What was found", "Whom it concerns", "What it rests on")
    return (table(header, rows or by_hand(3), (0.5, 0.2, 0.3)),)


def _coverage(dossier: Dossier) -> Blocks:
    """Whether each group of users was asked, has a persona, and has a journey."""
    methods = dossier.research.methods if dossier.research else ()
    rows = []
    for user in dossier.users:
        asked = [method for method in methods if method.group == user.name]
        personas = [persona.name for persona in dossier.personas if persona.group == user.name]
        rows.append(
            (
                user.name,
                "\n".join(f"{m.method}: {m.people}" for m in asked) or "nobody yet",
                "\n".join(personas) or "none yet",
                str(len(user.journeys)) if user.journeys else "none yet",
            )
        )
    header = ("Group", "Asked, and how many people", "Persona", "Journeys")
    return (table(header, rows, (0.26, 0.44, 0.16, 0.14)),)


def _personas(dossier: Dossier) -> Blocks:
    return tuple(_card(persona) for persona in dossier.personas) or (_EMPTY_CARD,)


def _card(persona: Persona) -> Table:
    rows = [("Who", persona.about)]
    rows += [("Wants to", "\n".join(persona.goals))] if persona.goals else []
    rows += [("In the way", "\n".join(persona.pains))] if persona.pains else []
    return table((persona.name, persona.group), rows, (0.18, 0.82))


def _journeys_and_pains(dossier: Dossier) -> Blocks:
    rows = []
    for user in dossier.users:
        found = [one.text for one in _all_findings(dossier) if one.group == user.name]
        pains = [pain for one in dossier.personas if one.group == user.name for pain in one.pains]
        today = "\n".join([*found, *pains]) or "not yet known"
        rows.append((user.name, today, "\n".join(user.journeys) or "not yet written"))
    header = ("Who", "What hurts today", "What they need to be able to do")
    return (table(header, rows, (0.2, 0.4, 0.4)),)


def _goals(dossier: Dossier) -> Blocks:
    whose = {"administration": "The administration", "department": "A department"}
    order = sorted(dossier.goals, key=lambda goal: list(whose).index(goal.of))
    rows = [(goal.text, whose[goal.of], goal.owner) for goal in order]
    header = ("Goal", "Of", "Where it comes from")
    return (table(header, rows or by_hand(3), (0.5, 0.2, 0.3)),)


def _alternatives(dossier: Dossier) -> Blocks:
    rows = [(one.what, _VERDICTS[one.verdict], one.reason) for one in dossier.alternatives]
    header = ("What can be done", "Result", "Why")
    return (table(header, rows or by_hand(3), (0.4, 0.18, 0.42)),)


def _kpi_register(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    latest = _latest(dossier.records.kpis)
    rows = [
        (
            f"{kpi.name} ({kpi.id})\n{kpi.how}",
            _today(kpi, locale),
            locale.number(kpi.target),
            kpi.unit,
            locale.date(kpi.by),
            _measured(latest.get(kpi.id), locale),
        )
        for kpi in dossier.kpis
    ]
    header = (
        "KPI, how and by whom it is measured",
        "Today",
        "Target",
        "Unit",
        "By",
        "Last measured",
    )
    return (table(header, rows, (0.36, 0.1, 0.1, 0.13, 0.15, 0.16)),)


def _today(kpi: Kpi, locale: Locale) -> str:
    return "not yet measured" if kpi.baseline is None else locale.number(kpi.baseline)


def _latest(measurements: Sequence[Measurement]) -> dict[str, Measurement]:
    return {one.kpi: one for one in sorted(measurements, key=lambda one: one.date)}


def _measured(last: Measurement | None, locale: Locale) -> str:
    return f"{locale.number(last.value)}\n{locale.date(last.date)}" if last else "–"


def _kpi_uses(dossier: Dossier) -> Blocks:
    scored = [one for one in dossier.criteria if one.kind == "scored"]
    rows = []
    for kpi in dossier.kpis:
        criteria = [f"S{n}: {c.text}" for n, c in enumerate(scored, start=1) if kpi.id in c.source]
        modules = [module.name for module in dossier.modules if kpi.id in module.serves]
        rows.append((kpi.name, "\n".join(criteria) or "–", "\n".join(modules) or "–"))
    header = ("KPI", "Scored criteria that ask for it", "Modules that serve it")
    return (table(header, rows, (0.3, 0.45, 0.25)),)


def _observation_sheet(_: Dossier) -> Blocks:
    header = ("Time and step", "What was done and used", "Where it broke")
    return (table(header, by_hand(3, lines=8), (0.24, 0.46, 0.3)),)


def _department_signatures(dossier: Dossier) -> Blocks:
    people = [(d.name, d.person) for d in dossier.departments]
    owner = next((role.name for role in dossier.roles if role.role == "product-owner"), "")
    unknown = [(name, "") for name in _SIGNERS_UNKNOWN]
    return signature_blocks([*(people or unknown), ("Product Owner", owner)])


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "alternatives": _alternatives,
    "department-signatures": _department_signatures,
    "findings": _findings,
    "goals": _goals,
    "journeys-and-pains": _journeys_and_pains,
    "kpi-register": _kpi_register,
    "kpi-uses": _kpi_uses,
    "observation-sheet": _observation_sheet,
    "personas": _personas,
    "research-coverage": _coverage,
    "research-methods": _methods,
}
