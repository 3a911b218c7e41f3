"""What became of the clauses of a returned document, for people and for programs."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rfpkit.lint.report import Finding
from rfpkit.reporters.changes import coloured, redline, shortened
from rfpkit.reporters.counting import counted
from rfpkit.review.model import ClauseReview, Foreign, Review
from rfpkit.review.wording import found, heading, of_clause

_LONGEST = 300
_STALE = (
    "References in {} show numbers that have moved on: update the fields in Word (select all, F9)."
)


def render(review: Review, *, colour: bool = False, width: int = 100) -> str:
    """The review as lines for a terminal: a summary, then every clause that deviates, what is
    foreign, and what is missing now. Clauses that are verbatim are only counted.
    """
    lines = [summary(review)]
    for clause in review.clauses:
        if clause.deviates:
            lines += ["", *_clause(clause, colour=colour, width=width)]
    for foreign in review.foreign:
        lines += ["", *_foreign(foreign, width=width)]
    if stale := sum(bool(clause.stale) for clause in review.clauses):
        lines += ["", *_wrapped([_STALE.format(counted(stale, "clause"))], width, "")]
    if review.gaps:
        lines.append("")
        lines += _wrapped([found("missing now", finding) for finding in review.gaps], width, "")
    return "\n".join(lines) + "\n"


def summary(review: Review) -> str:
    """One line: how many clauses are verbatim, edited, moved and removed, and what is foreign."""
    words = Counter(_word(clause) for clause in review.clauses)
    told = [f"{words['verbatim']} verbatim"]
    told += [f"{words[word]} {word}" for word in ("edited", "removed", "moved") if words[word]]
    clauses = f"{counted(len(review.clauses), 'clause')}: {', '.join(told)}"
    passages = len(review.foreign)
    foreign = f"; {counted(passages, 'foreign passage')}" if passages else ""
    return f"{review.path} against {review.name}, {clauses}{foreign}"


def _word(clause: ClauseReview) -> str:
    """What counts most about a clause."""
    return "moved" if clause.moved and clause.verdict == "verbatim" else clause.verdict


def _clause(clause: ClauseReview, *, colour: bool, width: int) -> Iterator[str]:
    yield heading(clause)
    # Next to the library's own clause every line of a fallback position would differ.
    is_position = clause.fallback is not None and clause.fallback.exact
    shown = [change for change in clause.changes if change.has_other_words and not is_position]
    for change in shown:
        told = textwrap.wrap(
            redline(list(shortened(change.pieces))),
            width - 4,
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from coloured([f"    {line}" for line in told], colour)
    yield from _wrapped(of_clause(clause), width, "  ")


def _foreign(foreign: Foreign, *, width: int) -> Iterator[str]:
    yield f"foreign: {foreign.place}"
    text = " / ".join(foreign.text.split("\n"))
    cut = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
    yield from _wrapped([f"{{+{cut}+}}"], width, "    ")
    yield from _wrapped([found("Breaks", finding) for finding in foreign.breaks], width, "  ")


def _wrapped(texts: Sequence[str], width: int, indent: str) -> Iterator[str]:
    for text in texts:
        yield from textwrap.wrap(
            text, width, initial_indent=indent, subsequent_indent=indent + "  "
        )


def render_json(review: Review) -> str:
    """The review as JSON, every clause told, every redline in full; the same for the same input."""
    data = {
        "version": 1,
        "document": review.name,
        "path": review.path,
        "verbatim": review.is_verbatim,
        "clauses": [_clause_data(clause) for clause in review.clauses],
        "foreign": [
            {
                "text": foreign.text,
                "place": foreign.place,
                "breaks": [_finding(finding) for finding in foreign.breaks],
            }
            for foreign in review.foreign
        ],
        "missing": [_finding(finding) for finding in review.gaps],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _clause_data(clause: ClauseReview) -> dict[str, Any]:
    fallback = clause.fallback
    return {
        "id": clause.id,
        "title": clause.origin.title,
        "version": clause.origin.version,
        "number": clause.number,
        "number_now": clause.now or None,
        "verdict": clause.verdict,
        "moved": clause.moved,
        "original_verdict": clause.original,
        "redline": [redline(one.pieces) for one in clause.changes if one.has_other_words],
        "blanks": [{"name": one.name, "was": one.was, "now": one.now} for one in clause.blanks],
        "stale_references": list(clause.stale),
        "crossed_out": clause.is_struck,
        "fallback": None
        if fallback is None
        else {
            "title": fallback.title,
            "exact": fallback.exact,
            "approver": fallback.approver,
            "when": fallback.when,
        },
        "breaks": [_finding(finding) for finding in clause.breaks],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "quote": finding.quote,
        "instead": finding.instead,
    }
