"""Tables of the software in use: documentation, training, maintenance, audits, release, closure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from typing import TypeVar

from rfpkit.assembly.inserts import ROLES, Blocks, bullet, paragraph, prose, table
from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.tables.contracting import months_after
from rfpkit.assembly.tables.delivery import amount, latest
from rfpkit.assembly.tables.publiccode import publiccode_table
from rfpkit.assembly.values import locale_of
from rfpkit.spec.delivery import Training
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.mix import strategies
from rfpkit.spec.need import Kpi
from rfpkit.spec.records.after import (
    Acceptance,
    Audit,
    DocumentationCheck,
    ExitTest,
    Measurement,
    SourceRelease,
    Trained,
)

_PARTS = {
    "architecture": "Architecture",
    "interfaces": "Interfaces and data",
    "modules": "Modules and what they do",
    "installation": "Build and installation",
    "operation": "Running and maintenance",
    "user-guide": "User guide",
    "onboarding": "Onboarding and good practice",
}
"""The parts of the documentation: five for those who run it, two for those who use it."""
_OWN_PARTS = ("operation", "user-guide", "onboarding")
"""The parts that the buyer needs of its own for a product; its maker keeps the others."""

_EVERY = {
    "week": "Every week",
    "month": "Every month",
    "quarter": "Every quarter",
    "half-year": "Every half-year",
    "year": "Every year",
}
_NOT_YET = "not measured"
_REACHED = "reached"
_Dated = TypeVar("_Dated", Acceptance, Audit, DocumentationCheck, ExitTest, Measurement,
                 SourceRelease, Trained)  # fmt: skip


def _documentation_state(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    last = {one.part: one for one in sorted(dossier.records.documentation, key=lambda d: d.date)}
    rows = []
    for part, name in _PARTS.items():
        one = last.get(part)  # type: ignore[call-overload]
        if one is None:
            open_ = "not checked yet" if part in _parts(dossier) else "kept by the Supplier"
            rows.append((name, "", "", open_))
            continue
        result = "complete" if one.complete else "not complete"
        rows.append((name, one.where, f"{one.by}\n{locale.date(one.date)}", result))
    header = ("Part", "Where it is kept", "Checked by, and when", "Result")
    return (table(header, rows, (0.18, 0.42, 0.24, 0.16)),)


def _parts(dossier: Dossier) -> tuple[str, ...]:
    """The parts that must be complete: fewer for a product, as the gate of the step has it."""
    return _OWN_PARTS if strategies(dossier) == ("A",) else tuple(_PARTS)


def _documentation_readers(dossier: Dossier) -> Blocks:
    rows = [(user.name, user.needs, "") for user in dossier.users]
    header = ("Who uses the software", "What they have to get done", "Their page in the guide")
    return (table(header, rows, (0.26, 0.46, 0.28)),)


def _training_plan(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (t.group, t.topic.strip(), locale.number(t.hours), t.when, _trainer(t, dossier))
        for t in dossier.training
    ]
    header = ("Who", "Learns to", "Hours", "When", "Trainer")
    return (table(header, rows or [("",) * 5] * 5, (0.2, 0.3, 0.09, 0.19, 0.22)),)


def _trainer(training: Training, dossier: Dossier) -> str:
    """Who trains; where nobody was named and there is no supplier, it is the team."""
    left_out = next(f.default for f in fields(Training) if f.name == "trainer")
    if training.trainer == left_out and strategies(dossier) == ("D",):
        return training.trainer.replace("the Supplier", "the team")
    return training.trainer


def _trainings_held(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (locale.date(one.date), one.group, one.topic, str(one.people), "")
        for one in sorted(dossier.records.trainings, key=lambda t: t.date)
    ]
    header = ("Date", "Who", "Topic", "People", "What to do better")
    return (table(header, rows or [("",) * 5] * 4, (0.18, 0.22, 0.28, 0.1, 0.22)),)


def _training_gaps(dossier: Dossier) -> Blocks:
    if not dossier.training:
        return (paragraph("No group is named yet. Begin with the people who meet residents."),)
    held = {one.group.casefold() for one in dossier.records.trainings}
    missing = [t.group for t in dossier.training if t.group.casefold() not in held]
    if not missing:
        return (paragraph("Every group in the plan has been trained at least once."),)
    return (paragraph("These groups have not been trained yet:"), *map(bullet, missing))


def _maintenance_facts(dossier: Dossier) -> Blocks:
    plan, locale = dossier.maintenance, locale_of(dossier)
    if plan is None:
        rows = [(what, "") for what in ("Answers for the software", "Our own people",
                                        "Budget a year", "Time between two audits")]  # fmt: skip
        return (table(("What", "Agreed"), rows, (0.45, 0.55)),)
    people = [role.name for role in dossier.roles if role.role == plan.owner]
    owner = ROLES[plan.owner] + (f": {people[0]}" if people else "")
    budget = locale.money(plan.yearly_budget) if plan.yearly_budget is not None else "not set yet"
    rows = [
        ("Answers for the software", owner),
        ("Our own people", f"{locale.number(plan.fte)} full-time equivalents"),
        ("Budget a year", budget),
        ("Time between two audits", f"{plan.audit_months} months at most"),
    ]
    return (table(("What", "Agreed"), rows, (0.45, 0.55)),)


def _maintenance_tasks(dossier: Dossier) -> Blocks:
    tasks = dossier.maintenance.tasks if dossier.maintenance else ()
    order = list(_EVERY)
    ranked = sorted(tasks, key=lambda task: order.index(task.every))
    rows = [(_EVERY[t.every], t.what, ROLES[t.who]) for t in ranked]
    return (table(("How often", "What", "Who"), rows or [("",) * 3] * 6, (0.2, 0.55, 0.25)),)


def _kpis_watched(dossier: Dossier) -> Blocks:
    """The KPIs that are measured on in daily use; all of them where the plan names none."""
    serves = dossier.maintenance.serves if dossier.maintenance else ()
    watched = [kpi for kpi in dossier.kpis if kpi.id in serves] or list(dossier.kpis)
    return tuple(bullet(f"{kpi.name}. {kpi.how.strip()}") for kpi in watched)


def _audits(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            f"{locale.date(one.date)}\n{one.by}",
            "\n".join(one.findings) or "None",
            "\n".join(one.actions) or "None needed",
        )
        for one in sorted(dossier.records.audits, key=lambda audit: audit.date)
    ]
    header = ("Date, and who did it", "Findings", "What is done about them")
    return (table(header, rows or [("",) * 3] * 3, (0.24, 0.4, 0.36)),)


def _audit_due(dossier: Dossier) -> Blocks:
    months = dossier.maintenance.audit_months if dossier.maintenance else 12
    dates = [one.date for one in dossier.records.audits]
    if not dates:
        text = f"The first audit takes place within {months} months of first use."
        return (paragraph(text),)
    due = locale_of(dossier).date(months_after(max(dates), months))
    return (paragraph(f"The next audit is due by {due}."),)


def _kpi_results(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = []
    for kpi in dossier.kpis:
        last = latest(dossier, kpi)
        rows.append(
            (
                kpi.name,
                amount(kpi.baseline, kpi, locale) if kpi.baseline is not None else _NOT_YET,
                f"{amount(kpi.target, kpi, locale)}\nby {locale.date(kpi.by)}",
                f"{amount(last.value, kpi, locale)}\n{locale.date(last.date)}"
                if last
                else _NOT_YET,
                _result(kpi, last, dossier),
            )
        )
    header = ("Measure", "Before", "Target", "Measured last", "Result")
    return (table(header, rows, (0.28, 0.15, 0.18, 0.18, 0.21)),)


def _result(kpi: Kpi, last: Measurement | None, dossier: Dossier) -> str:
    """What the measurements say: by the day of the target and, where it came later, by now."""
    if last is None:
        return "open"
    verdict = _verdict(kpi, last.value, dossier)
    if last.date <= kpi.by:
        closure = dossier.records.closure
        over = last.date == kpi.by or (closure is not None and closure.date >= kpi.by)
        return verdict if over or verdict == _REACHED else f"{verdict}\nits day is still to come"
    then = latest(dossier, kpi, kpi.by)
    if then is None:
        return f"by its day: {_NOT_YET}\nnow: {verdict}"
    earlier = _verdict(kpi, then.value, dossier)
    return verdict if earlier == verdict else f"by its day: {earlier}\nnow: {verdict}"


def _verdict(kpi: Kpi, value: Decimal, dossier: Dossier) -> str:
    """What a measurement says: reached, or how far it is from the target and which way it went."""
    locale = locale_of(dossier)
    down = kpi.baseline is not None and kpi.target < kpi.baseline
    if value <= kpi.target if down else value >= kpi.target:
        return _REACHED
    gap = abs(kpi.target - value)
    # A unit is a plural, so one of it stands without.
    short = f"short by {locale.number(gap) if gap == 1 else amount(gap, kpi, locale)}"
    if kpi.baseline is None:
        return short
    moved = kpi.baseline - value if down else value - kpi.baseline
    whole = abs(kpi.target - kpi.baseline)
    if moved <= 0 or not whole:
        return f"no gain, {short}"
    share = (moved * 100 / whole).quantize(Decimal(1))
    return f"{locale.number(share)}% of the way, {short}"


def _kpi_notes(dossier: Dossier) -> Blocks:
    locale, names = locale_of(dossier), {kpi.id: kpi.name for kpi in dossier.kpis}
    rows = [
        (names.get(m.kpi, m.kpi), locale.date(m.date), locale.number(m.value), m.by, m.note)
        for m in sorted(dossier.records.kpis, key=lambda m: (m.kpi, m.date))
    ]
    header = ("Measure", "Date", "Number", "Measured by", "What to know about it")
    return (table(header, rows or [("",) * 5] * 4, (0.28, 0.17, 0.1, 0.2, 0.25)),)


def _objectives_result(dossier: Dossier) -> Blocks:
    rows = [(text, "", "") for text in dossier.objectives]
    header = ("Objective", "Reached, in part, or not", "How we know")
    return (table(header, rows, (0.42, 0.22, 0.36)),)


def _releases(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [(r.version, locale.date(r.date), r.licence, r.url) for r in dossier.records.releases]
    header = ("Version", "Date", spelled("Licence", dossier.project.language), "Where")
    return (table(header, rows or [("",) * 4] * 2, (0.12, 0.23, 0.16, 0.49)),)


def _at_closure(dossier: Dossier) -> Dossier:
    """The dossier as it was on the day of closure, so that a report that is signed stays as it is.

    Without a closure on record it is the dossier of today.
    """
    records, closure = dossier.records, dossier.records.closure
    if closure is None:
        return dossier
    end = closure.date

    def until(kept: tuple[_Dated, ...]) -> tuple[_Dated, ...]:
        return tuple(one for one in kept if one.date <= end)

    as_then = replace(
        records,
        acceptances=until(records.acceptances),
        audits=until(records.audits),
        documentation=until(records.documentation),
        exits=until(records.exits),
        kpis=until(records.kpis),
        releases=until(records.releases),
        trainings=until(records.trainings),
    )
    return replace(dossier, records=as_then)


def _closing_budget(dossier: Dossier) -> Blocks:
    locale, award = locale_of(dossier), dossier.records.award
    rows = [(m.name, locale.money(m.budget), "", _accepted(dossier, m.id)) for m in dossier.modules]
    rows.append(("Whole project, at most", locale.money(dossier.budget.total), "", ""))
    if award is not None and award.value is not None:
        rows.append(("Contract as awarded", locale.money(award.value), "", ""))
    header = ("For", f"Planned, {dossier.budget.tax}", "Spent", "Accepted")
    return (table(header, rows, (0.32, 0.26, 0.18, 0.24)),)


def _accepted(dossier: Dossier, module: str) -> str:
    found = [one for one in dossier.records.acceptances if one.module == module]
    last = max(found, key=lambda one: one.date, default=None)
    if last is None:
        return "not decided"
    return f"{last.decision.replace('-', ' ')}, {locale_of(dossier).date(last.date)}"


def _closing_state(dossier: Dossier) -> Blocks:
    """What is done and what is open at the end, counted from the records."""
    records = dossier.records
    measured = sum(latest(dossier, kpi) is not None for kpi in dossier.kpis)
    last = {one.part: one for one in sorted(records.documentation, key=lambda d: d.date)}
    parts = _parts(dossier)
    documented = sum(part in last and last[part].complete for part in parts)
    trained = {one.group.casefold() for one in records.trainings}
    groups = sum(one.group.casefold() in trained for one in dossier.training)
    taken = {a.module for a in records.acceptances if a.decision != "refused"}
    modules = sum(module.id in taken for module in dossier.modules)
    rows = [
        ("Modules accepted", _of(modules, len(dossier.modules))),
        ("Measures taken", _of(measured, len(dossier.kpis))),
        ("Parts of the documentation complete", _of(documented, len(parts))),
        ("Groups trained", _of(groups, len(dossier.training))),
        ("Rehearsals of leaving", str(len(records.exits))),
        ("Releases of the code", str(len(records.releases))),
        ("Audits", str(len(records.audits))),
    ]
    if strategies(dossier) == ("A",):
        rows = [row for row in rows if row[0] != "Releases of the code"]
    return (table(("What", "So far"), rows, (0.6, 0.4)),)


def _of(done: int, wanted: int) -> str:
    return f"{done} of {wanted}" if wanted else "none planned"


def _closing_lessons(dossier: Dossier) -> Blocks:
    closure = dossier.records.closure
    rows = [(text, "", "") for text in (closure.lessons if closure else ())]
    header = ("What we learned", "What we change", "Who takes it on")
    return (table(header, rows or [("",) * 3] * 4, (0.5, 0.28, 0.22)),)


def _closing_outlook(dossier: Dossier) -> Blocks:
    closure = dossier.records.closure
    return prose(closure.outlook) if closure and closure.outlook.strip() else ()


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "audit-due": _audit_due,
    "audits": _audits,
    "closing-budget": lambda dossier: _closing_budget(_at_closure(dossier)),
    "closing-kpis": lambda dossier: _kpi_results(_at_closure(dossier)),
    "closing-lessons": _closing_lessons,
    "closing-outlook": _closing_outlook,
    "closing-measurements": lambda dossier: _kpi_notes(_at_closure(dossier)),
    "closing-releases": lambda dossier: _releases(_at_closure(dossier)),
    "closing-state": lambda dossier: _closing_state(_at_closure(dossier)),
    "documentation-readers": _documentation_readers,
    "documentation-state": _documentation_state,
    "kpi-results": _kpi_results,
    "kpis-watched": _kpis_watched,
    "maintenance-facts": _maintenance_facts,
    "maintenance-tasks": _maintenance_tasks,
    "objectives-result": _objectives_result,
    "publiccode": publiccode_table,
    "releases": _releases,
    "training-gaps": _training_gaps,
    "training-plan": _training_plan,
    "trainings-held": _trainings_held,
}
