"""A clause and a document template as typed values, as their files hold them.

The front matter of ``clauses/<topic>/<clause>.md`` is a ``ClauseFile``; ``templates/*.yml`` is a
``Template``; ``clauses/terms.yml`` is a ``Glossary``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from decimal import Decimal
from typing import Annotated, Any, Literal

from annotated_types import MinLen

from rfpkit.yamlfile import record

Text = Annotated[str, MinLen(1)]

StepId = Literal[
    "capacity",
    "discovery",
    "market",
    "strategy",
    "rfp",
    "resourcing",
    "vendor",
    "evaluation",
    "contracting",
    "agile",
    "integration",
]
"""The steps of the process code, by names that hold in all its editions."""

BlankType = Literal["text", "integer", "decimal", "money", "percent", "date", "choice", "list"]


@record
class Verified:
    """Who read the source, and when."""

    by: Text
    """Who read it."""
    on: dt.date
    """When."""
    copy: str = ""
    """Which copy was read, where it was not the official one."""


@record
class Source:
    """Where a rule or a clause comes from."""

    title: Text
    """The instrument, guide or study."""
    section: str = ""
    """Section, article, page or play."""
    url: str = ""
    """Where to read it."""
    date: str = ""
    """The version or date of the text."""
    verified: Verified | Literal[False] = False
    """Who read the text at that place and when; ``false`` when nobody has."""

    @property
    def cited(self) -> str:
        """The instrument and its section, in one line."""
        return ", ".join(filter(None, (self.title, self.section)))


@record
class Blank:
    """A place in a clause that the spec fills."""

    ask: Text
    """The question to ask whoever drafts."""
    type: BlankType = "text"
    """What kind of answer it takes."""
    default: str | int | Decimal | tuple[str, ...] | None = None
    """The answer where the spec gives none."""
    min: Decimal | None = None
    """The smallest answer, for numbers."""
    max: Decimal | None = None
    """The greatest answer, for numbers."""
    choices: tuple[Text, ...] = ()
    """The answers to choose from, for ``choice``."""
    unit: str = ""
    """What a number counts, for the question and for messages."""
    spec: str = ""
    """A field of the spec that answers it, such as ``contract.term_months``."""


@record
class Fallback:
    """A position that the buyer may fall back to, from the one it prefers."""

    title: Text
    """The position in a few words."""
    text: Text
    """The text that replaces the clause's."""
    when: Text
    """When it is acceptable."""
    approver: Text
    """Who must approve it."""


@record
class ClauseFile:
    """The front matter of a clause."""

    title: Text
    """The heading in the document."""
    version: Annotated[str, MinLen(5)]
    """Semantic version of the text."""
    status: Literal["draft", "approved", "deprecated"]
    """Whether it may be used."""
    need: Literal["required", "recommended", "optional"] = "required"
    """How much a document that meets its conditions needs it."""
    summary: Text
    """What it does, in one sentence."""
    when: dict[str, Any] = field(default_factory=dict)
    """When it is in: conditions on the spec, as data."""
    variant_of: str = ""
    """The name under which other clauses refer to any one of several variants."""
    requires: tuple[Text, ...] = ()
    """Clauses (or variant names) that must be in when this one is."""
    conflicts: tuple[Text, ...] = ()
    """Clauses that must be out when this one is in."""
    covers: tuple[Text, ...] = ()
    """Topics that it covers, such as ``exit-and-transition``."""
    blanks: dict[str, Blank] = field(default_factory=dict)
    """The blanks of its text."""
    fallbacks: tuple[Fallback, ...] = ()
    """The ladder of positions, most favourable to the buyer first."""
    guidance: Text
    """What whoever drafts should know."""
    risk: str = ""
    """What goes wrong without it."""
    sources: Annotated[tuple[Source, ...], MinLen(1)]
    """Where it comes from."""


@record
class Term:
    """A defined term."""

    text: Text
    """What it means; may hold blanks of the spec such as ``{{ buyer.name }}``."""
    forms: tuple[Text, ...] = ()
    """Other forms of the term, such as the plural."""
    documents: tuple[Literal["rfp", "contract"], ...] = ("rfp", "contract")
    """The documents that it is defined in."""
    when: dict[str, Any] = field(default_factory=dict)
    """When this definition holds."""


@record
class Glossary:
    """All defined terms: each name with its definitions, the first whose condition holds."""

    terms: dict[str, tuple[Term, ...]]
    """The term, then its definitions in order."""


@record
class Section:
    """A part of a document."""

    title: Text
    """The heading of the part."""
    clauses: Annotated[tuple[Text, ...], MinLen(1)]
    """Clauses that may stand in it, in order; ``topic/*`` stands for the rest of a topic."""


@record
class Template:
    """A document: its parts in order, and which clauses may stand in each."""

    title: Text
    """The document's name on its cover."""
    kind: Literal["rfp", "contract", "statement-of-work", "other"]
    """What kind of document it is, for conditions and for the linters."""
    summary: Text
    """What it is for."""
    when: dict[str, Any] = field(default_factory=dict)
    """When the document is needed."""
    house: Text = "plain"
    """The house style in templates/house."""
    numbered: bool = True
    """Whether its headings and paragraphs have numbers; letters and forms have none."""
    dated: str = ""
    """The field of the spec or the records that holds its date, such as ``records.award.told``; the
    project's date where that is empty."""
    sections: Annotated[tuple[Section, ...], MinLen(1)]
    """The parts."""
    annexes: tuple[Text, ...] = ()
    """Clauses that stand as annexes, in order."""
