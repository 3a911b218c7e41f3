"""``rfpkit status`` and ``rfpkit sign`` as a user runs them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .in_process import Done, rfpkit

FINISHED = Path(__file__).resolve().parents[1] / "process" / "finished"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the finished project, to be changed."""
    return Path(shutil.copytree(FINISHED, tmp_path / "lights"))


def change(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_finished_project_exits_with_zero_and_says_so(project: Path) -> None:
    command = [sys.executable, "-m", "rfpkit", "status", str(project), "--require", "integration"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "every step is done" in done.stdout
    assert "Nothing is left to do." in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "Documents: " in done.stdout


@pytest.mark.parametrize("case", sorted(path.name for path in EXAMPLES.iterdir()))
def test_every_example_has_a_status_and_a_trace(case: str) -> None:
    for more in ((), ("--trace",)):
        done = rfpkit("status", EXAMPLES / case / "spec.yml", *more)
        assert done.returncode == 0, done.stderr


def test_the_folder_and_the_spec_in_it_are_the_same_project(project: Path) -> None:
    assert rfpkit("status", project / "spec.yml").stdout == rfpkit("status", project).stdout


def test_status_is_information_and_require_is_a_demand(project: Path) -> None:
    (project / "records" / "closure.yml").unlink()
    assert rfpkit("status", project).returncode == 0
    assert rfpkit("status", project, "--require", "contracting").returncode == 0
    assert rfpkit("status", project, "--require", "integration").returncode == 1


def test_a_step_that_does_not_apply_cannot_be_required(project: Path) -> None:
    change(project, "spec.yml", "strategy: C\nproblem", "strategy: D\nproblem")
    change(project, "spec.yml", "{strategy: D, what", "{strategy: C, what")
    change(project, "spec.yml", "    - strategy: C\n", "    - strategy: D\n")
    done = rfpkit("status", project, "--require", "rfp")
    assert done.returncode == 2
    assert "the step 'rfp' does not apply: the strategy is D" in done.stderr


def test_json_is_for_programs(project: Path) -> None:
    done = rfpkit("status", project, "--format", "json", "--step", "rfp", "--as-of", "2027-02-01")
    data = json.loads(done.stdout)
    assert data["version"] == 1
    assert data["as_of"] == "2027-02-01"
    assert [step["id"] for step in data["steps"]] == ["rfp"]
    papers = {paper["name"]: paper["state"] for paper in data["steps"][0]["documents"]}
    assert papers["rfp"] == "ready"


def test_the_trace_draws_a_tree_and_goes_alone(project: Path) -> None:
    done = rfpkit("status", project, "--trace")
    assert done.returncode == 0, done.stderr
    assert "KPI dark-days" in done.stdout
    assert "Nothing hangs loose." in done.stdout
    assert json.loads(rfpkit("status", project, "--trace", "--format", "json").stdout)["strands"]
    assert rfpkit("status", project, "--trace", "--step", "rfp").returncode == 2


def test_the_steps_are_listed() -> None:
    done = rfpkit("list", "steps")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 11
    assert "5/6  D (in part A, B, C): Agile planning and resourcing" in done.stdout


def sign(project: Path, document: str, *more: str) -> Done:
    who = ("--name", "Lee Holm", "--role", "legal-counsel", "--date", "2027-04-06")
    return rfpkit("sign", project, document, *who, *more)


def test_a_signature_counts_until_the_text_changes(project: Path) -> None:
    done = sign(project, "contract")
    assert done.returncode == 0, done.stderr
    kept = (project / "records" / "signoffs.yml").read_text(encoding="utf-8")
    assert kept.startswith("# Signed on paper; the sheets are in the archive.\n")
    assert rfpkit("status", project, "--require", "contracting").returncode == 0
    change(project, "spec.yml", "summary: Lights are repaired", "summary: Lights get repaired")
    assert rfpkit("status", project, "--require", "contracting").returncode == 0, "not in the text"
    change(project, "spec.yml", "date: 2027-01-11", "date: 2027-01-12")
    done = rfpkit("status", project, "--require", "contracting")
    assert done.returncode == 1
    assert "the text has changed since then" in " ".join(done.stdout.split())


def test_signatures_of_others_do_not_change_the_text(project: Path) -> None:
    first = sign(project, "underwriting")
    again = rfpkit(
        "sign", project, "underwriting", "--name", "Mia Ford", "--role", "Finance",
        "--date", "2027-04-07",
    )  # fmt: skip
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert first.stdout.partition("(text")[2] == again.stdout.partition("(text")[2] != ""


def test_the_same_signature_is_not_written_twice(project: Path) -> None:
    assert sign(project, "contract").returncode == 0
    before = (project / "records" / "signoffs.yml").read_bytes()
    done = sign(project, "contract")
    assert done.returncode == 2
    assert "Lee Holm has signed this text of contract already" in done.stderr
    assert (project / "records" / "signoffs.yml").read_bytes() == before


def test_a_refusal_is_on_record_and_keeps_the_gate_open(project: Path) -> None:
    assert sign(project, "contract", "--refuse", "--note", "The cap is gone").returncode == 0
    done = rfpkit("status", project, "--step", "contracting")
    told = " ".join(done.stdout.split())
    assert "Lee Holm refused on 2027-04-06 (The cap is gone)" in told


def test_the_file_of_signatures_is_made_where_there_is_none(project: Path) -> None:
    (project / "records" / "signoffs.yml").unlink()
    assert sign(project, "rfp").returncode == 0
    text = (project / "records" / "signoffs.yml").read_text(encoding="utf-8")
    assert text.startswith("signoffs:\n  - document: rfp\n    name: Lee Holm\n")
    assert "criteria: " in text, "evaluation holds scores against the criteria that were signed"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("underwritting", "there is no document “underwritting”; did you mean “underwriting”?"),
        ("co-procurement-agreement", "the project does not need “co-procurement-agreement”"),
    ],
)
def test_what_is_not_there_cannot_be_signed(document: str, message: str, project: Path) -> None:
    before = (project / "records" / "signoffs.yml").read_bytes()
    done = sign(project, document)
    assert done.returncode == 2
    assert message in done.stderr
    assert (project / "records" / "signoffs.yml").read_bytes() == before


BAD = {
    "no-spec": ("spec.yml", "", None, "spec.yml: "),
    "empty-spec": ("spec.yml", "", "", "spec.yml: there is nothing in it"),
    "two-product-owners": (
        "spec.yml", "  - {role: innovation-lead, name: Noa Lind}",
        "  - {role: product-owner, name: Noa Lind, time_percent: 50}",
        "there is a product-owner on line 136 already; one person decides",
    ),
    "half-written-yaml": (
        "records/questions.yml", "answer: \"Yes, they may.\"", "answer: \"Yes, they",
        "questions.yml:",
    ),
    "missing-field": (
        "records/award.yml", "decided_by: Mia Ford, ", "",
        "award.yml:1:1: “decided_by” is missing under “award”: who decided",
    ),
    "unknown-file": (
        "records/question.yml", None, "questions: []\n", "did you mean “questions”?",
    ),
    "sprint-ends-before-it-starts": (
        "records/sprints.yml", "end: 2027-04-30", "end: 2027-04-10",
        "sprints.yml:2:41: “end” (2027-04-10) comes before “start” (2027-04-19)",
    ),
    "award-before-the-deadline": (
        "records/award.yml", "decided: 2027-03-18", "decided: 2027-02-18",
        "award.yml:1:33: the award was decided on 2027-02-18, before the deadline of tenders",
    ),
    "answered-before-asked": (
        "records/questions.yml", "answered: 2027-01-27", "answered: 2027-01-20",
        "questions.yml:6:15: “answered” (2027-01-20) comes before “asked” (2027-01-25)",
    ),
    "unknown-kpi": (
        "records/kpis.yml", "kpi: dark-days", "kpi: dark-day",
        "kpis.yml:2:11: there is no KPI “dark-day”; did you mean “dark-days”?",
    ),
    "unknown-module": (
        "records/acceptances.yml", "module: repairs", "module: repair",
        "acceptances.yml:3:14: there is no module “repair”; did you mean “repairs”?",
    ),
    "unknown-bidder-in-scores": (
        "records/scores.csv", "individual,ola,north", "individual,ola,nort",
        "scores.csv:2:3: there is no bidder “nort”",
    ),
    "unknown-winner": (
        "records/award.yml", "bidder: north", "bidder: west",
        "award.yml:1:17: there is no bidder “west”; there are north, south",
    ),
    "text-where-a-number-belongs": (
        "records/scores.csv", "north,plan,5,All named,2027-03-02", "north,plan,five,All,2027-03-02",
        "scores.csv:2",
    ),
    "duplicate-ids": (
        "records/panel.yml", "id: tim", "id: ola",
        "panel.yml:3:10: “ola” is also the id on line 2",
    ),
    "late-bid": (
        "records/bidders.yml", "received: 2027-02-25", "received: 2027-02-28",
        "bidders.yml:3:49: the bid of south came on 2027-02-28, after the deadline",
    ),
    "signature-under-nothing": (
        "records/signoffs.yml", "document: contract", "document: contrct",
        "there is no document “contrct”; did you mean “contract”?",
    ),
    "unknown-seat": (
        "records/panel.yml", "seat: Crew member", "seat: Crew",
        "is no seat of the panel that was published",
    ),
}  # fmt: skip
"""A file of the folder, what stands there, what is written instead, and the answer; without old
text the whole file is written, without new text it is removed."""


@pytest.mark.parametrize("name", BAD)
def test_a_bad_folder_gets_a_clear_answer(name: str, project: Path) -> None:
    file, old, new, message = BAD[name]
    if new is None:
        (project / file).unlink()
    elif not old:
        (project / file).write_text(new, encoding="utf-8")
    else:
        change(project, file, old, new)
    done = rfpkit("status", project)
    assert done.returncode == 2, done.stdout
    assert message in done.stderr
    assert all(line.startswith("error: ") for line in done.stderr.splitlines())
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = rfpkit("status", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_all_faults_of_all_files_are_told_at_once(project: Path) -> None:
    change(project, "records/kpis.yml", "kpi: dark-days", "kpi: dark-day")
    change(project, "records/sprints.yml", "end: 2027-04-30", "end: 2027-04-10")
    change(project, "records/award.yml", "bidder: north", "bidder: west")
    assert len(rfpkit("status", project).stderr.splitlines()) == 3


def test_a_project_without_records_stands_at_its_beginning(project: Path) -> None:
    shutil.rmtree(project / "records")
    done = rfpkit("status", project)
    assert done.returncode == 0, done.stderr
    assert "now in step 1 of 11: Capacity-building" in done.stdout
