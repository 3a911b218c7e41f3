"""Filled score sheets read into the table of scores: all of them or none."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from rfpkit.errors import Fault, InputError
from rfpkit.process.evaluation.publishing import as_published, changes, fingerprint
from rfpkit.process.evaluation.ranking import fault_of
from rfpkit.process.evaluation.scope import quality_criteria, scored_bidders, scoring_members
from rfpkit.process.evaluation.sheets import FilledCell, FilledSheet
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.before import Score
from rfpkit.spec.records.folder import FOLDER, Project
from rfpkit.yamlfile import did_you_mean

_HEADER = ("stage", "member", "bidder", "criterion", "score", "reason", "date")
_FORMULA = ("=", "+", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Collected:
    """The table of scores with what the sheets add, and where it goes."""

    path: Path
    text: str
    added: int
    """How many scores are new; those that stood there already do not count."""


def collect(project: Project, sheets: Sequence[FilledSheet]) -> Collected:
    """The table of scores with those of the sheets; ``InputError`` with all that is wrong.

    A sheet is refused where its criteria are not those published, where a cell is empty or holds no
    score of the scale, and where its member has other scores already.
    """
    dossier = project.dossier
    target = Path(project.spec.path).parent / FOLDER / "scores.csv"
    held = project.files.get("scores")
    faults = [fault_of(flaw, project) for flaw in changes(dossier)]
    if held is not None and Path(held.path).suffix != ".csv":
        message = "sheets are collected into scores.csv; move these scores there first"
        faults.append(Fault(held.path, 0, 0, message))
    new: list[Score] = []
    met: dict[str, str] = {}
    for sheet in sheets:
        found = list(_sheet_faults(sheet, dossier, met))
        met.setdefault(sheet.member, sheet.path)
        rows = [] if found else list(_rows(sheet, dossier, found))
        found += [] if found else list(_other_scores(sheet, rows, project))
        faults += found
        new += rows
    if faults:
        raise InputError(*faults)
    old = dossier.records.scores
    standing = {(s.member, s.bidder, s.criterion) for s in old if s.stage == "individual"}
    added = [s for s in new if (s.member, s.bidder, s.criterion) not in standing]
    return Collected(target, _table((*old, *added)), len(added))


def _sheet_faults(sheet: FilledSheet, dossier: Dossier, met: dict[str, str]) -> Iterator[Fault]:
    members = [member.id for member in scoring_members(dossier)]
    if sheet.member not in members:
        guess = did_you_mean(sheet.member, members) or f"; there are {', '.join(members)}"
        message = f"the sheet is of “{sheet.member}”, who is not on the panel{guess}"
        yield Fault(sheet.path, 0, 0, message)
    if sheet.member in met:
        message = f"a second sheet of “{sheet.member}”; the first is {met[sheet.member]}. Keep one"
        yield Fault(sheet.path, 0, 0, message)
    published = as_published(dossier)
    wanted = " ".join(published[1].criteria.split()) if published else fingerprint(dossier)
    if sheet.fingerprint != wanted:
        message = "its criteria are not those that were published; write the sheets anew with "
        message += "“rfpkit evaluate --sheets”, and have the member fill the new one"
        yield Fault(sheet.path, 0, 0, message)
    if not isinstance(sheet.date, dt.date):
        message = f"{sheet.date_place}: the day of scoring is missing; fill it in as a date"
        yield Fault(sheet.path, 0, 0, message)
    expected = {(b.id, c.id) for b in scored_bidders(dossier) for c in quality_criteria(dossier)}
    for bidder, criterion in sorted(expected - {(c.bidder, c.criterion) for c in sheet.cells}):
        message = f"has no cell for “{bidder}” on “{criterion}”; write the sheets anew"
        yield Fault(sheet.path, 0, 0, message)


def _rows(sheet: FilledSheet, dossier: Dossier, faults: list[Fault]) -> Iterator[Score]:
    day = sheet.date.date() if isinstance(sheet.date, dt.datetime) else sheet.date
    assert isinstance(day, dt.date)  # noqa: S101 - looked at before
    bidders = {one.id for one in scored_bidders(dossier)}
    for cell in sheet.cells:
        if cell.bidder not in bidders:
            continue  # a bid that was excluded since the sheets were written
        score = _score(cell, dossier.evaluation.scale_max)
        reason = _reason(cell)
        if isinstance(score, str):
            faults.append(Fault(sheet.path, 0, 0, f"{cell.place}: {score}"))
        elif reason is None:
            message = "a text that begins with =, + or @ is a formula elsewhere; begin with a word"
            faults.append(Fault(sheet.path, 0, 0, f"{cell.reason_place}: {message}"))
        else:
            yield Score(
                stage="individual", member=sheet.member, bidder=cell.bidder,
                criterion=cell.criterion, score=score, reason=reason, date=day,
            )  # fmt: skip


def _score(cell: FilledCell, top: int) -> Decimal | str:
    """The score, or what is wrong with it."""
    if cell.score is None or cell.score == "":
        return (
            f"there is no score for “{cell.bidder}” on “{cell.criterion}”; give one from 0 to {top}"
        )
    try:
        score = Decimal(str(cell.score).strip())
    except InvalidOperation:
        return f"“{cell.score}” is no number; give a whole number from 0 to {top}"
    if isinstance(cell.score, bool) or not score.is_finite() or score != int(score):
        return f"{cell.score} is no whole number; give one from 0 to {top}"
    if not 0 <= score <= top:
        return f"{cell.score} is not on the scale; give a whole number from 0 to {top}"
    return Decimal(int(score))


def _reason(cell: FilledCell) -> str | None:
    """The reason in one line; None where a spreadsheet would take it for a formula."""
    text = " ".join(str(cell.reason).split()) if cell.reason is not None else ""
    if text.startswith("-"):
        text = "–" + text[1:]  # a list in a cell, and no formula
    return None if text.startswith(_FORMULA) else text


def _other_scores(sheet: FilledSheet, rows: list[Score], project: Project) -> Iterator[Fault]:
    """What a member's standing scores say else than the sheet."""
    new = {(one.bidder, one.criterion): one for one in rows}
    for at, old in enumerate(project.records.scores):
        if old.stage != "individual" or old.member != sheet.member:
            continue
        other = new.get((old.bidder, old.criterion))
        if other is not None and (other.score, other.reason) != (old.score, old.reason):
            message = (
                f"{sheet.path} gives “{old.bidder}” {other.score:f} for “{old.criterion}” and "
            )
            message += "another score or reason stands here; remove this row if the sheet is right"
            yield project.fault(message, "scores", at)


def _table(scores: Sequence[Score]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    for one in scores:
        cells = (one.stage, one.member, one.bidder, one.criterion, f"{one.score:f}", one.reason)
        writer.writerow((*cells, one.date.isoformat()))
    return out.getvalue()
