"""Blanks are filled from the spec, in the words of its place."""

import datetime as dt
from decimal import Decimal

import pytest

from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.values import Locale, misfit, written
from rfpkit.library.model import Blank

IRISH = Locale("en-IE", "EUR")
AMERICAN = Locale("en-US", "USD")


@pytest.mark.parametrize(
    ("value", "kind", "locale", "words"),
    [
        (Decimal("250000"), "money", IRISH, "EUR 250,000"),
        (Decimal("99.5"), "money", IRISH, "EUR 99.50"),
        (6000000, "money", AMERICAN, "USD 6,000,000"),
        (Decimal("2.50"), "percent", IRISH, "2.5%"),
        (30, "integer", IRISH, "30"),
        (12000, "integer", IRISH, "12,000"),
        (Decimal("0.1"), "decimal", IRISH, "0.1"),
        (dt.date(2027, 8, 24), "date", IRISH, "24 August 2027"),
        ("2027-08-24", "date", AMERICAN, "August 24, 2027"),
        (("a", "b", "c"), "list", IRISH, "a, b and c"),
        (("a", "b", "c"), "list", AMERICAN, "a, b, and c"),
        (("a", "b"), "list", AMERICAN, "a and b"),
        ("{{ 7*7 }} & <b>", "text", IRISH, "{{ 7*7 }} & <b>"),
    ],
)
def test_values_are_written_as_people_write_them(value, kind, locale, words):
    assert written(value, kind, locale) == words


@pytest.mark.parametrize(
    ("value", "blank", "fault"),
    [
        (5, Blank(ask="?", type="integer", min=Decimal(7), unit="days"),
         "5 days is less than the smallest allowed, 7 days"),
        (99, Blank(ask="?", type="integer", max=Decimal(90), unit="days"),
         "99 days is more than the greatest allowed, 90 days"),
        (Decimal("1.5"), Blank(ask="?", type="integer"), "must be a whole number"),
        ("soon", Blank(ask="?", type="money"), "'soon' is not a number"),
        (True, Blank(ask="?", type="integer"), "must be a number"),
        ("2027-02-30", Blank(ask="?", type="date"),
         "'2027-02-30' is not a date; write it as YYYY-MM-DD"),
        ("green", Blank(ask="?", type="choice", choices=("red", "blue")),
         "must be one of 'red', 'blue'"),
        ("a", Blank(ask="?", type="list"), "must be a list"),
        (" ", Blank(ask="?", type="text"), "must be words"),
        (30, Blank(ask="?", type="integer", min=Decimal(7), max=Decimal(90)), ""),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told_why(value, blank, fault):
    assert misfit(value, blank) == fault


def test_clauses_for_the_united_states_are_spelled_as_there():
    text = "Licences, an organisation’s licence; the defence of a licensee."
    assert (
        spelled(text, "en-US") == "Licenses, an organization’s license; the defense of a licensee."
    )
    assert spelled(text, "en-GB") == text
