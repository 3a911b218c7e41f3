"""What the linter found, written into the Word file that it was found in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rfpkit.document.model import Document
from rfpkit.formats.files import read_bytes
from rfpkit.formats.word.comment_part import Lines
from rfpkit.formats.word.edited import Edited
from rfpkit.formats.word.package import open_package
from rfpkit.formats.word.places import Trace
from rfpkit.formats.word.reader import document_of, main_part
from rfpkit.formats.word.remarks import Fix, Places, Remark, date_of, write_remarks
from rfpkit.formats.word.suggestions import free_numbers, suggest, withdraw
from rfpkit.lint.report import Finding, Report

_HEAD = re.compile(r"(?:error|warning|advice) [\w-]+(?:/[\w-]+)?")
"""The first line of the linter's comments: other commands of rfpkit have others."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A Word file with comments, the report that they tell, and how much of it there is."""

    data: bytes
    report: Report
    comments: int
    suggestions: int


def annotate(path: Path, check: Callable[[Document], Report]) -> Reviewed:
    """The .docx at ``path`` with what ``check`` finds in it, as comments at the exact words.

    Where a finding has a ``fix``, it replaces the words as a tracked change. What concerns the
    whole document, or stands where no comment can, is told in one comment at the title. Comments
    and suggestions of an earlier run are replaced, so that a second run changes nothing; those of
    others stay, and so do ours that somebody has answered. Raises ``UnreadableError``.
    """
    package = open_package(path)
    main = main_part(package)
    edited = Edited(package, main)
    body = edited.part(main)
    withdraw(body)
    trace = Trace()
    document = document_of(package, trace)
    report = check(document)
    notes = _remarks(Places(package, main, document, trace), report.findings)
    date = date_of(package)
    write_remarks(edited, body, notes, _HEAD, date)
    ids = free_numbers(body)
    for note in notes:
        note.set_apart()
    suggestions = sum(
        suggest(note.replaced(), note.fix.text if note.fix else "", ids, date) for note in notes
    )
    return Reviewed(edited.written() or read_bytes(path), report, len(notes), suggestions)


def _remarks(places: Places, findings: Sequence[Finding]) -> list[Remark]:
    """The comments to write, in document order; every finding is told in one of them."""
    remarks: list[Remark] = []
    homeless: list[Finding] = []
    for finding in findings:
        remark = places.at(
            finding.ordinal,
            finding.start,
            finding.end,
            _told(finding),
            _where(finding),
            _fix(finding),
        )
        if remark is None:
            homeless.append(finding)
        else:
            remarks.append(remark)
    return [places.at_title(_without_place(homeless)), *remarks] if homeless else remarks


def _fix(finding: Finding) -> Fix | None:
    if finding.fix is None:
        return None
    return Fix(finding.fix, finding.fix_start, finding.fix_end)


def _without_place(findings: Sequence[Finding]) -> Lines:
    """What the comment at the title says."""
    lines: list[str] = []
    hints = [one for one in findings if one.is_hint]
    for finding in findings:
        if finding not in hints:
            lines += (*_told(finding), *_where(finding))
    if hints:
        names = ", ".join(finding.rule for finding in hints)
        lines += (
            "advice missing",
            f"Not found here; see that another document of the procurement has it: {names}.",
        )
    return tuple(lines)


def _told(finding: Finding) -> Lines:
    """What a comment says about a finding, a line a paragraph."""
    return (
        f"{finding.level} {finding.rule}",
        finding.message,
        f"Instead: {finding.instead}",
    )


def _where(finding: Finding) -> Lines:
    """The words of a finding and their heading, for a comment that cannot stand at them."""
    if not finding.quote:
        return ()
    section = f", {finding.section}" if finding.section else ""
    return (f"The words: “{finding.quote}”{section}",)
