"""Places to sign: blocks for documents with more than two signatures, and the people in charge.

They show nothing of what is signed already: a signature holds for the text it stands under, so a
text that listed its own signatures would change with each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rfpkit.assembly.inserts import ROLES, Blocks, table
from rfpkit.document.model import Table
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.vocabulary import RoleName

_SIGNERS: tuple[RoleName, ...] = (
    "product-owner", "service-lead", "procurement-lead", "legal-counsel", "technical-lead",
    "budget-holder",
)  # fmt: skip


def signature_blocks(signatories: Sequence[tuple[str, str]]) -> Blocks:
    """A block for each signatory, two side by side: what they sign for, and their name if known."""
    pairs = [signatories[at : at + 2] for at in range(0, len(signatories), 2)]
    return tuple(_pair(pair) for pair in pairs)


def _pair(signatories: Sequence[tuple[str, str]]) -> Table:
    rows = [
        tuple("Signature:" for _ in signatories),
        tuple(f"Name: {name}" if name else "Name:" for _, name in signatories),
        tuple("Date:" for _ in signatories),
    ]
    made = table([what for what, _ in signatories], rows)
    return replace(made, kind="signatures")


def _sign_here(dossier: Dossier) -> Blocks:
    """Where the people in charge of a project sign an internal paper."""
    people = [
        (ROLES[wanted], role.name)
        for wanted in _SIGNERS
        for role in dossier.roles
        if role.role == wanted and role.employer == "buyer"
    ]
    return signature_blocks(people)


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {"sign-here": _sign_here}
