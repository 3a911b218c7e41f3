"""The public holidays of a place; the one door to the library that knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rfpkit.errors import Fault, InputError
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import Loaded, did_you_mean


@dataclass(frozen=True, slots=True)
class Place:
    """Where days off are looked up: a country (ISO 3166-1) and, if named, a part of it (3166-2)."""

    country: str
    region: str = ""


def place_of(spec: Spec) -> Place:
    """The place of the spec's buyer."""
    return Place(spec.buyer.country, spec.buyer.region)


@lru_cache(maxsize=256)
def public_holidays(place: Place, year: int) -> Mapping[dt.date, str]:
    """The public holidays of a place in a year, each with its name in English where one is known.

    Of a country without a region, those of the whole country; of the United Kingdom then those of
    England. Raises ``InputError`` for a place that the library does not know.
    """
    import holidays

    region = place.region or _USUAL_REGION.get(place.country, "")
    try:
        found = holidays.country_holidays(
            place.country, subdiv=region or None, years=year, language="en_US"
        )
    except NotImplementedError:
        known = parts_of(place.country)
        guess = did_you_mean(region, known) or f"; there are {', '.join(known)}" if known else ""
        message = f"no public holidays are known for “{region or place.country}”{guess}"
        raise InputError(
            Fault("buyer.region" if region else "buyer.country", 0, 0, message)
        ) from None
    return {day: str(found[day]) for day in sorted(found)}


def parts_of(country: str) -> tuple[str, ...]:
    """The parts of a country with holidays of their own; none of a country that is not known."""
    import holidays

    return tuple(holidays.list_supported_countries().get(country, ()))


def check_place(spec: Loaded[Spec]) -> None:
    """Raise ``InputError`` at the spec's line where nobody knows the holidays of its place."""
    try:
        public_holidays(place_of(spec.value), spec.value.project.date.year)
    except InputError as error:
        faults = []
        for fault in error.faults:
            place = spec.place(*fault.path.split("."))
            faults.append(Fault(spec.path, *place, fault.message))
        raise InputError(*faults) from None


_USUAL_REGION = {"GB": "ENG"}
"""Where a country has no holidays that hold in all its parts and no more."""
