"""The part of the spec that bidders compete by: criteria, evaluation, timetable, submission."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from annotated_types import Ge, Le, MinLen

from rfpkit.spec.vocabulary import Percent, Slug, Text
from rfpkit.yamlfile import record


@record
class Criterion:
    """One criterion: eliminatory (mandatory), scored, or about the way of working (process)."""

    id: Slug
    """A short name."""
    kind: Literal["mandatory", "scored", "process"]
    """Mandatory criteria exclude, scored ones give points, process ones are not scored."""
    subject: Literal["software", "supplier", "price"] = "software"
    """What it is about."""
    text: Text
    """What is asked, so that two readers judge alike."""
    weight: Percent | None = None
    """Share of the total, in percent; for scored criteria only."""
    evidence: Text
    """What a bidder shows."""
    measure: str = ""
    """How points are given, for scored criteria."""
    source: tuple[Slug, ...] = ()
    """What it comes from: KPIs or goals by id, groups of users by name, and with "/2" after the
    name a group's second journey."""


@record
class PanelMember:
    """A seat on the panel that scores."""

    seat: Text
    """What the member stands for: lead unit, technical expert, end user, independent."""
    wrote_tender: bool = False
    """Whether the member wrote this document."""
    speaks_for: Literal["lead-unit", "technical", "users", "other"] = "other"
    """Whom the seat speaks for: the unit that leads, technology, the people who will use it."""


@record
class Evaluation:
    """How proposals are scored."""

    method: Literal["best-price-quality", "price-only"] = "best-price-quality"
    """What decides."""
    scale_max: Annotated[int, Ge(2), Le(10)] = 5
    """The highest score for one criterion; scores run from 0."""
    minimum_quality: Percent | None = None
    """The share of quality points below which a proposal is not considered."""
    tie: Text = "the higher score for the scored criterion with the greatest weight"
    """What decides between equal totals."""
    demonstration: str = ""
    """What shortlisted bidders show or discuss, and how it is scored; empty when nothing is."""
    panel: tuple[PanelMember, ...] = ()
    """Who scores."""


@record
class Timetable:
    """The dates of the procurement, in order. Times are in the time zone named."""

    issue: dt.date
    """The documents are published."""
    requests: dt.date | None = None
    """Deadline for requests to participate, where the procedure selects first."""
    invited: dt.date | None = None
    """Those who are selected are invited to tender, to a dialogue or to negotiate."""
    initial_tenders: dt.date | None = None
    """Deadline for first tenders, where they are negotiated."""
    dialogue_closes: dt.date | None = None
    """The dialogue or the negotiation is closed."""
    briefing: dt.date | None = None
    """An open, optional and recorded briefing for everyone."""
    questions_until: dt.date
    """Last day for questions."""
    answers_by: dt.date
    """All answers are published to everyone."""
    submit: dt.date
    """Deadline for proposals."""
    submit_time: Annotated[str, MinLen(4)] = "12:00"
    """The hour of the deadline."""
    time_zone: Text
    """Such as "Eastern Time" or "Central European Time"."""
    demonstrations: dt.date | None = None
    """First day of demonstrations or interviews."""
    jury: dt.date | None = None
    """The jury decides, in a design contest."""
    award: dt.date
    """All bidders are told the result."""
    standstill_end: dt.date | None = None
    """The contract is not signed before the end of this day."""
    start: dt.date
    """Work starts."""


@record
class Submission:
    """How to hand in a proposal."""

    portal: Text
    """Where: an address that needs no fee."""
    formats: tuple[Text, ...] = ("PDF", "OpenDocument")
    """File formats that are taken."""
    page_limit: Annotated[int, Ge(1)] | None = None
    """The most pages that are read."""
    parts: Annotated[tuple[Text, ...], MinLen(1)]
    """What a proposal holds."""
    validity_days: Annotated[int, Ge(1)] = 90
    """How long a proposal stands, in days."""
    questions_channel: Text
    """Where questions are asked."""
    answers_channel: Text
    """Where all answers are published."""
