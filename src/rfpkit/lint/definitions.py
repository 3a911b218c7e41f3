"""The terms that a document defines, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rfpkit.lint.passages import Passage

_QUOTED = r"[\"“](?:the )?([A-Z][^\"”]{1,60})[\"”]"
_MEANS = re.compile(
    _QUOTED + r"(?:\s+or\s+[\"“]([A-Z][^\"”]{1,60})[\"”])?[^.;\"“]{0,40}?"
    r"\b(?:means?|shall mean|ha(?:s|ve) the meaning|refers? to|is defined|includes)\b"
)
_IN_BRACKETS = re.compile(
    r"\((?:the|each|collectively|together|hereinafter|hereafter|individually|also|called|known|an?|or|and|as|such|in"
    r"|this|its|all|any|,|;|\s)*" + _QUOTED + r"[^)\"“]{0,40}(?:" + _QUOTED + r"[^)]{0,20})?\)"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, and where its name stands between quotation marks."""

    term: str
    passage: int
    start: int
    end: int


def defined_terms(passages: Iterable[Passage]) -> Iterator[Definition]:
    """Each term that the passages define between quotation marks, at its first definition."""
    seen: set[str] = set()
    for passage in passages:
        if passage.is_contents or passage.is_furniture:
            continue
        text = passage.text
        if '"' not in text and "“" not in text:
            continue
        for found in (*_MEANS.finditer(text), *_IN_BRACKETS.finditer(text)):
            for group in (1, 2):
                term = " ".join((found[group] or "").split()).rstrip(",.")
                if len(term) > 1 and term not in seen:
                    seen.add(term)
                    yield Definition(term, passage.ordinal, *found.span(group))
