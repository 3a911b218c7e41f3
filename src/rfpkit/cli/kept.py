"""What ``rfpkit lint`` keeps between runs: the compiled rules, and the report on each file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from rfpkit.filecache import FileCache, digest, digest_of, program
from rfpkit.lint.report import Finding, NotRun, Report

_APPLICATION = "rfpkit"
_FIELDS = tuple(field.name for field in fields(Finding))
_values = attrgetter(*_FIELDS)


def cache_folder() -> Path:
    """The folder for caches, where the platform keeps those of a user's programs."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local or Path.home() / "AppData" / "Local") / _APPLICATION / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / _APPLICATION
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if Path(given).is_absolute() else Path.home() / ".cache") / _APPLICATION


class KeptReports:
    """Reports by the bytes of the file, the rules, what was asked for, and rfpkit itself."""

    def __init__(self, cache: FileCache, rules: Path, asked: Sequence[object]) -> None:
        self.cache = cache
        self.rules = rules
        self.asked = asked

    @cached_property
    def _run(self) -> str:
        """One name for all that a report depends on besides its file."""
        return digest([digest_of(self.rules, "*.yml"), program(), sys.version, repr(self.asked)])

    def report(self, path: Path, data: bytes, make: Callable[[], Report]) -> Report:
        """The report on a file with these bytes, kept or made; one without words is not kept."""
        key = "report-" + digest([data, path.suffix.lower(), self._run])
        kept = self.cache.get(key)
        if kept is not None:
            try:
                return _restored(kept, str(path))
            except (LookupError, TypeError, ValueError):
                pass  # somebody has changed the file: it is written anew
        report = make()
        if report.words:
            findings = [_values(finding) for finding in report.findings]
            left = [[one.rule, one.reason] for one in report.not_run]
            self.cache.put(key, [report.kind, report.words, findings, left])
        return report


def _restored(kept: list[object], path: str) -> Report:
    kind, words, findings, left = kept
    if not (isinstance(kind, str) and isinstance(words, int)):
        raise ValueError("not a report")
    if not (isinstance(findings, list) and isinstance(left, list)):
        raise ValueError("not a report")
    made = (Finding(**{**dict(zip(_FIELDS, row, strict=True)), "path": path}) for row in findings)
    not_run = tuple(NotRun(rule, reason) for rule, reason in left)
    return Report(path, kind, words, tuple(made), not_run=not_run)
