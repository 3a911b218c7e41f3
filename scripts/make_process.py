"""Write ``docs/process.md`` from the data in ``process/``; run it after changing a file there.

python scripts/make_process.py
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import get_args

from rfpkit.content import data_folder
from rfpkit.library.model import Source
from rfpkit.process.counting import Counting, load_counting
from rfpkit.process.facts import Tally, all_facts
from rfpkit.process.procedures import (
    Circumstances,
    ProcedureFile,
    Stage,
    load_procedures,
)
from rfpkit.process.regimes import REGIMES, Regime
from rfpkit.process.steps import Step, read_steps
from rfpkit.process.thresholds import load_thresholds
from rfpkit.spec.vocabulary import Strategy

PAGE = Path(__file__).resolve().parents[1] / "docs" / "process.md"
DATA = data_folder("process")
STRATEGIES: tuple[Strategy, ...] = get_args(Strategy)


def text() -> str:
    """The page as it stands in its file."""
    lines = [
        "# The process code: steps, procedures, periods",
        "",
        "Made by `scripts/make_process.py` from the files in `process/`; edit those, then run it.",
        "",
        *_facts(all_facts(DATA)),
        *_steps(read_steps(DATA / "steps.yml").value.steps),
        *_procedures(),
        *_thresholds(),
        *_counting(),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _facts(found: dict[str, Tally]) -> Iterator[str]:
    whole = Tally(
        sum(one.facts for one in found.values()), sum(one.verified for one in found.values())
    )
    yield (
        f"**{whole.facts} facts of law, {whole.verified} of them verified ({whole.share:.0%}).** "
        "A fact is verified where a maintainer has read the words that carry it in the text of the "
        "law or a stored copy of it, which the file names; “no” stands at every other."
    )
    yield ""
    rows = [
        (REGIMES.get(name, "Thresholds, all laws"), one.facts, one.verified, f"{one.share:.0%}")  # type: ignore[call-overload]
        for name, one in found.items()
    ]
    yield from _table(("Law", "Facts", "Verified", "Share"), rows)


def _steps(steps: Sequence[Step]) -> Iterator[str]:
    yield from ("## Steps, strategies, documents and gates", "")
    yield (
        "● is needed or asked, in the steps of the process code and in each strategy: A off the "
        "shelf, B open source customised, C built by a supplier, D built in-house."
    )
    yield ""
    for step in steps:
        numbers = [
            f"{number} of the {edition}"
            for edition, number in (
                ("ten steps", step.numbers.ten),
                ("eleven steps", step.numbers.eleven),
                ("web site", step.numbers.site),
            )
            if number
        ]
        yield from (f"### {step.title} (`{step.id}`)", "")
        yield f"{'; '.join(numbers)}. {' '.join(step.goals)}"
        if step.partly:
            yield f"Strategies {', '.join(step.partly.strategies)} in part: {step.partly.why}"
        yield ""
        rows = [
            (f"Document `{one.name}`", *_marks(one.strategies or step.all_strategies))
            for one in step.documents
        ]
        rows += [
            (f"Gate: {one.title} (`{one.id}`)", *_marks(one.strategies or step.all_strategies))
            for one in step.gates
        ]
        yield from _table(("", *STRATEGIES), rows)


def _marks(strategies: Iterable[Strategy]) -> tuple[str, ...]:
    chosen = set(strategies)
    return tuple("●" if strategy in chosen else "" for strategy in STRATEGIES)


def _procedures() -> Iterator[str]:
    yield from ("## Procedures", "")
    for regime in get_args(Regime):
        yield from _regime(regime)


def _regime(regime: Regime) -> Iterator[str]:
    yield from (f"### {REGIMES[regime]} (`{regime}`)", "")
    for name, loaded in load_procedures(DATA, regime).items():
        file = loaded.value
        until = f" to {file.until} (not included)" if file.until else " on"
        yield from (f"#### {file.title} (`{name}`)", "")
        yield f"{file.law}. For procurements begun from {file.from_}{until}. {file.summary}"
        yield ""
        yield from _periods(file, file.stages)
        for within in file.within:
            yield from (f"Run like `{within.like}`: {_cited(within.source)}", "")
            yield from _periods(file, within.stages, whole=False)


def _periods(file: ProcedureFile, stages: Sequence[Stage], *, whole: bool = True) -> Iterator[str]:
    """The table of a procedure's facts: periods, last days, duties, tests."""
    rows: list[tuple[object, ...]] = []
    before = ""
    for stage in stages:
        base = stage.after or before
        for one in stage.minimum:
            what = f"{stage.title}: at least {_days(one.days, one.unit)} after `{base}`"
            rows.append((what, _when(one.when), one.note, *_source(one.source)))
        if not stage.minimum and before:
            what = f"{stage.title}, after `{base}`: no number of days"
            rows.append((what, "", "", "", ""))
        before = stage.id
    if whole:
        rows += _other_facts(file)
    heads = ("What the law asks", "When", "Note", "Source", "Verified")
    yield from _table(heads, rows)


def _other_facts(file: ProcedureFile) -> Iterator[tuple[object, ...]]:
    for limit in file.limits:
        what = f"{limit.title}: {_days(limit.days, limit.unit)} before `{limit.before}`"
        yield (what, _when(limit.when), limit.note, *_source(limit.source))
    for duty in file.duties:
        due = "without delay" if duty.within is None else f"within {_days(duty.within, duty.unit)}"
        what = f"{duty.title}: {due} after `{duty.after}`"
        yield (what, _when(duty.when), duty.note, *_source(duty.source))
    if file.candidates:
        one = file.candidates
        yield (f"At least {one.minimum} candidates", "", "", *_source(one.source))
    if file.award_basis:
        yield (f"Award: {file.award_basis.text}", "", "", *_source(file.award_basis.source))
    if file.grounds:
        need = "all of the tests" if file.grounds.need == "all" else "one of the tests"
        for test in file.grounds.tests:
            yield (f"Test ({need}): {test.text}", "", "", *_source(test.source))
    if file.replaced_by:
        gone = file.replaced_by
        what = f"Replaced by `{gone.procedure}` from {gone.from_} on"
        yield (what, "", "", *_source(gone.source))


def _thresholds() -> Iterator[str]:
    yield from ("## Thresholds", "")
    rows = []
    for one in load_thresholds(DATA):
        span = f"{one.from_} to {one.until or '…'}"
        amount = f"{one.currency} {one.amount:,}"
        amount += "" if one.tax == "none" else f", {one.tax} tax"
        rows.append((one.jurisdiction, one.what, one.buyer, span, amount, *_source(one.source)))
    heads = ("Law", "What", "Buyer", "Begun from, to", "Amount", "Source", "Verified")
    yield from _table(heads, rows)


def _counting() -> Iterator[str]:
    yield from ("## How days are counted", "")
    for regime in get_args(Regime):
        rule = load_counting(DATA, regime)
        yield from (f"### {REGIMES[regime]}", "")
        yield from _table(("Rule", "Source", "Verified"), _rules(rule))


def _rules(rule: Counting) -> Iterator[tuple[object, ...]]:
    first = {"after": "the day after the event", "same": "the day of the event"}[rule.first_day]
    last = {
        "as-is": "a period may end on a day off",
        "next-working-day": "a period that would end on a day off ends with the next working day",
    }[rule.last_day]
    words = f"Day 1 is {first}; {last}. Days off: {', '.join(rule.days_off)}."
    if rule.least_working_days:
        words += f" A period of two days or more holds {rule.least_working_days} working days."
    yield (words, *_source(rule.source))
    for other in rule.exceptions:
        yield (other.text, *_source(other.source))
    for one in rule.rules:
        yield (one.text, *_source(one.source))
    for day in rule.extra_days_off:
        yield (f"{day.day} is a day off: {day.why}", *_source(day.source))


def _days(count: int, unit: str) -> str:
    kind = "working day" if unit == "working" else "day"
    return f"{count} {kind}" + ("" if count == 1 else "s")


def _when(when: Circumstances) -> str:
    """The circumstances in words: ``electronic, not urgent``."""
    found = []
    for field in fields(when):
        value = getattr(when, field.name)
        if value is not None:
            found.append(("" if value else "not ") + field.name.replace("_", " "))
    return ", ".join(found)


def _source(source: Source) -> tuple[str, str]:
    return _cited(source), "yes" if source.verified else "no"


def _cited(source: Source) -> str:
    words = ", ".join(filter(None, (source.title, source.section))).replace("[", "(")
    return f"[{words}]({source.url})" if source.url else words


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table and the empty line after it; nothing where there are no rows."""
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    if lines:
        yield "| " + " | ".join(heads) + " |"
        yield "|" + " --- |" * len(heads)
        yield from lines
        yield ""


def _cell(value: object) -> str:
    return " ".join(str(value).replace("|", "\\|").split())


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8", newline="\n")
    print(PAGE)
