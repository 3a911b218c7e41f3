"""A project whose modules follow different strategies gets the documents of each."""

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import rfpkit
from rfpkit import spec
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.mixing import plans
from rfpkit.content import data_root
from rfpkit.library.load import Library, load_library
from rfpkit.process.status import GateStatus
from rfpkit.spec.model import Spec
from rfpkit.spec.records.before import SignOff
from rfpkit.yamlfile import Loaded

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "eu-open-permits" / "spec.yml"


def mixed(*strategies: str | None) -> Loaded[Spec]:
    loaded = spec.load(EXAMPLE)
    modules = zip(loaded.value.modules, strategies, strict=True)
    changed = tuple(replace(module, strategy=strategy) for module, strategy in modules)
    return replace(loaded, value=replace(loaded.value, modules=changed))


def mixed_file(folder: Path) -> Path:
    """The example with its module “advice” bought off the shelf."""
    text = EXAMPLE.read_text(encoding="utf-8")
    path = folder / "spec.yml"
    path.write_text(text.replace("  - id: advice\n", "  - id: advice\n    strategy: A\n"), "utf-8")
    return path


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


def test_the_linter_looks_at_the_documents_of_each_strategy(tmp_path: Path):
    path = mixed_file(tmp_path)
    command = [sys.executable, "-m", "rfpkit", "lint", str(path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = [one["path"].rpartition("#")[2] for one in json.loads(done.stdout)["documents"]]
    assert {"rfp", "contract", "rfp-a", "contract-a"} <= set(seen)


def test_verify_finds_the_contract_of_the_right_strategy(tmp_path: Path):
    path = mixed_file(tmp_path)
    made = plans(spec.load(path), load_library(data_root()))["-a"]
    rfpkit.write(rfpkit.assemble(made, "contract"), tmp_path / "returned.md")
    review = rfpkit.verify(tmp_path / "returned.md", spec=path)
    assert review.is_verbatim


def contract_gate(path: Path) -> GateStatus:
    gates = (gate for step in rfpkit.status(path).steps for gate in step.gates)
    return next(one for one in gates if one.gate.id == "contract-reviewed")


def test_each_contract_of_a_mixed_project_is_signed_as_it_is_built(tmp_path: Path):
    path = mixed_file(tmp_path)
    counsel = SignOff(
        document="contract", name="A. B.", role="legal-counsel", date=dt.date(2027, 4, 1)
    )
    first, second = (rfpkit.sign(path, name, counsel) for name in ("contract", "contract-a"))
    assert first.text != second.text
    answer = contract_gate(path).answer
    assert (answer.state, answer.reason) == (
        "met", "contract and contract-a are signed by A. B.",
    )  # fmt: skip
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Three outside bodies give", "Four outside bodies give"), encoding="utf-8"
    )
    said = [lack.fault.message for lack in contract_gate(path).answer.lacks]
    assert any("contract-a" in message and "changed" in message for message in said)


def test_a_signature_is_missed_under_the_contract_of_each_strategy(tmp_path: Path):
    said = [lack.fault.message for lack in contract_gate(mixed_file(tmp_path)).answer.lacks]
    assert any(message.endswith("rfpkit sign … contract-a") for message in said)
    assert any(message.endswith("rfpkit sign … contract") for message in said)
