"""The organisations of a release: the buyer, those who buy with it, tenderers and the supplier."""

from __future__ import annotations

from typing import Any

from rfpkit.spec.dossier import Dossier
from rfpkit.spec.publication import Publication
from rfpkit.spec.records.before import Bidder


def buyer_id(publication: Publication) -> str:
    """The buyer's id in its register, or a local one."""
    if publication.buyer_scheme:
        return f"{publication.buyer_scheme}-{publication.buyer_id}"
    return "buyer"


def buyer_of(dossier: Dossier, publication: Publication) -> dict[str, Any]:
    """The reference to the buyer."""
    return {"id": buyer_id(publication), "name": dossier.buyer.name}


def bidder_of(bidder: Bidder) -> dict[str, Any]:
    """The reference to a bidder."""
    return {"id": f"bidder-{bidder.id}", "name": bidder.name}


def parties(dossier: Dossier, publication: Publication, parts: dict[str, Any]) -> list[Any]:
    """All organisations that a release refers to, each with its roles."""
    return [
        _buyer(dossier, publication),
        *_partners(dossier),
        *_bidders(dossier, parts),
    ]


def _buyer(dossier: Dossier, publication: Publication) -> dict[str, Any]:
    buyer, contact = dossier.buyer, dossier.contact
    return {
        "id": buyer_id(publication),
        "name": buyer.name,
        "roles": ["buyer", "procuringEntity"],
        "identifier": {
            "scheme": publication.buyer_scheme,
            "id": publication.buyer_id,
            "legalName": buyer.name if publication.buyer_scheme else "",
        },
        "address": {"streetAddress": buyer.address, "country": buyer.country},
        "contactPoint": {
            "name": contact.name,
            "email": contact.email,
            "telephone": contact.phone,
            "url": buyer.website,
        },
    }


def _partners(dossier: Dossier) -> list[Any]:
    return [
        {"id": f"co-procurer-{at}", "name": one.name, "roles": ["buyer"]}
        for at, one in enumerate(dossier.co_procurers, start=1)
    ]


def _bidders(dossier: Dossier, parts: dict[str, Any]) -> list[Any]:
    """Those who are named: nobody before the award, all who bid with it, the supplier after it."""
    given = dossier.records.award
    found = []
    for bidder in dossier.records.bidders:
        roles = []
        if "awards" in parts and bidder.received is not None:
            roles.append("tenderer")
        if given is not None and given.bidder == bidder.id and {"awards", "contracts"} & set(parts):
            roles.append("supplier")
        if roles:
            found.append(
                bidder_of(bidder)
                | {
                    "roles": roles,
                    "identifier": {"id": bidder.number, "legalName": bidder.name}
                    if bidder.number
                    else {},
                    "address": {"streetAddress": bidder.address, "country": bidder.country},
                }
            )
    return found
