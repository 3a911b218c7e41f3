"""A project whose modules follow different strategies gets the documents of each."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from rfpkit import spec
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.mixing import plans
from rfpkit.library.load import Library
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import Loaded

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "eu-open-permits" / "spec.yml"


def mixed(*strategies: str | None) -> Loaded[Spec]:
    loaded = spec.load(EXAMPLE)
    modules = zip(loaded.value.modules, strategies, strict=True)
    changed = tuple(replace(module, strategy=strategy) for module, strategy in modules)
    return replace(loaded, value=replace(loaded.value, modules=changed))


def test_a_project_of_one_strategy_has_one_plan(library: Library):
    assert list(plans(mixed(None, None, None, None), library)) == [""]
    assert list(plans(mixed("B", "B", "B", "B"), library)) == [""]


def test_each_strategy_has_its_modules_and_their_money(library: Library):
    made = plans(mixed(None, "A", "C", "A"), library)
    held = {
        ending: (one.spec.value.strategy, [module.id for module in one.spec.value.modules])
        for ending, one in made.items()
    }
    assert held == {
        "": ("B", ["intake"]),
        "-a": ("A", ["advice", "inspection"]),
        "-c": ("C", ["decision"]),
    }
    totals = {ending: one.spec.value.budget.total for ending, one in made.items()}
    assert totals == {"": Decimal(260000), "-a": Decimal(400000), "-c": Decimal(240000)}


def test_a_strategy_without_modules_has_no_plan(library: Library):
    assert list(plans(mixed("A", "A", "C", "C"), library)) == ["-a", "-c"]


def test_the_contract_of_each_is_that_of_its_strategy(library: Library):
    made = plans(mixed(None, "A", "C", "D"), library)
    texts = {}
    for ending, one in made.items():
        (contract,) = (d for d in one.documents if d.name == "contract")
        if contract.included:
            clauses = {clause.id for clause in contract.clauses}
            texts[ending] = clauses
            assert assemble(one, contract).blocks
    assert sorted(texts) == ["", "-a", "-c"]
    assert "ip/ownership-customised" in texts[""]
    assert "ip/licence-off-the-shelf" in texts["-a"]
    assert "ip/ownership-custom" in texts["-c"]
