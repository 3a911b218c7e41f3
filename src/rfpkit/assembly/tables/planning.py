"""Tables of the planning steps: features, modules, people, money, the criteria and their origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rfpkit.assembly.inserts import ROLES, Blocks, bullet, paragraph, table
from rfpkit.assembly.values import locale_of
from rfpkit.spec.competition import Criterion
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.model import Module

_PRIORITIES = {
    "must": "Needed for first use",
    "should": "Soon after",
    "could": "If time allows",
    "later": "Not now",
}
_MOST_MUSTS = 60
"""The share of features needed for first use, in percent, above which nothing can give way."""

_SUBJECTS = {"software": "The Software", "supplier": "The Supplier", "price": "The price"}
_LETTERS = {"mandatory": "M", "scored": "S", "process": "P"}
_HUNDRED = Decimal(100)


def _features(dossier: Dossier) -> Blocks:
    names = {module.id: module.name for module in dossier.modules}
    rows = []
    for priority, words in _PRIORITIES.items():
        ranked = [f for f in dossier.features if f.priority == priority]
        lines = [f"{f.text} ({names.get(f.module, f.module)})" for f in ranked if f.module]
        lines += [f.text for f in ranked if not f.module]
        if ranked or not dossier.features:
            rows.append((words, "\n".join(lines)))
    return (table(("Priority", "What users can do"), rows, (0.2, 0.8)),)


def _feature_balance(dossier: Dossier) -> Blocks:
    count = len(dossier.features)
    if not count:
        return (paragraph("The list is still empty. Fill it with users, not for them."),)
    musts = sum(feature.priority == "must" for feature in dossier.features)
    share = musts * 100 // count
    text = f"Of {count} features, {musts} are needed for first use ({share}%)."
    if share > _MOST_MUSTS:
        text += f" That is more than {_MOST_MUSTS}%, and leaves little that can give way. Ask of "
        text += "each what would happen on the first day without it."
    return (paragraph(text),)


def _ends(dossier: Dossier, ids: Sequence[str]) -> list[str]:
    """What KPIs and goals say, for their ids; an id that is neither stays as it is."""
    names = {kpi.id: kpi.name for kpi in dossier.kpis}
    names |= {goal.id: goal.text for goal in dossier.goals}
    return [names.get(one, one) for one in ids]


def _targets(dossier: Dossier) -> Blocks:
    """One line for each KPI: from where to where, and until when."""
    locale = locale_of(dossier)
    lines = []
    for kpi in dossier.kpis:
        unit = kpi.unit if kpi.unit == "%" else f" {kpi.unit}"
        since = "" if kpi.baseline is None else f"from {locale.number(kpi.baseline)} "
        goal = f"to {locale.number(kpi.target)}{unit}"
        lines.append(bullet(f"{kpi.name}: {since}{goal} by {locale.date(kpi.by)}."))
    return tuple(lines)


def _module_map(dossier: Dossier) -> Blocks:
    rows = [
        (
            f"{m.name}\nStrategy {m.strategy}" if m.strategy else m.name,
            m.outcome,
            "\n".join(_ends(dossier, m.serves)) or "not said yet",
            "\n".join(m.interfaces) or "None.",
        )
        for m in dossier.modules
    ]
    header = ("Module", "What users can do with it", "Measures and goals it serves", "Exchanges")
    return (table(header, rows or [("", "", "", "")] * 4, (0.15, 0.27, 0.36, 0.22)),)


def _module_starts(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            m.name,
            _start(dossier, m),
            _weeks(dossier, m),
            locale.money(m.budget),
        )
        for m in _in_order(dossier)
    ]
    header = ("Module", "Work begins", "Weeks of one engineer", "Money set free for it")
    return (table(header, rows or [("", "", "", "")] * 4, (0.3, 0.26, 0.2, 0.24)),)


def _in_order(dossier: Dossier) -> list[Module]:
    """The modules by the day on which work begins; those without one last, as they stand."""
    dated = sorted((m for m in dossier.modules if m.start), key=lambda m: str(m.start))
    return [*dated, *(m for m in dossier.modules if not m.start)]


def _start(dossier: Dossier, module: Module) -> str:
    if module.start is None:
        return "once the Module before it is in use"
    return locale_of(dossier).date(module.start)


def _weeks(dossier: Dossier, module: Module) -> str:
    return locale_of(dossier).number(module.weeks) if module.weeks else "not estimated"


def _module_plan(dossier: Dossier) -> Blocks:
    rows = [(m.name, _start(dossier, m), _weeks(dossier, m), "\n".join(m.acceptance))
            for m in _in_order(dossier)]  # fmt: skip
    header = ("Module", "Work begins", "Weeks of one engineer", "It works when")
    return (table(header, rows or [("", "", "", "")] * 4, (0.2, 0.22, 0.14, 0.44)),)


def _module_orders(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (str(n), m.name, m.outcome, "\n".join(m.acceptance), locale.money(m.budget))
        for n, m in enumerate(_in_order(dossier), start=1)
    ]
    header = ("Order", "Module", "Goal", "Accepted when", "At most")
    return (table(header, rows or [("",) * 5] * 4, (0.09, 0.17, 0.28, 0.29, 0.17)),)


def _module_budget(dossier: Dossier) -> Blocks:
    locale, total = locale_of(dossier), dossier.budget.total
    rows = []
    for m in dossier.modules:
        rate = locale.money((m.budget / m.weeks).quantize(Decimal(1))) if m.weeks else "–"
        rows.append((m.name, _weeks(dossier, m), locale.money(m.budget), rate, _of(m, total)))
    planned = sum((m.budget for m in dossier.modules), Decimal(0))
    weeks = sum((m.weeks or Decimal(0) for m in dossier.modules), Decimal(0))
    known = locale.number(weeks) if weeks else "–"
    rows.append(("All Modules", known, locale.money(planned), "", _share(planned, total)))
    rest = total - planned
    name = "Reserve, for no Module yet" if rest >= 0 else "More than the budget, by"
    rows.append((name, "", locale.money(abs(rest)), "", _share(abs(rest), total)))
    rows.append(("Budget", "", locale.money(total), "", "100%"))
    header = ("Module", "Weeks of one engineer", "At most", "A week", "Share")
    return (table(header, rows, (0.34, 0.16, 0.2, 0.17, 0.13)),)


def _of(module: Module, total: Decimal) -> str:
    return _share(module.budget, total)


def _share(part: Decimal, whole: Decimal) -> str:
    return f"{(part * _HUNDRED / whole).quantize(Decimal('0.1')).normalize():f}%"


def _migration_steps(dossier: Dossier) -> Blocks:
    steps = dossier.migration.steps if dossier.migration else ()
    rows = [(str(n), step, "", "") for n, step in enumerate(steps, start=1)]
    header = ("No.", "Step", "Who sees to it", "Checked before the next step")
    return (table(header, rows or [("", "", "", "")] * 4, (0.08, 0.44, 0.2, 0.28)),)


def _team(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    people = {role.role: role.name for role in dossier.roles if role.employer == "buyer"}
    rows = [
        (
            ROLES[t.role],
            people.get(t.role, "not named yet"),
            locale.number(t.fte),
            locale.date(t.start),
            locale.date(t.end) if t.end else "stays",
        )
        for t in dossier.team
    ]
    if rows:
        total = sum((t.fte for t in dossier.team), Decimal(0))
        rows.append(("Together", "", locale.number(total), "", ""))
    header = ("Role", "Who", "Full-time equivalents", "From", "Until")
    return (table(header, rows or [("",) * 5] * 6, (0.21, 0.29, 0.16, 0.17, 0.17)),)


def _relief(dossier: Dossier) -> Blocks:
    rows = [
        (ROLES[t.role], f"{locale_of(dossier).number(t.fte)} of full time", t.note, "")
        for t in dossier.team
    ]
    header = ("Role", "Taken out of daily work", "Who takes that over, what must be learned")
    return (
        table((*header, "Line manager"), rows or [("",) * 4] * 6, (0.19, 0.18, 0.43, 0.2)),
    )  # fmt: skip


def _time_agreements(dossier: Dossier) -> Blocks:
    rows = [(d.name, d.person, "", "") for d in dossier.departments]
    header = ("Department", "Speaks for it", "Time agreed", "Signature and date")
    return (table(header, rows or [("", "", "", "")] * 5, (0.3, 0.25, 0.2, 0.25)),)


def _data_flows(dossier: Dossier) -> Blocks:
    rows = [(m.name, flow, "", "") for m in dossier.modules for flow in m.interfaces]
    header = ("Module", "Exchange", "How often, how much", "To test against")
    return (table(header, rows or [("", "", "", "")] * 5, (0.2, 0.36, 0.22, 0.22)),)


def _numbered(dossier: Dossier) -> Iterator[tuple[str, Criterion]]:
    """The criteria with the numbers that the RFP gives them; in-house only those of software.

    Where those are not all the points, their weights say nothing any more and are left out.
    """
    counts = dict.fromkeys(_LETTERS, 0)
    in_house = dossier.strategy == "D"
    own = [c for c in dossier.criteria if c.subject == "software" or not in_house]
    whole = not in_house or sum((c.weight or Decimal(0) for c in own), Decimal(0)) == _HUNDRED
    for criterion in dossier.criteria:
        counts[criterion.kind] += 1
        if criterion in own:
            number = f"{_LETTERS[criterion.kind]}{counts[criterion.kind]}"
            yield number, criterion if whole else replace(criterion, weight=None)


def _criteria_matrix(dossier: Dossier) -> Blocks:
    cells: dict[tuple[str, str], list[str]] = {}
    for number, criterion in _numbered(dossier):
        weight = f" ({_percent(dossier, criterion)})" if criterion.weight else ""
        words = f"{number} {criterion.id.replace('-', ' ')}{weight}"
        cells.setdefault((criterion.subject, criterion.kind), []).append(words)
    subjects = [one for one in _SUBJECTS if any(key[0] == one for key in cells)] or ["software"]
    rows = [
        (_SUBJECTS[subject], *("\n".join(cells.get((subject, kind), ["–"])) for kind in _LETTERS))
        for subject in subjects
    ]
    header = ("About", "Mandatory: in or out", "Scored: points", "Process: not scored")
    return (table(header, rows, (0.16, 0.28, 0.28, 0.28)),)


def _percent(dossier: Dossier, criterion: Criterion) -> str:
    return f"{locale_of(dossier).number(criterion.weight or Decimal(0))}%"


def _criteria_origin(dossier: Dossier) -> Blocks:
    rows = [
        (
            number,
            f"{criterion.text.strip()}\n{criterion.measure.strip()}".strip(),
            criterion.evidence,
            "\n".join(_ends(dossier, criterion.source)) or "–",
            _percent(dossier, criterion) if criterion.weight else "–",
        )
        for number, criterion in _numbered(dossier)
    ]
    header = ("No.", "Criterion, and how points are given", "Evidence", "Comes from", "Weight")
    return (table(header, rows or [("",) * 5] * 6, (0.07, 0.4, 0.2, 0.22, 0.11)),)


def _criteria_loose(dossier: Dossier) -> Blocks:
    """Scored criteria that name neither a KPI nor a goal; price needs none."""
    loose = [
        number
        for number, criterion in _numbered(dossier)
        if criterion.kind == "scored" and criterion.subject != "price" and not criterion.source
    ]
    if not loose:
        return (paragraph("Every scored criterion beside price names a measure or a goal."),)
    named = locale_of(dossier).listing(loose)
    verb = "names" if len(loose) == 1 else "name"
    return (paragraph(f"{named} {verb} neither. Say what each is for, or strike it out."),)


def _measure_coverage(dossier: Dossier) -> Blocks:
    by: dict[str, list[str]] = {}
    for number, criterion in _numbered(dossier):
        for source in criterion.source:
            by.setdefault(source, []).append(number)
    ends = [(kpi.id, kpi.name) for kpi in dossier.kpis]
    ends += [(goal.id, goal.text) for goal in dossier.goals]
    modules = {
        one: [m.name for m in dossier.modules if one in m.serves] for one, _ in ends
    }  # fmt: skip
    rows = [
        (name, ", ".join(by.get(one, [])) or "–", "\n".join(modules[one]) or "–")
        for one, name in ends
    ]
    header = ("Measure or goal", "Criteria that come from it", "Modules that serve it")
    return (table(header, rows, (0.46, 0.27, 0.27)),)


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "criteria-loose": _criteria_loose,
    "criteria-matrix": _criteria_matrix,
    "criteria-origin": _criteria_origin,
    "data-flows": _data_flows,
    "feature-balance": _feature_balance,
    "measure-coverage": _measure_coverage,
    "migration-steps": _migration_steps,
    "module-budget": _module_budget,
    "module-map": _module_map,
    "module-orders": _module_orders,
    "module-plan": _module_plan,
    "module-starts": _module_starts,
    "planned-features": _features,
    "relief": _relief,
    "targets": _targets,
    "team": _team,
    "time-agreements": _time_agreements,
}
