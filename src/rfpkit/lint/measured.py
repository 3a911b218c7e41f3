"""How often the findings of each rule were right, on documents that a person has labelled.

``scripts/accuracy.py`` writes the counts to ``linters/measured.json``, beside the rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

FILE = "measured.json"

_Z = 1.959964
"""So many standard deviations around the mean hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a rule found in labelled documents: ``right`` of ``found`` were labelled for it.

    ``labels`` counts the passages that it should find.
    """

    found: int
    right: int
    labels: int
    documents: int

    def __str__(self) -> str:
        """One sentence with the figures, and how far they can be trusted."""
        on = f"{self.documents} labelled documents"
        if not self.found:
            passages = "passage" if self.labels == 1 else "passages"
            return f"Measured: found nothing in {on}, which hold {self.labels} {passages} for it."
        low, high = wilson(self.right, self.found)
        noun = "finding was" if self.found == 1 else "findings were"
        return (
            f"Measured: {self.right} of {self.found} {noun} right on {on} "
            f"(precision {self.right / self.found:.2f}, 95 % interval {low:.2f} to {high:.2f})."
        )


def wilson(right: int, found: int) -> tuple[float, float]:
    """The 95 % interval of a share: the values that seeing ``right`` of ``found`` speaks for.

    ``found`` is at least 1. After E. B. Wilson, "Probable inference, the law of succession, and
    statistical inference" (1927), which stays within 0 and 1 and holds for small counts too.
    """
    share = right / found
    scale = 1 + _Z**2 / found
    middle = (share + _Z**2 / (2 * found)) / scale
    reach = _Z * sqrt(share * (1 - share) / found + _Z**2 / (4 * found**2)) / scale
    return max(0.0, middle - reach), min(1.0, middle + reach)


def load_measured(folder: Path) -> Mapping[str, Measured]:
    """The figures of the rules in a folder, by id; none where nobody has measured them."""
    path = folder / FILE
    if not path.is_file():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {
        rule: Measured(row["found"], row["right"], row["labels"], kept["documents"])
        for rule, row in kept["rules"].items()
    }
