"""The amounts at which other rules begin, as ``process/thresholds.yml`` holds them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from annotated_types import Gt, MinLen

from rfpkit.library.model import Source
from rfpkit.spec.model import Budget
from rfpkit.spec.vocabulary import Jurisdiction, Slug, Text
from rfpkit.yamlfile import load, record

BuyerKind = Literal["central", "sub-central", "utility"]

_VAT = {"uk": (Decimal(20), Decimal(20)), "eu": (Decimal(0), Decimal(27)), "us": (Decimal(0),) * 2}
"""The lowest and the highest standard rate of value added tax, in percent. The United Kingdom has
one since 2011-01-04; the Union's highest is Hungary's, and part of a contract may be exempt."""


@record
class Threshold:
    """An amount at which other rules begin."""

    id: Slug
    """A short name."""
    jurisdiction: Jurisdiction
    """Whose law."""
    what: Text
    """What it is about."""
    buyer: Literal["central", "sub-central", "utility", "any"]
    """For which buyers."""
    regime: Literal["full", "light-touch", "below", "micro", "duty"]
    """Which rules begin there, or hold up to there; or that one more duty begins there."""
    decides: Literal["", "services", "light-touch"] = ""
    """It is the one that decides whether full regulation holds for such a contract."""
    amount: Annotated[Decimal, Gt(0)]
    """The amount."""
    currency: Annotated[str, MinLen(3)]
    """Its currency."""
    tax: Literal["including", "excluding", "none"]
    """Whether value added tax is in it."""
    from_: dt.date
    """For procurements begun on or after this day."""
    until: dt.date | None = None
    """And before this one; left out where it still holds."""
    note: str = ""
    """What to know about it."""
    source: Source
    """Where it stands."""


@record
class ThresholdFile:
    """All thresholds."""

    thresholds: tuple[Threshold, ...]
    """The thresholds."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A budget held against a threshold: below, above, or (None) not to be told from the spec."""

    threshold: Threshold
    below: bool | None
    reason: str


@lru_cache(maxsize=8)
def load_thresholds(folder: Path) -> tuple[Threshold, ...]:
    """All thresholds in the data folder ``process``."""
    return load(folder / "thresholds.yml", ThresholdFile).value.thresholds


def deciding(
    thresholds: tuple[Threshold, ...],
    jurisdiction: Jurisdiction,
    buyer: BuyerKind,
    begins: dt.date,
    *,
    light_touch: bool = False,
) -> Threshold | None:
    """The threshold at which full regulation begins for this buyer on this day, if there is one."""
    wanted = "light-touch" if light_touch else "services"
    fitting = [
        one
        for one in thresholds
        if one.decides == wanted
        and one.jurisdiction == jurisdiction
        and one.buyer in (buyer, "any")
        and one.from_ <= begins
        and (one.until is None or begins < one.until)
    ]
    return max(fitting, key=lambda one: (one.from_, one.buyer == buyer), default=None)


def compared(budget: Budget, threshold: Threshold) -> Comparison:
    """The budget held against a threshold, value added tax brought in line first."""
    has = f"{budget.currency} {budget.total:,} {budget.tax}"
    limit = f"{threshold.currency} {threshold.amount:,}"
    limit += f" {threshold.tax} value added tax" if threshold.tax != "none" else ""
    if budget.currency != threshold.currency:
        reason = f"the budget is in {budget.currency}, the threshold is {limit}"
        return Comparison(threshold, None, reason)
    low, high = _range(budget, threshold)
    if high < threshold.amount:
        return Comparison(threshold, True, f"the budget, {has}, is below {limit}")
    if low >= threshold.amount:
        return Comparison(threshold, False, f"the budget, {has}, is not below {limit}")
    reason = f"the budget, {has}, may be below {limit}: it depends on the tax in it"
    return Comparison(threshold, None, reason)


def _range(budget: Budget, threshold: Threshold) -> tuple[Decimal, Decimal]:
    """The least and the most that the budget is, with or without tax as the threshold is."""
    total, said = budget.total, _tax(budget.tax)
    if threshold.tax == "none" or said == threshold.tax:
        return total, total
    least, most = (1 + rate / 100 for rate in _VAT[threshold.jurisdiction])
    if not said:
        return (total, total * most) if threshold.tax == "including" else (total / most, total)
    if threshold.tax == "including":
        return total * least, total * most
    return total / most, total / least


def _tax(words: str) -> str:
    """Whether tax is in a sum, from the words of the spec; empty where they do not say."""
    text = words.lower()
    if any(word in text for word in ("exclud", "excl.", "without", "net of", "not includ")):
        return "excluding"
    return "including" if any(word in text for word in ("includ", "incl.", "with ")) else ""
