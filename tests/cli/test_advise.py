"""``rfpkit advise procedure``: for people, for programs, and by asking."""

import json
import subprocess
import sys
from pathlib import Path

from .in_process import rfpkit

ROOT = Path(__file__).resolve().parents[2]
EU = ROOT / "examples" / "eu-open-permits" / "spec.yml"
UK = ROOT / "examples" / "uk-library-system" / "spec.yml"


def test_the_open_procedures_are_told_best_first_with_what_the_buyer_needs():
    done = rfpkit("advise", "procedure", EU, "--answer", "specifiable=yes")
    assert done.returncode == 0, done.stderr
    assert "1. Open procedure (open) (in the spec)" in done.stdout
    for part in ("For it:", "Minimum periods:", "Roles:", "Documents:", "Clauses:", "Pitfalls:"):
        assert part in done.stdout
    assert "It would be open if the value is below the threshold." in done.stdout
    assert "[verified]" in done.stdout


def test_no_line_is_longer_than_80_characters():
    for case in (EU, UK):
        shown = rfpkit("advise", "procedure", case, "--all").stdout
        assert max(map(len, shown.splitlines())) <= 80


def test_all_tells_of_every_open_procedure_in_full():
    short, whole = (rfpkit("advise", "procedure", EU, *more).stdout for more in ((), ("--all",)))
    assert "more are open; --all tells of each in full." in short
    assert "more are open" not in whole
    assert len(whole) > len(short)


def test_json_holds_every_procedure_with_its_reasons_and_sources():
    done = rfpkit(
        "advise", "procedure", EU, "--answer", "negotiate=yes", "--answer", "specifiable=no",
        "--format", "json",
    )  # fmt: skip
    data = json.loads(done.stdout)
    assert (data["version"], data["regime"], data["named"]) == (1, "eu", "open")
    first = data["procedures"][0]
    assert (first["procedure"], first["status"]) == ("competitive-dialogue", "open")
    assert first["for"]
    assert {"title", "section", "verified"} <= set(first["periods"][0]["source"])
    assert data["threshold"]["below"] is False


def test_a_project_folder_is_as_good_as_its_spec(tmp_path: Path):
    (tmp_path / "spec.yml").write_text(EU.read_text(encoding="utf-8"), encoding="utf-8")
    assert (
        rfpkit("advise", "procedure", tmp_path).stdout == rfpkit("advise", "procedure", EU).stdout
    )


def test_a_dialogue_in_the_uk_is_answered_with_how_to_run_it_now(tmp_path: Path):
    spec = tmp_path / "spec.yml"
    text = UK.read_text(encoding="utf-8")
    text = text.replace("procedure: competitive-flexible", "procedure: competitive-dialogue")
    spec.write_text(text, encoding="utf-8")
    done = rfpkit("advise", "procedure", spec)
    assert done.returncode == 0, done.stderr
    words = " ".join(done.stdout.split())
    assert "“competitive-dialogue” was replaced by “competitive-flexible”" in words
    assert "“flexible_like: competitive-dialogue” into the spec. How to run it inside:" in words
    assert "rfpkit advise procedure" in rfpkit("plan", spec).stderr


def test_without_a_spec_it_asks_one_by_one():
    answers = "eu\n\n2027-02-01\nno\nY\n" + "\n" * 9
    command = [sys.executable, "-m", "rfpkit", "advise", "procedure"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, input=answers)
    assert done.returncode == 0, done.stderr
    assert "Whose procurement law" in done.stderr
    assert "Nothing on the market meets the need." in done.stdout
    assert "Requirements must be discussed with bidders." in done.stdout


def test_ask_asks_only_what_the_spec_does_not_answer():
    done = rfpkit("advise", "procedure", EU, "--ask", "--answer", "pilot=no", answers="\n" * 12)
    assert done.returncode == 0, done.stderr
    assert "Does something on the market meet the need" in done.stderr
    assert "Are several solutions to be pitched" not in done.stderr
    assert "Is the value below the threshold" not in done.stderr


def test_without_a_spec_the_options_say_it_all():
    done = rfpkit(
        "advise", "procedure", "--jurisdiction", "us", "--date", "2026-03-01", "--buyer-kind",
        "central", "--answer", "specifiable=yes",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Procedures under the Federal Acquisition Regulation for a central buyer" in done.stdout


def test_wrong_answers_are_all_told_at_once():
    done = rfpkit("advise", "procedure", EU, "--answer", "onmarket=yes", "--answer", "pilot=maybe")
    assert done.returncode == 2
    assert "there is no question “onmarket”; did you mean “on_market”?" in done.stderr
    assert "“pilot” takes yes or no, not “maybe”" in done.stderr


def test_answers_without_a_spec_or_its_options_are_a_wrong_request():
    done = rfpkit("advise", "procedure", "--answer", "pilot=yes")
    assert done.returncode == 2
    assert "without SPEC name --jurisdiction, --date and --buyer-kind" in done.stderr


def test_all_procedures_are_listed_with_their_law():
    shown = rfpkit("list", "procedures").stdout
    assert "uk-2023/competitive-flexible" in shown
    assert "eu/innovation-partnership" in shown
    assert "Directive 2014/24/EU, Article 31" in shown


def test_the_group_names_both_choices():
    shown = rfpkit("advise", "--help").stdout
    assert "strategy" in shown
    assert "procedure" in shown
