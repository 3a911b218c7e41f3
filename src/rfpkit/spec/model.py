"""The spec: what the buyer says about a procurement, as typed values.

Every field's docstring is also its description in ``schemas/spec.schema.json``, which editors
show while a buyer types. Rules that span fields are in ``spec/rules.py``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, MinLen

from rfpkit.spec.competition import Criterion, Evaluation, Submission, Timetable
from rfpkit.spec.delivery import Maintenance, Migration, PlannedFeature, TeamMember, Training
from rfpkit.spec.market import Market
from rfpkit.spec.need import Environment, Kpi, User
from rfpkit.spec.orientation import (
    Alternative,
    CoProcurer,
    Department,
    Goal,
    Persona,
    Research,
    Risk,
)
from rfpkit.spec.publication import Event, Promotion, Publication
from rfpkit.spec.strategy import Appraisal
from rfpkit.spec.style import Style
from rfpkit.spec.vocabulary import (
    Answers,
    FlexibleLike,
    Jurisdiction,
    Money,
    Percent,
    Procedure,
    RoleName,
    Slug,
    Strategy,
    Text,
    Value,
)
from rfpkit.yamlfile import record


@record
class Project:
    """What is bought, in one glance."""

    title: Text
    """The project's name, as it stands on the cover."""
    reference: Text
    """The buyer's own reference number."""
    summary: Text
    """Two or three sentences that a stranger understands."""
    date: dt.date
    """The date of the documents. Everything that depends on a date is worked out for this day."""
    language: Literal["en-GB", "en-US", "en-IE"] = "en-GB"
    """Spelling of dates and sums, and the language mark of the Word files."""


@record
class Buyer:
    """The contracting authority."""

    name: Text
    """Full legal name."""
    short_name: Text
    """How the documents call the buyer after the first time, such as "the City"."""
    country: Annotated[str, MinLen(2)]
    """Two-letter country code (ISO 3166-1), such as US, NL or GB."""
    address: Text
    """Postal address on one line."""
    about: Text
    """Who the buyer is and what it does. Paragraphs are set apart by an empty line."""
    website: str = ""
    """The buyer's web site."""
    kind: Literal["central", "sub-central", "utility"] = "sub-central"
    """Which thresholds and periods apply."""
    region: str = ""
    """The part of the country, where it has public holidays of its own: the second half of its ISO
    3166-2 code, such as BY for Bavaria or SCT for Scotland."""


@record
class Contact:
    """The single point of contact for bidders."""

    name: Text
    """A person or an office."""
    role: Text
    """What that person is in the buyer's organisation."""
    email: Text
    """Where questions go when they do not go through the portal."""
    phone: str = ""
    """A telephone number."""


@record
class Module:
    """A part of the work that is useful on its own and is ordered on its own."""

    id: Slug
    """A short name."""
    name: Text
    """What it is called."""
    outcome: Text
    """What users can do once it is in use."""
    budget: Money
    """The most that the buyer will pay for this module."""
    strategy: Strategy | None = None
    """The strategy for this module where it differs from the project's."""
    serves: tuple[Slug, ...] = ()
    """The KPIs and goals that it is for."""
    weeks: Annotated[Decimal, Gt(0)] | None = None
    """The estimate of the work, in weeks of one engineer."""
    start: dt.date | None = None
    """When work on it is to begin."""
    features: tuple[Text, ...] = ()
    """Features to begin with. They illustrate; they are not a closed list."""
    interfaces: tuple[Text, ...] = ()
    """What it exchanges with other modules and systems."""
    acceptance: Annotated[tuple[Text, ...], MinLen(1)]
    """How the buyer will know that it works."""


@record
class Budget:
    """What the buyer can spend."""

    currency: Annotated[str, MinLen(3)]
    """Three-letter currency code (ISO 4217)."""
    total: Annotated[Decimal, Gt(0)]
    """The most for the whole contract, extensions included, in that currency."""
    tax: Text = "excluding value added tax"
    """Whether tax is in the sum."""
    basis: Literal["capacity-with-ceiling", "price-per-module", "subscription"] = (
        "capacity-with-ceiling"
    )
    """How the supplier is paid: for time up to a ceiling, a price for each module, or a
    subscription."""


@record
class Role:
    """Who does what."""

    role: RoleName
    """Which role."""
    name: Text
    """The person; for the supplier's side, "named by the Supplier"."""
    employer: Literal["buyer", "supplier", "other"] = "buyer"
    """Who employs that person."""
    title: str = ""
    """The person's job title."""
    time_percent: Percent | None = None
    """Share of a working week set aside."""
    trained: dt.date | None = None
    """When the person was trained for the role, or prepared for it otherwise."""


@record
class Responsibility:
    """One row of the DARCI matrix: who decides, is accountable, does, is asked, is told."""

    activity: Text
    """What is to be done."""
    decides: tuple[RoleName, ...] = ()
    """D: signs off."""
    accountable: RoleName
    """A: answers for it; exactly one."""
    responsible: Annotated[tuple[RoleName, ...], MinLen(1)]
    """R: does it."""
    consulted: tuple[RoleName, ...] = ()
    """C: is asked before."""
    informed: tuple[RoleName, ...] = ()
    """I: is told after."""


@record
class Extension:
    """An option of the buyer to extend the contract."""

    months: Annotated[int, Ge(1)]
    """How long."""
    notice_days: Annotated[int, Ge(1)] = 30
    """How many days before the end the buyer says so."""


@record
class Contract:
    """The frame of the contract; details are blanks of the clauses (see ``values``)."""

    term_months: Annotated[int, Ge(1)]
    """The first period."""
    extensions: tuple[Extension, ...] = ()
    """Options of the buyer after it."""
    governing_law: Text
    """Such as "the law of the Netherlands"."""
    courts: Text
    """Such as "the courts of The Hague"."""
    sprint_weeks: Annotated[int, Ge(1), Le(8)] | None = None
    """The length of a Sprint, for B and C."""
    key_people: tuple[Text, ...] = ()
    """Roles on the supplier's side that are named in the contract, three at most."""
    definition_of_done: tuple[Text, ...] = ()
    """What holds for all work before it counts as done, beside the library's own list."""


@record
class Data:
    """What kind of data the software holds."""

    personal: bool
    """Whether it holds data about people."""
    categories: str = ""
    """Which data about which people; needed where the data is personal."""
    location: Text
    """Where data may be kept and processed."""


@record
class Upstream:
    """Open source software that the work builds on (strategy B)."""

    name: Text
    """What it is called."""
    licence: Text
    """Its SPDX licence identifier."""
    repository: Text
    """Where its source code is."""


@record
class Release:
    """How the code is released."""

    licence: Text
    """An SPDX identifier of a licence approved by the Open Source Initiative."""
    repository: Text
    """Where the code is published from the first day."""


@record
class Supplier:
    """The supplier, once known; the contract leaves these open until then."""

    name: Text
    """Full legal name."""
    address: Text
    """Registered address."""
    number: str = ""
    """Company registration number."""


@record
class Choice:
    """A clause forced in or out, with the reason on record."""

    id: Text
    """The clause's id, such as ``exit/exit-plan``."""
    reason: Text
    """Why."""


@record
class Choices:
    """Clauses that the buyer forces in or out."""

    include: tuple[Choice, ...] = ()
    """In, whatever their conditions say."""
    exclude: tuple[Choice, ...] = ()
    """Out, whatever their conditions say."""


@record
class Waiver:
    """A finding of the linter that the buyer accepts, with the reason on record."""

    rule: Text
    """The rule's id, such as ``fairness/bid-fee``."""
    reason: Text
    """Why this is right here."""
    document: Literal["", "rfp", "contract", "spec"] = ""
    """Only in this document."""
    quote: str = ""
    """Only where the finding's paragraph holds these words."""
    by: str = ""
    """Who decided."""
    until: dt.date | None = None
    """The last day on which the waiver holds."""


@record
class Spec:
    """A software procurement, as the buyer describes it."""

    rfpkit: Literal[1]
    """The version of this file format."""
    project: Project
    """What is bought."""
    buyer: Buyer
    """Who buys."""
    contact: Contact
    """Whom bidders ask."""
    jurisdiction: Jurisdiction
    """Whose procurement law applies."""
    procedure: Procedure
    """How the market is asked."""
    flexible_like: FlexibleLike | None = None
    """Which older procedure a competitive flexible one of the UK is run like, if any."""
    strategy: Strategy
    """A buy off the shelf, B vendor customises open source, C vendor builds, D build in-house."""
    problem: Text
    """The problem, without a solution in it. Paragraphs are set apart by an empty line."""
    objectives: Annotated[tuple[Text, ...], MinLen(1)]
    """What will be different when the problem is solved."""
    users: Annotated[tuple[User, ...], MinLen(1)]
    """Who uses the software."""
    kpis: Annotated[tuple[Kpi, ...], MinLen(1)]
    """How success is measured."""
    environment: Environment
    """What is there already."""
    modules: tuple[Module, ...] = ()
    """The parts that are ordered one by one."""
    budget: Budget
    """What can be spent."""
    data: Data
    """What data the software holds."""
    criteria: tuple[Criterion, ...] = ()
    """What proposals are judged by."""
    evaluation: Evaluation = field(default_factory=Evaluation)
    """How they are judged."""
    timetable: Timetable | None = None
    """When what happens; needed for A, B and C."""
    submission: Submission | None = None
    """How proposals are handed in; needed for A, B and C."""
    roles: Annotated[tuple[Role, ...], MinLen(1)]
    """Who does what."""
    responsibilities: tuple[Responsibility, ...] = ()
    """The DARCI matrix."""
    contract: Contract
    """The frame of the contract."""
    upstream: tuple[Upstream, ...] = ()
    """Open source software to build on (strategy B)."""
    release: Release | None = None
    """How the code is released; needed for B and C."""
    supplier: Supplier | None = None
    """The supplier, once known."""
    clauses: Choices = field(default_factory=Choices)
    """Clauses forced in or out."""
    departments: tuple[Department, ...] = ()
    """Departments with a stake. Each signs the underwriting before the market is asked."""
    research: Research | None = None
    """What was found out about the users, and how."""
    personas: tuple[Persona, ...] = ()
    """Invented people who stand for groups of users."""
    goals: tuple[Goal, ...] = ()
    """What the departments and the administration want beyond this project."""
    alternatives: tuple[Alternative, ...] = ()
    """Ways to solve the problem without software, and what became of them."""
    market: Market | None = None
    """What the market research found."""
    appraisal: Appraisal | None = None
    """What strategies A to D would cost and bring, for the choice between them."""
    risks: tuple[Risk, ...] = ()
    """What can go wrong after the contract is signed, and the answer to it."""
    co_procurers: tuple[CoProcurer, ...] = ()
    """Other public bodies that buy together with the buyer."""
    answers: Answers = field(default_factory=Answers)
    """Answers that decide which procedures are open, for ``rfpkit advise procedure``."""
    features: tuple[PlannedFeature, ...] = ()
    """Features of the agile pre-plan, in order of priority. They illustrate; they do not bind."""
    team: tuple[TeamMember, ...] = ()
    """The buyer's own people on the project, and their time."""
    migration: Migration | None = None
    """How data and users move from the old way to the new one."""
    promotion: tuple[Promotion, ...] = ()
    """How the market hears of the procurement, beside the official portal."""
    events: tuple[Event, ...] = ()
    """Briefings, workshops and demonstrations."""
    training: tuple[Training, ...] = ()
    """Who is trained, in what, and when."""
    maintenance: Maintenance | None = None
    """Who looks after the software once it is in use."""
    publication: Publication | None = None
    """What open data about the procurement needs (``rfpkit export ocds``)."""
    style: Style = field(default_factory=Style)
    """How the documents look: their house style, and how they are numbered."""
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    """Values for the blanks of clauses: clause id, then blank."""
    waivers: tuple[Waiver, ...] = ()
    """Findings of the linter that are accepted."""
