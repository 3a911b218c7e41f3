"""Defined terms: defined and never used, or used like a defined term and never defined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from os.path import commonprefix

from rfpkit.lint.checks.flaw import Flaw, Options
from rfpkit.lint.definitions import defined_terms
from rfpkit.lint.inflection import inflections
from rfpkit.lint.passages import Subject
from rfpkit.lint.tokens import word_set

_PLAINLY = re.compile(
    r"(?:^|[.)]\s+)([A-Z][\w-]*(?: (?:of |and |for )?[A-Z][\w-]*){0,5})"
    r" (?:shall mean|means|is defined|has the meaning)\b"
)
"""A definition without quotation marks: it counts as one, but is not asked to be used."""
_CAPITALISED = re.compile(r"(?<=[A-Za-z] )[A-Z][a-z]+(?:[ -](?:of |and |for )?[A-Z][a-z]+){0,4}\b")
_ARTICLES = word_set("the each any such every a an no all")
_ENOUGH_DEFINITIONS = 5
_EVERYDAY = word_set(
    "agreement contract party parties section article clause schedule annex appendix exhibit "
    "government state united states internet january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday "
    "federal act regulation code secretary president court department agency congress "
    "english european union"
)


def unused_terms(subject: Subject, _options: Options) -> Iterator[Flaw]:
    """Terms that are defined and stand nowhere else, in no inflection."""
    text = "\n".join(passage.text for passage in subject.passages)
    folded = " ".join(text.lower().split())
    for definition in defined_terms(subject.passages):
        if not _is_used_again(folded, definition.term):
            yield Flaw(
                definition.passage, definition.start, definition.end, {"term": definition.term}
            )


def undefined_terms(subject: Subject, options: Options) -> Iterator[Flaw]:
    """Words with capitals used as a defined term at least ``uses`` times, and never defined.

    Only in documents that define terms, only after an article, and only words that the document
    never writes small: a name alone proves nothing.
    """
    defined = list(defined_terms(subject.passages))
    if len(defined) < _ENOUGH_DEFINITIONS:
        return
    known = {form for d in defined for form in _forms(d.term.lower())} | _plainly(subject)
    headings = {" ".join(p.text.lower().split()) for p in subject.passages if p.is_heading}
    folded = " ".join(" ".join(p.text.split()) for p in subject.passages if p.is_body)
    for term, places in _capitalised(subject).items():
        if len(places) < options["uses"] or _is_known(term.lower(), known, headings):
            continue
        small = term.lower()
        if small not in folded or not re.search(rf"\b{re.escape(small)}\b", folded):
            yield Flaw(*places[0], {"term": term})


def _plainly(subject: Subject) -> set[str]:
    """The terms that are defined without quotation marks, in every form."""
    found = (m for passage in subject.passages for m in _PLAINLY.finditer(passage.text))
    return {form for match in found for form in _forms(match[1].lower())}


def _capitalised(subject: Subject) -> dict[str, list[tuple[int, int, int]]]:
    """Words with capitals after an article: each with its passages and offsets, in order."""
    places: dict[str, list[tuple[int, int, int]]] = {}
    for passage in subject.passages:
        for found in _CAPITALISED.finditer(passage.text) if passage.is_body else ():
            before = passage.text[max(found.start() - 8, 0) : found.start()].split()
            if before[-1].lower() in _ARTICLES:
                places.setdefault(found.group(), []).append((passage.ordinal, *found.span()))
    return places


def _forms(term: str) -> set[str]:
    *before, last = term.split(" ")
    return {" ".join((*before, form)) for form in {*inflections(last), last, last.rstrip("s")}}


def _is_used_again(text: str, term: str) -> bool:
    """Whether a term stands in a folded text more than once, in any form."""
    *before, last = term.lower().split(" ")
    forms = {*inflections(last), last.removesuffix("s")}
    ways = sorted((" ".join((*before, form)) for form in forms), key=len, reverse=True)
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ways))})(?!\w)")
    stem = commonprefix(ways)  # noqa: RUF071 - by characters is what is wanted
    # Looking for a fixed text first is fifty times as fast as the expression alone.
    at = text.find(stem)
    uses = 0
    while at >= 0 and uses < 2:
        uses += bool(whole.match(text, at))
        at = text.find(stem, at + 1)
    return uses > 1


def _is_known(term: str, defined: set[str], headings: set[str]) -> bool:
    words = re.split(r"[ -]", term)
    if term in defined or term in headings or any(word in _EVERYDAY for word in words):
        return True
    if any(word in ("and", "of", "for") for word in words):
        return True  # two terms, or one of another's: hard to tell
    # "Licensed Software" may be two defined terms, or a part of a longer one, or a title.
    return all(word in defined for word in words) or any(term in known for known in defined)
