"""An evaluation as text of 80 columns, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rfpkit.errors import Fault
from rfpkit.process.evaluation.model import Mark, Outcome, Result, ScoreTest, Tip, WeightTest
from rfpkit.process.evaluation.points import ROUNDING
from rfpkit.process.evaluation.wording import (
    first_place,
    score_words,
    tie_words,
    weight_words,
)

_WIDTH = 80
_NAME = 30
_COLUMNS = 6
"""So many criteria stand beside each other in the table of points."""


def render(outcome: Outcome, remarks: Sequence[Fault], currency: str) -> str:
    """The evaluation for people: ranking, points, what is out, ties, sensitivity, remarks."""
    parts = [
        _ranking(outcome, currency),
        _points(outcome),
        _out(outcome),
        _told("Equal totals", [tie_words(tie, outcome) for tie in outcome.ties]),
        _told("How firm the first place is", _sensitivity(outcome)),
        _told("To look at", [str(fault) for fault in remarks]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _sensitivity(outcome: Outcome) -> list[str]:
    return [*weight_words(outcome), *score_words(outcome)]


def _ranking(outcome: Outcome, currency: str) -> str:
    ranked = [one for one in outcome.results if one.rank]
    lines = [textwrap.fill(first_place(outcome), _WIDTH), ""]
    if ranked:
        header = f"{'Rank':>4}  {'Bidder':<{_NAME}} {'Quality':>8} {'Price':>7} {'Total':>7}"
        lines.append(f"{header} {currency:>16}")
    for one in ranked:
        price = sum((m.points or Decimal(0) for m in one.marks if _is_price(m)), Decimal(0))
        name = textwrap.shorten(one.bidder.name, _NAME, placeholder=" …")
        row = f"{one.rank:>4}  {name:<{_NAME}} {one.quality:>8} {price:>7} {one.total:>7}"
        lines.append(f"{row} {one.price:>16,.2f}")
    return "\n".join((*lines, "", textwrap.fill(ROUNDING, _WIDTH)))


def _is_price(mark: Mark) -> bool:
    return mark.criterion.subject == "price"


def _points(outcome: Outcome) -> str:
    scored = [one for one in outcome.results if one.quality is not None]
    if not scored or len(scored[0].marks) < 2:
        return ""
    lines = ["Points for each criterion, and the panel's score in brackets"]
    marks = scored[0].marks
    for begin in range(0, len(marks), _COLUMNS):
        shown = marks[begin : begin + _COLUMNS]
        lines += ["", f"{'':<16}" + "".join(f"{mark.number:>10}" for mark in shown)]
        lines.append(f"{'Weight':<16}" + "".join(f"{_weight(mark):>10}" for mark in shown))
        for one in scored:
            name = textwrap.shorten(one.bidder.id, 15, placeholder="…")
            cells = "".join(f"{_cell(m):>10}" for m in one.marks[begin : begin + _COLUMNS])
            lines.append(f"{name:<16}{cells}")
    lines += [""]
    for mark in marks:
        words = f"{mark.number}  {mark.criterion.text}"
        lines.append(textwrap.shorten(words, _WIDTH, placeholder=" …"))
    return "\n".join(lines)


def _weight(mark: Mark) -> str:
    return f"{(mark.criterion.weight or Decimal(0)).normalize():f}"


def _cell(mark: Mark) -> str:
    if mark.points is None:
        return "–"
    return f"{mark.points}" + (f"({mark.score:f})" if mark.score is not None else "")


def _out(outcome: Outcome) -> str:
    lines = [
        f"{one.bidder.name} ({one.out.stage}"
        + (f", {one.out.criterion}" if one.out.criterion else "")
        + f"): {one.out.reason}"
        for one in outcome.results
        if one.out is not None
    ]
    return _told("Not ranked", lines)


def _told(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return "\n".join((title, *_wrapped(lines)))


def _wrapped(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield textwrap.fill(
            line, _WIDTH, initial_indent="  - ", subsequent_indent="    ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def render_json(outcome: Outcome, remarks: Sequence[Fault]) -> str:
    """The evaluation for programs; numbers are texts, so that no decimal is lost."""
    data = {
        "version": 1,
        "method": "price-only" if outcome.price_only else "best-price-quality",
        "rounding": ROUNDING,
        "first": list(outcome.first),
        "results": [_result(one) for one in outcome.results],
        "ties": [
            {
                "bidders": list(tie.bidders),
                "total": str(tie.total),
                "broken_by": tie.broken_by or None,
                "open": [list(group) for group in tie.open],
            }
            for tie in outcome.ties
        ],
        "weights": [_weight_test(test) for test in outcome.weight_tests],
        "scores": [_score_test(test) for test in outcome.score_tests],
        "remarks": [
            {
                "path": fault.path,
                "line": fault.line or None,
                "column": fault.column or None,
                "message": fault.message,
            }
            for fault in remarks
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _result(one: Result) -> dict[str, Any]:
    out = one.out
    return {
        "bidder": one.bidder.id,
        "name": one.bidder.name,
        "rank": one.rank,
        "total": _text(one.total),
        "quality": _text(one.quality),
        "price": _text(one.price),
        "out": out
        and {"stage": out.stage, "criterion": out.criterion or None, "reason": out.reason},
        "criteria": [
            {
                "number": mark.number,
                "id": mark.criterion.id,
                "weight": _text(mark.criterion.weight),
                "score": _text(mark.score),
                "individual": {member: _text(score) for member, score in mark.individual},
                "points": _text(mark.points),
                "reason": mark.reason,
            }
            for mark in one.marks
        ],
    }


def _weight_test(test: WeightTest) -> dict[str, Any]:
    return {
        "criterion": test.criterion,
        "weight": _text(test.weight),
        "down": _tip(test.down),
        "up": _tip(test.up),
    }


def _tip(tip: Tip | None) -> dict[str, Any] | None:
    if tip is None:
        return None
    return {
        "weight": _text(tip.weight),
        "shift_percent": _text(tip.shift),
        "within_ten_percent": tip.near,
        "first": tip.bidder,
    }


def _score_test(test: ScoreTest) -> dict[str, Any]:
    return {
        "bidder": test.bidder,
        "criterion": test.criterion,
        "score": _text(test.score),
        "other": _text(test.other),
        "first": list(test.first),
    }
