"""Rules on what open data about the procurement needs."""

from __future__ import annotations

import re
import zoneinfo
from typing import TYPE_CHECKING

from rfpkit.spec.cpv import cpv_fault
from rfpkit.spec.rules.places import fault
from rfpkit.yamlfile import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.model import Spec
    from rfpkit.yamlfile import Loaded

_OCID = re.compile(r"ocds-[a-z0-9]{6}\Z")
_WEB = re.compile(r"https?://[^\s/]+(/\S*)?\Z")


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
