"""The text of a paragraph in the making: what shows, how it looks, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from lxml import etree

from rfpkit.document.model import Mark, Run, Stretch

Note = TypeVar("Note")
"""How a format points at a note."""


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks where we stand, and whether it shows: it may be deleted, or hidden."""

    bold: bool = False
    italic: bool = False
    mark: Mark = ""
    link: str = ""
    gone: bool = False
    hidden: bool = False

    @property
    def out(self) -> bool:
        """Whether the text does not show."""
        return self.gone or self.hidden


@dataclass(slots=True)
class Line(Generic[Note]):
    """The contents of one paragraph, in the making."""

    runs: list[Run] = field(default_factory=list)
    length: int = 0
    notes: list[Note] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pages: list[Stretch] = field(default_factory=list)
    sources: list[tuple[int, int, etree._Element]] = field(default_factory=list)
    """Which element gave which text: its offset, its length, the element; where a format tells."""
    label: int = 0
    """How many letters at its start are its number; its words begin after them."""

    @property
    def text(self) -> str:
        """All that shows, its label too."""
        return "".join(run.text for run in self.runs)

    @property
    def lead(self) -> int:
        """The offset at which its words begin, after label and white space."""
        text = self.text
        return len(text) - len(text[self.label :].lstrip())

    def add(self, text: str, look: Look, source: etree._Element | None = None) -> None:
        """Add text that shows, to the last run where it looks the same."""
        if not text:
            return
        if source is not None:
            self.sources.append((self.length, len(text), source))
        self.length += len(text)
        if self.runs and _looks(self.runs[-1], look):
            text = self.runs.pop().text + text
        self.runs.append(Run(text, look.bold, look.italic, look.mark, link=look.link))

    def cite(self, note: Note) -> None:
        """Cite a note here; the run has its place among ``notes`` until its number is known."""
        self.runs.append(Run("", note=str(len(self.notes))))
        self.notes.append(note)

    def finished(self) -> tuple[tuple[Run, ...], tuple[Stretch, ...]]:
        """The runs without label and outer white space, and where the pages begin in them."""
        first = self.lead
        last = len(self.text.rstrip())
        runs: list[Run] = []
        at = 0
        for run in self.runs:
            kept = run.text[max(first - at, 0) : max(last - at, 0)]
            at += len(run.text)
            if kept or run.note:
                runs.append(replace(run, text=kept))
        starts: dict[int, Stretch] = {}
        for stretch in self.pages:
            start = min(max(stretch.start - first, 0), max(last - first, 0))
            starts[start] = replace(stretch, start=start)
        return tuple(runs), tuple(starts.values())


def _looks(run: Run, look: Look) -> bool:
    """Whether a run looks so, and is nothing but text."""
    return (run.bold, run.italic, run.mark, run.link, run.note) == (
        look.bold,
        look.italic,
        look.mark,
        look.link,
        "",
    )
