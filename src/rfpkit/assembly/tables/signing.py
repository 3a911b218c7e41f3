"""Where people sign an internal paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rfpkit.assembly.inserts import ROLES, Blocks, paragraph
from rfpkit.document.model import Cell, Table
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.vocabulary import RoleName

_SIGNERS: tuple[RoleName, ...] = (
    "product-owner", "service-lead", "procurement-lead", "legal-counsel", "technical-lead",
    "budget-holder",
)  # fmt: skip
_LINES = ("Signature:", "Date:")


def signature_table(names: tuple[str, ...]) -> Blocks:
    """Lines to sign on, for two people a row; the names stand above them."""
    if not names:
        return ()
    rows: list[tuple[Cell, ...]] = []
    for at in range(0, len(names), 2):
        pair = names[at : at + 2]
        rows.append(_cells(pair))
        rows += [_cells(tuple(line for _ in pair)) for line in _LINES]
    return (Table(rows=tuple(rows), header_rows=0, kind="signatures"),)


def _cells(texts: tuple[str, ...]) -> tuple[Cell, ...]:
    padded = texts if len(texts) == 2 else (*texts, "")
    return tuple(Cell((paragraph(text),)) for text in padded)


def _sign_here(dossier: Dossier) -> Blocks:
    return signature_table(tuple(_people(dossier)))


def _people(dossier: Dossier) -> Iterator[str]:
    for wanted in _SIGNERS:
        for role in dossier.roles:
            if role.role == wanted and role.employer == "buyer":
                yield f"{role.name}, {ROLES[role.role]}"


INSERTS: dict[str, Callable[[Dossier], Blocks]] = {"sign-here": _sign_here}
