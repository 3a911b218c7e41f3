"""Rows cover every set of answers that some row can hold, and hold none that cannot be."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit import spec as specs
from rfpkit.assembly.answers import Answers
from rfpkit.assembly.combinations import covering
from rfpkit.assembly.proving import Walk, walk
from rfpkit.content import data_folder
from rfpkit.errors import InputError
from rfpkit.library.load import Library
from rfpkit.spec.conditions import parse
from rfpkit.spec.conditions.model import tests as questions_in

STARTER = data_folder("templates") / "starter" / "spec.yml"


def possible(levels, refusals):
    return [row for row in product(*map(range, levels)) if not refusals(row)]


def held(rows, questions):
    return {tuple(row[q] for q in questions) for row in rows}


@st.composite
def problems(draw):
    """Questions with answers, pairs and triples of answers that cannot be, and one interplay."""
    levels = draw(st.lists(st.integers(2, 3), min_size=4, max_size=6))
    answers = [(q, a) for q, level in enumerate(levels) for a in range(level)]
    parts = st.lists(st.sampled_from(answers), min_size=2, max_size=3, unique_by=lambda one: one[0])
    forbidden = draw(st.lists(parts, max_size=6))
    interplay = draw(st.frozensets(st.integers(0, len(levels) - 1), min_size=3, max_size=3))
    return levels, forbidden, interplay


@given(problems())
@settings(deadline=None)
def test_every_possible_pair_and_interplay_is_covered_and_nothing_impossible_is_in(problem):
    levels, forbidden, interplay = problem

    def refusals(row):
        return frozenset(str(part) for part in forbidden if all(row[q] == a for q, a in part))

    every = possible(levels, refusals)
    if not every:
        return
    made = covering(levels, [interplay], refusals, most=15)  # fewer than there are: no full product
    assert not [row for row in made.rows if refusals(row)]
    if made.left:
        assert len(made.rows) == 15
        return
    for questions in [*combinations(range(len(levels)), 2), tuple(sorted(interplay))]:
        assert held(made.rows, questions) == held(every, questions)


def test_few_combinations_are_walked_all():
    made = covering([2, 3, 2], [], lambda row: frozenset({"no"} if row == (0, 0, 0) else ()), 100)
    assert made.every
    assert len(made.rows) == len(set(made.rows)) == 11


def test_what_the_limit_leaves_is_counted():
    made = covering([4] * 6, [], lambda _: frozenset(), most=3)
    assert len(made.rows) == 3
    assert made.covered == 3 * 15
    assert made.covered + made.left == 15 * 16


def test_far_fewer_rows_than_there_are_combinations():
    made = covering([3] * 12, [], lambda _: frozenset(), most=1_000)
    assert len(made.rows) < 40
    assert made.left == 0


@pytest.fixture(scope="module")
def made(library: Library) -> Walk:
    return walk(library, STARTER, 2_000)


def test_the_same_library_gives_the_same_rows(library, made):
    assert walk(library, STARTER, 2_000).rows == made.rows


def test_every_combination_is_a_spec_that_a_buyer_can_write(made):
    for row in made.rows:
        assert (
            specs.load(STARTER, text=made.answers.text(row)).value == made.answers.spec(row).value
        )


def test_no_answers_that_a_buyer_can_give_together_are_ruled_out(made):
    """Every pair that no row holds is refused by the spec's rules whatever else is answered."""
    levels = made.answers.levels
    base = [row for row in made.rows if row[0] in (0, 2, 3)]
    for p, q in combinations(range(len(levels)), 2):
        missing = set(product(range(levels[p]), range(levels[q]))) - held(made.rows, (p, q))
        for first, second in missing:
            for row in base:
                changed = list(row)
                changed[p], changed[q] = first, second
                assert made.answers.refusals(tuple(changed))


def test_answers_that_the_rules_refuse_are_refused_in_the_words_of_the_rules(made):
    numbers = made.answers.numbers
    row = list(made.rows[0])
    for name, word in (("jurisdiction", "uk"), ("procedure", "restricted")):
        known = [answer.value for answer in made.answers.questions[numbers[name]].answers]
        row[numbers[name]] = known.index(word)
    with pytest.raises(InputError, match="“restricted” has not existed in the UK"):
        specs.load(STARTER, text=made.answers.text(tuple(row)))
    assert any("has not existed in the UK" in one for one in made.answers.refusals(tuple(row)))


def test_numbers_are_asked_on_both_sides_of_what_they_are_compared_with():
    tests = questions_in(parse({"contract.term_months": {"over": 36}}))
    (question,) = Answers(STARTER, tests, ()).questions
    assert [answer.value for answer in question.answers] == [12, 35, 36, 37]


def test_a_field_within_an_optional_part_asks_for_that_part_too():
    tests = questions_in(parse({"timetable.briefing": {"present": True}}))
    assert [one.field for one in Answers(STARTER, tests, ()).questions] == [
        "timetable",
        "timetable.briefing",
    ]


def test_strategies_of_modules_are_asked_where_a_condition_looks_at_them():
    answers = Answers(STARTER, questions_in(parse({"strategies": "D"})), ())
    assert "modules.strategy" in answers.numbers
    row = [0] * len(answers.levels)
    row[answers.numbers["modules.strategy"]] = 3
    assert answers.spec(tuple(row)).value.modules[0].strategy == "D"
