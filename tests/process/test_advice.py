"""The advice on a procedure: what is open, in which order, why, and what would open the rest."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rfpkit
from rfpkit.content import data_folder
from rfpkit.process.advice import Advice, Option, advise
from rfpkit.process.procedures import load_procedures
from rfpkit.process.situation import QUESTIONS, Inquiry, with_answers
from rfpkit.process.thresholds import compared, deciding, load_thresholds
from rfpkit.spec.model import Budget
from rfpkit.spec.vocabulary import Answers, Jurisdiction

BUDGET = Budget(currency="EUR", total=Decimal(900000))
TODAY = dt.date(2027, 2, 1)


def asked(jurisdiction: Jurisdiction = "eu", begins: dt.date = TODAY, **given: Any) -> Advice:
    inquiry = Inquiry(jurisdiction, begins, "sub-central", Answers())
    return advise(with_answers(inquiry, given))


def names(options: tuple[Option, ...]) -> list[str]:
    return [option.procedure for option in options]


@pytest.mark.parametrize(
    ("answers", "best"),
    [
        ({"on_market": True, "specifiable": True}, "open"),
        ({"specifiable": True, "many_bidders": True}, "restricted"),
        ({"negotiate": True, "specifiable": False}, "competitive-dialogue"),
        ({"negotiate": True, "specifiable": True}, "competitive-with-negotiation"),
        ({"negotiate": True, "on_market": True}, "competitive-with-negotiation"),
        ({"negotiate": False, "on_market": True}, "open"),
        ({"on_market": False, "pilot": True, "specifiable": False}, "innovation-partnership"),
        ({"on_market": True, "pilot": True, "specifiable": False}, "design-contest"),
        ({"light_touch": True}, "light-touch"),
        ({"framework": True}, "framework-call-off"),
        ({"below_threshold": True}, "below-threshold"),
        ({"one_supplier": True}, "direct-award"),
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(value),
)
def test_each_question_of_the_chooser_leads_to_its_procedure(
    answers: dict[str, bool], best: str
) -> None:
    assert names(asked(**answers).open)[0] == best


def test_reasons_for_and_against_are_the_answers_in_words() -> None:
    found = asked(negotiate=True, specifiable=False)
    dialogue = next(o for o in found.open if o.procedure == "competitive-dialogue")
    assert dialogue.speaks_for == (
        "requirements must be discussed with bidders",
        "the need cannot be specified now",
    )
    simple = next(o for o in found.open if o.procedure == "open")
    assert simple.speaks_against == dialogue.speaks_for


def test_a_closed_procedure_says_why_and_what_would_open_it() -> None:
    partnership = next(
        o for o in asked(on_market=True).closed if o.procedure == "innovation-partnership"
    )
    assert partnership.closed == ("something on the market meets the need",)
    assert partnership.opened_by == ("nothing on the market meets the need",)


def test_what_is_not_known_leaves_a_procedure_open_on_a_condition() -> None:
    partnership = next(o for o in asked().open if o.procedure == "innovation-partnership")
    assert partnership.status == "open-if"
    assert partnership.conditions == ("nothing on the market meets the need",)


def test_an_award_without_competition_comes_last_unless_only_one_supplier_can_do_it() -> None:
    assert names(asked(urgent=True).open)[-1] == "direct-award"
    assert names(asked(one_supplier=True).open)[0] == "direct-award"


def test_without_any_ground_there_is_no_award_without_competition() -> None:
    found = asked(one_supplier=False, urgent=False)
    direct = next(o for o in found.closed if o.procedure == "direct-award")
    assert direct.closed == ("no ground for an award without competition is in sight",)


def test_the_value_is_held_against_the_threshold_of_the_day() -> None:
    inquiry = Inquiry("eu", TODAY, "sub-central", Answers(), budget=BUDGET)
    found = advise(inquiry)
    assert found.known["below_threshold"] is False
    assert found.comparison is not None
    assert found.comparison.threshold.id == "eu-2026-sub-central-services"
    small = advise(replace(inquiry, budget=replace(BUDGET, total=Decimal(100000))))
    assert small.known["below_threshold"] is True
    assert names(small.open)[0] == "below-threshold"


@pytest.mark.parametrize(
    ("total", "tax", "below"),
    [
        (Decimal("207719.99"), "including value added tax", True),
        (Decimal(207720), "including value added tax", False),
        (Decimal(173099), "excluding value added tax", True),  # 207,718.80 with 20 %
        (Decimal(173100), "excluding value added tax", False),  # 207,720.00 with 20 %
        (Decimal(200000), "as the tender says", None),
        (Decimal(100000), "as the tender says", True),
    ],
)
def test_tax_is_brought_in_line_with_the_threshold(
    total: Decimal, tax: str, below: bool | None
) -> None:
    thresholds = load_thresholds(data_folder("process"))
    threshold = deciding(thresholds, "uk", "sub-central", TODAY)
    assert threshold is not None
    assert compared(Budget(currency="GBP", total=total, tax=tax), threshold).below is below


def test_a_budget_in_another_currency_leaves_the_question_open() -> None:
    budget = Budget(currency="SEK", total=Decimal(5))
    found = advise(Inquiry("eu", TODAY, "sub-central", Answers(), budget=budget))
    assert "below_threshold" in found.unknown


@pytest.mark.parametrize(
    ("begins", "regime"),
    [(dt.date(2025, 2, 23), "uk-2015"), (dt.date(2025, 2, 24), "uk-2023")],
)
def test_the_day_on_which_it_begins_decides_which_law_of_the_uk_holds(
    begins: dt.date, regime: str
) -> None:
    assert asked("uk", begins).regime == regime


def test_a_dialogue_in_the_uk_is_told_how_to_run_inside_the_flexible_procedure() -> None:
    inquiry = Inquiry("uk", TODAY, "sub-central", Answers(), procedure="competitive-dialogue")
    found = advise(inquiry).replacement
    assert found is not None
    assert found.replaced.procedure == "competitive-flexible"
    assert found.within is not None
    assert found.within.like == "competitive-dialogue"
    assert [stage.id for stage in found.within.stages][:2] == ["issue", "requests"]


@pytest.mark.parametrize(
    ("answers", "like"),
    [
        ({"negotiate": True, "specifiable": False}, "competitive-dialogue"),
        ({"many_bidders": True, "specifiable": True}, "restricted"),
        ({"pilot": True, "on_market": True, "specifiable": False}, "design-contest"),
        ({"pilot": True, "on_market": False, "specifiable": False}, "innovation-partnership"),
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(value),
)
def test_the_flexible_procedure_is_best_run_like_what_once_fitted(
    answers: dict[str, bool], like: str
) -> None:
    flexible = next(o for o in asked("uk", **answers).open if o.procedure == "competitive-flexible")
    assert flexible.like[0].like == like
    assert flexible.fitting == flexible.like[0]


def test_a_flexible_procedure_run_like_a_dialogue_brings_the_documents_of_a_dialogue() -> None:
    inquiry = Inquiry(
        "uk", TODAY, "sub-central", Answers(),
        procedure="competitive-flexible", like="competitive-dialogue",
    )  # fmt: skip
    flexible = next(o for o in advise(inquiry).open if o.procedure == "competitive-flexible")
    assert "dialogue-protocol" in flexible.documents
    assert flexible.fitting is not None
    assert flexible.fitting.like == "competitive-dialogue"
    assert {"requests", "submit"} <= {period.stage.id for period in flexible.periods}


@settings(deadline=None)
@given(
    st.sampled_from(["eu", "uk", "us"]),
    st.dates(dt.date(2018, 1, 1), dt.date(2028, 12, 31)),
    st.dictionaries(st.sampled_from(list(QUESTIONS)), st.booleans()),
)
def test_every_procedure_of_the_law_is_either_open_or_closed_with_a_reason(
    jurisdiction: Jurisdiction, begins: dt.date, answers: dict[str, bool]
) -> None:
    found = asked(jurisdiction, begins, **answers)
    assert set(names(found.options)) == set(load_procedures(data_folder("process"), found.regime))
    assert found.open
    assert all(option.closed for option in found.closed)
    assert not {name for name in answers if name in found.unknown}


def test_every_question_is_in_words() -> None:
    assert set(QUESTIONS) == set(asked().known)


def test_the_library_gives_the_same_advice_as_the_command() -> None:
    folder = Path(__file__).resolve().parents[2] / "examples" / "eu-open-permits"
    found = rfpkit.advise_procedure(folder)
    assert found == rfpkit.advise_procedure(folder / "spec.yml")
    assert found.known["below_threshold"] is False
