"""Places to sign, for documents with more than two signatures.

They show nothing of what is signed already: a signature holds for the text it stands under, so a
text that listed its own signatures would change with each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rfpkit.assembly.inserts import Blocks, table
from rfpkit.document.model import Table


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
