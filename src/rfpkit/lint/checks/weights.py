"""Weights of award criteria that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from rfpkit.document.model import Table
from rfpkit.lint.checks.flaw import Flaw, Options
from rfpkit.lint.passages import Passage, Subject, heading_texts

_WEIGHT_WORD = re.compile(r"\b(?:weight\w*|max\w* points|points|marks|score|percent\w*)\b", re.I)
_TOPIC = re.compile(r"\b(?:evaluat|award|criteri|weight|scor|selection)", re.I)
_SHARE = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent\b)")
_PLAIN = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|points?|marks)?\s*")
_TOTAL = re.compile(r"\b(?:sub-?)?total\b|\boverall\b", re.I)
_LEADING = re.compile(r"[^.;]{2,80}?[-–—:(\t ]+\s*(\d{1,3}(?:\.\d+)?)\s*%\s*\)?\.?\s*$")


@dataclass(frozen=True, slots=True)
class _Weight:
    passage: int
    start: int
    end: int
    value: Fraction


def weights_total(subject: Subject, options: Options) -> Iterator[Flaw]:
    """Weights of award criteria whose total is not ``total``, in a table's column or in a list.

    A column counts where its header speaks of weights or points and its headings of evaluation; a
    list, where three or more of its items each give one percentage.
    """
    for weights in (*_in_tables(subject), *_in_lists(subject)):
        total = sum((weight.value for weight in weights), Fraction(0))
        wanted = Fraction(options["total"])
        if total != wanted and wanted * 2 / 5 <= total <= wanted * 2:
            first = weights[0]
            yield Flaw(first.passage, first.start, first.end, {"total": _shown(total)})


def _shown(value: Fraction) -> str:
    return f"{float(value):g}"


def _on_topic(subject: Subject, passage: Passage) -> bool:
    return any(_TOPIC.search(text) for text in heading_texts(subject, passage))


def _in_tables(subject: Subject) -> Iterator[list[_Weight]]:
    """The weights of each table column that holds weights, without its total row."""
    by_block = {id(passage.block): passage for passage in subject.passages}
    for table in subject.document.blocks:
        if not isinstance(table, Table) or not table.rows or not table.header_rows:
            continue
        for column, header in enumerate(table.rows[0]):
            if not header.blocks or not _WEIGHT_WORD.search(header.text):
                continue
            passage = by_block[id(header.blocks[0])]
            if _on_topic(subject, passage) or re.search("weight", header.text, re.I):
                weights = _column(table, column, by_block)
                if len(weights) > 1 and not _is_scale(weights):
                    yield weights


def _column(table: Table, column: int, by_block: dict[int, Passage]) -> list[_Weight]:
    found: list[_Weight] = []
    for row in table.rows[table.header_rows :]:
        if column >= len(row) or _TOTAL.search(" ".join(cell.text for cell in row[:column])):
            continue
        for block in row[column].blocks:
            match = _PLAIN.fullmatch(block.text)
            if match:
                ordinal = by_block[id(block)].ordinal
                found.append(_Weight(ordinal, *match.span(1), Fraction(match[1])))
    return found


def _is_scale(weights: list[_Weight]) -> bool:
    """Whether the numbers count 0, 1, 2 or 5, 4, 3: a scale of scores, which has no total."""
    steps = {second.value - first.value for first, second in pairwise(weights)}
    return len(weights) > 2 and len(steps) == 1 and abs(steps.pop()) == 1


def _in_lists(subject: Subject) -> Iterator[list[_Weight]]:
    """The weights of each run of passages that end in one percentage each."""
    run: list[_Weight] = []
    for passage in subject.passages:
        match = None
        listed = not passage.is_cell and not passage.is_contents and _on_topic(subject, passage)
        if listed and len(_SHARE.findall(passage.text)) == 1 and not _TOTAL.search(passage.text):
            match = _LEADING.fullmatch(passage.text)
        if match:
            run.append(_Weight(passage.ordinal, *match.span(1), Fraction(match[1])))
        else:
            if len(run) > 2:
                yield run
            run = []
    if len(run) > 2:
        yield run
