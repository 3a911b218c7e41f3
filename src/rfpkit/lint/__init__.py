"""The linter: rules as data, run over a document."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rfpkit.lint.engine import EngineName, lint_document
    from rfpkit.lint.report import Finding, NotRun, Report, Waived
    from rfpkit.lint.rules import Rule, load_rules

__all__ = [
    "EngineName",
    "Finding",
    "NotRun",
    "Report",
    "Rule",
    "Waived",
    "lint_document",
    "load_rules",
]

_HOMES = {
    **dict.fromkeys(("EngineName", "lint_document"), "engine"),
    **dict.fromkeys(("Finding", "NotRun", "Report", "Waived"), "report"),
    **dict.fromkeys(("Rule", "load_rules"), "rules"),
}


def __getattr__(name: str) -> Any:
    """Imports a name when it is asked for: a report from the cache needs no engine."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"rfpkit.lint.{_HOMES[name]}"), name)
