"""Codes of the Common Procurement Vocabulary, Regulation (EC) No 213/2008: their form."""

from __future__ import annotations

import re

_CPV = re.compile(r"(\d{8})(?:-(\d))?\Z")
_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)


def cpv_fault(code: str) -> str:
    """What is wrong with a code of the Common Procurement Vocabulary; empty where it fits.

    The digit after the hyphen checks the eight before it: weighted 3, 7, 1, 3, 7, 1, 3, 7 and added
    up, the last digit of the sum. The Regulation does not print this rule; published codes keep it.
    """
    match = _CPV.match(code)
    if not match:
        return f"“{code}” is no CPV code; it has eight digits, and after a hyphen one to check them"
    digits, given = match.groups()
    check = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 10
    if given is not None and int(given) != check:
        return f"a digit of “{code}” is wrong: after {digits} stands {check}"
    return ""
