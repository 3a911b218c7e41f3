"""``rfpkit check`` as a process: what it walked, what it found, and its exit code."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def rfpkit(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *args]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_a_check_that_holds_exits_with_zero_and_tells_what_was_walked():
    done = rfpkit("check", "--select", "conflicts", "--select", "terms", "--select", "blanks")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "combinations of the answers to" in done.stdout
    assert done.stdout.endswith("No faults.\n")


def test_a_fault_exits_with_one_and_names_file_line_and_answers():
    done = rfpkit("check", "--select", "references")
    assert done.returncode == 1
    assert "clauses/annex/data-processing.md:" in done.stdout
    assert (
        "    with: strategy A, B or C, data.personal true, data.categories left out" in done.stdout
    )


def test_every_text_passes_the_linters():
    done = rfpkit("check", "--select", "linters", "--select", "build", "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    data = json.loads(done.stdout)
    assert data["version"] == 1
    assert data["faults"] == []
    walked = data["walked"]
    assert walked["left"] == 0
    assert walked["combinations"] > 100
    assert 0 < walked["documents"]["linted"] < walked["documents"]["assembled"]


def test_json_holds_the_whole_example():
    done = rfpkit("check", "--select", "references", "--format", "json")
    (fault,) = json.loads(done.stdout)["faults"]
    assert fault["check"] == "references"
    assert fault["example"]["data.categories"] == "left out"
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
