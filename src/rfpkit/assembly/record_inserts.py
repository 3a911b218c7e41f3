"""The tables and lists that the documents of the steps make from the spec and the records.

Each family of documents has a module of its own in ``assembly/tables/``.
"""

from __future__ import annotations

from collections.abc import Callable

from rfpkit.assembly.tables import (
    capacity,
    contracting,
    delivery,
    discovery,
    evaluation,
    integration,
    letters,
    market,
    planning,
    procedures,
    signing,
    strategy,
    timeline,
    vendor,
)
from rfpkit.document.model import AnyBlock
from rfpkit.spec.dossier import Dossier

RECORD_INSERTS: dict[str, Callable[[Dossier], tuple[AnyBlock, ...]]] = {
    **capacity.INSERTS,
    **contracting.INSERTS,
    **delivery.INSERTS,
    **discovery.INSERTS,
    **evaluation.INSERTS,
    **integration.INSERTS,
    **letters.INSERTS,
    **market.INSERTS,
    **planning.INSERTS,
    **procedures.INSERTS,
    **signing.INSERTS,
    **strategy.INSERTS,
    **timeline.INSERTS,
    **vendor.INSERTS,
}
"""Every insert of the documents of the steps, by name."""
