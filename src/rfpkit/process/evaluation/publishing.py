"""The criteria as they were published, held against the spec as it is now.

Whoever signs the request for proposals puts ``fingerprint`` of its criteria beside the signature.
It is one line: each scored criterion with its weight and a hash of its words, then the scale, the
minimum, the method, and hashes of the tie rule and the panel's seats. So a change shows, and where.
Without a recorded line the spec is taken as published, and a remark says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import quote, unquote

from rfpkit.process.evaluation.model import Flaw
from rfpkit.process.evaluation.scope import scored_criteria
from rfpkit.process.questions import deadline
from rfpkit.spec.competition import Criterion
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.model import Spec
from rfpkit.spec.records.before import SignOff

_DOCUMENT = "rfp"
_HASH = 12
_PLACES: dict[str, tuple[str, tuple[str | int, ...]]] = {
    "@method": ("the method is", ("evaluation", "method")),
    "@scale": ("the greatest score is", ("evaluation", "scale_max")),
    "@minimum": ("the minimum of quality is", ("evaluation", "minimum_quality")),
    "@tie": ("the rule for equal totals is", ("evaluation", "tie")),
    "@panel": ("the seats of the panel are", ("evaluation", "panel")),
}


def fingerprint(spec: Spec) -> str:
    """The criteria, the method and the panel's seats of a spec in one line."""
    return " ".join(f"{key}={value}" for key, value in _parts(spec).items())


def as_published(dossier: Dossier) -> tuple[int, SignOff] | None:
    """The signature under the request for proposals whose criteria count, with its row.

    It is the last one that records criteria and is not later than the deadline for proposals.
    """
    last = deadline(dossier)
    found = [
        (row, one)
        for row, one in enumerate(dossier.records.signoffs)
        if one.document.partition("-")[0] == _DOCUMENT and one.decision == "signed" and one.criteria
        if last is None or one.date <= last
    ]
    return max(found, key=lambda pair: (pair[1].date, pair[0]), default=None)


def changes(dossier: Dossier) -> Iterator[Flaw]:
    """What differs between the criteria as published and the spec."""
    published = as_published(dossier)
    if published is None:
        return
    row, signed = published
    before, now = _read(signed.criteria), _parts(dossier)
    if not before:
        message = "this is no line of “rfpkit evaluate --fingerprint”; copy the line as it was "
        message += "printed from the published spec"
        yield Flaw(message, "signoffs", (row, "criteria"))
        return
    when = f"as signed by {signed.name} on {signed.date}"
    rows = {one.id: at for at, one in enumerate(dossier.criteria)}
    remedy = "restore what was published: scores count only against that"
    for key in dict.fromkeys((*before, *now)):
        old, new = before.get(key), now.get(key)
        if old == new:
            continue
        if key in _PLACES:
            what, loc = _PLACES[key]
            yield Flaw(f"{what} not as in the RFP {when}{_told(old, new)}; {remedy}", "spec", loc)
            continue
        name = unquote(key)
        if new is None:
            message = f"the criterion “{name}” was published ({when}) and is gone; {remedy}"
            yield Flaw(message, "spec", ("criteria",))
        elif old is None:
            message = f"the criterion “{name}” is not in the RFP {when}; remove it, and its scores"
            yield Flaw(message, "spec", ("criteria", rows[name]))
        else:
            yield _changed(name, old, new, f"{when}; {remedy}", rows[name])


def _changed(name: str, old: str, new: str, rest: str, row: int) -> Flaw:
    weight, _, words = old.partition("#")
    weight_now, _, words_now = new.partition("#")
    told = []
    if words != words_now:
        told.append("other words")
    if weight != weight_now:
        told.append(f"a weight of {weight_now}, not {weight}")
    field = "weight" if weight != weight_now else "text"
    message = f"the criterion “{name}” has {' and '.join(told)}, compared with the RFP {rest}"
    return Flaw(message, "spec", ("criteria", row, field))


def _told(old: str | None, new: str | None) -> str:
    """Both values, where they are not hashes."""
    if old is None or new is None or old.startswith("#"):
        return ""
    return f" ({old} there, {new} now)"


def _parts(spec: Spec) -> dict[str, str]:
    evaluation = spec.evaluation
    criteria = {quote(c.id, safe="-_."): _criterion(c) for _, c in scored_criteria(spec)}
    seats = sorted(seat.seat for seat in evaluation.panel)
    minimum = evaluation.minimum_quality
    return criteria | {
        "@method": evaluation.method,
        "@scale": str(evaluation.scale_max),
        "@minimum": "none" if minimum is None else _plain(minimum),
        "@tie": _hashed(evaluation.tie),
        "@panel": _hashed(*seats),
    }


def _criterion(criterion: Criterion) -> str:
    words = (criterion.subject, criterion.text, criterion.evidence, criterion.measure)
    return f"{_plain(criterion.weight or Decimal(0))}{_hashed(*words)}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _hashed(*words: str) -> str:
    """A hash of words that does not mind how they are broken into lines."""
    text = "\0".join(" ".join(one.split()) for one in words)
    return "#" + hashlib.sha256(text.encode()).hexdigest()[:_HASH]


def _read(line: str) -> dict[str, str]:
    """The parts of a line; empty where it is none."""
    parts = [part.partition("=") for part in line.split()]
    if not all(middle for _, middle, _ in parts):
        return {}
    found = {key: value for key, _, value in parts}
    return found if set(_PLACES) <= found.keys() else {}
