from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.lint.quantities import accepts, amounts
from rfpkit.lint.tokens import words


def read(text, unit):
    return [a for a in amounts(words(text).lower) if a.unit == unit]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("three (3) years", "year", 3 * 365),
        ("3-year term", "year", 3 * 365),
        ("36 months", "month", 3 * 365),
        ("ninety calendar days", "day", 90),
        ("one hundred and twenty (120) days", "day", 120),
        ("twenty-five copies", "number", 25),
        ("5%", "percent", 5),
        ("5 (five) per cent", "percent", 5),
        ("two and a half percent", "percent", None),
        ("$5.6 million", "money", 5_600_000),
        ("Rs. 10 lakh", "money", 1_000_000),
        ("2 crore rupees", "money", 20_000_000),
        ("EUR 1,250,000", "money", 1_250_000),
        ("24 hours", "hour", 1),
    ],
)
def test_amounts_have_their_value(text, unit, value):
    found = read(text, unit)
    assert [a.value for a in found] == ([] if value is None else [Fraction(value)])


def test_a_number_does_not_begin_inside_another():
    assert [a.value for a in read("twenty five years", "year")] == [25 * 365]
    assert [a.value for a in read("three (3) years", "number")] == [3]


def test_without_a_comparison_the_unit_must_be_the_same():
    (amount,) = read("36 months", "month")
    assert accepts("months", amount, "", Fraction(0))
    assert not accepts("years", amount, "", Fraction(0))
    assert accepts("years", amount, "at_least", Fraction(3))
    assert not accepts("years", amount, "over", Fraction(3))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_comparisons_compare(number, bound):
    (amount,) = read(f"{number:,} days", "day")
    assert accepts("days", amount, "over", Fraction(bound)) == (number > bound)
    assert accepts("days", amount, "at_most", Fraction(bound)) == (number <= bound)
