"""Days counted as each regime's law counts them: first day, last day, days off.

A period runs from an event. ``last_day`` is the last day that belongs to it, ``latest`` the last
day that lies so many days before an event.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rfpkit.process.counting import Counting, FirstDay, LastDay, OtherCount
from rfpkit.process.holidays_of import Place, parts_of, public_holidays
from rfpkit.process.procedures import Unit

_ONE = dt.timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Calendar:
    """How days are counted in a regime, at a place."""

    rule: Counting
    place: Place

    def off(self, day: dt.date) -> str:
        """Why a day is no working day: Saturday, Sunday, the holiday's name; empty if it is one."""
        if day.weekday() == _SATURDAY and "saturday" in self.rule.days_off:
            return "Saturday"
        if day.weekday() == _SUNDAY and "sunday" in self.rule.days_off:
            return "Sunday"
        if "public-holidays" not in self.rule.days_off:
            return ""
        for extra in self.rule.extra_days_off:
            anywhere = not extra.place or self.rule.holidays_of == "any-part"
            if extra.day == day and (anywhere or extra.place == self.place.region):
                return extra.why
        names = (public_holidays(place, day.year).get(day, "") for place in self._places())
        return next(filter(None, names), "")

    def _places(self) -> tuple[Place, ...]:
        if self.rule.holidays_of == "place":
            return (self.place,)
        parts = parts_of(self.place.country) or ("",)
        return tuple(Place(self.place.country, part) for part in parts)

    def working(self, day: dt.date) -> dt.date:
        """The day, or the next working day after it."""
        while self.off(day):
            day += _ONE
        return day

    def last_day(
        self,
        event: dt.date,
        days: int,
        unit: Unit,
        first: FirstDay | None = None,
        last: LastDay | None = None,
    ) -> dt.date:
        """The last day of a period of so many days from an event.

        ``first`` and ``last`` stand in for the regime's own rules on the first and the last day.
        A period of no days ends on the day of the event.
        """
        if days == 0:
            return event
        same = (first or self.rule.first_day) == "same"
        begin = event if same else event + _ONE
        if unit == "working":
            return self._nth_working(begin, days)
        end = begin + (days - 1) * _ONE
        if (last or self.rule.last_day) == "next-working-day":
            end = self.working(end)
        if days > 1:
            end = self._with_working_days(begin, end)
        return end

    def _nth_working(self, begin: dt.date, count: int) -> dt.date:
        day = self.working(begin)
        for _ in range(count - 1):
            day = self.working(day + _ONE)
        return day

    def _with_working_days(self, begin: dt.date, end: dt.date) -> dt.date:
        """The end, put off until the period holds as many working days as the regime asks for."""
        least = self.rule.least_working_days
        return max(end, self._nth_working(begin, least)) if least else end

    def latest(self, event: dt.date, days: int, unit: Unit) -> dt.date:
        """The last day that lies at least so many days before an event; never moved by days off."""
        if unit == "calendar":
            return event - days * _ONE
        day = event
        for _ in range(days):
            day -= _ONE
            while self.off(day):
                day -= _ONE
        return day

    def working_days(self, start: dt.date, end: dt.date) -> int:
        """How many working days lie after ``start``, up to and with ``end``."""
        span = ((start + n * _ONE) for n in range(1, (end - start).days + 1))
        return sum(1 for day in span if not self.off(day))

    def other(self, name: str, unit: Unit) -> OtherCount | None:
        """What this stage, limit or duty is counted by otherwise, if anything."""
        for one in self.rule.exceptions:
            named = (*one.stages, *one.duties, *one.limits)
            if name in named and one.unit in (None, unit):
                return one
        return None

    def end_of(self, name: str, event: dt.date, days: int, unit: Unit) -> dt.date:
        """The last day of the period of a stage or duty, by the rule that holds for it."""
        other = self.other(name, unit)
        if other is None:
            return self.last_day(event, days, unit)
        return self.last_day(event, days, unit, other.first_day, other.last_day)
