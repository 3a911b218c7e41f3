"""Blanks that nobody filled, and notes to the drafter that were left in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rfpkit.lint.checks.flaw import Flaw, Options
from rfpkit.lint.passages import Subject

_PLACEHOLDER = re.compile(
    r"\[\s*(?:[●•·_.…\-–—xX?\s]+|TBC|TBD|TBA)\s*\]"
    r"|\[\s*(?:insert|enter|fill in|name of|name|date|amount|number|specify|describe|to be|add"
    r"|state|give|agency|company|supplier|vendor|buyer|customer|address|title|select|delete"
    r"|drafting note|note to)\b[^\]]{0,200}\]"
    r"|<\s*(?:insert|enter|fill in|name|date|tbd|specify)\b[^>]{0,80}>"
    r"|\((?:insert|fill in|enter|specify)\b[^)]{0,120}\)"
    r"|\b(?:TBD|TBC|TBA|TBN)\b"
    r"|(?<![\w$])\$?X{3,}(?:[-.]X{3,})*(?![\w])"
    r"|\bto be (?:determined|confirmed|completed|inserted) (?:later|here|by the drafter)\b"
    r"|\b(?:drafting|drafter'?s?) notes?\s*:"
    r"|\{\{[^}]{0,80}\}\}"
    r"|lorem ipsum",
    re.IGNORECASE,
)
_SIGNS = (
    *("[", "<", "{{", "(insert", "(fill in", "(enter", "(specify", "xxx"),
    *("tbd", "tbc", "tba", "tbn", "to be ", "note", "lorem"),
)
"""One of these stands in every placeholder; to look for them is ten times as fast."""
_CASED = re.compile(r"x{3,}(?:[-.]x{3,})*|tb[dcan]")
_DRAWN = re.compile(r"_{4,}")


def placeholders(subject: Subject, options: Options) -> Iterator[Flaw]:
    """Blanks still open: ``[●]``, ``TBD``, ``XXX``, ``[insert …]``, drafting notes.

    With the option ``lines``, drawn lines (``____``) count too; a form has many of them rightly.
    """
    numbers = {passage.block.number.rstrip(".") for passage in subject.passages}
    for passage in subject.passages:
        if not passage.is_body:
            continue
        if "XXX" in passage.text and passage.text.isupper() and len(passage.text) > 400:
            continue  # a scan gone wrong, not a blank
        folded = passage.text.lower()
        suspect = any(sign in folded for sign in _SIGNS)
        for found in _PLACEHOLDER.finditer(passage.text) if suspect else ():
            # "Clause XXX" is a reference where thirty clauses are counted in Roman numerals.
            if not _CASED.fullmatch(found.group()) and found.group() not in numbers:
                yield Flaw(passage.ordinal, found.start(), found.end())
        if options["lines"]:
            for found in _DRAWN.finditer(passage.text):
                yield Flaw(passage.ordinal, found.start(), found.end())
