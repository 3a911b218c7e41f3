"""What tags can ask for is plain data: every field of the spec, as clauses write it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from rfpkit import spec as specs
from rfpkit.assembly.fields import field_values
from rfpkit.assembly.planning import Plan, plan
from rfpkit.assembly.values import field_text
from rfpkit.library.load import Library
from rfpkit.spec.conditions import FIELDS

ROOT = Path(__file__).resolve().parents[2]
CASES = ("us-case-management", "eu-open-permits", "uk-library-system")


@pytest.fixture(params=CASES)
def made(request: pytest.FixtureRequest, library: Library) -> Plan:
    return plan(specs.load(ROOT / "examples" / request.param / "spec.yml"), library)


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        assert type(value) is dict
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def test_all_of_it_is_plain_data(made):
    kinds = {type(leaf) for leaf in leaves(field_values(made))}
    assert kinds <= {str, int, bool, type(None)}


def test_every_field_of_the_spec_is_there_under_its_path(made):
    found = field_values(made)
    assert {field.name for field in fields(made.spec.value)} - found.keys() == {"rfpkit", "clauses"}
    for name in FIELDS:
        value: Any = found
        for step in name.split("."):
            value = value[step] if isinstance(value, dict) and step in value else None
        if isinstance(value, str):
            assert value == field_text(made.spec.value, name), name


def test_the_answers_to_blanks_are_those_of_the_document(made):
    answers = field_values(made)["values"]
    for document in made.documents:
        for clause in document.clauses:
            assert set(answers[clause.id]) == set(clause.front.blanks)
