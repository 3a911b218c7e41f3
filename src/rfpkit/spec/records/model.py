"""All records of a project: one field for each file that may lie in ``records/``."""

from __future__ import annotations

from rfpkit.spec.records.after import (
    Acceptance,
    Audit,
    Closure,
    DocumentationCheck,
    ExitTest,
    Measurement,
    PhaseGate,
    SourceRelease,
    Sprint,
    Trained,
)
from rfpkit.spec.records.before import (
    Addendum,
    Award,
    Bidder,
    Declaration,
    Engagement,
    Lesson,
    Meeting,
    Member,
    Notice,
    Question,
    Score,
    SignOff,
    TermConflict,
    Workshop,
)
from rfpkit.yamlfile import record


@record
class Records:
    """What happened in a project so far; each list is empty until its file is there."""

    signoffs: tuple[SignOff, ...] = ()
    """Signatures under documents."""
    workshops: tuple[Workshop, ...] = ()
    """Workshops that were held."""
    lessons: tuple[Lesson, ...] = ()
    """Lessons from earlier procurements."""
    engagements: tuple[Engagement, ...] = ()
    """Contacts with the market."""
    notices: tuple[Notice, ...] = ()
    """Official notices."""
    questions: tuple[Question, ...] = ()
    """Questions and answers."""
    addenda: tuple[Addendum, ...] = ()
    """Changes of the published documents."""
    panel: tuple[Member, ...] = ()
    """The people in the seats of the panel or the jury."""
    conflicts: tuple[Declaration, ...] = ()
    """Declarations of interests."""
    bidders: tuple[Bidder, ...] = ()
    """Candidates and bidders."""
    meetings: tuple[Meeting, ...] = ()
    """Meetings with single bidders."""
    scores: tuple[Score, ...] = ()
    """Scores."""
    award: Award | None = None
    """The award."""
    terms: tuple[TermConflict, ...] = ()
    """Conflicts with standard terms."""
    phases: tuple[PhaseGate, ...] = ()
    """Decisions at the ends of phases."""
    sprints: tuple[Sprint, ...] = ()
    """Sprints and their reviews."""
    acceptances: tuple[Acceptance, ...] = ()
    """Modules accepted or refused."""
    kpis: tuple[Measurement, ...] = ()
    """Measurements of the KPIs."""
    trainings: tuple[Trained, ...] = ()
    """Trainings held."""
    documentation: tuple[DocumentationCheck, ...] = ()
    """Checks of the documentation."""
    exits: tuple[ExitTest, ...] = ()
    """Rehearsals of leaving."""
    releases: tuple[SourceRelease, ...] = ()
    """Releases of source code."""
    audits: tuple[Audit, ...] = ()
    """Yearly audits."""
    closure: Closure | None = None
    """The end of the project."""
