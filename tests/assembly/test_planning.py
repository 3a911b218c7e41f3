"""The plan says which clauses are in and why, what would turn them, and what is wrong."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from rfpkit import spec as specs
from rfpkit.assembly.planning import Plan, plan
from rfpkit.assembly.turning import why
from rfpkit.errors import InputError
from rfpkit.library.load import Library

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests" / "spec" / "minimal.yml"


def planned(library: Library, *changes: tuple[str, str], extra: str = "") -> Plan:
    """The plan of a small European spec after some changes of its text."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text, count=1, flags=re.MULTILINE)
        assert count == 1, f"{pattern} is not in the example"
    return plan(specs.load(Path("spec.yml"), text=text + extra), library)


def messages(made: Plan, level: str = "error") -> list[str]:
    return [str(problem.fault) for problem in made.problems if problem.level == level]


def ids(made: Plan, document: str) -> set[str]:
    return {c.id for d in made.documents if d.name == document for c in d.clauses}


def test_an_example_has_no_errors(library):
    assert messages(planned(library)) == []


def test_each_law_brings_its_own_variants(library):
    contract = ids(planned(library), "contract")
    assert "standards/accessibility-eu" in contract
    assert not {"standards/accessibility-us", "standards/accessibility-uk"} & contract


def test_reasons_come_from_the_conditions(library):
    made = planned(library)
    decisions = {d.clause.id: d for document in made.documents for d in document.decisions}
    assert "jurisdiction is eu, not uk" in decisions["standards/accessibility-uk"].reasons
    assert "strategy is C" in decisions["ip/ownership-custom"].reasons


def test_what_would_turn_a_clause_is_said_and_true(library):
    (entry,) = why(planned(library), "ip/ownership-customised")
    assert not entry.included
    assert entry.change == ("strategy: B",)
    turned = planned(library, (r"^strategy: C", "strategy: B"))
    assert "ip/ownership-customised" in ids(turned, "contract")


def test_an_unknown_clause_is_answered_with_the_nearest(library):
    with pytest.raises(InputError, match="did you mean “exit/exit-plan”"):
        why(planned(library), "exit/exitplan")


def test_a_clause_forced_out_is_told_with_what_then_breaks(library):
    extra = "\nclauses:\n  exclude:\n    - {id: exit/handover, reason: The parent body does this}\n"
    made = planned(library, extra=extra)
    line = EXAMPLE.read_text(encoding="utf-8").count("\n") + 4
    assert "exit/handover" not in ids(made, "contract")
    assert any(f"spec.yml:{line}:" in m and "which is out" in m for m in messages(made))
    assert any("is a required clause and is forced out" in m for m in messages(made, "warning"))


def test_a_clause_forced_in_carries_its_reason(library):
    extra = "\nclauses:\n  include:\n    - {id: ip/escrow, reason: The council asked for it}\n"
    made = planned(library, extra=extra)
    (decision,) = [
        d for document in made.documents for d in document.decisions if d.clause.id == "ip/escrow"
    ]
    assert decision.included
    assert decision.reasons == ("forced in by the spec: The council asked for it",)


def test_two_variants_of_one_clause_cannot_both_be_in(library):
    extra = "\nclauses:\n  include:\n    - {id: price/payment-uk, reason: A test of the rule}\n"
    assert any("variants of one clause" in m for m in messages(planned(library, extra=extra)))


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("clauses:\n  include:\n    - {id: exit/exit-pln, reason: We want it}",
         "'exit/exit-pln' is no clause; did you mean “exit/exit-plan”?"),
        ("values:\n  exit/terminaton: {notice_days: 30}",
         "'exit/terminaton' is no clause; did you mean “exit/termination”?"),
        ("values:\n  risk/liability: {cap: 3}",
         "'risk/liability' has no blank 'cap'; its blanks are: cap_percent, high_cap_percent"),
        ("values:\n  risk/liability: {cap_percent: 5}",
         "risk/liability, cap_percent: 5 percent of the Charges is less than the smallest allowed"),
        ("values:\n  risk/liability: {cap_percent: lots}",
         "risk/liability, cap_percent: 'lots' is not a number"),
    ],
)  # fmt: skip
def test_wrong_names_and_values_are_told_with_their_line(library, extra, message):
    first = EXAMPLE.read_text(encoding="utf-8").count("\n") + 1
    found = [m for m in messages(planned(library, extra=f"\n{extra}\n")) if message in m]
    assert found
    assert int(found[0].split(":")[1]) > first


def test_what_a_text_asks_for_in_vain_is_told_however_the_placeholder_is_written(library):
    clause = library.clauses["exit/handover"]
    text = 'One.\n\nTwo {{ *problm* }},\nthree {{ insert("tabel") }}.'
    changed = replace(clause, text=text, text_line=20)
    made = planned(replace(library, clauses={**library.clauses, clause.id: changed}))
    assert [m for m in messages(made) if m.startswith(f"{clause.path}:22:1:")] == [
        m for m in messages(made) if "'problm'" in m or "'tabel'" in m
    ]
    assert len(messages(made)) == 2


def test_open_blanks_are_warnings_that_say_what_to_set(library):
    warnings = messages(planned(library), "warning")
    remedy = "set values: basis/parties: supplier_name, or set supplier.name"
    assert any(remedy in warning for warning in warnings)


def test_strategy_d_calls_for_no_document(library):
    made = planned(library, (r"^strategy: C", "strategy: D"))
    assert [document.included for document in made.documents] == [False, False]
    assert made.documents[0].reasons == ("strategy is D, not A, B or C",)


@pytest.mark.parametrize("case", ["us-case-management", "eu-open-permits", "uk-library-system"])
def test_the_plan_of_each_example_is_as_it_was(
    library: Library, case: str, file_regression: FileRegressionFixture
):
    made = plan(specs.load(ROOT / "examples" / case / "spec.yml"), library)
    lines = [
        f"{'+' if d.included else '-'} {document.name} {d.clause.id}: {'; '.join(d.reasons)}\n"
        for document in made.documents
        for d in document.decisions
    ]
    file_regression.check("".join(lines), basename=f"plan-{case}", newline="\n")
