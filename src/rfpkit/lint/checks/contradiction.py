"""Two different answers to one question in one document: terms, deadlines, sums."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from itertools import groupby

from rfpkit.lint.checks.dates import deadlines
from rfpkit.lint.checks.flaw import Flaw, Options
from rfpkit.lint.checks.price_weight import price_weights
from rfpkit.lint.passages import Subject
from rfpkit.lint.quantities import amounts
from rfpkit.lint.tokens import words

_TERM = re.compile(
    r"\b(?P<what>(?:the|this) (?:initial |base )?(?:term|duration) of (?:the|this) (?:\w+ )?"
    r"(?:contract|agreement)|the (?:contract|agreement)'?s? (?:initial |base )?(?:term|duration)"
    r"|the initial term)\s+(?:is|shall be|will be|runs? for|lasts?)\s+(?:for )?(?:a period of )?"
    r"(?P<value>[^.,;]{3,40}?(?:years?|months?)\b)",
    re.IGNORECASE,
)
_PAYMENT = re.compile(
    r"\b(?:the )?(?:buyer|customer|client|agency|government|authority|state|city|county|council"
    r"|court|department)\s+(?:shall|must|will)?\s*(?P<what>pays?) (?:each|every|the|all|an|any)?\s*"
    r"(?:\w+ ){0,2}?invoices? within (?P<value>[^.,;]{1,24}?days)\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"\b(?P<what>(?:total |overall )?estimated (?:contract )?value|(?:maximum|total) contract "
    r"(?:value|price)|contract ceiling|ceiling price|not-to-exceed (?:amount|price|ceiling)"
    r"|total budget)(?: of (?:the|this) (?:contract|agreement|project|procurement))?"
    r"\s*(?:is|:|of|shall be|will be)\s*(?P<value>(?:[$€£₹]|USD|EUR|GBP|INR)\s?\d[\d,.]*\d"
    r"(?: (?:million|thousand|lakh|crore|billion))?)",
    re.IGNORECASE,
)
_TIMES = frozenset({"year", "years", "month", "months"})
_DAYS = frozenset({"days"})
_SUMS = frozenset({"value", "price", "ceiling", "amount", "budget"})
_PARTIAL = re.compile(
    r"\b(?:per|each(?! invoice)|every(?! invoice)|annual\w*|yearly|lot|lots|module|phase"
    r"|stage|option\w*|task order|order|year \w+|subcontract\w*"
    r"|discount|except|unless|if|where|example|prior|previous|current|existing|former"
    r"|amend\w*|extend\w*|extension|renew\w*|up to|at least|minimum|insurance"
    r"|excluding|including|small business)\b",
    re.IGNORECASE,
)


_LOTS = re.compile(r"\bLots? (?:\d|[A-Z]\b)")


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of a thing, in a form that compares, and where."""

    thing: str
    value: object
    shown: str
    passage: int
    start: int
    end: int


def contradictions(subject: Subject, _options: Options) -> Iterator[Flaw]:
    """A term, deadline, time to pay, sum or weight of price that the document gives twice, and
    not alike.

    Only whole and unconditional statements count; each thing is reported once, at the first
    statement that differs from the one before it.
    """
    said = sorted(_statements(subject), key=lambda one: (one.thing, one.passage, one.start))
    for _, group in groupby(said, key=lambda one: one.thing):
        first, *rest = group
        other = next((one for one in rest if one.value != first.value), None)
        if other is not None:
            yield Flaw(other.passage, other.start, other.end, {"other": first.shown})


def _statements(subject: Subject) -> Iterator[_Said]:
    text = "\n".join(passage.text for passage in subject.passages)
    # Lots may rightly have dates and weights of their own.
    in_lots = bool(_LOTS.search(text))
    yield from () if in_lots else _dates_and_weights(subject)
    yield from _said(subject, _TERM, _TIMES, _term_name)
    yield from _said(subject, _PAYMENT, _DAYS, lambda _: "time to pay")
    yield from _said(subject, _SUM, _SUMS, lambda what: " ".join(what.lower().split()))


def _dates_and_weights(subject: Subject) -> Iterator[_Said]:
    for dated in deadlines(subject):
        text = subject.passages[dated.passage].text[dated.start : dated.end]
        yield _Said("deadline", dated.day, text, dated.passage, dated.start, dated.end)
    for weight in price_weights(subject):
        shown = f"{float(weight.value):g}%"
        yield _Said(
            "weight of price", weight.value, shown, weight.passage, weight.start, weight.end
        )


def _said(
    subject: Subject, pattern: re.Pattern[str], needed: Set[str], name: Callable[[str], str]
) -> Iterator[_Said]:
    """What the pattern finds in sentences with one of the words that it needs."""
    for ordinal in subject.holding(needed):
        sentence = subject.sentences[ordinal]
        passage = subject.passages[sentence.passage]
        text = passage.text[sentence.start : sentence.end]
        match = pattern.search(text) if passage.is_body else None
        if match is None or _PARTIAL.search(text):
            continue
        value = _value(match["value"])
        if value is not None:
            start, end = (sentence.start + offset for offset in match.span())
            shown = " ".join(match["value"].split())
            yield _Said(name(match["what"]), value, shown, passage.ordinal, start, end)


def _term_name(what: str) -> str:
    """Which term it is: an initial term and the whole term may rightly differ."""
    return "initial term" if re.search(r"initial|base", what, re.IGNORECASE) else "term"


def _value(text: str) -> tuple[str, object] | None:
    """The one amount in a text; None where there is none, or more than one."""
    found = [a for a in amounts(words(text).lower) if a.unit != "number"]
    values = {("time" if a.unit in ("year", "month", "day") else a.unit, a.value) for a in found}
    return values.pop() if len(values) == 1 else None
