"""The steps of the process code as data: complete, sound, and numbered as published."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

from rfpkit.content import data_folder
from rfpkit.errors import InputError
from rfpkit.library.model import StepId
from rfpkit.process.answering import check_steps
from rfpkit.process.gates import CHECKS
from rfpkit.process.steps import Step, read_steps
from rfpkit.spec.conditions import FIELDS

STEPS = data_folder("process") / "steps.yml"
MOST_WORDS = 25
NAMES = """
product-owner-role workshop-pack glossary lessons-learned-form
discovery-report problem-statement underwriting
request-for-information market-analysis direct-award-justification
strategy-decision contract-issue-register co-procurement-agreement
agile-pre-plan resource-plan module-budget
environment-annex rfp criteria-matrix selection-questionnaire procedure-justification
procedure-statement descriptive-document invitation-to-dialogue challenge-brief contest-rules
market-gap-memo phase-plan invitation-to-tender
public-notice promotion-plan questions-log addendum session-scripts dialogue-protocol
dialogue-record dialogue-closing negotiation-protocol
panel-briefing conflict-declaration score-sheet technical-evaluation award-report award-letter
non-award-letter debrief jury-appointment jury-report
terms-conflict-register contract quality-plan exit-plan
work-plan sprint-sheet sprint-review module-acceptance phase-gate-report
documentation-outline training-plan maintenance-plan annual-audit release-pack closure-report
"""


def test_every_step_is_there_once_and_in_the_order_of_a_project(steps: tuple[Step, ...]) -> None:
    names = [step.id for step in steps]
    assert sorted(names) == sorted(get_args(StepId))
    assert names.index("resourcing") < names.index("rfp"), "the pre-plan comes before the RFP"


def test_two_steps_have_the_number_five_in_the_edition_of_ten(steps: tuple[Step, ...]) -> None:
    numbers = {step.id: step.numbers.ten for step in steps}
    assert [name for name, number in numbers.items() if number == "5"] == ["resourcing", "rfp"]
    assert set(numbers.values()) == {str(n) for n in range(1, 11)}


def test_the_edition_of_eleven_numbers_each_step_once(steps: tuple[Step, ...]) -> None:
    assert sorted(int(step.numbers.eleven) for step in steps) == list(range(1, 12))


@pytest.mark.parametrize(
    ("strategy", "eleven"),
    [
        ("A", [1, 2, 3, 4, 5, 7, 8, 9, 11]),
        ("B", [1, 2, 3, 4, 5, 7, 8, 9, 10, 11]),
        ("C", [1, 2, 3, 4, 5, 7, 8, 9, 10, 11]),
        ("D", [1, 2, 3, 4, 6, 10, 11]),
    ],
)
def test_each_strategy_takes_the_steps_that_the_edition_of_eleven_gives_it(
    strategy: str, eleven: list[int], steps: tuple[Step, ...]
) -> None:
    whole = [int(step.numbers.eleven) for step in steps if strategy in step.strategies]
    assert sorted(whole) == eleven


def test_each_document_belongs_to_a_step(steps: tuple[Step, ...]) -> None:
    assert {paper.name for step in steps for paper in step.documents} == set(NAMES.split())


def test_every_document_of_the_library_is_in_its_step(steps: tuple[Step, ...]) -> None:
    listed = {(step.id, paper.name) for step in steps for paper in step.documents}
    there = (data_folder("templates") / "steps").glob("*/*.md")
    assert [path for path in there if (path.parent.name, path.stem) not in listed] == []


def test_conditions_checks_and_places_are_sound() -> None:
    check_steps(read_steps(STEPS))


def test_every_check_is_asked_by_a_gate(steps: tuple[Step, ...]) -> None:
    assert {gate.check for step in steps for gate in step.gates} - {""} == set(CHECKS)


def test_every_place_is_a_field(steps: tuple[Step, ...]) -> None:
    places = {gate.place for step in steps for gate in step.gates if gate.place}
    assert places <= set(FIELDS)


def test_sentences_are_short(steps: tuple[Step, ...]) -> None:
    sentences = (s for text in _texts(steps) for s in re.split(r"(?<=[.;?]) ", text))
    assert [s for s in sentences if len(s.split()) >= MOST_WORDS] == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("check: product-owner\n", "check: product-owners\n", "did you mean “product-owner”?"),
        ("roles.role: innovation-lead", "rolls.role: innovation-lead", "did you mean “roles.role”"),
        ("- id: innovation-lead", "- id: product-owner", "is also the id on line"),
        ("        check: departments\n", "", "either “needs” or “check”"),
        ("        place: records.lessons\n", "", "has a “remedy” and a “place”"),
        ("        waits: no Sprint has begun\n", "", "says what it awaits"),
        ("        strategies: [D]\n        acts", "        strategies: [D]\n        act", "“acts”"),
    ],
)
def test_a_slip_in_the_file_is_answered_with_its_line(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "steps.yml"
    text = STEPS.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        check_steps(read_steps(path))
    assert any(message in fault.message and fault.line for fault in caught.value.faults)
