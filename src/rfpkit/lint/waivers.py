"""Waivers: findings that the buyer accepts, moved out of the way with the reason on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal, Protocol

from rfpkit.lint.report import Finding, Report, Waived


class Waiver(Protocol):
    """What a waiver says; the spec's ``Waiver`` is one."""

    @property
    def rule(self) -> str:
        """The rule's id."""
        ...

    @property
    def reason(self) -> str:
        """Why the finding is right here."""
        ...

    @property
    def document(self) -> str:
        """The kind of document that it holds for; empty for all."""
        ...

    @property
    def quote(self) -> str:
        """Words that the finding's paragraph must hold; empty for any."""
        ...

    @property
    def by(self) -> str:
        """Who decided."""
        ...

    @property
    def until(self) -> dt.date | None:
        """The last day on which it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Remark:
    """What is the matter with one waiver: ``ordinal`` counts from 0 in the order given."""

    ordinal: int
    problem: Literal["unknown-rule", "expired", "stale"]
    message: str


def apply_waivers(
    report: Report, waivers: Sequence[Waiver], *, as_of: dt.date | None = None
) -> tuple[Report, tuple[Remark, ...]]:
    """The report with waived findings set apart, and remarks on waivers past their day or unused.

    A waiver holds for a finding when rule, kind of document and date fit and, where it quotes
    words, the finding's paragraph holds them. The first that fits counts.
    """
    used: set[int] = set()
    findings: list[Finding] = []
    waived: list[Waived] = []
    for finding in report.findings:
        fitting = [
            ordinal
            for ordinal, waiver in enumerate(waivers)
            if _holds(waiver, report.kind, as_of) and _fits(waiver, finding)
        ]
        used.update(fitting)
        if fitting:
            first = waivers[fitting[0]]
            waived.append(Waived(finding, first.reason, first.by))
        else:
            findings.append(finding)
    remarks = [
        remark
        for ordinal, waiver in enumerate(waivers)
        if (remark := _remark(ordinal, waiver, report.kind, as_of, ordinal in used))
    ]
    changed = replace(report, findings=tuple(findings), waived=report.waived + tuple(waived))
    return changed, tuple(remarks)


def unknown_rules(waivers: Sequence[Waiver], known: Collection[str]) -> tuple[Remark, ...]:
    """A remark on each waiver whose rule does not exist, with the nearest that does."""
    found = []
    for ordinal, waiver in enumerate(waivers):
        if waiver.rule not in known:
            close = get_close_matches(waiver.rule, known, 1)
            hint = f", did you mean {close[0]!r}?" if close else ""
            message = f"there is no rule {waiver.rule!r}{hint}"
            found.append(Remark(ordinal, "unknown-rule", message))
    return tuple(found)


def _holds(waiver: Waiver, kind: str, as_of: dt.date | None) -> bool:
    if waiver.document and waiver.document != kind:
        return False
    return waiver.until is None or as_of is None or as_of <= waiver.until


def _fits(waiver: Waiver, finding: Finding) -> bool:
    if waiver.rule != finding.rule:
        return False
    return _folded(waiver.quote) in _folded(finding.passage)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _remark(
    ordinal: int, waiver: Waiver, kind: str, as_of: dt.date | None, used: bool
) -> Remark | None:
    if waiver.document and waiver.document != kind:
        return None
    if waiver.until is not None and as_of is not None and as_of > waiver.until:
        message = f"the waiver of {waiver.rule} ended on {waiver.until.isoformat()}"
        return Remark(ordinal, "expired", message)
    if not used:
        message = f"the waiver of {waiver.rule} fits no finding; take it out"
        return Remark(ordinal, "stale", message)
    return None
