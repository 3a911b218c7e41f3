"""Rules on what the law asks for: country, procedure, licences, and which personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from rfpkit.spec.beginning import begins
from rfpkit.spec.known import (
    COUNTRY_SLIPS,
    EU_MEMBERS,
    OPEN_SOURCE_LICENCES,
    UK_ACT,
    UK_ACT_PROCEDURES,
    US_PROCEDURES,
)
from rfpkit.spec.rules.form import COUNTRY
from rfpkit.spec.rules.places import fault, line
from rfpkit.spec.vocabulary import FlexibleLike
from rfpkit.yamlfile import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.model import Spec
    from rfpkit.yamlfile import Loaded

_COUNTRIES = {"us": frozenset({"US"}), "uk": frozenset({"GB"}), "eu": EU_MEMBERS}
_WHOSE = {
    "us": "the United States (US)",
    "uk": "the United Kingdom (GB)",
    "eu": "a Member State of the European Union",
}


def country(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The buyer's country is one where the jurisdiction's law applies."""
    code, jurisdiction = spec.value.buyer.country, spec.value.jurisdiction
    if code in _COUNTRIES[jurisdiction] or not COUNTRY.match(code):
        return
    meant = COUNTRY_SLIPS.get(code.upper(), "")
    guess = f"; did you mean “{meant}”?" if meant in _COUNTRIES[jurisdiction] else ""
    message = f"the jurisdiction is {jurisdiction} (line {line(spec, 'jurisdiction')}), so the "
    message += f"country is {_WHOSE[jurisdiction]}, not “{code}”{guess}"
    yield fault(spec, message, "buyer", "country")


def procedure(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The procedure exists in the jurisdiction on the day on which the procurement begins."""
    value = spec.value
    name, day = value.procedure, begins(value)
    message = ""
    if value.jurisdiction == "uk" and day >= UK_ACT and name not in UK_ACT_PROCEDURES:
        message = f"“{name}” has not existed in the UK since {UK_ACT}; write “procedure: "
        message += "competitive-flexible”"
        if name in get_args(FlexibleLike):
            message += f" and “flexible_like: {name}”; “rfpkit advise procedure” says how to run it"
    elif value.jurisdiction == "uk" and day < UK_ACT and name == "competitive-flexible":
        loc = ("timetable", "issue") if value.timetable else ("project", "date")
        message = f"“competitive-flexible” exists only since {UK_ACT}, and the procurement begins "
        message += f"on {day} (line {line(spec, *loc)})"
    elif value.jurisdiction == "eu" and name == "competitive-flexible":
        message = "“competitive-flexible” is a procedure of the UK; use "
        message += "competitive-with-negotiation or competitive-dialogue"
    elif value.jurisdiction == "us" and name not in US_PROCEDURES:
        message = f"“{name}” is not a procedure of the US; use one of "
        message += ", ".join(sorted(US_PROCEDURES))
    if message:
        yield fault(spec, message, "procedure")


def flexible(spec: Loaded[Spec]) -> Iterator[Fault]:
    """Only a competitive flexible procedure is run like an older one."""
    name, like = spec.value.procedure, spec.value.flexible_like
    if like is not None and name != "competitive-flexible":
        message = f"only a competitive flexible procedure of the UK is run like “{like}”, and the "
        message += f"procedure is {name} (line {line(spec, 'procedure')}); remove this line"
        yield fault(spec, message, "flexible_like")


def personal_data(spec: Loaded[Spec]) -> Iterator[Fault]:
    """Where the software holds personal data, the spec says which data about which people."""
    data = spec.value.data
    if data.personal and not data.categories.strip():
        message = "the software holds personal data, so write under “categories” which data about "
        message += "which people, such as “names and addresses of applicants”; the documents "
        yield fault(spec, message + "must name them", "data", "personal")


def licences(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The code is released, and builds on code, under a licence that the OSI approved."""
    value = spec.value
    if value.release is not None:
        yield from _licence(spec, value.release.licence, "release", "licence")
    for index, upstream in enumerate(value.upstream):
        yield from _licence(spec, upstream.licence, "upstream", index, "licence")
    for index, solution in enumerate(value.market.solutions if value.market else ()):
        if solution.open_source:
            yield from _licence(spec, solution.licence, "market", "solutions", index, "licence")


def _licence(spec: Loaded[Spec], licence: str, *loc: str | int) -> Iterator[Fault]:
    if licence in OPEN_SOURCE_LICENCES:
        return
    guess = did_you_mean(licence, OPEN_SOURCE_LICENCES)
    message = f"“{licence}” is not the SPDX identifier of a licence that the Open Source "
    message += f"Initiative approved{guess or ', such as EUPL-1.2, Apache-2.0 or MIT'}"
    yield fault(spec, message, *loc)
