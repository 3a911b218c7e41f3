"""Tables of single procedures: their stages and legal tests, talks, juries, phases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rfpkit.assembly.inserts import ROLES, Blocks, bullet, paragraph, table
from rfpkit.assembly.values import locale_of
from rfpkit.errors import InputError
from rfpkit.process.procedures import ProcedureFile
from rfpkit.process.regimes import regime_of
from rfpkit.process.stages import procedure_of, stages_of
from rfpkit.spec.beginning import begins
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.vocabulary import FlexibleLike

_KINDS = {
    "dialogue": "Dialogue",
    "negotiation": "Negotiation",
    "demonstration": "Demonstration",
    "clarification": "Clarification",
    "debrief": "Debrief",
}
_LIKE: dict[FlexibleLike, str] = {
    "restricted": "a restricted procedure",
    "competitive-with-negotiation": "a competitive procedure with negotiation",
    "competitive-dialogue": "a competitive dialogue",
    "innovation-partnership": "an innovation partnership",
    "design-contest": "a design contest",
}
_PHASES = (
    ("1 Study", "Can it be done at all, and how?"),
    ("2 Prototype", "Does it work for a few people, on invented data?"),
    ("3 Trial", "Does it work in daily use, in one place?"),
    ("4 Use", "Does it keep to the performance levels everywhere?"),
)


def _file(dossier: Dossier) -> ProcedureFile | None:
    """The facts about the project's procedure; None where its law knows none of that name."""
    try:
        return procedure_of(regime_of(dossier.jurisdiction, begins(dossier)), dossier.procedure)
    except InputError:
        return None


def _named(dossier: Dossier) -> Blocks:
    file = _file(dossier)
    if file is None:
        return ()
    words = f"{file.title} ({file.law}). {file.summary.strip()}"
    if dossier.flexible_like:
        words += f" Here it is run like {_LIKE[dossier.flexible_like]}."
    return (paragraph(words),)


def _stages(dossier: Dossier) -> Blocks:
    file, locale = _file(dossier), locale_of(dossier)
    if file is None:
        return ()
    rows = []
    for stage in stages_of(file, dossier.flexible_like):
        day = getattr(dossier.timetable, stage.id, None)
        rows.append(
            (locale.date(day) if day else "not set", stage.title, stage.what, ROLES[stage.actor])
        )
    header = ("Date", "Stage", "What is done", "Who sees to it")
    return (table(header, rows, (0.18, 0.22, 0.42, 0.18)),)


def _grounds(dossier: Dossier) -> Blocks:
    file = _file(dossier)
    if file is None or file.grounds is None:
        return (bullet("The law names no test for this procedure."),)
    rows = [
        (test.text, f"{test.source.title}, {test.source.section}", "")
        for test in file.grounds.tests
    ]
    header = ("What the law asks", "Where it stands", "Why it is so here, and the proof")
    return (table(header, rows, (0.36, 0.26, 0.38)),)


def _pitfalls(dossier: Dossier) -> Blocks:
    file = _file(dossier)
    if file is None or not file.pitfalls:
        return ()
    rows = [(pitfall, "") for pitfall in file.pitfalls]
    return (table(("What goes wrong", "What we do about it, and who"), rows, (0.55, 0.45)),)


def _meetings(dossier: Dossier) -> Blocks:
    """The talks with the bidder that the document is about; rows to fill where there are none."""
    locale, bidder = locale_of(dossier), dossier.bidder
    rows: list[Sequence[str]] = [
        (
            f"{locale.date(one.date)}\n{_KINDS[one.kind]}, round {one.round}",
            "\n".join(one.people),
            "\n".join(one.topics),
            "\n".join(one.told_all) or "Nothing",
        )
        for one in sorted(dossier.records.meetings, key=lambda one: (one.date, one.round))
        if bidder is not None and one.bidder == bidder.id
    ]
    header = ("Date, and what it was", "Who was there", "What was talked about", "Told to all")
    return (table(header, rows or [("",) * 4] * 3, (0.2, 0.22, 0.33, 0.25)),)


def _told_all(dossier: Dossier) -> Blocks:
    """What all bidders were told because of talks, once each, in order of time."""
    meetings = sorted(dossier.records.meetings, key=lambda one: one.date)
    told = dict.fromkeys(text for one in meetings for text in one.told_all)
    return tuple(bullet(text) for text in told)


def _entries(dossier: Dossier) -> Blocks:
    """The entries by their numbers, never by the names of their makers, with room for ranks."""
    received = [one for one in dossier.records.bidders if one.received]
    rows = [(f"Entry {at}", "", "", "") for at, _ in enumerate(received, start=1)]
    header = ("Entry", "Rank", "Merits and remarks", "Points to clear up")
    return (table(header, rows or [("Entry", "", "", "")] * 4, (0.14, 0.1, 0.43, 0.33)),)


def _answers(_: Dossier) -> Blocks:
    header = ("Entry", "Question of the jury", "Answer, without a name", "Date")
    return (table(header, [("",) * 4] * 3, (0.14, 0.32, 0.38, 0.16)),)


def _phase_plan(_: Dossier) -> Blocks:
    header = (
        "Phase and its question", "Targets, and how they are measured", "Last day",
        "Charges and instalments",
    )  # fmt: skip
    rows = [(f"{phase}\n{question}", "", "", "") for phase, question in _PHASES]
    return (table(header, rows, (0.27, 0.36, 0.14, 0.23)),)


def _levels(dossier: Dossier) -> Blocks:
    """The KPIs as the levels that the result must reach, with room for the test of each."""
    locale = locale_of(dossier)
    rows = [
        (kpi.name, f"{locale.number(kpi.target)}{'' if kpi.unit == '%' else ' '}{kpi.unit}", "")
        for kpi in dossier.kpis
    ]
    header = ("What is measured", "Level that the result must make possible", "Test")
    return (table(header, rows, (0.38, 0.27, 0.35)),)


def _gates(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    names = {one.id: one.name for one in dossier.records.bidders}
    rows = [
        (
            f"{one.phase}\n{names.get(one.partner, one.partner)}",
            locale.date(one.date),
            "yes" if one.targets_met else "no",
            one.evidence,
            "goes on" if one.decision == "continue" else "ends",
            locale.money(one.paid) if one.paid is not None else "nothing yet",
        )
        for one in sorted(dossier.records.phases, key=lambda one: (one.phase, one.partner))
    ]
    header = ("Phase and partner", "Decided", "Targets met", "Evidence", "Partner", "Paid")
    return (table(header, rows or [("",) * 6] * 3, (0.18, 0.15, 0.1, 0.31, 0.11, 0.15)),)


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "jury-answers": _answers,
    "jury-entries": _entries,
    "meetings-of-bidder": _meetings,
    "meetings-told-all": _told_all,
    "phase-gates": _gates,
    "phase-levels": _levels,
    "phase-plan": _phase_plan,
    "procedure-grounds": _grounds,
    "procedure-named": _named,
    "procedure-pitfalls": _pitfalls,
    "procedure-stages": _stages,
}
