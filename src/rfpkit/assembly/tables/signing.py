"""Where the people in charge of a project sign an internal paper."""

from __future__ import annotations

from collections.abc import Callable

from rfpkit.assembly.inserts import ROLES, Blocks
from rfpkit.assembly.tables.signatories import signature_blocks
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.vocabulary import RoleName

_SIGNERS: tuple[RoleName, ...] = (
    "product-owner", "service-lead", "procurement-lead", "legal-counsel", "technical-lead",
    "budget-holder",
)  # fmt: skip


def _sign_here(dossier: Dossier) -> Blocks:
    people = [
        (ROLES[wanted], role.name)
        for wanted in _SIGNERS
        for role in dossier.roles
        if role.role == wanted and role.employer == "buyer"
    ]
    return signature_blocks(people)


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {"sign-here": _sign_here}
