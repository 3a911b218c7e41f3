"""What is due first has the name that the procedure gives it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rfpkit.assembly.selection_stage import first_due
from rfpkit.spec import load
from rfpkit.spec.vocabulary import Jurisdiction, Procedure

SPEC = load(Path(__file__).resolve().parents[2] / "examples" / "eu-open-permits" / "spec.yml").value


@pytest.mark.parametrize(
    ("jurisdiction", "procedure", "due"),
    [
        ("eu", "restricted", "requests to participate"),
        ("uk", "competitive-flexible", "requests to participate"),
        ("us", "restricted", "technical proposals, without prices"),
        ("us", "competitive-dialogue", "statements of qualification"),
        ("eu", "dynamic-purchasing", "requests for admission"),
    ],
)
def test_the_first_step_is_named_by_law_and_procedure(
    jurisdiction: Jurisdiction, procedure: Procedure, due: str
):
    assert first_due(replace(SPEC, jurisdiction=jurisdiction, procedure=procedure)) == due
