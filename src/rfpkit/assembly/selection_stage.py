"""What bidders send first, where the procedure selects before it asks for proposals."""

from __future__ import annotations

from rfpkit.spec.model import Spec

_REQUESTS = "requests to participate"
_OTHERS = {
    ("us", "restricted"): "technical proposals, without prices",
    ("us", "competitive-dialogue"): "statements of qualification",
    ("eu", "dynamic-purchasing"): "requests for admission",
    ("uk", "dynamic-purchasing"): "requests for admission",
}


def first_due(spec: Spec) -> str:
    """What is due on the date ``requests`` of the timetable, in the words of the procedure."""
    return _OTHERS.get((spec.jurisdiction, spec.procedure), _REQUESTS)
