"""What is said of a clause that came back: the same words in every kind of report."""

from __future__ import annotations

from rfpkit.lint.report import Finding
from rfpkit.review.model import ClauseReview, Fallback


def heading(clause: ClauseReview) -> str:
    """The verdict on a clause in one line: "edited: 4 Warranty (delivery/warranty)"."""
    words: list[str] = []
    if clause.verdict != "verbatim" or not clause.moved:
        words.append(clause.verdict)
    if clause.moved:
        words.append("moved")
    number = clause.number
    if clause.now and clause.now != clause.number:
        number = f"{clause.number} (now {clause.now})"
    return f"{', '.join(words)}: {number} {clause.origin.title} ({clause.id})"


def of_clause(clause: ClauseReview) -> list[str]:
    """What is to be said of a clause beside its words, a line each; empty when it is verbatim."""
    lines = []
    if clause.is_tracked:
        lines.append("All of it is shown as tracked changes.")
    elif clause.original in ("edited", "removed"):
        lines.append("With all tracked changes rejected it still differs from what was sent.")
    if clause.verdict == "edited" and not any(one.has_other_words for one in clause.changes):
        lines.append("The words are the same; their order, paragraphs, level or look differ.")
    if clause.is_struck:
        lines.append("Words are crossed out by their look, which no tracked change shows.")
    for blank in clause.blanks:
        now = f"is now “{blank.now}”" if blank.now else "is gone"
        lines.append(f"The blank {blank.name} was “{blank.was}” and {now}.")
    if clause.fallback:
        lines.append(_position(clause.fallback))
    return lines + [found("Breaks", finding) for finding in clause.breaks]


def _position(fallback: Fallback) -> str:
    word = "It reads as" if fallback.exact else "It comes nearest to"
    return (
        f"{word} the fallback position “{fallback.title}”. Must agree: {fallback.approver}. "
        f"Acceptable: {fallback.when}"
    )


def found(word: str, finding: Finding) -> str:
    """A finding of the linter in one line, after a word that says why it is told here."""
    return f"{word}: {finding.level} {finding.rule}. {finding.message} Instead: {finding.instead}"
