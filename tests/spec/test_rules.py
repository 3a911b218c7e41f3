"""The table of rules is whole, and each rule has a malformed spec that shows it."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from rfpkit import spec
from rfpkit.errors import InputError
from rfpkit.spec.rules import RULES, check
from rfpkit.yamlfile import load

HERE = Path(__file__).parent
MODULES = ["criteria", "dates", "form", "law", "money", "openness", "people", "scope"]


def test_every_rule_is_in_the_table() -> None:
    written = {
        function
        for name in MODULES
        for function in vars(import_module(f"rfpkit.spec.rules.{name}")).values()
        if inspect.isfunction(function)
        and function.__module__ == f"rfpkit.spec.rules.{name}"
        and not function.__name__.startswith("_")
    }
    assert set(RULES) == written


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.__module__}.{rule.__name__}")
def test_every_rule_finds_a_fault_in_some_malformed_spec(rule: object) -> None:
    assert any(list(rule(loaded)) for loaded in readable())  # type: ignore[operator]


def readable() -> list[spec.Loaded[spec.Spec]]:
    found = []
    for path in sorted((HERE / "malformed").glob("*.yml")):
        try:
            found.append(load(path, spec.Spec))
        except InputError:
            continue
    return found


def test_a_valid_spec_has_no_faults() -> None:
    assert check(load(HERE / "minimal.yml", spec.Spec)) == []


def test_the_budget_of_a_subscription_may_exceed_its_modules() -> None:
    text = (HERE / "minimal.yml").read_text(encoding="utf-8")
    text = text.replace("total: 150000", "total: 200000\n  basis: subscription")
    assert spec.load(Path("spec.yml"), text=text).value.budget.basis == "subscription"


def test_a_spec_for_in_house_work_needs_no_proposals() -> None:
    text = (HERE / "minimal.yml").read_text(encoding="utf-8")
    start, end = text.index("criteria:"), text.index("roles:")
    text = (text[:start] + text[end:]).replace("strategy: C", "strategy: D")
    assert spec.load(Path("spec.yml"), text=text).value.timetable is None


def test_weights_may_have_decimals() -> None:
    text = (HERE / "minimal.yml").read_text(encoding="utf-8")
    text = text.replace("weight: 60", "weight: 60.1").replace("weight: 40", "weight: 39.9")
    assert spec.load(Path("spec.yml"), text=text)
