"""What is wrong with the panel: seats, conflicts of interest, who may score."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.process.evaluation.model import Flaw
from rfpkit.process.evaluation.scope import (
    declarations_of,
    has_left,
    quality_criteria,
    scores_at,
    scoring_members,
)
from rfpkit.process.signoffs import folded
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.before import Member
from rfpkit.yamlfile import did_you_mean


def seats(dossier: Dossier) -> Iterator[Flaw]:
    """Each published seat is taken by one member, and there is no other seat."""
    if not quality_criteria(dossier):
        return
    if not dossier.records.panel:
        message = "nobody is on the panel; write each member with “id”, “name” and “seat”"
        yield Flaw(message, "panel")
        return
    published = {folded(seat.seat): seat.seat for seat in dossier.evaluation.panel}
    taken: dict[str, str] = {}
    met: set[str] = set()
    for row, member in enumerate(dossier.records.panel):
        if member.id in met:
            message = f"a second member is called “{member.id}”; rename it, in the scores too"
            yield Flaw(message, "panel", (row, "id"))
        met.add(member.id)
        seat = folded(member.seat)
        if published and seat not in published:
            guess = did_you_mean(member.seat, tuple(published.values()))
            message = f"the seat “{member.seat}” was not published{guess}; the seats are "
            yield Flaw(message + "; ".join(published.values()), "panel", (row, "seat"))
        elif not has_left(member, dossier):
            if seat in taken:
                message = (
                    f"“{taken[seat]}” has the seat “{member.seat}” already; one seat, one member"
                )
                yield Flaw(message, "panel", (row, "seat"))
            taken.setdefault(seat, member.id)
    for seat, words in published.items():
        if seat not in taken:
            message = f"nobody scores in the published seat “{words}”; name a member for it"
            yield Flaw(message, "panel")


def authors(dossier: Dossier) -> Iterator[Flaw]:
    """Somebody on the panel did not write the tender."""
    panel = dossier.evaluation.panel
    if panel and all(seat.wrote_tender for seat in panel):
        message = "all members of the panel wrote the tender; give a seat to somebody who did not, "
        message += "before anything is published"
        yield Flaw(message, "spec", ("evaluation", "panel"))


def scorers(dossier: Dossier) -> Iterator[Flaw]:
    """Individual scores are those of members, and agreed scores those of nobody alone."""
    members = [member.id for member in dossier.records.panel]
    for row, score in scores_at(dossier, "individual"):
        if score.member in members:
            continue
        if score.member:
            guess = did_you_mean(score.member, members) or f"; there are {', '.join(members)}"
            message = f"“{score.member}” is not on the panel{guess}"
        else:
            message = "an individual score needs the short name of its “member”"
        yield Flaw(message, "scores", (row, "member"))
    for row, score in scores_at(dossier, "consensus"):
        if score.member:
            message = "an agreed score is the whole panel's; leave “member” empty"
            yield Flaw(message, "scores", (row, "member"))


def conflicts(dossier: Dossier) -> Iterator[Flaw]:
    """Every member declared before scoring, and each declaration was decided by somebody else."""
    for row, member in enumerate(dossier.records.panel):
        declared = declarations_of(member, dossier)
        if not declared:
            message = f"“{member.id}” ({member.name}) is on the panel (records/panel, member "
            message += (
                f"{row + 1}) and has declared nothing; add the declaration, or take the scores "
            )
            yield Flaw(message + "out and name another member", "conflicts")
            continue
        at, last = declared[-1]
        if last.decision == "open":
            message = f"the conflict of “{member.id}” is not decided; decide it before anything of "
            yield Flaw(message + "this member counts", "conflicts", (at, "decision"))
        if last.decision == "managed" and not (last.measures and last.decided_by):
            message = (
                f"the conflict of “{member.id}” is managed: say how under “measures”, and who "
            )
            yield Flaw(message + "decided so under “decided_by”", "conflicts", (at,))
        if last.decided_by and folded(last.decided_by) in (folded(member.id), folded(member.name)):
            message = f"“{member.id}” cannot decide about an own conflict; somebody else must"
            yield Flaw(message, "conflicts", (at, "decided_by"))
        yield from _scored_too_soon(member, dossier)
    yield from _left_and_scored(dossier)


def _scored_too_soon(member: Member, dossier: Dossier) -> Iterator[Flaw]:
    first_declared = declarations_of(member, dossier)[0][1].date
    own = [(row, s) for row, s in scores_at(dossier, "individual") if s.member == member.id]
    early = [(row, score) for row, score in own if score.date < first_declared]
    if early:
        row, score = early[0]
        message = (
            f"“{member.id}” scored on {score.date} and declared interests on {first_declared}; "
        )
        yield Flaw(message + "a member declares before scoring", "scores", (row, "date"))


def _left_and_scored(dossier: Dossier) -> Iterator[Flaw]:
    scoring = {member.id for member in scoring_members(dossier)}
    left = {member.id for member in dossier.records.panel} - scoring
    told: set[str] = set()
    for row, score in scores_at(dossier, "individual"):
        if score.member in left and score.member not in told:
            told.add(score.member)
            message = f"“{score.member}” stands back because of a conflict and scored; remove all "
            yield Flaw(message + "scores of this member", "scores", (row, "member"))
