"""A spec together with the records of its project, and the one thing that a document is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace

from rfpkit.spec.model import Module, Spec
from rfpkit.spec.records.after import Sprint
from rfpkit.spec.records.before import Addendum, Bidder, Member
from rfpkit.spec.records.model import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(Spec):
    """A spec with the project's records.

    A document that exists once for each bidder, member, addendum, sprint or module has that one
    here too, so that its text can say ``{{ bidder.name }}``. ``winner`` is the bidder of the award,
    as long as it is not excluded.
    """

    records: Records = field(default_factory=Records)
    bidder: Bidder | None = None
    winner: Bidder | None = None
    member: Member | None = None
    addendum: Addendum | None = None
    sprint: Sprint | None = None
    module: Module | None = None


def _unsuccessful(dossier: Dossier) -> Iterator[tuple[str, Dossier]]:
    """Every bidder who is told that another one won; nobody before there is a winner."""
    for one in dossier.records.bidders:
        withdrew = one.excluded is not None and one.excluded.stage == "withdrawn"
        if dossier.winner is not None and one.id != dossier.winner.id and not withdrew:
            yield one.id, replace(dossier, bidder=one)


def _winner(dossier: Dossier) -> Iterator[tuple[str, Dossier]]:
    if dossier.winner is not None:
        yield dossier.winner.id, replace(dossier, bidder=dossier.winner)


EACH: dict[str, Callable[[Dossier], Iterator[tuple[str, Dossier]]]] = {
    "bidder": lambda d: ((b.id, replace(d, bidder=b)) for b in d.records.bidders),
    "unsuccessful": _unsuccessful,
    "winner": _winner,
    "member": lambda d: ((m.id, replace(d, member=m)) for m in d.records.panel),
    "addendum": lambda d: ((str(a.number), replace(d, addendum=a)) for a in d.records.addenda),
    "sprint": lambda d: ((str(s.number), replace(d, sprint=s)) for s in d.records.sprints),
    "module": lambda d: ((m.id, replace(d, module=m)) for m in d.modules),
}
"""What a document may exist once for each of: a short name for each, and the dossier about it."""


def dossier_of(spec: Spec, records: Records) -> Dossier:
    """The dossier of a spec and its records."""
    of_spec = {f.name: getattr(spec, f.name) for f in fields(Spec)}
    award = records.award
    winner = next(
        (b for b in records.bidders if award and b.id == award.bidder and b.excluded is None), None
    )
    return Dossier(**of_spec, records=records, winner=winner)
