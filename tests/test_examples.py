"""The examples pass our own linters, and what is accepted is accepted with a reason."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CASES = ("us-case-management", "eu-open-permits", "uk-library-system")


def rfpkit(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("case", CASES)
def test_spec_and_drafts_have_no_finding_that_is_not_waived_with_a_reason(case: str):
    done = rfpkit("lint", f"examples/{case}/spec.yml", "--fail-on", "warning", "--format", "json")
    data = json.loads(done.stdout)
    assert [f for f in data["findings"] if f["level"] != "advice"] == []
    assert done.returncode == 0
    assert done.stderr == ""  # no waiver is stale, expired or names an unknown rule


@pytest.mark.parametrize("case", CASES)
def test_the_word_files_have_no_error_either(case: str, tmp_path: Path):
    spec = ROOT / "examples" / case / "spec.yml"
    built = rfpkit("build", spec, "-o", tmp_path, "--format", "docx", "--no-page-numbers")
    assert built.returncode == 0, built.stderr
    done = rfpkit(
        "lint", tmp_path / "rfp.docx", tmp_path / "contract.docx",
        "--spec", spec, "--fail-on", "warning",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("case", CASES)
def test_every_document_of_an_example_is_complete(case: str):
    data = json.loads(rfpkit("plan", f"examples/{case}/spec.yml", "--format", "json").stdout)
    assert [problem for problem in data["problems"] if problem["level"] == "error"] == []
    for document in data["documents"]:
        left_out = [
            clause["id"]
            for part in document["parts"]
            for clause in part["clauses"]
            if clause["forced"]
        ]
        assert left_out == []


def test_the_strategies_and_laws_are_all_there():
    from rfpkit.spec import load

    specs = [load(ROOT / "examples" / case / "spec.yml").value for case in CASES]
    assert sorted(spec.strategy for spec in specs) == ["A", "B", "C"]
    assert sorted(spec.jurisdiction for spec in specs) == ["eu", "uk", "us"]
