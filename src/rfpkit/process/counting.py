"""How each regime counts days, as ``process/counting.yml`` holds it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from annotated_types import Ge

from rfpkit.errors import Fault, InputError
from rfpkit.library.model import Source
from rfpkit.process.procedures import StageId, Unit
from rfpkit.process.regimes import Regime
from rfpkit.spec.vocabulary import Slug, Text
from rfpkit.yamlfile import load, record

FirstDay = Literal["after", "same"]
"""Whether the day of the event counts: day 1 is the day after it, or the day itself."""

LastDay = Literal["as-is", "next-working-day"]
"""Whether a period that would end on a day off ends there, or with the next working day."""


@record
class ExtraDayOff:
    """A day off that was proclaimed for one year."""

    day: dt.date
    """Which day."""
    place: str = ""
    """In which part of the country; everywhere where left out."""
    why: Text
    """What for."""
    source: Source
    """Where it was proclaimed."""


@record
class OtherCount:
    """Stages and duties whose days are counted otherwise."""

    stages: tuple[StageId, ...] = ()
    """The stages."""
    duties: tuple[Slug, ...] = ()
    """The duties, by their short names."""
    limits: tuple[Slug, ...] = ()
    """The limits, by their short names."""
    first_day: FirstDay | None = None
    """Whether the day of the event counts; as usual where left out."""
    last_day: LastDay | None = None
    """What becomes of a period that would end on a day off; as usual where left out."""
    unit: Unit | None = None
    """Only for periods in this unit."""
    text: Text
    """The rule in words."""
    source: Source
    """Where it stands."""


@record
class CountingRule:
    """A rule about days that the files of the procedures rest on."""

    id: Slug
    """A short name."""
    text: Text
    """The rule in words."""
    source: Source
    """Where it stands."""


@record
class Counting:
    """How a regime counts days."""

    regime: Regime
    """Which regime."""
    first_day: FirstDay
    """Whether the day of the event counts."""
    last_day: LastDay
    """What becomes of a period that would end on a day off."""
    days_off: tuple[Literal["saturday", "sunday", "public-holidays"], ...]
    """Which days are no working days."""
    holidays_of: Literal["place", "any-part"] = "place"
    """Whose holidays: those of the buyer's place, or of any part of the country."""
    extra_days_off: tuple[ExtraDayOff, ...] = ()
    """Days off that calendars made before do not know."""
    least_working_days: Annotated[int, Ge(0)] = 0
    """How many working days a period of two days or more holds at least."""
    whole_days: bool = False
    """Whether a period ends with the last hour of its last day (the rule ``whole-days``)."""
    source: Source
    """Where it stands."""
    exceptions: tuple[OtherCount, ...] = ()
    """What is counted otherwise."""
    rules: tuple[CountingRule, ...] = ()
    """What else the law says about days."""


@record
class CountingFile:
    """How days are counted, regime by regime."""

    regimes: tuple[Counting, ...]
    """The regimes."""


@lru_cache(maxsize=8)
def load_counting(folder: Path, regime: Regime) -> Counting:
    """How this regime counts days, from the data folder ``process``."""
    path = folder / "counting.yml"
    for one in load(path, CountingFile).value.regimes:
        if one.regime == regime:
            return one
    raise InputError(Fault(str(path), 0, 0, f"the regime “{regime}” is missing"))
