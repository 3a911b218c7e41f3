"""The tables and lists that documents make from the spec, by name.

A clause says ``{{ insert("timetable") }}``; the function of that name below gives the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from rfpkit.assembly.selection_stage import first_due
from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.values import Locale, locale_of
from rfpkit.document.model import AnyBlock, Cell, Item, Paragraph, Run, Table
from rfpkit.spec.competition import Criterion
from rfpkit.spec.dossier import Dossier, dossier_of
from rfpkit.spec.model import Spec
from rfpkit.spec.need import Kpi
from rfpkit.spec.records.model import Records
from rfpkit.spec.vocabulary import RoleName

Blocks = tuple[AnyBlock, ...]

_FOLDED = re.compile(r"^(\S.{100,}[.!?:”])\n(?=\S)(?!- )", re.MULTILINE)
"""The end of a paragraph of folded text: longer than anybody wraps lines by hand."""

ROLES: dict[RoleName, str] = {
    "product-owner": "Product Owner",
    "innovation-lead": "Innovation lead",
    "procurement-lead": "Procurement lead",
    "legal-counsel": "Legal counsel",
    "technical-lead": "Technical lead",
    "service-lead": "Service lead",
    "user-representative": "User representative",
    "budget-holder": "Budget holder",
    "contract-manager": "Contract manager",
    "security-lead": "Security lead",
    "data-protection-lead": "Data protection lead",
    "scrum-master": "Scrum master",
    "supplier-lead": "Supplier’s lead",
    "supplier-technical-lead": "Supplier’s technical lead",
}


def table(
    header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float] = ()
) -> Table:
    """A table of plain words; lines of a cell become its paragraphs."""
    return Table(
        rows=(_row(header), *(_row(row) for row in rows)), header_rows=1, widths=tuple(widths)
    )


def prose(text: str) -> Blocks:
    """Paragraphs and bullets of a longer text of the spec, taken as words and nothing else.

    An empty line ends a paragraph; a line that begins with "- " is a bullet. In YAML's folded texts
    ("problem: >") an empty line leaves a single line break, and the lines are whole paragraphs.
    """
    blocks: list[AnyBlock] = []
    for part in _FOLDED.sub("\\1\n\n", text.strip()).split("\n\n"):
        words: list[str] = []
        for line in part.strip().splitlines():
            if line.lstrip().startswith("- "):
                if words:
                    blocks.append(paragraph(" ".join(words)))
                    words = []
                blocks.append(bullet(line.lstrip()[2:].strip()))
            elif words or not blocks or not isinstance(blocks[-1], Item) or line[:1] != " ":
                words.append(line.strip())
            else:
                blocks[-1] = bullet(f"{blocks[-1].text} {line.strip()}")
        if words:
            blocks.append(paragraph(" ".join(words)))
    return tuple(blocks)


def paragraph(text: str) -> Paragraph:
    """A paragraph without a number."""
    return Paragraph(runs=(Run(text),))


def bullet(text: str) -> Item:
    """A bullet of the outermost list."""
    return Item(runs=(Run(text),), ordered=False)


def _row(cells: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(tuple(paragraph(line) for line in (cell.split("\n") if cell else [""])))
        for cell in cells
    )


def _bullets(texts: Iterable[str]) -> Blocks:
    return tuple(bullet(text) for text in texts)


def _users(spec: Spec) -> Blocks:
    rows = [
        (user.name, locale_of(spec).number(user.count) if user.count else "not counted", user.needs)
        for user in spec.users
    ]
    return (table(("Who", "About how many", "What they need"), rows, (0.24, 0.16, 0.6)),)


def _journeys(spec: Spec) -> Blocks:
    rows = [(user.name, "\n".join(user.journeys)) for user in spec.users if user.journeys]
    return (table(("Who", "Journeys"), rows, (0.24, 0.76)),) if rows else ()


def _kpis(spec: Spec) -> Blocks:
    locale = locale_of(spec)
    rows = [
        (
            f"{kpi.name}\n{kpi.how}",
            _amount(kpi.baseline, kpi, locale) if kpi.baseline is not None else "not yet measured",
            _amount(kpi.target, kpi, locale),
            locale.date(kpi.by),
        )
        for kpi in spec.kpis
    ]
    header = ("Measure, and how it is taken", "Today", "Target", "By")
    return (table(header, rows, (0.46, 0.18, 0.18, 0.18)),)


def _amount(number: Decimal, kpi: Kpi, locale: Locale) -> str:
    return f"{locale.number(number)}{'' if kpi.unit == '%' else ' '}{kpi.unit}"


def _systems(spec: Spec) -> Blocks:
    rows = [(s.name, s.purpose, s.interface) for s in spec.environment.systems]
    if not rows:
        return (paragraph("No other system exchanges data with it."),)
    return (table(("System", "What it does", "How others talk to it"), rows, (0.24, 0.38, 0.38)),)


def _modules(spec: Spec) -> Blocks:
    locale = locale_of(spec)
    rows = [(m.name, m.outcome, locale.money(m.budget)) for m in spec.modules]
    if not rows:
        return (paragraph("The work is one Module."),)
    header = ("Module", "What users can do once it is in use", "Most the Buyer pays")
    return (table(header, rows, (0.24, 0.54, 0.22)),)


def _module_details(spec: Spec) -> Blocks:
    rows = [
        (
            module.name,
            "\n".join(module.features) or "To be found with users.",
            "\n".join(module.interfaces) or "None.",
            "\n".join(module.acceptance),
        )
        for module in spec.modules
    ]
    header = ("Module", "Features to begin with", "Exchanges data with", "How it is judged")
    return (table(header, rows, (0.19, 0.29, 0.22, 0.3)),) if rows else ()


def _criteria(spec: Spec, kind: str) -> list[Criterion]:
    return [criterion for criterion in spec.criteria if criterion.kind == kind]


def _mandatory_criteria(spec: Spec) -> Blocks:
    rows = [
        (f"M{n}", c.text, c.evidence) for n, c in enumerate(_criteria(spec, "mandatory"), start=1)
    ]
    return (table(("No.", "What is required", "What a Bidder shows"), rows, (0.08, 0.5, 0.42)),)


def _scored_criteria(spec: Spec) -> Blocks:
    locale = locale_of(spec)
    scored = _criteria(spec, "scored")
    rows = [
        (
            f"S{n}",
            c.text + (f"\n{c.measure}" if c.measure else ""),
            c.evidence,
            f"{locale.number(c.weight or Decimal(0))}%",
        )
        for n, c in enumerate(scored, start=1)
    ]
    total = sum((c.weight or Decimal(0) for c in scored), Decimal(0))
    rows.append(("", "Total", "", f"{locale.number(total)}%"))
    header = ("No.", "Criterion, and how points are given", "What a Bidder shows", "Weight")
    return (table(header, rows, (0.08, 0.46, 0.34, 0.12)),)


def _process_criteria(spec: Spec) -> Blocks:
    rows = [
        (f"P{n}", c.text, c.evidence) for n, c in enumerate(_criteria(spec, "process"), start=1)
    ]
    return (table(("No.", "How the work is done", "What a Bidder says"), rows, (0.08, 0.5, 0.42)),)


def _score_scale(spec: Spec) -> Blocks:
    top = spec.evaluation.scale_max
    least = f"less than {100 // top}%"
    rows = [("0", f"No answer, or the evidence shows {least} of what the criterion asks for.")]
    rows += [
        (
            str(score),
            f"The evidence shows {score * 100 // top}% or more of what the criterion asks for, "
            "and the next score is not reached.",
        )
        for score in range(1, top)
    ]
    rows.append((str(top), "The evidence shows all that the criterion asks for."))
    return (table(("Score", "When it is given"), rows, (0.12, 0.88)),)


def _timetable(spec: Spec) -> Blocks:
    times, locale = spec.timetable, locale_of(spec)
    if times is None:
        return ()
    steps = (
        ("These documents are published", times.issue, ""),
        ("Open briefing, optional and recorded", times.briefing, ""),
        ("Last day for questions", times.questions_until, ""),
        ("All answers are published to everyone", times.answers_by, ""),
        (f"Deadline for {first_due(spec)}", times.requests, ""),
        ("Those who are selected are invited", times.invited, ""),
        ("Deadline for first Proposals", times.initial_tenders, ""),
        ("The talks are closed", times.dialogue_closes, ""),
        ("Deadline for Proposals", times.submit, f", {times.submit_time} {times.time_zone}"),
        ("First day of demonstrations", times.demonstrations, ""),
        ("The jury decides", times.jury, ""),
        ("All Bidders are told the result", times.award, ""),
        ("End of the standstill period", times.standstill_end, ""),
        ("Work starts", times.start, ""),
    )
    given = [(day, what, rest) for what, day, rest in steps if day is not None]
    in_order = sorted(given, key=lambda one: one[0])
    rows = [(what, locale.date(day) + rest) for day, what, rest in in_order]
    return (table(("What happens", "When"), rows, (0.55, 0.45)),)


def _panel(spec: Spec) -> Blocks:
    rows = [
        (member.seat, "yes" if member.wrote_tender else "no") for member in spec.evaluation.panel
    ]
    if not rows:
        return ()
    return (table(("Seat", "Wrote part of these documents"), rows, (0.65, 0.35)),)


def _roles(spec: Spec) -> Blocks:
    rows = [
        (
            ROLES[role.role],
            role.name + (f"\n{role.title}" if role.title else ""),
            {"buyer": "the Buyer", "supplier": "the Supplier"}.get(role.employer, "a third party"),
            f"{locale_of(spec).number(role.time_percent)}%" if role.time_percent else "as needed",
        )
        for role in spec.roles
    ]
    header = ("Role", "Who", "Works for", "Share of the week")
    return (table(header, rows, (0.27, 0.33, 0.2, 0.2)),)


def _responsibilities(spec: Spec) -> Blocks:
    def names(roles: Sequence[RoleName]) -> str:
        return "\n".join(ROLES[role] for role in roles) or "–"

    rows = [
        (
            row.activity,
            names(row.decides),
            ROLES[row.accountable],
            names(row.responsible),
            names(row.consulted),
            names(row.informed),
        )
        for row in spec.responsibilities
    ]
    header = ("Activity", "Decides", "Accountable", "Responsible", "Consulted", "Informed")
    widths = (0.25, 0.15, 0.15, 0.15, 0.15, 0.15)
    return (table(header, rows, widths),) if rows else _roles(spec)


def _submission_parts(spec: Spec) -> Blocks:
    return _bullets(spec.submission.parts) if spec.submission else ()


def _signatures(_: Spec) -> Blocks:
    lines = ("Signature:", "Name:", "Title:", "Date:")
    rows = [("For the Buyer", "For the Supplier"), *((line, line) for line in lines)]
    return (Table(rows=tuple(_row(row) for row in rows), header_rows=1, kind="signatures"),)


def _definition_of_done(spec: Spec) -> Blocks:
    return _bullets(spec.contract.definition_of_done)


def _upstream(spec: Spec) -> Blocks:
    rows = [(u.name, u.licence, u.repository) for u in spec.upstream]
    if not rows:
        return ()
    licence = spelled("Licence", spec.project.language)
    return (table(("Open Source Software", licence, "Source code"), rows, (0.3, 0.25, 0.45)),)


def _extensions(spec: Spec) -> Blocks:
    rows = [
        (f"Extension {n}", _months(e.months), f"{e.notice_days} days before the Term ends")
        for n, e in enumerate(spec.contract.extensions, start=1)
    ]
    header = ("Option of the Buyer", "Length", "Written notice at the latest")
    return (table(header, rows, (0.34, 0.26, 0.4)),) if rows else ()


def _months(count: int) -> str:
    return f"{count} month" if count == 1 else f"{count} months"


def _price_sheet(spec: Spec) -> Blocks:
    names = [module.name for module in spec.modules] or ["The whole of the work"]
    header = ("Module", "Role", "Rate per day", "Days", f"Price ({spec.budget.currency})")
    rows = [(name, "", "", "", "") for name in names]
    if spec.budget.basis == "subscription":
        header = ("Part", "Unit", "Price per unit", "Units", f"Price ({spec.budget.currency})")
    if spec.budget.basis == "price-per-module":
        return (
            table(
                ("Module", f"Price ({spec.budget.currency})"),
                [*((name, "") for name in names), ("Total", "")],
                (0.7, 0.3),
            ),
        )
    rows.append(("Total", "", "", "", ""))
    return (table(header, rows, (0.34, 0.22, 0.16, 0.1, 0.18)),)


def _response_form(spec: Spec) -> Blocks:
    rows: list[tuple[str, str, str]] = []
    for letter, kind in (("M", "mandatory"), ("S", "scored"), ("P", "process")):
        rows += [
            (f"{letter}{n}", criterion.evidence, "")
            for n, criterion in enumerate(_criteria(spec, kind), start=1)
            if criterion.subject != "price"
        ]
    return (table(("No.", "Show", "Answer"), rows, (0.08, 0.42, 0.5)),)


def _budget(spec: Spec) -> Blocks:
    locale: Locale = locale_of(spec)
    rows = [(module.name, locale.money(module.budget)) for module in spec.modules]
    rows.append(("All together", locale.money(spec.budget.total)))
    return (table(("For", f"At most, {spec.budget.tax}"), rows, (0.65, 0.35)),)


def insert(name: str, spec: Spec) -> Blocks:
    """The blocks of the insert of that name; none where it has nothing to show."""
    from rfpkit.assembly.record_inserts import RECORD_INSERTS

    if name in INSERTS:
        return INSERTS[name](spec)
    dossier = spec if isinstance(spec, Dossier) else dossier_of(spec, Records())
    return RECORD_INSERTS[name](dossier)


def insert_names() -> tuple[str, ...]:
    """The names of all inserts, in order; ``definitions`` depends on the rest of the document."""
    from rfpkit.assembly.record_inserts import RECORD_INSERTS

    return tuple(sorted([*INSERTS, *RECORD_INSERTS, "definitions"]))


INSERTS: dict[str, Callable[[Spec], Blocks]] = {
    "budget": _budget,
    "constraints": lambda spec: _bullets(spec.environment.constraints),
    "definition-of-done": _definition_of_done,
    "extensions": _extensions,
    "journeys": _journeys,
    "key-people": lambda spec: _bullets(spec.contract.key_people),
    "kpis": _kpis,
    "mandatory-criteria": _mandatory_criteria,
    "module-details": _module_details,
    "modules": _modules,
    "objectives": lambda spec: _bullets(spec.objectives),
    "panel": _panel,
    "price-sheet": _price_sheet,
    "process-criteria": _process_criteria,
    "response-form": _response_form,
    "responsibilities": _responsibilities,
    "roles": _roles,
    "score-scale": _score_scale,
    "scored-criteria": _scored_criteria,
    "signatures": _signatures,
    "standards": lambda spec: _bullets(spec.environment.standards),
    "submission-parts": _submission_parts,
    "systems": _systems,
    "timetable": _timetable,
    "upstream": _upstream,
    "users": _users,
}
"""The inserts that the spec alone answers; ``record_inserts`` holds those of the steps."""
