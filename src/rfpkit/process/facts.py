"""Every fact of law in the files of procedures, thresholds and counting, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

from rfpkit.content import data_folder
from rfpkit.library.model import Source
from rfpkit.process.counting import load_counting
from rfpkit.process.procedures import load_procedures
from rfpkit.process.regimes import Regime
from rfpkit.process.thresholds import load_thresholds


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts there are, and how many of them somebody has read at their source."""

    facts: int
    verified: int

    @property
    def share(self) -> float:
        """The share that is verified; 1 where there are no facts."""
        return self.verified / self.facts if self.facts else 1.0


def sources_in(value: Any) -> Iterator[Source]:
    """The source of each fact in a value: of each record that names one, however deep."""
    if isinstance(value, Source):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from sources_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from sources_in(item)


def tally(sources: Iterable[Source]) -> Tally:
    """How many of these facts there are, and how many are verified."""
    marks = [bool(source.verified) for source in sources]
    return Tally(len(marks), sum(marks))


def all_facts(folder: Path | None = None) -> dict[str, Tally]:
    """The tally of the facts of each regime's procedures and counting, and of all thresholds."""
    folder = folder or data_folder("process")
    found: dict[str, Tally] = {}
    for regime in get_args(Regime):
        procedures = tuple(one.value for one in load_procedures(folder, regime).values())
        found[regime] = tally(sources_in((*procedures, load_counting(folder, regime))))
    found["thresholds"] = tally(sources_in(load_thresholds(folder)))
    return found
