"""The weight of price among the award criteria."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rfpkit.document.model import Table
from rfpkit.lint.checks.flaw import Flaw, Options
from rfpkit.lint.passages import Subject, heading_texts

_PRICE = (
    r"(?:(?:total |tender |bid |evaluated )?(?:price|cost)s?"
    r"|financial (?:proposal|offer|bid|score)|commercial (?:proposal|offer|score))"
)
_NUMBER = r"(\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent\b)"
_AFTER = re.compile(
    rf"\b{_PRICE}(?: criterion| criteria| component| score)?\s*"
    r"(?:\(|[:=–—-]|(?:is |are |will be |shall be )?(?:weighted|worth|counts?(?: for)?"
    r"|carr(?:y|ies)|makes? up|accounts? for|has|is given|,? weighted)"
    r"(?: at| a weight(?:ing)? of| with)?)"
    rf"\s*{_NUMBER}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\d.,]){_NUMBER}\s*(?:\)|on|for|to|of the (?:score|points|marks|evaluation) "
    r"(?:is|are|go(?:es)? to)|weight(?:ing)? (?:on|for|to))?"
    rf"\s*(?:the )?{_PRICE}(?=\s*(?:$|[,.;/()&]|and\b|weight|score|component))",
    re.IGNORECASE,
)
_ROW = re.compile(
    rf"\W*(?:\w{{1,3}}[.)]\s+)?{_PRICE}(?: criterion| score| \(.{{0,60}}\))?\W*", re.IGNORECASE
)
_WEIGHT_HEAD = re.compile(r"\b(?:weight\w*|points|marks|percent\w*|%)", re.IGNORECASE)
_WEIGHT_CELL = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|points?|marks)?\s*")
_AWARD = re.compile(r"\b(?:evaluat|award|criteri|weight|scor|quality|technical)", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:discount|increase|advance|retention|payment|paid|invoice|fee|deposit|index|inflation"
    r"|tax|vat|penalt|reduc|adjust|not exceed|change|example|suppose|previous|would)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight of price in percent, and where it stands."""

    value: Fraction
    passage: int
    start: int
    end: int


def heavy_price(subject: Subject, options: Options) -> Iterator[Flaw]:
    """A weight of price above ``percent``, in the text or in a table of criteria."""
    for weight in price_weights(subject):
        if weight.value > options["percent"]:
            words = {"weight": f"{float(weight.value):g}"}
            yield Flaw(weight.passage, weight.start, weight.end, words)


def price_weights(subject: Subject) -> list[Weight]:
    """Every weight that the document gives to price as a whole."""
    return [*_in_text(subject), *_in_tables(subject)]


def _in_text(subject: Subject) -> Iterator[Weight]:
    for sentence in subject.sentences:
        passage = subject.passages[sentence.passage]
        text = passage.text[sentence.start : sentence.end]
        if not passage.is_body or ("%" not in text and "cent" not in text) or _NOT.search(text):
            continue
        about = [text, *heading_texts(subject, passage)]
        if not any(_AWARD.search(one) for one in about):
            continue
        match = _AFTER.search(text) or _BEFORE.search(text)
        if match:
            start, end = (sentence.start + offset for offset in match.span())
            yield Weight(Fraction(match[1]), passage.ordinal, start, end)


def _in_tables(subject: Subject) -> Iterator[Weight]:
    ordinals = {id(passage.block): passage.ordinal for passage in subject.passages}
    for table in subject.document.blocks:
        if not isinstance(table, Table) or not table.header_rows:
            continue
        heads = [at for at, cell in enumerate(table.rows[0]) if _WEIGHT_HEAD.search(cell.text)]
        for row in table.rows[table.header_rows :] if len(heads) == 1 else ():
            if heads[0] >= len(row) or not any(_ROW.fullmatch(c.text) for c in row[: heads[0]]):
                continue
            for block in row[heads[0]].blocks[:1]:
                match = _WEIGHT_CELL.fullmatch(block.text)
                if match and Fraction(match[1]) <= 100:
                    yield Weight(Fraction(match[1]), ordinals[id(block)], *match.span(1))
