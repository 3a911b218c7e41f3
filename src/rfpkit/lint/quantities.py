"""Amounts in running text: numbers, durations, percentages and money, with their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from rfpkit.lint.tokens import word_set

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {
    **{word: number for number, word in enumerate(_ONES.split())},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "lac": 100_000,
    "lacs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
}
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_CURRENCIES = word_set(
    "$ € £ ₹ usd eur gbp inr cad aud nzd zar rs dollar dollars euro euros pound pounds rupee rupees"
)
_DAY = Fraction(1)
_UNITS: dict[str, Fraction] = {
    "hour": _DAY / 24,
    "day": _DAY,
    "week": 7 * _DAY,
    "month": Fraction(365, 12),
    "year": 365 * _DAY,
}
_UNIT_WORDS = {form: unit for unit in _UNITS for form in (unit, unit + "s")} | {
    "hrs": "hour",
    "hr": "hour",
    "yr": "year",
    "yrs": "year",
}
_BETWEEN = word_set(
    "calendar business working consecutive full complete contract fiscal financial continuous "
    "clock whole successive"
)

KINDS = ("years", "months", "weeks", "days", "hours", "percent", "number", "money", "span")
"""The quantities that a pattern can ask for; a span is the years from one date to a later one."""

_YEAR = re.compile(r"(?:19[89]|20\d)\d")
_LONGEST_SPAN = 8
"""So many words may lie between the years of two dates."""

COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "over": lambda value, bound: value > bound,
    "under": lambda value, bound: value < bound,
    "at_least": lambda value, bound: value >= bound,
    "at_most": lambda value, bound: value <= bound,
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in a sentence: the words it spans, what it counts, and how much.

    ``unit`` is "number", "percent", "money", "span" (in years), or a unit of time; ``value`` is in
    days for time.
    """

    start: int
    end: int
    unit: str
    value: Fraction


def amounts(lower: tuple[str, ...]) -> Iterator[Amount]:
    """Every quantity among the folded words of a sentence, in order.

    "three (3) years" is one amount of three years, and one number; a number never begins inside
    another one.
    """
    at = 0
    while at < len(lower):
        read = _numeral(lower, at) if is_numeral(lower[at]) else None
        if read is None:
            at += 1
            continue
        end, value = read
        yield from _readings(lower, at, end, value)
        at = end


def accepts(kind: str, amount: Amount, comparison: str, bound: Fraction) -> bool:
    """Whether an amount is of the kind that a pattern asks for, and compares as it asks.

    Without a comparison the text must use the very unit; with one, units of time are converted.
    """
    unit = kind.removesuffix("s")
    if unit not in _UNITS:
        return amount.unit == kind and (
            not comparison or COMPARISONS[comparison](amount.value, bound)
        )
    if amount.unit not in _UNITS:
        return False
    if not comparison:
        return amount.unit == unit
    return COMPARISONS[comparison](amount.value, bound * _UNITS[unit])


def dimension(unit: str) -> str:
    """What a unit, or a kind of quantity, measures: "time", or what it is called."""
    return "time" if unit.removesuffix("s") in _UNITS else unit


def is_numeral(word: str) -> bool:
    """Whether a folded word may begin a number."""
    return word in _SMALL or word[0].isdigit()


def _readings(lower: tuple[str, ...], start: int, end: int, value: Fraction) -> Iterator[Amount]:
    yield Amount(start, end, "number", value)
    if _YEAR.fullmatch(lower[start]):
        yield from _span(lower, start)
    follows = lower[end] if end < len(lower) else ""
    before = lower[start - 1] if start else ""
    if before in _CURRENCIES:
        yield Amount(start - 1, end, "money", value)
    elif follows in _CURRENCIES:
        yield Amount(start, end + 1, "money", value)
    if follows in ("%", "percent", "percentage"):
        yield Amount(start, end + 1, "percent", value)
    elif lower[end : end + 2] == ("per", "cent"):
        yield Amount(start, end + 2, "percent", value)
    unit_at = end + 1 if follows in _BETWEEN and end + 1 < len(lower) else end
    unit = _UNIT_WORDS.get(lower[unit_at]) if unit_at < len(lower) else None
    if unit:
        yield Amount(start, unit_at + 1, unit, value * _UNITS[unit])


def _span(lower: tuple[str, ...], start: int) -> Iterator[Amount]:
    """The years from a date to the next one that is later: "1 July 2021 to 30 June 2026" is 5."""
    for at in range(start + 1, min(start + 2 + _LONGEST_SPAN, len(lower))):
        if _YEAR.fullmatch(lower[at]):
            years = int(lower[at]) - int(lower[start])
            if years > 0:
                yield Amount(start, at + 1, "span", Fraction(years))
            return


def _numeral(lower: tuple[str, ...], at: int) -> tuple[int, Fraction] | None:
    """The number that begins at a word: its end and value; "three (3)" counts once."""
    for read, again in ((_in_words, _in_digits), (_in_digits, _in_words)):
        first = read(lower, at)
        if first is None:
            continue
        second = again(lower, first[0])
        return second if second is not None and second[1] == first[1] else first
    return None


def _in_digits(lower: tuple[str, ...], at: int) -> tuple[int, Fraction] | None:
    if at >= len(lower) or not _DIGITS.fullmatch(lower[at]):
        return None
    value = Fraction(lower[at])
    end = at + 1
    while end < len(lower) and lower[end] in _SCALES:
        value *= _SCALES[lower[end]]
        end += 1
    return end, value


def _in_words(lower: tuple[str, ...], at: int) -> tuple[int, Fraction] | None:
    """A number in words, as in "one hundred and twenty"; tens before ones, scales after either."""
    total = group = 0
    end, last = at, ""
    while end < len(lower):
        word = lower[end]
        if word in _SMALL and _may_follow(last, word):
            group += _SMALL[word]
        elif word in _SCALES and group and word != last:
            if word == "hundred":
                group *= 100
            else:
                total, group = total + group * _SCALES[word], 0
        elif (word, last) != ("and", "hundred") or not _SMALL.keys() & lower[end + 1 : end + 2]:
            break
        last, end = word, end + 1
    return (end, Fraction(total + group)) if end > at else None


def _may_follow(last: str, word: str) -> bool:
    if not last or last in _SCALES or last == "and":
        return True
    return _SMALL[last] >= 20 and 0 < _SMALL[word] < 10  # twenty-five, but not five-twenty
