"""Dates that a document sets for bidders, and a time to submit that is too short."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rfpkit.document.model import Table
from rfpkit.lint.checks.flaw import Flaw, Options
from rfpkit.lint.passages import Subject

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS).replace("sep(", "sept?(")
_DATE = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ ,-]+(?P<m>{_MONTH})\.?,?[ -]+(?P<y>20\d\d)"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>20\d\d)"
    r"|(?P<iso>20\d\d-\d\d-\d\d))\b",
    re.IGNORECASE,
)
_YEARS = frozenset(str(year) for year in range(2000, 2100))
"""One of these words stands in every date."""
_BIDS = r"(?:proposals?|tenders?|bids?|offers?|quotes?|quotations?)"
_ISSUE = re.compile(
    r"\b(?:date of (?:issue|issuance|publication|release)|(?:issue|issuance|release|publication)"
    r" date|(?:rfp|rfq|itt|ift|tender notice|solicitation|documents?|request for proposals)"
    r" (?:is |are |was |were |will be )?(?:issued|released|published))\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    rf"\b(?:submission deadline|deadline for (?:the )?(?:(?:submission|receipt|delivery) of )?"
    rf"(?:all )?{_BIDS}|(?:deadline|due date|closing date) for (?:the )?{_BIDS}"
    rf"|(?:rfp|rfq|itt|tender|bid|solicitation) closing date|closing date and time"
    rf"|{_BIDS} (?:are |is )?due|{_BIDS} (?:must|shall|will|should|are to)? ?be "
    r"(?:received|submitted|delivered))\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:questions?|clarifications?|inquir\w+|intent|pre-?bid|pre-?proposal|site visit"
    r"|expressions? of interest|interviews?|demonstrations?|presentations?|award\w*|references?"
    r"|phase|stage|lot|white papers?|validity|opening|amend\w*|extended|originally|previous\w*"
    r"|requests? to participate|signed|valid until|revised|draft|mock"
    r"|(?:first|initial|final) (?:tenders?|offers?|proposals?))\b",
    re.IGNORECASE,
)
_SHORTER = re.compile(
    r"\b(?:urgen\w+|accelerated procedure|expedited|planned procurement notice|prior information"
    r" notice|mini-?competition|call-?off|task order|framework agreement|dynamic (?:purchasing"
    r"|market)|below[- ]threshold|simplified acquisition|pre-?qualified)\b",
    re.IGNORECASE,
)
_LAWS = (
    (re.compile(r"\bProcurement Act 2023\b"), "the Procurement Act 2023 sets", 25),
    (re.compile(r"\bDirective 2014/24/EU\b|\bopen procedure\b"), "the open procedure sets", 30),
)
_REACH = 80


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that stands with a label, and where."""

    day: dt.date
    passage: int
    start: int
    end: int


def short_deadline(subject: Subject, options: Options) -> Iterator[Flaw]:
    """A deadline for bids less than the procedure's minimum after the documents are issued.

    Silent unless the document gives one date of issue and one deadline, and where it speaks of
    urgency or of another ground for shorter times. Without a law that it names, ``days`` counts.
    """
    issued, due = labelled(subject, _ISSUE), deadlines(subject)
    if len({d.day for d in issued}) != 1 or len({d.day for d in due}) != 1:
        return
    text = "\n".join(passage.text for passage in subject.passages)
    if _SHORTER.search(text):
        return
    named = ((who, days) for law, who, days in _LAWS if law.search(text))
    who, least = next(named, ("good practice asks for", options["days"]))
    given = (due[0].day - issued[0].day).days
    if 0 <= given < least:
        words = {"days": str(given), "who": who, "least": str(least)}
        yield Flaw(due[0].passage, due[0].start, due[0].end, words)


def deadlines(subject: Subject) -> list[Dated]:
    """The dates by which bids are due, wherever the document says so."""
    return labelled(subject, _DUE)


def labelled(subject: Subject, label: re.Pattern[str]) -> list[Dated]:
    """The dates that stand shortly after a label, or beside it in a row of a table."""
    found: dict[tuple[int, int], Dated] = {}
    for dated in (*_in_text(subject, label), *_in_rows(subject, label)):
        found.setdefault((dated.passage, dated.start), dated)
    return list(found.values())


def _in_text(subject: Subject, label: re.Pattern[str]) -> Iterator[Dated]:
    for ordinal in sorted({subject.sentences[at].passage for at in subject.holding(_YEARS)}):
        passage = subject.passages[ordinal]
        if not passage.is_body:
            continue
        for name in label.finditer(passage.text):
            match = _DATE.search(passage.text, name.end(), name.end() + _REACH)
            if match is None:
                continue
            around = passage.text[max(name.start() - 60, 0) : match.start()]
            if not _OTHER.search(around):
                yield from _dated(match, passage.ordinal)


def _in_rows(subject: Subject, label: re.Pattern[str]) -> Iterator[Dated]:
    ordinals = {id(passage.block): passage.ordinal for passage in subject.passages}
    for table in subject.document.blocks:
        for row in table.rows if isinstance(table, Table) else ():
            names = [at for at, cell in enumerate(row) if label.search(cell.text)]
            if not names or _OTHER.search(row[names[0]].text):
                continue
            cells = [block for cell in row[names[0] + 1 :] for block in cell.blocks]
            matches = [(block, m) for block in cells for m in _DATE.finditer(block.text)]
            if len(matches) == 1:
                block, match = matches[0]
                yield from _dated(match, ordinals[id(block)])


def _dated(match: re.Match[str], passage: int) -> Iterator[Dated]:
    try:
        day = _day(match)
    except ValueError:  # the 31st of June
        return
    yield Dated(day, passage, *match.span())


def _day(match: re.Match[str]) -> dt.date:
    if match["iso"]:
        return dt.date.fromisoformat(match["iso"])
    month = (match["m"] or match["m2"]).lower()[:3]
    number = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month))
    return dt.date(int(match["y"] or match["y2"]), number, int(match["d"] or match["d2"]))
