"""Timetables agree with cases worked by hand from the laws' texts, and find what breaks them."""

import datetime as dt
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rfpkit
from rfpkit.content import data_folder
from rfpkit.process.counting import load_counting
from rfpkit.process.days import Calendar
from rfpkit.process.holidays_of import Place
from rfpkit.process.procedures import Circumstances, load_procedures
from rfpkit.process.regimes import Regime
from rfpkit.process.stages import Choices, Course, procedure_of, stages_of
from rfpkit.process.timetable import Schedule, checked, lawful_window, timetable_of
from rfpkit.spec import Spec, load
from rfpkit.spec.vocabulary import FlexibleLike, Procedure
from rfpkit.yamlfile import Loaded, load_plain

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "examples" / "eu-open-permits" / "spec.yml"
MINIMAL = HERE.parent / "spec" / "minimal.yml"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(HERE.glob("cases_*.yml"))
    for case in load_plain(path).value["cases"]
]


def known(regime: Regime) -> list[Procedure]:
    return list(load_procedures(data_folder("process"), regime))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def course_in(
    regime: Regime,
    procedure: Procedure,
    place: Place,
    choices: Choices,
    like: FlexibleLike | None = None,
) -> Course:
    """The course of a procedure without a spec: all its stages, at this place."""
    file = procedure_of(regime, procedure)
    stages = stages_of(file, like)
    calendar = Calendar(load_counting(data_folder("process"), regime), place)
    return Course(regime, procedure, like, file, stages, calendar, choices)


def worked_out(case: dict[str, Any]) -> Schedule:
    course = course_in(
        case["regime"],
        case["procedure"],
        Place(case["country"], case.get("subdivision", "")),
        case["choices"],
        case.get("like"),
    )
    return timetable_of(course, day(case["issue"]))


def dates(made: Schedule) -> dict[str, dt.date | None]:
    """The earliest timetable: each stage, limit and duty by its short name."""
    return {
        **{row.stage.id: row.earliest for row in made.rows},
        **{row.limit.id: row.earliest for row in made.limits},
        **{row.duty.id: row.earliest for row in made.duties},
    }


@pytest.mark.parametrize("case", CASES)
def test_a_timetable_agrees_with_the_case_worked_by_hand(case: dict[str, Any]) -> None:
    found = dates(worked_out(case))
    expected = {name: day(text) for name, text in case["expect"].items()}
    assert {name: found.get(name) for name in expected} == expected, case["working"]


def test_there_are_thirty_cases_and_each_names_its_section() -> None:
    assert len(CASES) >= 30
    assert all(case.values[0]["section"] and case.values[0]["working"] for case in CASES)


def spec_with(**dates: str) -> Loaded[Spec]:
    """The minimal spec (open procedure, Ireland) with other dates, and more lines at its end."""
    text = MINIMAL.read_text(encoding="utf-8")
    for name, value in dates.items():
        text = re.sub(rf"^  {name}: .*$", f"  {name}: {value}", text, flags=re.MULTILINE)
    return load(MINIMAL, text=text)


def test_a_date_that_breaks_a_period_is_an_error_at_its_line() -> None:
    loaded = spec_with(issue="2027-02-01", questions_until="2027-02-12", answers_by="2027-02-15")
    found = [one for one in checked(loaded).problems if one.level == "error"]
    assert [loaded.place("timetable", "submit")[0]] == [one.fault.line for one in found]
    assert "at least 30 days are due, so 2027-03-03 at the earliest" in found[0].fault.message
    assert "Directive 2014/24/EU, Article 27(4)" in found[0].fault.message


def test_answers_that_come_too_late_are_an_error() -> None:
    found = checked(spec_with(answers_by="2027-02-20", submit="2027-02-22")).problems
    errors = [one.fault.message for one in found if one.level == "error"]
    assert any("6 days before “submit”" in message for message in errors)


def test_a_lawful_but_hurried_date_is_a_warning() -> None:
    found = checked(spec_with(submit="2027-02-22")).problems
    warnings = [one.fault.message for one in found if one.level == "warning"]
    assert any("“submit” is 35 days after “issue”" in message for message in warnings)
    assert any("time that is adequate" in message for message in warnings)


def test_a_deadline_at_noon_of_the_last_day_is_a_warning_where_periods_hold_whole_days() -> None:
    found = checked(spec_with(submit="2027-02-17", answers_by="2027-02-10")).problems
    assert [one.level for one in found if "runs to the end" in one.fault.message] == ["warning"]
    assert any("2027-02-18 is safe; Regulation (EEC" in one.fault.message for one in found)


def test_a_stage_without_a_date_is_told_with_its_earliest_day() -> None:
    text = MINIMAL.read_text(encoding="utf-8").replace("procedure: open", "procedure: restricted")
    found = checked(load(MINIMAL, text=text)).problems
    messages = [one.fault.message for one in found]
    assert any(message.startswith("“requests” has no date here") for message in messages)
    assert any("“submit”" in message and "too early" in message for message in messages)


def test_from_another_day_the_dates_of_the_spec_do_not_count() -> None:
    made = checked(load(MINIMAL), day("2027-06-01"))
    assert made.begins == day("2027-06-01")
    assert all(row.planned is None for row in made.rows)
    assert made.problems == ()


def test_the_lawful_window_is_that_between_notice_and_deadline() -> None:
    assert lawful_window(load(MINIMAL).value) == 30
    spec = load(MINIMAL).value
    urgent = replace(spec, answers=replace(spec.answers, urgent=True))
    assert lawful_window(urgent) == 15
    contest = replace(spec, procedure="design-contest")
    assert lawful_window(contest) == 0


def test_the_recommended_timetable_keeps_off_weekends_and_holidays() -> None:
    for issue in ("2027-03-01", "2027-03-20", "2027-12-01"):
        made = checked(load(MINIMAL), day(issue))
        for row in made.rows[1:]:
            assert made.course.calendar.off(row.recommended) == ""
            assert row.recommended >= row.earliest


@settings(deadline=None)
@given(
    st.sampled_from([(regime, name) for regime in get_args(Regime) for name in known(regime)]),
    st.dates(dt.date(2018, 1, 1), dt.date(2030, 12, 31)),
    st.sets(st.sampled_from([field.name for field in fields(Circumstances)])),
)
def test_stages_follow_each_other_whatever_the_choices(
    which: tuple[Regime, Procedure], first: dt.date, choices: set[str]
) -> None:
    country = {"eu": "GR", "us": "US"}.get(which[0], "GB")
    course = course_in(*which, Place(country), dict.fromkeys(choices, True))
    made = timetable_of(course, first)
    for timetable in ([r.earliest for r in made.rows], [r.recommended for r in made.rows]):
        assert timetable == sorted(timetable)
        assert timetable[0] == first
    assert all(row.earliest <= row.recommended for row in made.rows)


def test_of_several_limits_on_one_date_the_shortest_counts() -> None:
    urgent = {"regime": "eu", "procedure": "open", "country": "IE", "issue": "2027-02-01",
              "choices": {"electronic": True, "urgent": True}}  # fmt: skip
    found = [row.limit.days for row in worked_out(urgent).limits if row.limit.field == "answers_by"]
    assert found == [4]


def test_a_shorter_period_counts_where_several_hold() -> None:
    plain = worked_out(
        {"regime": "uk-2023", "procedure": "open", "country": "GB", "choices": {},
         "issue": "2027-02-01"}
    )  # fmt: skip
    quick = worked_out(
        {"regime": "uk-2023", "procedure": "open", "country": "GB", "issue": "2027-02-01",
         "choices": {"electronic": True, "urgent": True}}
    )  # fmt: skip
    assert [row.least.days for row in plain.rows if row.stage.id == "submit" and row.least] == [35]
    assert [row.least.days for row in quick.rows if row.stage.id == "submit" and row.least] == [10]


def test_the_library_gives_the_same_timetable_as_the_command() -> None:
    made = rfpkit.timetable(EXAMPLE)
    assert [row.earliest for row in made.rows if row.stage.id == "submit"] == [day("2027-03-03")]
    assert rfpkit.timetable(EXAMPLE.parent, start=day("2027-06-01")).begins == day("2027-06-01")
