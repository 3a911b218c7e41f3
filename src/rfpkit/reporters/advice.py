"""Advice on a procedure as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rfpkit.process.advice import Advice, Option, Period, Replacement
from rfpkit.process.procedures import Within
from rfpkit.process.regimes import REGIMES
from rfpkit.process.situation import QUESTIONS, said
from rfpkit.reporters.laws import cited, listed, period, sentence, source_data, wrapped

_FULL = 3


def render(advice: Advice, *, whole: bool = False) -> str:
    """The advice as lines of at most 80 characters.

    The three best procedures and the spec's own are told in full, all of them with ``whole``.
    """
    inquiry = advice.inquiry
    lines = [
        wrapped(
            f"Procedures under the {REGIMES[advice.regime]} for a {inquiry.buyer} buyer, "
            f"begun on {inquiry.begins}"
        ),
        "",
        *_basis(advice),
        *_replacement(advice.replacement),
        *_ranking(advice),
    ]
    shown = [
        option
        for at, option in enumerate(advice.open)
        if whole or at < _FULL or option.procedure == inquiry.procedure
    ]
    for option in shown:
        lines += ["", *_option(option)]
    left = len(advice.open) - len(shown)
    if left > 0:
        lines += ["", f"{left} more are open; --all tells of each in full."]
    if advice.closed:
        lines += ["", "Closed"]
        lines += [line for option in advice.closed for line in _closed(option)]
    return "\n".join(lines) + "\n"


def _basis(advice: Advice) -> Iterator[str]:
    """What the advice rests on, and what it does not know."""
    answers = [said(name, value) for name, value in advice.known.items() if value is not None]
    yield from listed("Known:", map(sentence, answers), "")
    if advice.comparison is not None:
        yield wrapped(f"{sentence(advice.comparison.reason)}", "    ")
        yield wrapped(cited(advice.comparison.threshold.source), "    ")
    asked = [f"{QUESTIONS[name].ask} (--answer {name}=yes)" for name in advice.unknown]
    yield from listed("Not known:", asked, "")
    yield ""


def _replacement(found: Replacement | None) -> Iterator[str]:
    if found is None:
        return
    what = found.replaced
    yield wrapped(
        f"“{found.procedure}” was replaced by “{what.procedure}” for procurements begun from "
        f"{what.from_} on. {cited(what.source)}"
    )
    if found.within:
        yield wrapped(
            f"Write “procedure: {what.procedure}” and “flexible_like: {found.procedure}” into the "
            "spec. How to run it inside:"
        )
        yield from _how(found.within, "  ")
    yield ""


def _how(within: Within, indent: str) -> Iterator[str]:
    for part in within.how.split("\n\n"):
        yield wrapped(part, indent)
    stages = "; ".join(stage.title for stage in within.stages)
    yield wrapped(f"Stages: {stages}.", indent)
    if within.documents:
        yield wrapped(f"Documents: {', '.join(within.documents)}.", indent)
    yield wrapped(cited(within.source), indent)


def _ranking(advice: Advice) -> Iterator[str]:
    yield "Open, best first"
    for at, option in enumerate(advice.open, 1):
        named = " (in the spec)" if option.procedure == advice.inquiry.procedure else ""
        why = f": if {' and '.join(option.conditions)}" if option.conditions else ""
        yield wrapped(f"{at}. {option.file.title} ({option.procedure}){named}{why}", "  ", "     ")
    own = next((o for o in advice.closed if o.procedure == advice.inquiry.procedure), None)
    if own:
        yield wrapped(f"The spec names “{own.procedure}”, which is closed: {own.closed[0]}.")


def _option(option: Option) -> Iterator[str]:
    file = option.file
    yield wrapped(f"{file.title} ({option.procedure})")
    yield wrapped(file.law, "  ")
    yield wrapped(file.summary, "  ")
    yield wrapped(f"When: {file.use_when}", "  ")
    yield from listed("Open only if:", map(sentence, option.conditions))
    yield from listed("For it:", map(sentence, option.speaks_for))
    yield from listed("Against it:", map(sentence, option.speaks_against))
    if file.grounds:
        need = "all must hold" if file.grounds.need == "all" else "one must hold"
        tests = [f"{test.text} {cited(test.source)}" for test in file.grounds.tests]
        yield from listed(f"Legal tests, of which {need}; write down why:", tests)
    yield from listed("Minimum periods:", map(_period, option.periods))
    if file.candidates:
        yield wrapped(
            f"At least {file.candidates.minimum} candidates, if so many qualify. "
            f"{cited(file.candidates.source)}",
            "  ",
        )
    if file.award_basis:
        words = f"Award: {file.award_basis.text} {cited(file.award_basis.source)}"
        yield wrapped(words, "  ")
    yield wrapped(
        f"Roles: {file.roles.accountable} is accountable; {', '.join(file.roles.responsible)} "
        f"responsible; {', '.join(file.roles.consulted) or 'nobody'} consulted.",
        "  ",
    )
    yield wrapped(f"Documents: {', '.join(option.documents)}.", "  ")
    if file.clauses:
        yield wrapped(f"Clauses: {', '.join(file.clauses)}.", "  ")
    yield from listed("Pitfalls:", file.pitfalls)
    if option.like:
        names = ", ".join(one.like for one in option.like)
        words = f"It can be run like: {names} (flexible_like in the spec), the most fitting first."
        words += f" Like {option.fitting.like}:" if option.fitting else ""
        yield wrapped(words, "  ")
    if option.fitting:
        yield from _how(option.fitting, "    ")


def _period(one: Period) -> str:
    note = f" ({one.least.note})" if one.least.note else ""
    words = f"{one.stage.title}: {period(one.least)} after “{one.base}”{note}."
    return f"{words} {cited(one.least.source)}"


def _closed(option: Option) -> Iterator[str]:
    words = f"{option.file.title} ({option.procedure}): {'; '.join(option.closed)}."
    if option.opened_by:
        words += f" It would be open if {' and '.join(option.opened_by)}."
    yield wrapped(words, "  - ")


def render_json(advice: Advice) -> str:
    """The advice as JSON, the same for the same input."""
    return json.dumps(as_data(advice), indent=2, ensure_ascii=False) + "\n"


def as_data(advice: Advice) -> dict[str, Any]:
    """The advice as plain data."""
    inquiry, found = advice.inquiry, advice.comparison
    return {
        "version": 1,
        "jurisdiction": inquiry.jurisdiction,
        "regime": advice.regime,
        "begins": inquiry.begins.isoformat(),
        "buyer": inquiry.buyer,
        "named": inquiry.procedure,
        "answers": dict(advice.known),
        "threshold": None
        if found is None
        else {
            "id": found.threshold.id,
            "amount": str(found.threshold.amount),
            "currency": found.threshold.currency,
            "tax": found.threshold.tax,
            "below": found.below,
            "reason": found.reason,
            "source": source_data(found.threshold.source),
        },
        "replaced": _replacement_data(advice.replacement),
        "procedures": [_option_data(option) for option in advice.options],
    }


def _replacement_data(found: Replacement | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "procedure": found.procedure,
        "by": found.replaced.procedure,
        "from": found.replaced.from_.isoformat(),
        "source": source_data(found.replaced.source),
        "within": _within_data(found.within) if found.within else None,
    }


def _within_data(within: Within) -> dict[str, Any]:
    return {
        "like": within.like,
        "how": within.how,
        "stages": [{"id": stage.id, "title": stage.title} for stage in within.stages],
        "documents": list(within.documents),
        "source": source_data(within.source),
    }


def _option_data(option: Option) -> dict[str, Any]:
    file = option.file
    return {
        "procedure": option.procedure,
        "title": file.title,
        "law": file.law,
        "status": option.status,
        "summary": file.summary,
        "use_when": file.use_when,
        "for": list(option.speaks_for),
        "against": list(option.speaks_against),
        "conditions": list(option.conditions),
        "closed": list(option.closed),
        "opened_by": list(option.opened_by),
        "tests": None
        if file.grounds is None
        else {
            "need": file.grounds.need,
            "tests": [
                {"id": test.id, "text": test.text, "source": source_data(test.source)}
                for test in file.grounds.tests
            ],
        },
        "periods": [
            {
                "stage": one.stage.id,
                "after": one.base,
                "days": one.least.days,
                "unit": one.least.unit,
                "note": one.least.note or None,
                "source": source_data(one.least.source),
            }
            for one in option.periods
        ],
        "award_basis": None
        if file.award_basis is None
        else {"text": file.award_basis.text, "source": source_data(file.award_basis.source)},
        "roles": {
            "accountable": file.roles.accountable,
            "responsible": list(file.roles.responsible),
            "consulted": list(file.roles.consulted),
        },
        "documents": list(option.documents),
        "clauses": list(file.clauses),
        "pitfalls": list(file.pitfalls),
        "like": [_within_data(within) for within in option.like],
        "fitting": option.fitting.like if option.fitting else None,
    }
