"""The starter and the examples are valid, complete and fit for editors."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from rfpkit import spec
from rfpkit.content import data_folder
from rfpkit.spec.conditions import FIELDS
from rfpkit.yamlfile import load_plain

ROOT = Path(__file__).resolve().parents[2]
STARTER = data_folder("templates") / "starter" / "spec.yml"
EXAMPLES = sorted((ROOT / "examples").glob("*/spec.yml"))
LATER = {
    "departments", "research", "personas", "goals", "alternatives", "market", "appraisal", "risks",
    "co_procurers", "answers", "features", "team", "migration", "promotion", "events", "training",
    "maintenance", "publication", "records", "bidder", "winner", "member", "addendum", "sprint",
    "module",
}  # fmt: skip
"""Parts of the spec that only the documents of the steps need, and what is not in the spec."""
SPECS = pytest.mark.parametrize("path", [STARTER, *EXAMPLES], ids=lambda path: path.parent.name)


@SPECS
def test_it_loads_without_a_fault(path: Path) -> None:
    assert spec.load(path).value.rfpkit == 1


@SPECS
def test_it_fits_the_schema_that_editors_use(path: Path) -> None:
    schema = json.loads((ROOT / "schemas" / "spec.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(as_json(load_plain(path).value))


@SPECS
def test_its_first_line_names_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert first.endswith("spec.schema.json")


@SPECS
def test_its_problem_names_no_solution(path: Path) -> None:
    words = spec.load(path).value.problem.casefold().replace(",", " ").replace(".", " ").split()
    assert not {"system", "portal", "app", "software", "platform", "website"} & set(words)


def test_the_starter_explains_every_field_of_the_spec() -> None:
    text = STARTER.read_text(encoding="utf-8")
    names = {
        name.rpartition(".")[2]
        for name in FIELDS
        if name not in ("document", "strategies") and name.partition(".")[0] not in LATER
    }
    # What nobody needs to begin with stands in the reference.
    rest = {"quote", "phone", "baseline", "demonstrations", "serves", "weeks"}
    rest |= {"requests", "invited", "initial_tenders", "dialogue_closes", "jury"}
    assert [name for name in sorted(names - rest) if f"{name}:" not in text] == []


def test_the_examples_cover_the_strategies_and_jurisdictions() -> None:
    found = {(s.strategy, s.jurisdiction) for s in (spec.load(path).value for path in EXAMPLES)}
    assert found >= {("C", "us"), ("B", "eu"), ("A", "uk")}


BOUGHT = [path for path in EXAMPLES if spec.load(path).value.strategy != "D"]


@pytest.mark.parametrize("path", BOUGHT, ids=lambda path: path.parent.name)
def test_an_example_in_which_something_is_bought_is_rich(path: Path) -> None:
    value = spec.load(path).value
    assert len([user for user in value.users if user.journeys]) >= 4
    assert len(value.kpis) >= 4
    assert len(value.modules) >= 3
    assert len(value.criteria) >= 8
    assert {criterion.kind for criterion in value.criteria} == {"mandatory", "scored", "process"}
    assert len(value.responsibilities) >= 6
    assert len(value.environment.systems) >= 4


def as_json(value: Any) -> Any:
    match value:
        case dict():
            return {key: as_json(item) for key, item in value.items()}
        case list():
            return [as_json(item) for item in value]
        case Decimal():
            return float(value)
    return value
