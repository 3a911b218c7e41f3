"""A project as open data: a release package of the Open Contracting Data Standard 1.1.5.

https://standard.open-contracting.org/1.1/en/. There is a release for planning, for the tender, for
each addendum, for the award and for the contract, as far as the records go; each is dated by what
it tells of. Only fields and codes of the standard itself are used, no extension.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rfpkit.reporters.ocds.awards import award, contract
from rfpkit.reporters.ocds.organisations import buyer_of, parties
from rfpkit.reporters.ocds.tenders import amendment, planning, tender
from rfpkit.reporters.ocds.values import Paper, at_midnight, kept
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.publication import Publication

__all__ = ["Paper", "package"]


def package(dossier: Dossier, publication: Publication, papers: Sequence[Paper] = ()) -> Any:
    """The release package as plain data, ready for JSON; nothing in it but what the project says.

    ``papers`` are the documents that are published beside it.
    """
    releases = list(_releases(dossier, publication, papers))
    return kept(
        {
            "uri": publication.uri,
            "version": "1.1",
            "publishedDate": max(release["date"] for release in releases),
            "publisher": {"name": publication.publisher or dossier.buyer.name},
            "license": publication.licence,
            "releases": releases,
        }
    )


def _releases(
    dossier: Dossier, publication: Publication, papers: Sequence[Paper]
) -> Iterator[dict[str, Any]]:
    head = _Head(dossier, publication)
    yield head.release("planning", dossier.project.date, planning=planning(dossier, papers))
    times = dossier.timetable
    if times is None:
        return
    told = tender(dossier, publication, papers)
    yield head.release("tender", times.issue, tender=told)
    for one in sorted(dossier.records.addenda, key=lambda addendum: addendum.number):
        changed = told | {"amendments": [amendment(dossier, one, head.name("tender"))]}
        yield head.release("tenderUpdate", one.date, tender=changed, ending=str(one.number))
    given = dossier.records.award
    if given is None:
        return
    if given.told is not None:
        closed = told | {"status": "complete"}
        yield head.release("award", given.told, tender=closed, awards=[award(dossier, papers)])
    if given.signed is not None:
        yield head.release("contract", given.signed, contracts=[contract(dossier, papers)])


class _Head:
    """What all releases of a process share."""

    def __init__(self, dossier: Dossier, publication: Publication) -> None:
        self.dossier = dossier
        self.publication = publication
        self.ocid = f"{publication.ocid_prefix}-{_plain(dossier.project.reference)}"

    def name(self, tag: str, ending: str = "") -> str:
        """The id of a release."""
        return "-".join(filter(None, (self.ocid, tag, ending)))

    def release(self, tag: str, day: Any, ending: str = "", **parts: Any) -> dict[str, Any]:
        """A release of that day with its parts, and the parties that they name."""
        return {
            "ocid": self.ocid,
            "id": self.name(tag, ending),
            "date": at_midnight(day),
            "tag": [tag],
            "initiationType": "tender",
            "language": self.dossier.project.language[:2],
            "parties": parties(self.dossier, self.publication, parts),
            "buyer": buyer_of(self.dossier, self.publication),
            **parts,
        }


def _plain(reference: str) -> str:
    """A reference number fit for an identifier."""
    return "".join(sign if sign.isalnum() or sign in "-." else "-" for sign in reference)
