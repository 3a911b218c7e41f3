"""``rfpkit check`` as a process: what it walked, what it found, and its exit code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLAUSE = """---
title: Sprints
version: 1.0.0
status: approved
summary: For a test.
guidance: For a test.
sources: [{title: A test}]
---
A Sprint lasts {{ contract.sprint_weeks }} weeks.
"""
TEMPLATE = """title: Agreement
kind: contract
summary: For a test.
when: {strategy: [A, B, C]}
sections: [{title: All, clauses: [a/*]}]
"""


def rfpkit(*args: str, checkout: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *args]
    env = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=checkout, env=env
    )


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a small library: a clause of it needs what a spec may leave out."""
    folder = tmp_path_factory.mktemp("checkout")
    unwanted = shutil.ignore_patterns("__pycache__", "data")
    shutil.copytree(ROOT / "src" / "rfpkit", folder / "src" / "rfpkit", ignore=unwanted)
    shutil.copytree(ROOT / "templates" / "starter", folder / "templates" / "starter")
    shutil.copy(ROOT / "templates" / "numbering.yml", folder / "templates")
    (folder / "templates" / "contract.yml").write_text(TEMPLATE, encoding="utf-8")
    (folder / "clauses" / "a").mkdir(parents=True)
    (folder / "clauses" / "a" / "sprints.md").write_text(CLAUSE, encoding="utf-8")
    (folder / "clauses" / "terms.yml").write_text("terms: {}\n", encoding="utf-8")
    return folder


def test_a_check_that_holds_exits_with_zero_and_tells_what_was_walked():
    done = rfpkit("check", "--select", "conflicts", "--select", "terms", "--select", "blanks")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "combinations of the answers to" in done.stdout
    assert done.stdout.endswith("No faults.\n")


def test_a_fault_exits_with_one_and_names_file_line_and_answers(faulty: Path):
    done = rfpkit("check", "--select", "references", checkout=faulty)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.startswith("clauses/a/sprints.md:9:1: 'a/sprints' needs contract.sprint_w")
    assert "    with: strategy A, contract.sprint_weeks left out" in done.stdout
    assert done.stdout.endswith("1 fault.\n")


def test_the_library_that_is_shipped_has_no_fault():
    done = rfpkit("check", "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    data = json.loads(done.stdout)
    assert data["version"] == 1
    assert data["faults"] == []
    walked = data["walked"]
    assert walked["left"] == 0
    assert walked["combinations"] > 100
    assert 0 < walked["documents"]["linted"] < walked["documents"]["assembled"]


def test_json_holds_the_whole_example(faulty: Path):
    args = ("check", "--select", "references", "--format", "json")
    done = rfpkit(*args, checkout=faulty)
    (fault,) = json.loads(done.stdout)["faults"]
    assert fault["check"] == "references"
    assert fault["example"]["contract.sprint_weeks"] == "left out"
    assert len(fault["example"]) == json.loads(done.stdout)["walked"]["questions"]


def test_a_limit_is_told_with_what_it_leaves():
    done = rfpkit("check", "--most", "5", "--select", "conflicts")
    assert done.returncode == 0
    assert "Walked 5 combinations" in done.stdout
    assert "because of --most" in done.stdout


def test_an_unknown_check_is_refused():
    done = rfpkit("check", "--select", "grammar")
    assert done.returncode == 2
    assert "references" in done.stderr
