"""Reports for people: every finding with its place, its words and what to write instead."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rfpkit.lint.levels import LEVELS, Level
from rfpkit.lint.report import Finding, Report, Waived, not_run
from rfpkit.reporters.counting import counted

_AROUND = 70
_LONGEST_QUOTE = 240
_LONGEST_HEADING = 60
_INDENT = "    "
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("–—―‑‐−", "-"),
        **dict.fromkeys("•●▪■◦‣", "*"),
        "…": "...",
        "\u00a0": " ",
        "›": ">",
        "‹": "<",
    }
)
_COLOURS: dict[str, str] = {
    "error": "\033[1;31m",
    "warning": "\033[1;33m",
    "advice": "\033[1;36m",
    "quote": "\033[1;4m",
    "dim": "\033[2m",
}
_RESET = "\033[0m"


def render(reports: Sequence[Report], *, colour: bool = False, width: int = 100) -> str:
    """The reports as lines for a terminal, grouped by file, with a summary at the end, and after
    it the rules that have not run.

    Typographic quotes and dashes become plain ones. What to write instead of the words is said
    once for each rule, at its first finding.
    """
    told: set[str] = set()
    lines: list[str] = []
    for report in reports:
        for finding in report.findings:
            if not finding.is_hint:
                lines += _finding(finding, told, colour=colour, width=max(width, 80))
        lines += _hints(report, colour=colour, width=max(width, 80))
        lines += [_waived(waived, width=max(width, 80)) for waived in report.waived]
        if report.findings or report.waived:
            lines.append("")
    lines.append(summary(reports))
    lines += _not_run(reports)
    return "\n".join(map(_plain, lines)) + "\n"


def _hints(report: Report, *, colour: bool, width: int) -> Iterator[str]:
    """The gaps that another document may fill, in one go: a reader needs no page about them."""
    names = [finding.rule.partition("/")[2] for finding in report.findings if finding.is_hint]
    if names:
        yield f"{report.path or 'document'}: {_painted('advice', 'advice', colour)} missing"
        told = "Not found here; see that another document of the procurement has them: "
        yield from _wrapped(told + ", ".join(names) + ".", width)


def _plain(line: str) -> str:
    return line if line.isascii() else line.translate(_PLAIN)


def summary(reports: Sequence[Report]) -> str:
    """One line: how many findings of each level, in how many documents, and how many waived."""
    counts = {level: sum(report.count(level) for report in reports) for level in LEVELS}
    total = sum(counts.values())
    levels = ", ".join(_counted(level, count) for level, count in counts.items() if count)
    words = sum(report.words for report in reports)
    found = f"{counted(total, 'finding')} ({levels})" if total else "No findings"
    line = f"{found} in {counted(len(reports), 'document')}, {words:,} words"
    waived = sum(len(report.waived) for report in reports)
    return f"{line}; {waived} waived." if waived else f"{line}."


def _not_run(reports: Sequence[Report]) -> Iterator[str]:
    """A line for each reason why rules have not run."""
    rules: dict[str, list[str]] = {}
    for one in not_run(reports):
        rules.setdefault(one.reason, []).append(one.rule)
    for reason, names in rules.items():
        lacking = f"{'it' if len(names) == 1 else 'each'} {reason}"
        yield f"{counted(len(names), 'rule')} not run, {lacking}: {', '.join(names)}"


def where(finding: Finding) -> str:
    """The place of a finding: ``path:line:column`` or ``path, p. 4, 4.2(b) Payment``."""
    if finding.line is not None:
        return f"{finding.path}:{finding.line}:{finding.column or 1}"
    parts = [finding.path or "document"]
    if finding.page is not None:
        parts.append(f"p. {finding.page}")
    if finding.section:
        parts.append(finding.section)
    if finding.paragraph is not None and finding.quote:
        parts.append(f"paragraph {finding.paragraph}")
    return ", ".join(parts)


def _finding(finding: Finding, told: set[str], *, colour: bool, width: int) -> Iterator[str]:
    level = _painted(finding.level, finding.level, colour)
    yield f"{where(finding)}: {level} {finding.rule}"
    yield from _wrapped(finding.message, width)
    if finding.quote:
        for line in _wrapped(_heading(finding) + _in_context(finding), width, first="  | "):
            yield line.replace("\x01", _COLOURS["quote"] if colour else ">>").replace(
                "\x02", _RESET if colour else "<<"
            )
    if finding.fix is not None:
        yield from _wrapped(f"Fix: write “{finding.fix}” for “{finding.fixed}”.", width)
    if finding.rule not in told:
        told.add(finding.rule)
        yield from _wrapped(f"Instead: {finding.instead}", width)


def _heading(finding: Finding) -> str:
    """The nearest heading, where the place does not tell it already."""
    if finding.line is None or not finding.section:
        return ""
    nearest = finding.section.rsplit(" > ", 1)[-1]
    if len(nearest) > _LONGEST_HEADING:
        nearest = textwrap.shorten(nearest, _LONGEST_HEADING, placeholder=" ...")
    return nearest + ": "


def _in_context(finding: Finding) -> str:
    """The words found, between the words around them in their sentence."""
    quote = finding.quote
    before, found, after = finding.context.partition(quote)
    if not found:
        before = after = ""
    if len(before) > _AROUND:
        before = "... " + before[-_AROUND:].split(" ", 1)[-1]
    if len(after) > _AROUND:
        after = after[:_AROUND].rsplit(" ", 1)[0] + " ..."
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[: _LONGEST_QUOTE // 2]} ... {quote[-_LONGEST_QUOTE // 2 :]}"
    return f"{before}\x01{quote}\x02{after}"


def _wrapped(text: str, width: int, first: str = "") -> list[str]:
    """The words of a text in lines of at most ``width`` characters, where words allow it.

    Words are never broken; ``textwrap`` does the same in twenty times the time.
    """
    indent = _INDENT + first
    lines: list[str] = []
    line = indent
    for word in text.split():
        if len(line) + len(word) >= width and line != indent:
            lines.append(line)
            line = indent
        line += word if line == indent else " " + word
    return [*lines, line] if line != indent else lines


def _waived(waived: Waived, *, width: int) -> str:
    by = f" ({waived.by})" if waived.by else ""
    line = f"{where(waived.finding)}: waived {waived.finding.rule}: {waived.reason}{by}"
    return textwrap.shorten(line, max(width, 120), placeholder=" ...")


def _painted(text: str, name: str, colour: bool) -> str:
    return f"{_COLOURS[name]}{text}{_RESET}" if colour else text


def _counted(level: Level, count: int) -> str:
    return f"{count} advice" if level == "advice" else counted(count, level)
