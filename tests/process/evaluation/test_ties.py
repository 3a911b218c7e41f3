"""The published rule for equal totals, read as far as it is mechanical."""

from dataclasses import replace

import pytest

from rfpkit.process.evaluation.ties import tie_criteria
from rfpkit.spec import load

from .projects import CASE, ROOT

SPEC = load(ROOT / "examples" / CASE / "spec.yml").value
"""S1 reader-tasks 25, S2 staff-tasks 15, S3 interfaces 15, S4 move 15, S5 price 30."""


@pytest.mark.parametrize(
    ("rule", "criteria"),
    [
        ("the higher score for criterion S1", ["reader-tasks"]),
        ("the higher score for S3, then the lower price", ["interfaces", "price"]),
        ("the higher score for the criterion “staff-tasks”", ["staff-tasks"]),
        ("the higher score for reader tasks", ["reader-tasks"]),
        ("the higher score for the scored criterion with the greatest weight", ["price"]),
        ("the lower price", ["price"]),
        ("the higher score for S9", []),
        ("a vote of the panel", []),
        ("the higher score for move; a vote of the panel; the lower price", ["move"]),
        ("the higher score for what matters most to readers", []),
    ],
)
def test_a_rule_names_criteria(rule: str, criteria: list[str]) -> None:
    spec = replace(SPEC, evaluation=replace(SPEC.evaluation, tie=rule))
    assert [one.id for one in tie_criteria(spec)] == criteria


def test_two_greatest_weights_are_for_people() -> None:
    same = tuple(
        replace(one, weight=30) if one.id == "reader-tasks" else one for one in SPEC.criteria
    )
    rule = "the higher score for the scored criterion with the greatest weight"
    spec = replace(SPEC, criteria=same, evaluation=replace(SPEC.evaluation, tie=rule))
    assert tie_criteria(spec) == ()


@pytest.mark.parametrize("case", ["us-case-management", "eu-open-permits", "uk-library-system"])
def test_the_rules_of_the_examples_are_mechanical(case: str) -> None:
    assert tie_criteria(load(ROOT / "examples" / case / "spec.yml").value)
