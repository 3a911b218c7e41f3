"""Days are counted as each law says, whatever the event, the length and the place."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.content import data_folder
from rfpkit.errors import InputError
from rfpkit.process.counting import load_counting
from rfpkit.process.days import Calendar
from rfpkit.process.holidays_of import Place, public_holidays

PLACES = {"eu": "NL", "uk-2015": "GB", "uk-2023": "GB", "us": "US"}
CALENDARS = {
    regime: Calendar(load_counting(data_folder("process"), regime), Place(country))  # type: ignore[arg-type]
    for regime, country in PLACES.items()
}
days = st.dates(dt.date(2016, 1, 1), dt.date(2035, 12, 31))
calendars = st.sampled_from(list(CALENDARS.values()))
units = st.sampled_from(["calendar", "working"])
lengths = st.integers(0, 90)
ONE = dt.timedelta(days=1)


@settings(deadline=None)
@given(calendars, days, lengths, units)
def test_a_period_ends_no_earlier_than_its_days_ask_for(calendar, event, count, unit):
    end = calendar.last_day(event, count, unit)
    assert end >= event + count * ONE or calendar.rule.first_day == "same" or unit == "working"
    if unit == "working":
        assert calendar.working_days(event, end) == count


@settings(deadline=None)
@given(calendars, days, lengths, units)
def test_a_longer_period_never_ends_earlier(calendar, event, count, unit):
    assert calendar.last_day(event, count, unit) <= calendar.last_day(event, count + 1, unit)


@settings(deadline=None)
@given(calendars, days, lengths, units)
def test_a_later_event_never_ends_a_period_earlier(calendar, event, count, unit):
    later = calendar.last_day(event + ONE, count, unit)
    assert calendar.last_day(event, count, unit) <= later


@settings(deadline=None)
@given(calendars, days, st.integers(1, 90))
def test_working_days_and_moved_last_days_are_never_days_off(calendar, event, count):
    assert not calendar.off(calendar.last_day(event, count, "working"))
    if calendar.rule.last_day == "next-working-day":
        assert not calendar.off(calendar.last_day(event, count, "calendar"))


@settings(deadline=None)
@given(calendars, days, st.integers(2, 90))
def test_a_period_of_two_days_or_more_holds_the_working_days_that_its_law_asks_for(
    calendar, event, count
):
    end = calendar.last_day(event, count, "calendar")
    assert calendar.working_days(event, end) >= calendar.rule.least_working_days


@settings(deadline=None)
@given(calendars, days, lengths)
def test_the_day_of_the_event_counts_or_does_not(calendar, event, count):
    same = calendar.last_day(event, count + 1, "working", first="same")
    after = calendar.last_day(event, count + 1, "working", first="after")
    assert same <= after
    assert (same == after) == bool(calendar.off(event))


@settings(deadline=None)
@given(calendars, days, lengths, units)
def test_counting_back_leaves_at_least_so_many_days(calendar, event, count, unit):
    last = calendar.latest(event, count, unit)
    if unit == "calendar":
        assert event - last == count * ONE  # and never moved by a day off
    elif not calendar.off(event):
        assert calendar.working_days(last, event) == count


@settings(deadline=None)
@given(calendars, days)
def test_the_next_working_day_is_the_first_that_is_not_off(calendar, day):
    found = calendar.working(day)
    assert not calendar.off(found)
    assert all(calendar.off(day + n * ONE) for n in range((found - day).days))


def test_a_bank_holiday_of_any_part_is_off_everywhere_under_the_act_of_2023():
    assert CALENDARS["uk-2023"].off(dt.date(2026, 11, 30)) == "Saint Andrew's Day"
    assert CALENDARS["uk-2015"].off(dt.date(2026, 11, 30)) == ""


def test_a_day_off_that_was_proclaimed_is_off_though_no_calendar_knows_it():
    assert CALENDARS["uk-2023"].off(dt.date(2026, 6, 15)) == "Scotland at the football World Cup"


def test_parts_of_a_country_have_holidays_of_their_own():
    day = dt.date(2027, 1, 6)
    assert day in public_holidays(Place("DE", "BY"), 2027)
    assert day not in public_holidays(Place("DE", "BE"), 2027)


def test_a_part_that_nobody_knows_is_answered_with_a_guess():
    with pytest.raises(InputError, match=r"no public holidays are known for “SCO”; did you mean"):
        public_holidays(Place("GB", "SCO"), 2027)


def test_a_country_that_nobody_knows_is_a_fault():
    with pytest.raises(InputError, match="no public holidays are known for “XX”"):
        public_holidays(Place("XX"), 2027)
