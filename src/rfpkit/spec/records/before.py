"""Records kept until the contract is signed: sign-offs, contacts, questions, bids, scores."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from annotated_types import Ge

from rfpkit.spec.market import SizeClass
from rfpkit.spec.vocabulary import Money, Slug, Text
from rfpkit.yamlfile import record


@record
class SignOff:
    """Somebody signed a document, or refused to."""

    document: Text
    """The document's name, such as underwriting, rfp or contract."""
    name: Text
    """Who signed."""
    role: Text
    """For which department, or as what."""
    date: dt.date
    """When."""
    decision: Literal["signed", "refused"] = "signed"
    """What was decided."""
    text: str = ""
    """The fingerprint of the document's text, as ``rfpkit sign`` writes it. When the text changes
    afterwards, the signature no longer counts."""
    criteria: str = ""
    """For the rfp: the criteria, the method and the panel's seats in one line, as ``rfpkit sign``
    writes and ``rfpkit evaluate --fingerprint`` prints it. Scores count only against these."""
    note: str = ""
    """Conditions or reasons."""


@record
class Workshop:
    """A meeting to build capacity or to work on the need."""

    date: dt.date
    """When."""
    title: Text
    """What it was about."""
    departments: tuple[Text, ...] = ()
    """Which departments came."""
    people: Annotated[int, Ge(1)] = 1
    """How many people came."""
    result: str = ""
    """What came out."""


@record
class Lesson:
    """What was learned from an earlier software procurement."""

    project: Text
    """Which one."""
    date: dt.date
    """When the people were asked."""
    asked: Text
    """Who was asked, by role: somebody who bought it, somebody who uses it."""
    went_well: Text
    """What went well."""
    went_wrong: Text
    """What did not."""
    change: Text
    """What this project does differently."""


@record
class Engagement:
    """A contact with the market before or during the procurement."""

    date: dt.date
    """When."""
    party: Text
    """With whom."""
    size: SizeClass | None = None
    """How big that supplier is."""
    topics: Text
    """What was talked about, and what was handed over."""
    published: bool = False
    """Whether what was said and handed over is open to everybody."""
    where: str = ""
    """Where it is published."""


@record
class Notice:
    """An official notice that was published."""

    kind: Literal[
        "planned-procurement", "market-engagement", "prior-information", "procurement", "contest",
        "award", "contest-result", "contract-details", "change", "termination", "transparency",
    ]  # fmt: skip
    """What kind of notice."""
    date: dt.date
    """When it was published."""
    reference: Text
    """Its number in the official register."""
    url: str = ""
    """Its address."""


@record
class Question:
    """A question about the procurement, and its answer, which everybody gets."""

    id: Slug
    """A short name, such as q1."""
    asked: dt.date
    """When it came in."""
    question: Text
    """The question, without a hint at who asked."""
    answer: str = ""
    """The answer."""
    answered: dt.date | None = None
    """When it was settled."""
    published: dt.date | None = None
    """When question and answer were published to everybody."""
    addendum: Annotated[int, Ge(1)] | None = None
    """The number of the addendum that changes the documents because of it."""
    no_extension: str = ""
    """Why nobody needs more time because of it, where the answer came late."""


@record
class Addendum:
    """A change of the published documents."""

    number: Annotated[int, Ge(1)]
    """1, 2, 3 …"""
    date: dt.date
    """When it was published."""
    changes: tuple[Text, ...]
    """What changes, and where."""
    submit: dt.date | None = None
    """The new deadline, where the time is extended."""
    no_extension: str = ""
    """Why nobody needs more time because of it, where it came late and extends nothing."""


@record
class Member:
    """A member of the panel or the jury, in one of the seats that were published."""

    id: Slug
    """A short name that the scores use."""
    name: Text
    """Who."""
    seat: Text
    """The seat, in the words of the spec."""
    briefed: dt.date | None = None
    """When the member was briefed."""


@record
class Declaration:
    """A declaration of interests."""

    person: Text
    """Who declares: a member's short name, or another person's name."""
    date: dt.date
    """When."""
    interests: str = ""
    """What was declared; empty for none."""
    decision: Literal["none", "managed", "excluded", "open"] = "none"
    """No conflict, a conflict that is managed, a person who stands back, or not yet decided."""
    measures: str = ""
    """How a conflict is managed."""
    decided_by: str = ""
    """Who decided; not the person who declares."""


@record
class Price:
    """The price of a bid for one module."""

    module: Text
    """The module's id."""
    amount: Money
    """The price."""


@record
class Exclusion:
    """Why a bid or a candidate is out."""

    stage: Literal["receipt", "selection", "mandatory", "quality", "price", "withdrawn"]
    """Late or incomplete, not selected, a mandatory criterion failed, too little quality,
    abnormally low, or withdrawn."""
    criterion: str = ""
    """The mandatory criterion that failed, by id."""
    reason: Text
    """Why, in words that the bidder can check."""
    date: dt.date
    """When it was decided."""


@record
class Bidder:
    """Somebody who asked to take part, or handed in a bid."""

    id: Slug
    """A short name that the scores use."""
    name: Text
    """Full legal name."""
    address: str = ""
    """Registered address."""
    number: str = ""
    """Company registration number."""
    country: str = ""
    """Two-letter country code."""
    contact: str = ""
    """The person or office that letters go to."""
    size: SizeClass | None = None
    """How big it is."""
    requested: dt.date | None = None
    """When its request to participate came in."""
    invited: dt.date | None = None
    """When it was invited to go on."""
    received: dt.date | None = None
    """When its bid came in."""
    price: Money | None = None
    """The price that is scored: the sum of the modules and other costs where it is left out."""
    prices: tuple[Price, ...] = ()
    """The prices of the modules."""
    other_costs: Money | None = None
    """What comes on top of the modules: costs paid once, and monthly ones for the months named."""
    excluded: Exclusion | None = None
    """Why it is out."""
    debriefed: dt.date | None = None
    """When it was debriefed."""


@record
class Score:
    """One member's score of one bid for one criterion, or the panel's after consensus."""

    stage: Literal["individual", "consensus"]
    """Before or after the panel met."""
    member: str = ""
    """The member's short name; empty for the consensus."""
    bidder: Text
    """The bidder's short name."""
    criterion: Text
    """The criterion's id, as published."""
    score: Decimal
    """The score on the published scale."""
    reason: str = ""
    """What in the bid it rests on."""
    date: dt.date
    """When it was given."""


@record
class Meeting:
    """A meeting with one bidder: a dialogue, a negotiation, a demonstration, a clarification."""

    date: dt.date
    """When."""
    bidder: Text
    """The bidder's short name."""
    kind: Literal["dialogue", "negotiation", "demonstration", "clarification", "debrief"]
    """What it was."""
    round: Annotated[int, Ge(1)] = 1
    """Which round."""
    people: tuple[Text, ...] = ()
    """Who was there."""
    topics: tuple[Text, ...] = ()
    """What was talked about."""
    told_all: tuple[Text, ...] = ()
    """What every other bidder was told because of it."""


@record
class TermConflict:
    """A clause of somebody's standard terms that stands against the way of working."""

    clause: Text
    """Where it stands."""
    says: Text
    """What it says, in short."""
    conflict: Text
    """What it is in conflict with."""
    change: Text
    """What is to stand there instead."""
    owner: Text
    """Who settles it."""
    negotiable: bool
    """Whether it can be changed."""
    settled: dt.date | None = None
    """When it was settled."""


@record
class Award:
    """The award."""

    bidder: Text
    """The winner's short name."""
    decided: dt.date
    """When the award was decided."""
    decided_by: Text
    """Who decided."""
    told: dt.date | None = None
    """When all bidders were told."""
    tie: str = ""
    """Between equal totals that the published rule leaves equal: how people decided, and who saw
    it."""
    value: Money | None = None
    """The value of the contract; the winner's price where it is left out."""
    signed: dt.date | None = None
    """When the contract was signed."""
    reference: str = ""
    """The number of the contract."""
    ordered: dt.date | None = None
    """When the purchase order went out."""
