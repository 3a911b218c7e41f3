"""The part of the spec for publicity: promotion, events, and what open data needs."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from annotated_types import MinLen

from rfpkit.spec.vocabulary import Text
from rfpkit.yamlfile import record


@record
class Promotion:
    """A channel by which the market hears of the procurement."""

    channel: Text
    """Register, social network, mailing list, event, trade press …"""
    audience: Text
    """Who is reached: incumbents, small firms, civic technologists …"""
    when: dt.date
    """When it goes out."""
    message: str = ""
    """What it says, where it differs from the public notice."""


@record
class Event:
    """A briefing, workshop or demonstration."""

    kind: Literal["briefing", "workshop", "demonstration", "office-hours", "idea-event"]
    """What it is."""
    when: dt.date
    """On which day."""
    where: Text
    """The place, or the address of the call."""
    audience: Text = "everybody who is interested"
    """Who may come."""
    agenda: tuple[Text, ...] = ()
    """The agenda, in order."""
    recording: str = ""
    """Where the recording is, once published."""


@record
class Publication:
    """What open data about the procurement needs."""

    ocid_prefix: Annotated[str, MinLen(5)]
    """The prefix that the Open Contracting Partnership registered for the publisher, such as
    ``ocds-213czf``."""
    uri: Text
    """The address at which the release package is published."""
    publisher: str = ""
    """Who publishes; the buyer when left out."""
    buyer_scheme: str = ""
    """The register that identifies the buyer, such as GB-LAE or NL-KVK (org-id.guide)."""
    buyer_id: str = ""
    """The buyer's number in that register."""
    cpv: tuple[Text, ...] = ()
    """Codes of the Common Procurement Vocabulary, the main one first, such as 72230000-6."""
    category: Literal["goods", "works", "services"] = "services"
    """The main category."""
    licence: str = ""
    """The address of the licence under which the data is published."""
    documents: str = ""
    """The address below which the documents of the procurement are published."""
    time_zone: Text = "UTC"
    """The time zone of the deadline by its name, such as Europe/Amsterdam."""
    publiccode: str = ""
    """The ``publiccode.yml`` of the software, as a path beside the spec, once there is one."""
