"""Points exactly as the request for proposals publishes them.

Section "How the Buyer scores" (clauses/rfp/scoring): agreed score ÷ greatest score × weight.
Section "Points for price" (clauses/rfp/price-scoring): lowest price ÷ price × weight, where a price
of zero counts as 1. Points are rounded to two decimals, half up, once for each criterion; a total
is the sum of rounded points. Nothing is a binary fraction on the way.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_HALF = Fraction(1, 2)
_ONE = Decimal(1)

ROUNDING = (
    "Points are worked out exactly and rounded once for each criterion, to two decimals; half a "
    "hundredth counts up. A total is the sum of these points."
)
"""The rule of rounding in words, for reports."""


def rounded(value: Fraction) -> Decimal:
    """A number that is not negative with two decimals; half a hundredth counts up."""
    hundredths = (value * 100 + _HALF).__floor__()
    whole, rest = divmod(hundredths, 100)
    return Decimal(f"{whole}.{rest:02d}")


def share(score: Decimal, scale_max: int) -> Fraction:
    """The exact share of a criterion's weight that a score earns."""
    return Fraction(score) / scale_max


def counted_price(price: Decimal) -> Decimal:
    """The price as the formula takes it: zero counts as 1."""
    return price or _ONE


def price_share(price: Decimal, lowest: Decimal) -> Fraction:
    """The exact share of the weight of price that a price earns beside the lowest one.

    ``lowest`` is the lowest price as the formula takes it, among the bids still considered.
    """
    return Fraction(lowest) / Fraction(counted_price(price))


def reaches(quality: Decimal, minimum: Decimal, earnable: Decimal) -> bool:
    """Whether quality points reach the minimum, in percent of those that can be earned."""
    return Fraction(quality) * 100 >= Fraction(minimum) * Fraction(earnable)
