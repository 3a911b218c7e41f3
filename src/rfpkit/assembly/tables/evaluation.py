"""Tables of the evaluation: panel, bids, scores, ranking, what decided, how firm it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rfpkit.assembly.inserts import INSERTS as FROM_THE_SPEC
from rfpkit.assembly.inserts import Blocks, bullet, paragraph, table
from rfpkit.assembly.values import locale_of
from rfpkit.document.model import AnyBlock, Heading, Run
from rfpkit.process.evaluation.model import Mark, Outcome, OutStage, Result
from rfpkit.process.evaluation.points import ROUNDING
from rfpkit.process.evaluation.ranking import examined
from rfpkit.process.evaluation.scope import scored_bidders, scored_criteria
from rfpkit.process.evaluation.wording import first_place, score_words, tie_words, weight_words
from rfpkit.process.questions import answers_due, deadline
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.before import Bidder, Declaration

STAGES: dict[OutStage, str] = {
    "receipt": "Late or not complete",
    "selection": "Not selected",
    "mandatory": "Mandatory criterion not met",
    "quality": "Too little quality",
    "price": "Price not explained",
    "withdrawn": "Withdrawn",
}
"""Why a bid is out, in words for tables."""

_DECISIONS = {
    "none": "No conflict",
    "managed": "Conflict that is managed",
    "excluded": "Stands back",
    "open": "Not yet decided",
}
_CELLS = 6
"""So many criteria stand beside each other in a table of scores."""


def _told(tell: Callable[[Dossier, Outcome], Blocks]) -> Callable[[Dossier], Blocks]:
    """An insert about the outcome; while records are wrong it says what stands in the way.

    The award is left out of it: the report leads to the award, and what was signed must not change
    when the award is recorded.
    """

    def told(dossier: Dossier) -> Blocks:
        before = replace(dossier, records=replace(dossier.records, award=None))
        flaws, outcome = examined(before)
        if outcome is not None:
            return tell(dossier, outcome)
        return (
            paragraph("There is no ranking. The records have these faults:"),
            *(bullet(f"records/{flaw.name}: {flaw.message}.") for flaw in flaws),
        )

    return told


def _members(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    declared: dict[str, Declaration] = {}
    for one in dossier.records.conflicts:
        declared[one.person.casefold()] = one
    rows = []
    for member in dossier.records.panel:
        own = declared.get(member.id.casefold()) or declared.get(member.name.casefold())
        conflict = f"{_DECISIONS[own.decision]}, {locale.date(own.date)}" if own else "Missing"
        if own and own.measures:
            conflict += f"\n{own.measures}"
        briefed = locale.date(member.briefed) if member.briefed else "Not yet"
        rows.append((member.name, member.seat, briefed, conflict))
    header = ("Member", "Seat", "Briefed", "Declaration of interests")
    return (table(header, rows, (0.2, 0.3, 0.17, 0.33)),) if rows else ()


def _bids(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            one.name,
            locale.date(one.received) if one.received else "–",
            STAGES[one.excluded.stage] if one.excluded else _state(dossier, one),
        )
        for one in dossier.records.bidders
    ]
    return (table(("Bidder", "Received", "State"), rows, (0.5, 0.25, 0.25)),) if rows else ()


def _state(dossier: Dossier, bidder: Bidder) -> str:
    """How far the evaluation of a bid is that is not out."""
    if dossier.evaluation.method == "price-only":
        return "Ranked by price"
    agreed = any(
        one.stage == "consensus" and one.bidder == bidder.id for one in dossier.records.scores
    )
    return "Scored" if agreed else "To be scored"


def _bidder_names(dossier: Dossier) -> Blocks:
    return tuple(bullet(one.name) for one in dossier.records.bidders)


def _meetings(dossier: Dossier) -> Blocks:
    locale = locale_of(dossier)
    names = {one.id: one.name for one in dossier.records.bidders}
    rows = [
        (
            locale.date(one.date),
            names.get(one.bidder, one.bidder),
            one.kind.capitalize(),
            "\n".join(one.topics),
        )
        for one in dossier.records.meetings
        if one.kind != "debrief"
    ]
    header = ("Date", "Bidder", "Kind", "What it was about")
    return (table(header, rows, (0.18, 0.25, 0.17, 0.4)),) if rows else ()


def _declaration(dossier: Dossier) -> Blocks:
    member, locale = dossier.member, locale_of(dossier)
    if member is None:
        return ()
    names = {member.id.casefold(), member.name.casefold()}
    rows = [
        (
            locale.date(one.date),
            one.interests or "None",
            _DECISIONS[one.decision],
            "\n".join(filter(None, (one.measures, one.decided_by))),
        )
        for one in dossier.records.conflicts
        if one.person.casefold() in names
    ]
    header = ("Declared on", "Interests", "Decision", "Measures, and who decided")
    return (table(header, rows, (0.17, 0.33, 0.2, 0.3)),) if rows else ()


def _score_forms(dossier: Dossier) -> Blocks:
    """A table for each bid, with what the member has recorded so far; empty cells to fill."""
    member = dossier.member
    own = {
        (one.bidder, one.criterion): one
        for one in dossier.records.scores
        if one.stage == "individual" and member is not None and one.member == member.id
    }
    header = ("No.", "Criterion, and how points are given", "Weight", "Score", "Reason")
    blocks: list[AnyBlock] = []
    for bidder in scored_bidders(dossier):
        rows = []
        for number, criterion in scored_criteria(dossier):
            given = own.get((bidder.id, criterion.id))
            words = criterion.text + (f"\n{criterion.measure}" if criterion.measure else "")
            weight = f"{locale_of(dossier).number(criterion.weight or 0)}%"
            filled = (f"{given.score:f}", given.reason) if given else ("", "")
            if criterion.subject == "price":
                filled = ("–", "The Buyer works it out from the price. Nothing to fill in.")
            rows.append((number, words, weight, *filled))
        blocks.append(Heading(level=2, runs=(Run(bidder.name),)))
        blocks.append(table(header, rows, (0.07, 0.4, 0.1, 0.09, 0.34)))
    return tuple(blocks)


def _mandatory_checks(dossier: Dossier) -> Blocks:
    """Each bid on each mandatory criterion; a cell is empty until somebody has checked it."""
    locale = locale_of(dossier)
    asked = [one for one in dossier.criteria if one.kind == "mandatory"]
    rows = []
    for one in dossier.records.bidders:
        if one.excluded and one.excluded.stage in ("receipt", "selection", "withdrawn"):
            continue  # nobody reads such a bid further
        for number, criterion in enumerate(asked, start=1):
            result = ""
            if one.excluded and one.excluded.criterion == criterion.id:
                result = f"Not met: {one.excluded.reason} ({locale.date(one.excluded.date)})"
            rows.append((one.name, f"M{number}", criterion.evidence, result))
    header = ("Bidder", "No.", "Evidence asked for", "Met or not, and where it is shown")
    return (table(header, rows, (0.25, 0.08, 0.32, 0.35)),) if rows else ()


def _technical_findings(dossier: Dossier) -> Blocks:
    """What to look at in each bid, with room for what was found."""
    interfaces = "; ".join(one.interface for one in dossier.environment.systems)
    standards = "; ".join(dossier.environment.standards)
    asked = [
        ("Claims", "Does what was tried or read bear out what the Proposal says?"),
        ("Fit", f"Does it work with what is there? {interfaces}".strip()),
        ("Standards", f"Are the standards met? {standards}".strip()),
        ("Security and personal data", f"Where is data kept? Asked for: {dossier.data.location}."),
        (
            "Hidden costs",
            "What must be bought beside it: parts, licences, users, storage, reports?",
        ),
        ("Way out", "Can all data be taken out and used elsewhere? Was it tried?"),
    ]
    rows = [(one.name, what, how, "") for one in scored_bidders(dossier) for what, how in asked]
    header = ("Bidder", "Subject", "Question", "Finding, and what it rests on")
    return (table(header, rows, (0.18, 0.16, 0.33, 0.33)),) if rows else ()


def _to_fill(*columns: str) -> Callable[[Dossier], Blocks]:
    """An insert with an empty row for each bid that is scored."""

    def rows(dossier: Dossier) -> Blocks:
        empty = [""] * len(columns)
        made = [(one.name, *empty) for one in scored_bidders(dossier)]
        widths = (0.28, *(0.72 / len(columns) for _ in columns))
        return (table(("Bidder", *columns), made, widths),) if made else ()

    return rows


def _ranking(dossier: Dossier, outcome: Outcome) -> Blocks:
    locale = locale_of(dossier)
    rows = [
        (
            str(one.rank),
            one.bidder.name,
            f"{one.quality}",
            f"{one.total - one.quality}",
            f"{one.total}",
            locale.money(one.price),
        )
        for one in outcome.results
        if one.rank and one.total is not None and one.quality is not None and one.price is not None
    ]
    header = ("Rank", "Bidder", "Quality points", "Price points", "Total", "Price")
    return (table(header, rows, (0.08, 0.3, 0.14, 0.13, 0.12, 0.23)),) if rows else ()


def _points(_: Dossier, outcome: Outcome) -> Blocks:
    """Points by criterion, with the panel's score in brackets; several tables where need be."""
    scored = [one for one in outcome.results if one.quality is not None]
    marks = scored[0].marks if scored else ()
    return tuple(
        _points_table(scored, marks[begin : begin + _CELLS], begin)
        for begin in range(0, len(marks), _CELLS)
    )


def _points_table(scored: list[Result], marks: tuple[Mark, ...], begin: int) -> AnyBlock:
    header = ("Bidder", *(f"{m.number} ({m.criterion.weight:f}%)" for m in marks))
    rows = [
        (one.bidder.name, *(cell(mark) for mark in one.marks[begin : begin + _CELLS]))
        for one in scored
    ]
    share = 0.7 / len(marks)
    return table(header, rows, (0.3, *(share for _ in marks)))


def cell(mark: Mark) -> str:
    """Points and the score that they come from: "16.00 (4)"; a dash where there are none."""
    if mark.points is None:
        return "–"
    return f"{mark.points}" + (f" ({mark.score:f})" if mark.score is not None else "")


def _reasons(_: Dossier, outcome: Outcome) -> Blocks:
    blocks: list[AnyBlock] = []
    for one in outcome.results:
        rows = [
            (
                mark.number,
                f"{mark.score:f}",
                ", ".join(f"{s:f}" for _, s in mark.individual),
                mark.reason,
            )
            for mark in one.marks
            if mark.score is not None
        ]
        if rows and one.quality is not None:
            header = ("No.", "Agreed", "Given alone", "Reason of the panel")
            blocks.append(paragraph(f"{one.bidder.name}:"))
            blocks.append(table(header, rows, (0.08, 0.1, 0.18, 0.64)))
    return tuple(blocks)


def _out(dossier: Dossier, outcome: Outcome) -> Blocks:
    numbers = {
        one.id: f"M{n}"
        for n, one in enumerate((c for c in dossier.criteria if c.kind == "mandatory"), start=1)
    }
    rows = []
    for one in outcome.results:
        if one.out is not None:
            number = numbers.get(one.out.criterion, "")
            stage = STAGES[one.out.stage] + (f" ({number})" if number else "")
            rows.append((one.bidder.name, stage, one.out.reason))
    return (table(("Bidder", "Stage", "Reason"), rows, (0.25, 0.25, 0.5)),) if rows else ()


def _ties(_: Dossier, outcome: Outcome) -> Blocks:
    if not outcome.ties:
        return (paragraph("No two Proposals have the same total."),)
    return tuple(paragraph(tie_words(tie, outcome)) for tie in outcome.ties)


def _sensitivity(_: Dossier, outcome: Outcome) -> Blocks:
    lines = [*weight_words(outcome), *score_words(outcome)]
    return tuple(bullet(line) for line in lines) or (
        paragraph("There is nothing to test: one Proposal is ranked, or price alone decides."),
    )


def _weights(_: Dossier, outcome: Outcome) -> Blocks:
    names = {one.bidder.id: one.bidder.name for one in outcome.results}
    rows = []
    for test in outcome.weight_tests:
        cells = [
            f"{tip.weight} ({'+' if tip.shift > 0 else ''}{tip.shift}%)\n{names[tip.bidder]}"
            if tip
            else "None"
            for tip in (test.down, test.up)
        ]
        rows.append((test.number, f"{test.weight:f}", *cells))
    header = ("No.", "Weight", "Another is first from this weight down", "From this weight up")
    return (table(header, rows, (0.1, 0.14, 0.4, 0.36)),) if rows else ()


def _remarks(_: Dossier, outcome: Outcome) -> Blocks:
    return tuple(
        bullet(f"{flaw.message[:1].upper()}{flaw.message[1:]}.") for flaw in outcome.remarks
    )


def _signatures(dossier: Dossier) -> Blocks:
    rows = [(one.name, one.seat, "", "") for one in dossier.records.panel]
    rows = rows or [("", seat.seat, "", "") for seat in dossier.evaluation.panel]
    header = ("Member", "Seat", "Signature", "Date")
    return (table(header, rows, (0.25, 0.3, 0.28, 0.17)),) if rows else ()


def _questions(dossier: Dossier) -> Iterator[AnyBlock]:
    records = dossier.records
    published = sum(1 for one in records.questions if one.published)
    if records.questions:
        yield bullet(f"Questions: {len(records.questions)}, of which {published} are published.")
    if records.addenda:
        yield bullet(f"Addenda: {len(records.addenda)}.")
    for one in records.addenda:
        yield bullet(f"Addendum {one.number}: {' '.join(one.changes)}")


def _dates(dossier: Dossier) -> Blocks:
    """The timetable as the addenda have left it."""
    times, submit, answers = dossier.timetable, deadline(dossier), answers_due(dossier)
    if times is None or submit is None or answers is None:
        return ()
    now = replace(times, submit=submit, answers_by=answers)
    return FROM_THE_SPEC["timetable"](replace(dossier, timetable=now))


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {
    "evaluation-bids": _bids,
    "evaluation-bidder-names": _bidder_names,
    "evaluation-costs": _to_fill("Cost beside the price", "About how much, and when"),
    "evaluation-dates": _dates,
    "evaluation-declaration": _declaration,
    "evaluation-first": _told(lambda _, outcome: (paragraph(first_place(outcome)),)),
    "evaluation-interactions": lambda dossier: tuple(_questions(dossier)),
    "evaluation-mandatory": _mandatory_checks,
    "evaluation-meetings": _meetings,
    "evaluation-members": _members,
    "evaluation-out": _told(_out),
    "evaluation-points": _told(_points),
    "evaluation-ranking": _told(_ranking),
    "evaluation-reasons": _told(_reasons),
    "evaluation-remarks": _told(_remarks),
    "evaluation-risks": _to_fill("Risk", "What the Contract must settle"),
    "evaluation-rounding": lambda _: (paragraph(ROUNDING),),
    "evaluation-score-forms": _score_forms,
    "evaluation-sensitivity": _told(_sensitivity),
    "evaluation-signatures": _signatures,
    "evaluation-technical": _technical_findings,
    "evaluation-ties": _told(_ties),
    "evaluation-weights": _told(_weights),
}
