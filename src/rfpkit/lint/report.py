"""What the linter found: findings with their places, sorted, each with a lasting fingerprint."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rfpkit.document.model import Heading, Item, Paragraph
from rfpkit.lint.levels import LEVELS, Confidence, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Words that a rule objects to, or (``quote`` empty) something that is not there.

    Lines and columns are 1-based and count characters; ``end_column`` is one past the last
    character. None where the format has no such place. ``context`` is the whole sentence,
    ``passage`` the paragraph.
    ``fix`` may stand in the place of the words from ``fix_start`` to ``fix_end``, which are among
    the quote or around it; None where nothing can be replaced by a click.
    """

    rule: str
    level: Level
    confidence: Confidence
    message: str
    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    section: str | None = None
    paragraph: int | None = None
    quote: str = ""
    context: str = ""
    passage: str = ""
    instead: str
    fix: str | None = None
    fingerprint: str = ""
    ordinal: int = -1
    """The passage it stands in, for writers of comments; -1 for the whole document."""
    start: int = 0
    end: int = 0
    """Where the quote stands in the passage's text, 0-based, end exclusive."""
    fix_start: int = 0
    fix_end: int = 0
    """Where the words that ``fix`` replaces stand, likewise."""

    @property
    def fixed(self) -> str:
        """The words that ``fix`` replaces; empty where there is no fix."""
        return " ".join(self.passage[self.fix_start : self.fix_end].split())

    @property
    def is_hint(self) -> bool:
        """Whether it is a gap that another document of the procurement may fill."""
        return self.level == "advice" and self.rule.startswith("missing/")


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that the buyer accepts, with the reason on record."""

    finding: Finding
    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True, order=True)
class NotRun:
    """A rule that could not look at the document, and what it lacks."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the linter has to say about one document, in document order."""

    path: str
    kind: str
    words: int
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    not_run: tuple[NotRun, ...] = ()

    def count(self, level: Level) -> int:
        """How many findings are of this level."""
        return sum(finding.level == level for finding in self.findings)


def not_run(reports: Iterable[Report]) -> tuple[NotRun, ...]:
    """The rules that could not look at one of the documents at least, by id."""
    return tuple(sorted({one for report in reports for one in report.not_run}))


@dataclass(frozen=True, slots=True)
class Place:
    """A point of a file: line, column and page, None where unknown."""

    line: int | None = None
    column: int | None = None
    page: int | None = None


def place(block: Heading | Paragraph | Item, offset: int) -> Place:
    """Where the character at ``offset`` of a block's text stands in its file."""
    starts = [stretch.start for stretch in block.stretches]
    at = bisect_right(starts, offset) - 1
    if at < 0:
        return Place()
    stretch = block.stretches[at]
    column = None if stretch.column is None else stretch.column + offset - stretch.start
    return Place(stretch.line, column, stretch.page)


def ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings in document order, what concerns the whole document last, with fingerprints."""
    findings.sort(key=_position)
    seen: dict[str, int] = {}
    named = []
    for finding in findings:
        sentence = " ".join(finding.context.lower().split())
        key = "\n".join((finding.rule, sentence, finding.section or ""))
        seen[key] = seen.get(key, 0) + 1
        digest = hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest()[:16]
        named.append(replace(finding, fingerprint=digest))
    return tuple(named)


def _position(finding: Finding) -> tuple[bool, int, int, int, str]:
    whole = finding.ordinal < 0
    return (whole, finding.ordinal, finding.start, LEVELS.index(finding.level), finding.rule)
