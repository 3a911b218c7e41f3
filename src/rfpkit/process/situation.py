"""The questions that decide which procedures are open to a buyer, and their answers in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from rfpkit.content import data_folder
from rfpkit.process.procedures import Situation
from rfpkit.process.thresholds import (
    BuyerKind,
    Comparison,
    Threshold,
    compared,
    deciding,
    load_thresholds,
)
from rfpkit.spec.beginning import begins
from rfpkit.spec.model import Budget, Spec
from rfpkit.spec.vocabulary import Answers, FlexibleLike, Jurisdiction, Procedure

Known = Mapping[str, bool | None]
"""What is known about the need: the names of the fields of ``Situation``; None is not known."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the chooser, and what each answer says."""

    ask: str
    yes: str
    no: str


QUESTIONS: dict[str, Question] = {
    "on_market": Question(
        "Does something on the market meet the need, at most after adaptation?",
        "something on the market meets the need",
        "nothing on the market meets the need",
    ),
    "negotiate": Question(
        "Must requirements be discussed with bidders, with demonstrations and test environments?",
        "requirements must be discussed with bidders",
        "requirements need no discussion with bidders",
    ),
    "pilot": Question(
        "Are several solutions to be pitched or piloted, with a contract perhaps later?",
        "several solutions are to be pitched or piloted",
        "no pitches or pilots are wanted",
    ),
    "light_touch": Question(
        "Is the main subject a social, health, education or like service?",
        "the main subject is a social, health, education or like service",
        "the main subject is no social, health, education or like service",
    ),
    "below_threshold": Question(
        "Is the value below the threshold of full regulation?",
        "the value is below the threshold",
        "the value is not below the threshold",
    ),
    "one_supplier": Question(
        "Can only one supplier do it, for a reason that stands up?",
        "only one supplier can do it",
        "more than one supplier can do it",
    ),
    "specifiable": Question(
        "Can the need be specified now so that tenders compare on it alone?",
        "the need can be specified now",
        "the need cannot be specified now",
    ),
    "many_bidders": Question(
        "Are so many bids likely that a pre-selection is needed?",
        "so many bids are likely that a pre-selection is needed",
        "few enough bids are likely to read them all",
    ),
    "framework": Question(
        "Does a framework or a dynamic system that you may use cover the need?",
        "a framework or a dynamic system covers the need",
        "no framework or dynamic system covers the need",
    ),
    "urgent": Question(
        "Does an urgency that you did not cause make the ordinary periods impracticable?",
        "an urgency that the buyer did not cause makes the ordinary periods impracticable",
        "the ordinary periods can be kept",
    ),
    "exempt_development": Question(
        "Is what you buy research, or a first prototype?",
        "what is bought is research or a first prototype",
        "what is bought is no research and no first prototype",
    ),
}
"""Every question, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a buyer asks advice for.

    ``procedure`` and ``like`` are what the spec names now, None without a spec. ``budget`` is
    held against the threshold where there is one.
    """

    jurisdiction: Jurisdiction
    begins: dt.date
    buyer: BuyerKind
    answers: Answers
    procedure: Procedure | None = None
    like: FlexibleLike | None = None
    budget: Budget | None = None


def inquiry_of(spec: Spec) -> Inquiry:
    """What a spec asks advice for."""
    return Inquiry(
        jurisdiction=spec.jurisdiction,
        begins=begins(spec),
        buyer=spec.buyer.kind,
        answers=spec.answers,
        procedure=spec.procedure,
        like=spec.flexible_like,
        budget=spec.budget,
    )


def with_answers(inquiry: Inquiry, given: Mapping[str, bool]) -> Inquiry:
    """The inquiry with these answers in place of its own, by the names of ``Answers``."""
    return replace(inquiry, answers=replace(inquiry.answers, **given))


def threshold_for(inquiry: Inquiry, folder: Path | None = None) -> Threshold | None:
    """The threshold that decides for this buyer on this day, if the files have one."""
    thresholds = load_thresholds(folder or data_folder("process"))
    return deciding(
        thresholds,
        inquiry.jurisdiction,
        inquiry.buyer,
        inquiry.begins,
        light_touch=bool(inquiry.answers.light_touch),
    )


def comparison_of(inquiry: Inquiry, folder: Path | None = None) -> Comparison | None:
    """The budget held against the threshold; None where either is not known."""
    threshold = threshold_for(inquiry, folder)
    if inquiry.budget is None or threshold is None:
        return None
    return compared(inquiry.budget, threshold)


def known(inquiry: Inquiry, comparison: Comparison | None) -> Known:
    """What is known: the answers, and whether the value is below the threshold."""
    found = {field.name: getattr(inquiry.answers, field.name) for field in fields(Situation)}
    if found["below_threshold"] is None and comparison is not None:
        found["below_threshold"] = comparison.below
    return found


def said(name: str, answer: bool) -> str:
    """An answer in words."""
    question = QUESTIONS[name]
    return question.yes if answer else question.no
