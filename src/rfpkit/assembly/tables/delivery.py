"""Tables of the work itself: the calendar of Sprints, one Sprint, one module."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from rfpkit.assembly.inserts import ROLES, Blocks, paragraph, table
from rfpkit.assembly.tables.signing import signature_blocks
from rfpkit.assembly.values import Locale, locale_of
from rfpkit.document.model import Table
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.mix import strategies
from rfpkit.spec.need import Kpi
from rfpkit.spec.records.after import Acceptance, Measurement

_SHOWN, _PAST = 8, 4
"""How many Sprints the calendar shows, and how many of them are from the records at most."""

_DAY, _FRIDAY = dt.timedelta(days=1), 4
NO_BOX, YES_BOX = "☐", "☒"
DECISIONS = {
    "accept": "Accept: the work is done and goes into use",
    "repeat": "Repeat: the next Sprint mends what is missing",
    "stop": "Stop: this work is not continued",
}


def first_day(dossier: Dossier) -> dt.date | None:
    """The day on which work begins: that of the timetable, of the first module, of the team."""
    if dossier.timetable is not None:
        return dossier.timetable.start
    starts = [m.start for m in dossier.modules if m.start] or [t.start for t in dossier.team]
    return min(starts, default=None)


def _coming(dossier: Dossier) -> Iterator[tuple[int, dt.date, dt.date]]:
    """Number, first day and day of the review of the Sprints after those on record."""
    if _over(dossier):
        return
    number, begin = 0, first_day(dossier)
    if dossier.records.sprints:
        last = max(dossier.records.sprints, key=lambda sprint: sprint.number)
        number, begin = last.number, _workday(last.end + _DAY, _DAY)
    weeks = dossier.contract.sprint_weeks
    while begin is not None and weeks:
        number, following = number + 1, begin + dt.timedelta(weeks=weeks)
        yield number, begin, _workday(following - _DAY, -_DAY)
        begin = following


def _over(dossier: Dossier) -> bool:
    """Whether no Sprint is to come: the project is closed, or every module is accepted."""
    done = {one.module for one in dossier.records.acceptances if one.decision != "refused"}
    accepted = bool(dossier.modules) and all(module.id in done for module in dossier.modules)
    return accepted or dossier.records.closure is not None


def _workday(day: dt.date, step: dt.timedelta) -> dt.date:
    while day.weekday() > _FRIDAY:
        day += step
    return day


def _sprint_calendar(dossier: Dossier) -> Blocks:
    locale, names = locale_of(dossier), {m.id: m.name for m in dossier.modules}
    rows = [
        (
            str(one.number),
            locale.date(one.start),
            locale.date(one.reviewed or one.end),
            names.get(one.module, one.module) or "–",
            one.goal,
        )
        for one in sorted(dossier.records.sprints, key=lambda sprint: sprint.number)[-_PAST:]
    ]
    rows += [
        (str(number), locale.date(begin), locale.date(end), "", "")
        for number, begin, end in islice(_coming(dossier), _SHOWN - len(rows))
    ]
    header = ("Sprint", "First day", "Review", "Module", "Goal")
    return (table(header, rows or [("",) * 5] * 6, (0.08, 0.21, 0.21, 0.17, 0.33)),)


def _sprint_facts(dossier: Dossier) -> Blocks:
    locale, one = locale_of(dossier), dossier.sprint
    if one is None:
        return ()
    names = {m.id: m.name for m in dossier.modules}
    rows = [
        ("Project", f"{dossier.project.title} ({dossier.project.reference})"),
        ("Sprint", str(one.number)),
        ("Dates", f"{locale.date(one.start)} to {locale.date(one.end)}"),
        ("Module", names.get(one.module, one.module) or "Not tied to one module"),
        ("Product Owner", _holder(dossier, "product-owner")),
    ]
    return (_facts(rows),)


def _facts(rows: Sequence[tuple[str, str]]) -> Table:
    """A table of names and values, without a header."""
    return replace(table(rows[0], rows[1:], (0.28, 0.72)), header_rows=0)


def _holder(dossier: Dossier, name: str) -> str:
    return next((role.name for role in dossier.roles if role.role == name), "")


def _sprint_items(dossier: Dossier) -> Blocks:
    items = dossier.sprint.items if dossier.sprint else ()
    rows = [(str(n), item, "", "") for n, item in enumerate(items, start=1)]
    header = ("No.", "What is taken on", "Size, by the team", "Done when")
    return (table(header, rows or [("",) * 4] * 5, (0.08, 0.46, 0.16, 0.3)),)


def _sprint_checks(dossier: Dossier) -> Blocks:
    one = dossier.sprint
    if one is None:
        return ()
    points = (
        ("Users tested it in their daily work", bool(one.tested_by)),
        ("It runs in our environment", one.deployed),
        ("It is accessible", one.accessible),
        ("It is secure", one.secure),
        ("The documentation is up to date", one.documented),
    )
    known = one.reviewed is not None
    rows = [(point, _box(known and met), _box(known and not met), "") for point, met in points]
    header = ("Point", "Yes", "No", "What it rests on")
    return (table(header, rows, (0.46, 0.08, 0.08, 0.38)),)


def _box(ticked: bool) -> str:
    return YES_BOX if ticked else NO_BOX


def _sprint_shown(dossier: Dossier) -> Blocks:
    items = dossier.sprint.items if dossier.sprint else ()
    rows = [(item, "", "") for item in items]
    header = ("Taken on", "Shown working", "What users said")
    return (table(header, rows or [("",) * 3] * 4, (0.46, 0.16, 0.38)),)


def _sprint_testers(dossier: Dossier) -> Blocks:
    people = dossier.sprint.tested_by if dossier.sprint else ()
    rows = [(who, "", "") for who in people]
    header = ("Who tested", "What they tried", "Where they got stuck")
    return (table(header, rows or [("",) * 3] * 3, (0.3, 0.35, 0.35)),)


def _sprint_decision(dossier: Dossier) -> Blocks:
    one = dossier.sprint
    taken = one.decision if one else None
    rows = [(_box(taken == name), words) for name, words in DECISIONS.items()]
    who = one.decided_by if one and one.decided_by else "…………………………"
    when = locale_of(dossier).date(one.reviewed) if one and one.reviewed else "…………………………"
    made = table(("", "Decision"), rows, (0.08, 0.92))
    return (made, paragraph(f"Decided by: {who}. Day of the review: {when}."))


def _sprint_before(dossier: Dossier) -> Blocks:
    """What was decided about the Sprint before, so that repeated work is taken on first."""
    one = dossier.sprint
    earlier = [s for s in dossier.records.sprints if one and s.number < one.number]
    if not earlier:
        return (paragraph("This is the first Sprint."),)
    last = max(earlier, key=lambda sprint: sprint.number)
    decided = DECISIONS[last.decision].split(":")[0].lower() if last.decision else "not decided yet"
    text = f"Sprint {last.number} was to bring: {last.goal.strip()} The decision was: {decided}."
    return tuple(paragraph(words) for words in (text, last.notes.strip()) if words)


def _acceptance(dossier: Dossier) -> Acceptance | None:
    """The last decision about the module that the document is about."""
    module = dossier.module
    found = [one for one in dossier.records.acceptances if module and one.module == module.id]
    return max(found, key=lambda one: one.date, default=None)


def _module_facts(dossier: Dossier) -> Blocks:
    module, locale = dossier.module, locale_of(dossier)
    if module is None:
        return ()
    rows = [
        ("Project", f"{dossier.project.title} ({dossier.project.reference})"),
        ("Module", module.name),
        ("What users can do with it", module.outcome),
        ("Most that it may cost", f"{locale.money(module.budget)}, {dossier.budget.tax}"),
        ("Sprints", _sprint_numbers(dossier) or "none on record"),
    ]
    return (_facts(rows),)


def _sprint_numbers(dossier: Dossier) -> str:
    module = dossier.module
    numbers = [str(s.number) for s in dossier.records.sprints if module and s.module == module.id]
    return locale_of(dossier).listing(numbers)


def _module_criteria(dossier: Dossier) -> Blocks:
    criteria = dossier.module.acceptance if dossier.module else ()
    rows = [(str(n), text.strip(), "", "", "") for n, text in enumerate(criteria, start=1)]
    header = ("No.", "It works when", "Met", "Not met", "Evidence, and where it is kept")
    return (table(header, rows, (0.07, 0.45, 0.08, 0.1, 0.3)),)


def _module_kpis(dossier: Dossier) -> Blocks:
    """The KPIs that the module serves, as measured up to the decision about it."""
    module, accepted, locale = dossier.module, _acceptance(dossier), locale_of(dossier)
    serves = module.serves if module else ()
    rows = []
    for kpi in dossier.kpis:
        if kpi.id not in serves:
            continue
        last = latest(dossier, kpi, accepted.date if accepted else None)
        value = f"{amount(last.value, kpi, locale)}, {locale.date(last.date)}" if last else ""
        today = amount(kpi.baseline, kpi, locale) if kpi.baseline is not None else "not measured"
        rows.append((kpi.name, today, amount(kpi.target, kpi, locale), value))
    header = ("Measure", "Before", "Target", "Measured last")
    return (table(header, rows or [("",) * 4] * 2, (0.4, 0.17, 0.17, 0.26)),)


def latest(dossier: Dossier, kpi: Kpi, until: dt.date | None = None) -> Measurement | None:
    """The last measurement of a KPI, or the last one up to a day."""
    found = [
        one
        for one in dossier.records.kpis
        if one.kpi == kpi.id and (until is None or one.date <= until)
    ]
    return max(found, key=lambda one: one.date, default=None)


def amount(number: Decimal, kpi: Kpi, locale: Locale) -> str:
    """A number of a KPI with its unit, as in the table of KPIs."""
    return f"{locale.number(number)}{'' if kpi.unit == '%' else ' '}{kpi.unit}"


_OUTCOMES = {
    "accepted": "Accepted: every criterion is met",
    "accepted-with-defects": "Accepted with defects: it goes into use, the list is mended",
    "refused": "Refused: the reasons stand below",
}


def _module_decision(dossier: Dossier) -> Blocks:
    one, locale = _acceptance(dossier), locale_of(dossier)
    taken = one.decision if one else None
    rows = [(_box(taken == name), words) for name, words in _OUTCOMES.items()]
    made: Blocks = (table(("", "Decision"), rows, (0.08, 0.92)),)
    if one is None:
        return made
    told = f"Decided on {locale.date(one.date)} by {one.by}. It rests on: {one.evidence.strip()}"
    return (*made, paragraph(told))


def _module_defects(dossier: Dossier) -> Blocks:
    one = _acceptance(dossier)
    rows = [(str(n), text, "", "") for n, text in enumerate(one.defects if one else (), start=1)]
    if one is not None and not rows:
        return (paragraph("None."),)
    header = ("No.", "What is missing or wrong", "Mended by", "Checked by")
    return (table(header, rows or [("",) * 4] * 4, (0.08, 0.5, 0.22, 0.2)),)


def _module_signatures(dossier: Dossier) -> Blocks:
    """The Product Owner and whoever made the module: the supplier, or the lead of our own team."""
    own = (dossier.module.strategy if dossier.module else None) or dossier.strategy
    maker = ("For the team", _holder(dossier, "technical-lead"))
    if own != "D":
        maker = ("For the Supplier", dossier.supplier.name if dossier.supplier else "")
    return signature_blocks([("Product Owner", _holder(dossier, "product-owner")), maker])


def _risk_log(dossier: Dossier) -> Blocks:
    rows = [
        (
            risk.text.strip(),
            f"{risk.likelihood.capitalize()}, {risk.impact} impact",
            risk.answer.strip(),
            ROLES[risk.owner],
            "",
        )
        for risk in dossier.risks
    ]
    header = ("What can happen", "Likelihood and impact", "What we do about it", "Who", "Looked at")
    return (table(header, rows or [("",) * 5] * 6, (0.31, 0.15, 0.29, 0.13, 0.12)),)


def _ways(dossier: Dossier) -> Blocks:
    """Which modules who makes, where a project mixes strategies; nothing where it does not."""
    if len(strategies(dossier)) == 1:
        return ()
    rows = [(m.name, _MAKERS[m.strategy or dossier.strategy]) for m in dossier.modules]
    return (table(("Module", "Who makes it"), rows, (0.4, 0.6)),)


_MAKERS = {
    "A": "Bought off the shelf; the Supplier sets it up with us",
    "B": "The Supplier adapts open source software",
    "C": "The Supplier builds it",
    "D": "Our own team builds it",
}

INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "module-criteria": _module_criteria,
    "module-decision": _module_decision,
    "module-defects": _module_defects,
    "module-facts": _module_facts,
    "module-kpis": _module_kpis,
    "module-makers": _ways,
    "module-signatures": _module_signatures,
    "risk-log": _risk_log,
    "sprint-before": _sprint_before,
    "sprint-calendar": _sprint_calendar,
    "sprint-checks": _sprint_checks,
    "sprint-decision": _sprint_decision,
    "sprint-facts": _sprint_facts,
    "sprint-items": _sprint_items,
    "sprint-shown": _sprint_shown,
    "sprint-testers": _sprint_testers,
}
