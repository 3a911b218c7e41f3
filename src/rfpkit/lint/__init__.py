"""The linter: rules as data, run over a document."""

from __future__ import annotations

from rfpkit.lint.engine import EngineName, lint_document
from rfpkit.lint.report import Finding, Report, Waived
from rfpkit.lint.rules import Rule, load_rules

__all__ = ["EngineName", "Finding", "Report", "Rule", "Waived", "lint_document", "load_rules"]
