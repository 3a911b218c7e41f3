"""Rules on what open data about the procurement needs."""

from __future__ import annotations

import re
import zoneinfo
from typing import TYPE_CHECKING

from rfpkit.spec.rules.places import fault
from rfpkit.yamlfile import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.model import Spec
    from rfpkit.yamlfile import Loaded

_OCID = re.compile(r"ocds-[a-z0-9]{6}\Z")
_CPV = re.compile(r"(\d{8})(?:-(\d))?\Z")
_WEB = re.compile(r"https?://[^\s/]+(/\S*)?\Z")
_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7)


def publication(spec: Loaded[Spec]) -> Iterator[Fault]:
    """The prefix, the codes, the addresses and the time zone of open data have their form."""
    value = spec.value.publication
    if value is None:
        return
    if not _OCID.match(value.ocid_prefix):
        message = f"“{value.ocid_prefix}” is not a registered prefix; it reads ocds-123abc: "
        yield fault(spec, message + "six letters or digits", "publication", "ocid_prefix")
    for at, code in enumerate(value.cpv):
        wrong = cpv_fault(code)
        if wrong:
            yield fault(spec, wrong, "publication", "cpv", at)
    for key in ("uri", "licence", "documents"):
        address = getattr(value, key)
        if address and not _WEB.match(address):
            message = f"“{address}” is not an address; write it as https://example.org/…"
            yield fault(spec, message, "publication", key)
    if value.time_zone not in zoneinfo.available_timezones():
        guess = did_you_mean(value.time_zone, sorted(zoneinfo.available_timezones()))
        message = f"“{value.time_zone}” is no time zone{guess}; write it as Europe/Amsterdam"
        yield fault(spec, message, "publication", "time_zone")
    if bool(value.buyer_scheme) != bool(value.buyer_id):
        message = "the register and the number in it belong together; give both or neither"
        key = "buyer_scheme" if value.buyer_scheme else "buyer_id"
        yield fault(spec, message, "publication", key)


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
