"""The score sheets of the panel: what a member is given, and what comes back filled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rfpkit.process.evaluation.publishing import fingerprint
from rfpkit.process.evaluation.scope import (
    quality_criteria,
    scored_bidders,
    scored_criteria,
    scoring_members,
)
from rfpkit.spec.competition import Criterion
from rfpkit.spec.dossier import Dossier


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """An empty score sheet for one member."""

    member: str
    """The member's short name."""
    name: str
    seat: str
    title: str
    """The project."""
    buyer: str
    date: dt.date
    """The date of the documents; what the file says about when it was made."""
    scale_max: int
    criteria: tuple[tuple[str, Criterion], ...]
    """The criteria that the member scores, with their published numbers."""
    bidders: tuple[tuple[str, str], ...]
    """Short name and name of each bid."""
    fingerprint: str
    """The criteria as published, so that a filled sheet can be held against them."""


@dataclass(frozen=True, slots=True)
class FilledCell:
    """One score that a member gave, as it stands in the sheet."""

    bidder: str
    criterion: str
    place: str
    """Sheet and cell, such as "1 Acme, D7"."""
    score: object
    reason: object
    reason_place: str


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A score sheet that came back."""

    path: str
    member: str
    fingerprint: str
    date: object
    """The day of scoring as the cell holds it."""
    date_place: str
    cells: tuple[FilledCell, ...]


def score_sheets(dossier: Dossier) -> tuple[ScoreSheet, ...]:
    """A sheet for each member who scores, in the panel's order."""
    scored = {criterion.id for criterion in quality_criteria(dossier)}
    return tuple(
        ScoreSheet(
            member=member.id,
            name=member.name,
            seat=member.seat,
            title=dossier.project.title,
            buyer=dossier.buyer.name,
            date=dossier.project.date,
            scale_max=dossier.evaluation.scale_max,
            criteria=tuple(one for one in scored_criteria(dossier) if one[1].id in scored),
            bidders=tuple((one.id, one.name) for one in scored_bidders(dossier)),
            fingerprint=fingerprint(dossier),
        )
        for member in scoring_members(dossier)
    )
