"""``rfpkit plan`` as a process: reasons for people, and data for programs."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "uk-library-system" / "spec.yml"


def rfpkit(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_listing_shows_documents_parts_and_reasons():
    done = rfpkit("plan", EXAMPLE)
    assert done.returncode == 0, done.stderr
    assert "Request for proposals (rfp): in, strategy is A" in done.stdout
    assert "+ standards/accessibility-uk: strategy is A; jurisdiction is uk" in done.stdout
    assert "- standards/accessibility-eu: jurisdiction is uk, not eu" in done.stdout


def test_open_blanks_are_told_on_stderr():
    assert "open: What is the full legal name of the Supplier?" in rfpkit("plan", EXAMPLE).stderr


def test_why_tells_reason_and_the_smallest_change():
    done = rfpkit("plan", EXAMPLE, "--why", "delivery/sprints")
    assert done.returncode == 0
    assert "contract: delivery/sprints (Sprints and reviews) is out." in done.stdout
    assert "It would be in with: strategy: B or C" in done.stdout


def test_why_of_a_variant_name_tells_of_each_variant():
    shown = rfpkit("plan", EXAMPLE, "--why", "price/payment").stdout
    assert "price/payment-uk (" in shown
    assert "price/payment-eu (" in shown


def test_json_holds_documents_reasons_blanks_and_problems():
    done = rfpkit("plan", EXAMPLE, "--format", "json")
    data = json.loads(done.stdout)
    assert data["version"] == 1
    contract = next(d for d in data["documents"] if d["name"] == "contract")
    clauses = {c["id"]: c for part in contract["parts"] for c in part["clauses"]}
    assert clauses["exit/exit-plan"]["included"] is True
    assert clauses["exit/exit-plan"]["reasons"]
    assert clauses["basis/parties"]["blanks"]["supplier_name"] == {"answer": None, "from": "open"}
    assert {problem["level"] for problem in data["problems"]} == {"warning"}


def test_a_spec_with_a_conflict_exits_with_two(tmp_path: Path):
    spec = tmp_path / "spec.yml"
    forced = "\nclauses:\n  include:\n    - {id: price/payment-eu, reason: To see what happens}\n"
    spec.write_text(EXAMPLE.read_text(encoding="utf-8") + forced, encoding="utf-8")
    done = rfpkit("plan", spec)
    assert done.returncode == 2
    assert "are variants of one clause and both in" in done.stderr
