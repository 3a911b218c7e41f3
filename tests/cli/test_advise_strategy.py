"""``rfpkit advise strategy`` as a person and as a program reads it."""

import json
import shutil
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from .in_process import rfpkit

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


@pytest.mark.parametrize("case", ["eu-tree-register", "eu-open-permits"])
def test_the_comparison_reads_well_at_80_columns(case: str, file_regression: FileRegressionFixture):
    done = rfpkit("advise", "strategy", EXAMPLES / case)
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    file_regression.check(done.stdout, newline="\n")


def test_programs_get_the_same_figures():
    done = rfpkit("advise", "strategy", EXAMPLES / "eu-tree-register", "--format", "json")
    data = json.loads(done.stdout)
    assert [one["strategy"] for one in data["options"]] == ["D", "B", "A"]
    assert data["options"][0]["present_value"] == "320105.31"
    assert (data["chosen"], data["currency"]) == ("D", "EUR")


def test_a_choice_against_the_figures_is_told(tmp_path: Path):
    shutil.copy(EXAMPLES / "eu-open-permits" / "spec.yml", tmp_path)
    spec = tmp_path / "spec.yml"
    text = spec.read_text(encoding="utf-8").replace("\nstrategy: B", "\nstrategy: C", 1)
    spec.write_text(text, encoding="utf-8")
    told = " ".join(rfpkit("advise", "strategy", spec).stdout.split())
    assert "The spec follows strategy C; by these figures B is the best." in told


def test_a_spec_without_options_is_told_what_to_add(tmp_path: Path):
    shutil.copy(ROOT / "tests" / "spec" / "minimal.yml", tmp_path / "spec.yml")
    done = rfpkit("advise", "strategy", tmp_path)
    assert done.returncode == 2
    assert "describe the options under “appraisal”" in done.stderr
