"""Rules on who does what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfpkit.spec.rules.places import fault, key_fault, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rfpkit.errors import Fault
    from rfpkit.spec.model import Responsibility, Spec
    from rfpkit.spec.vocabulary import RoleName
    from rfpkit.yamlfile import Loaded

_MOST_KEY_PEOPLE = 3


def product_owner(spec: Loaded[Spec]) -> Iterator[Fault]:
    """One product owner decides, works for the buyer, and has time for it."""
    owners = [
        (index, role) for index, role in enumerate(spec.value.roles) if role.role == "product-owner"
    ]
    if not owners:
        message = "nobody has the role product-owner; name the one person who decides for the buyer"
        yield key_fault(spec, message, "roles")
    for index, _ in owners[1:]:
        first = line(spec, "roles", owners[0][0], "role")
        message = f"there is a product-owner on line {first} already; one person decides"
        yield fault(spec, message, "roles", index, "role")
    for index, role in owners:
        if role.employer != "buyer":
            message = "the product-owner is employed by the buyer, so that the buyer decides"
            yield fault(spec, message, "roles", index, "employer")
        if not role.time_percent:
            message = "the product-owner needs time: write under time_percent which share of a "
            yield fault(spec, message + "working week is set aside", "roles", index, "time_percent")


def matrix(spec: Loaded[Spec]) -> Iterator[Fault]:
    """Every role in the DARCI matrix is held by somebody."""
    held = {role.role for role in spec.value.roles}
    for index, row in enumerate(spec.value.responsibilities):
        for name in _named(row):
            if name not in held:
                message = f"“{name}” has a part in this, but nobody has that role; add it under "
                yield fault(spec, message + "“roles”", "responsibilities", index)


def _named(row: Responsibility) -> list[RoleName]:
    names = [*row.decides, row.accountable, *row.responsible, *row.consulted, *row.informed]
    return sorted(set(names))


def key_people(spec: Loaded[Spec]) -> Iterator[Fault]:
    """At most three of the supplier's people are tied to the contract."""
    people = spec.value.contract.key_people
    if len(people) > _MOST_KEY_PEOPLE:
        message = f"at most {_MOST_KEY_PEOPLE} key people are named, not {len(people)}; the rest "
        message += "of the team stays free to change"
        yield fault(spec, message, "contract", "key_people", _MOST_KEY_PEOPLE)
