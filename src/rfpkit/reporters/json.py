"""Reports for tools: one JSON object, byte for byte the same for the same input."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rfpkit.lint.levels import LEVELS
from rfpkit.lint.report import Finding, Report, not_run

FIELDS = (
    "rule",
    "level",
    "confidence",
    "message",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "page",
    "section",
    "paragraph",
    "quote",
    "instead",
    "fix",
    "fingerprint",
)
"""The fields of a finding, in the order in which they are written."""


def render(reports: Sequence[Report]) -> str:
    """The reports as ``{"version": 1, "findings": […], "documents": […], "not_run": […]}``.

    A place that a format does not have is null. ``fix`` is null or has the words to replace and
    what to write. ``not_run`` names the rules that could not run.
    """
    report = {
        "version": 1,
        "findings": [_finding(finding) for report in reports for finding in report.findings],
        "documents": [_document(report) for report in reports],
        "not_run": [{"rule": one.rule, "reason": one.reason} for one in not_run(reports)],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    fix = None if finding.fix is None else {"words": finding.fixed, "replace": finding.fix}
    return {name: fix if name == "fix" else getattr(finding, name) for name in FIELDS}


def _document(report: Report) -> dict[str, Any]:
    return {
        "path": report.path,
        "kind": report.kind,
        "words": report.words,
        "findings": {level: report.count(level) for level in LEVELS},
        "waived": [
            {**_finding(waived.finding), "reason": waived.reason, "by": waived.by}
            for waived in report.waived
        ],
    }
