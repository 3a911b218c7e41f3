"""Which body of law a procurement falls under: whose law it is, and the day on which it begins."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from rfpkit.spec.beginning import begins as begins
from rfpkit.spec.known import UK_ACT
from rfpkit.spec.vocabulary import Jurisdiction

Regime = Literal["eu", "uk-2015", "uk-2023", "us"]
"""Directive 2014/24/EU, Public Contracts Regulations 2015, Procurement Act 2023, Federal
Acquisition Regulation."""

REGIMES: dict[Regime, str] = {
    "eu": "Directive 2014/24/EU",
    "uk-2015": "Public Contracts Regulations 2015",
    "uk-2023": "Procurement Act 2023",
    "us": "Federal Acquisition Regulation",
}
"""The name of each regime's law."""


def regime_of(jurisdiction: Jurisdiction, begins: dt.date) -> Regime:
    """The regime of a procurement that begins on this day."""
    if jurisdiction == "uk":
        return "uk-2023" if begins >= UK_ACT else "uk-2015"
    return jurisdiction
