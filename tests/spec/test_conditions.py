"""Conditions hold, explain themselves, and can be turned around."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit import spec
from rfpkit.errors import InputError
from rfpkit.spec.conditions import (
    FIELDS,
    All,
    Any_,
    Condition,
    Fact,
    Facts,
    Lookup,
    Not,
    Test,
    flips,
    holds,
    parse,
    reasons,
)
from rfpkit.yamlfile import load_plain

MINIMAL = Path(__file__).parent / "minimal.yml"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(spec.load(MINIMAL).value, "contract")


HOLDING = [
    {},
    {"document": "contract"},
    {"strategy": "C"},
    {"strategy": ["B", "C"]},
    {"data.personal": False},
    {"upstream": {"present": False}},
    {"timetable": {"present": True}},
    {"timetable.briefing": {"present": False}},
    {"contract.term_months": {"over": 11, "at_most": 12}},
    {"budget.total": {"at_least": 150000}},
    {"timetable.submit": {"under": "2027-03-01"}},
    {"project.reference": "L-1"},
    {"modules.budget": {"over": 80000}},
    {"any": [{"strategy": "A"}, {"jurisdiction": "eu"}]},
    {"all": [{"strategy": "C"}, {"not": {"jurisdiction": "us"}}]},
    {"not": {"strategy": "A", "jurisdiction": "eu"}},
]


def test_conditions_that_look_alike_are_parsed_each_by_itself():
    assert parse({"data.personal": True}) != parse({"data.personal": False})
    assert parse({"budget.total": {"over": 1}}) == Test("budget.total", "over", (1,))
    for _ in range(2):  # what is wrong stays wrong
        with pytest.raises(InputError, match="true or false"):
            parse({"data.personal": "true"})


@pytest.mark.parametrize("data", HOLDING, ids=str)
def test_a_condition_that_holds_no_longer_holds_when_it_is_negated(
    data: dict[str, object], facts: Facts
) -> None:
    assert holds(parse(data), facts)
    assert not holds(parse({"not": data}), facts)


def test_strategy_is_the_projects_and_strategies_are_those_of_its_modules_too() -> None:
    text = MINIMAL.read_text(encoding="utf-8")
    text = text.replace("    name: Repairs", "    strategy: A\n    name: Repairs")
    facts = Facts(spec.load(MINIMAL, text=text).value, "rfp")
    assert facts("strategy") == ("C",)
    assert facts("strategies") == ("A", "C")
    assert holds(parse({"strategies": "A"}), facts)
    assert holds(parse({"strategy": "C"}), facts)
    assert not holds(parse({"strategy": "A"}), facts)


REASONS = [
    ({"strategy": "C"}, ["strategy is C"]),
    ({"strategy": ["A", "B"]}, ["strategy is C, not A or B"]),
    ({"data.personal": True}, ["data.personal is false"]),
    ({"contract.extensions": {"present": True}}, ["contract.extensions is empty"]),
    ({"modules": {"present": True}}, ["modules is given"]),
    ({"contract.term_months": {"over": 24}}, ["contract.term_months is 12, not over 24"]),
    ({"contract.term_months": {"at_least": 12}}, ["contract.term_months is 12, at least 12"]),
    ({"document": "contract", "strategy": "A"}, ["strategy is C, not A"]),
    ({"any": [{"strategy": "A"}, {"jurisdiction": "eu"}]}, ["jurisdiction is eu"]),
    ({"not": {"jurisdiction": ["us", "uk"]}}, ["jurisdiction is eu, not us or uk"]),
    ({}, ["it has no condition"]),
]


@pytest.mark.parametrize(("data", "expected"), REASONS, ids=str)
def test_the_reasons_name_only_the_facts_that_decide(
    data: dict[str, object], expected: list[str], facts: Facts
) -> None:
    assert list(reasons(parse(data), facts)) == expected


FLIPS = [
    ({"strategy": ["A", "B"]}, ["strategy: A or B"]),
    ({"not": {"strategy": "C"}}, ["strategy: A, B or D"]),
    ({"data.personal": True}, ["data.personal: true"]),
    ({"upstream": {"present": True}}, ["upstream: given"]),
    ({"contract.term_months": {"over": 36}}, ["contract.term_months: over 36"]),
    ({"contract.term_months": {"at_least": 36}}, ["contract.term_months: at least 36"]),
    ({"contract.term_months": {"under": 12}}, ["contract.term_months: under 12"]),
    ({"buyer.country": "IE"}, ["buyer.country: anything but IE"]),
    ({"document": "rfp", "strategy": "A"}, ["strategy: A", "document: rfp"]),
    ({"timetable.submit": {"over": "2027-12-31"}}, ["timetable.submit: over 2027-12-31"]),
]


@pytest.mark.parametrize(("data", "expected"), FLIPS, ids=str)
def test_a_flip_is_the_smallest_change_in_words(
    data: dict[str, object], expected: list[str], facts: Facts
) -> None:
    changes = flips(parse(data), facts)
    assert changes is not None
    assert [str(change) for change in changes] == expected


IMPOSSIBLE: list[dict[str, object]] = [
    {},
    {"all": [{"jurisdiction": "eu"}, {"jurisdiction": "us"}]},
    {"any": [{"jurisdiction": "eu"}, {"not": {"jurisdiction": "eu"}}]},
    {"problem": {"present": True}},
]


@pytest.mark.parametrize("data", IMPOSSIBLE, ids=str)
def test_what_nothing_can_change_has_no_flip(data: dict[str, object], facts: Facts) -> None:
    assert flips(parse(data), facts) is None


def test_every_fault_of_a_condition_is_told_with_its_place() -> None:
    text = """\
title: A clause
when:
  stratgy: C
  strategy: [E, C]
  document: tender
  data.personal: yes
  contract.term_months: {ovr: 3, over: many}
  timetable: 2027
  timetable.submit: {under: 2027}
  buyer.name: {over: 3}
  upstream: {present: 1}
  any: {strategy: C}
  not: C
"""
    loaded = load_plain(Path("clause.md"), text=text, first_line=2)
    with pytest.raises(InputError) as caught:
        parse(loaded.value["when"], loaded, "when")
    assert [str(fault) for fault in caught.value.faults] == [
        "clause.md:4:12: the spec has no field “stratgy”; did you mean “strategy”?",
        "clause.md:5:14: “strategy” is never “E”, but A, B, C or D",
        "clause.md:6:13: “document” is never “tender”, but rfp or contract",
        "clause.md:7:18: “data.personal” is true or false, not “yes”",
        "clause.md:8:31: “ovr” is no comparison; did you mean “over”?",
        "clause.md:8:40: “contract.term_months” is a number, not “many”",
        "clause.md:9:14: “timetable” has parts; write {present: true}, or name a part",
        "clause.md:10:29: “timetable.submit” is a date; write “2027” as YYYY-MM-DD",
        "clause.md:11:22: “over” compares numbers and dates, and “buyer.name” is none",
        "clause.md:12:23: “present” takes true or false",
        "clause.md:13:8: “any” takes a list of conditions, each after “- ”",
        "clause.md:14:8: a condition is keys with values, such as “strategy: C”",
    ]


# A few fields of each kind; facts for them are drawn independently of any spec.
NAMES = [
    "document",
    "strategy",
    "procedure",
    "data.personal",
    "contract.term_months",
    "budget.total",
    "timetable.submit",
    "buyer.country",
    "upstream",
    "modules.budget",
]
NUMBERS = st.integers(1, 6) | st.decimals(1, 6, places=1)
DATES = st.dates(dt.date(2027, 1, 1), dt.date(2027, 1, 9))


def values_of(name: str) -> st.SearchStrategy[Fact]:
    field = FIELDS[name]
    return {
        "choice": st.sampled_from(field.choices or ("",)),
        "boolean": st.booleans(),
        "number": st.integers(1, 6) if field.whole else NUMBERS,
        "date": DATES,
        "text": st.sampled_from(["IE", "NL", "FR"]),
        "record": st.just(object()),
    }[field.kind]


def facts_of(name: str) -> st.SearchStrategy[tuple[Fact, ...]]:
    least = 0 if FIELDS[name].optional else 1
    most = 3 if FIELDS[name].plural else 1
    return st.lists(values_of(name), min_size=least, max_size=most).map(tuple)


TABLES = st.fixed_dictionaries({name: facts_of(name) for name in NAMES})


@st.composite
def questions(draw: st.DrawFn) -> Condition:
    name = draw(st.sampled_from(NAMES))
    field = FIELDS[name]
    operators = ["present"]
    if field.kind in ("number", "date"):
        operators += ["over", "under", "at_least", "at_most"]
    if field.kind != "record":
        operators.append("is")
    operator = draw(st.sampled_from(operators))
    if operator == "present":
        return Test(name, "present", (draw(st.booleans()),))
    most = 3 if operator == "is" else 1
    operands = draw(st.lists(values_of(name), min_size=1, max_size=most))
    return Test(name, operator, tuple(operands))  # type: ignore[arg-type]


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    questions(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts)))
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: Any_(tuple(parts)))
        | inner.map(Not)
    ),
    max_leaves=4,
)


@given(CONDITIONS, TABLES)
def test_a_flip_really_flips(condition: Condition, table: dict[str, tuple[Fact, ...]]) -> None:
    changes = flips(condition, table.__getitem__)
    if changes is None:
        return
    assert len({change.field for change in changes}) == len(changes)
    after = table | {change.field: change.example for change in changes}
    assert holds(condition, after.__getitem__) is not holds(condition, table.__getitem__)


@given(CONDITIONS, TABLES, st.data())
def test_what_has_no_flip_cannot_be_turned_by_any_facts(
    condition: Condition, table: dict[str, tuple[Fact, ...]], data: st.DataObject
) -> None:
    if flips(condition, table.__getitem__) is not None:
        return
    other: Lookup = data.draw(TABLES).__getitem__
    assert holds(condition, other) is holds(condition, table.__getitem__)


@given(CONDITIONS, TABLES)
def test_no_single_change_beats_a_flip_of_several(
    condition: Condition, table: dict[str, tuple[Fact, ...]]
) -> None:
    changes = flips(condition, table.__getitem__) or ()
    before = holds(condition, table.__getitem__)
    for change in changes if len(changes) > 1 else ():
        alone = table | {change.field: change.example}
        assert holds(condition, alone.__getitem__) is before


@given(CONDITIONS, TABLES)
def test_a_double_negation_says_the_same(
    condition: Condition, table: dict[str, tuple[Fact, ...]]
) -> None:
    twice, lookup = Not(Not(condition)), table.__getitem__
    assert holds(twice, lookup) is holds(condition, lookup)
    assert reasons(twice, lookup) == reasons(condition, lookup)


@given(CONDITIONS, TABLES)
def test_there_is_always_a_reason(condition: Condition, table: dict[str, tuple[Fact, ...]]) -> None:
    found = reasons(condition, table.__getitem__)
    assert found
    assert all(found)
    assert len(set(found)) == len(found)


def test_numbers_keep_their_exact_value() -> None:
    table: dict[str, tuple[Fact, ...]] = {"budget.total": (Decimal("0.3"),)}
    condition = parse({"budget.total": Decimal("0.3")})
    assert holds(condition, table.__getitem__)
