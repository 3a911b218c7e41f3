"""Four projects, one in each strategy, played from an empty folder to their closing."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rfpkit.spec import load

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = {
    "A": "uk-library-system", "B": "eu-open-permits", "C": "us-case-management",
    "D": "eu-tree-register",
}  # fmt: skip
RECORDS = {
    "capacity": ("workshops", "lessons"),
    "market": ("engagements", "notices"),
    "vendor": ("questions", "addenda", "bidders"),
    "evaluation": ("panel", "conflicts", "scores", "meetings", "award"),
    "contracting": ("terms",),
    "agile": ("sprints", "acceptances"),
    "integration": (
        "kpis", "trainings", "documentation", "exits", "releases", "audits", "closure",
    ),
}  # fmt: skip
"""What is written down in each step."""
SIGNATURES = {
    "capacity": (("product-owner-role", "service-lead"),),
    "strategy": (("strategy-decision", "budget-holder"),),
    "resourcing": (("module-budget", "budget-holder"),),
    "rfp": (
        ("procedure-justification", "procurement-lead"),
        ("rfp", "legal-counsel"),
        ("rfp", "procurement-lead"),
        ("rfp", "read as a bidder"),
    ),
    "evaluation": (("award-report", "budget-holder"),),
    "contracting": (("contract", "legal-counsel"),),
    "integration": (("closure-report", "service-lead"),),
}
"""What is signed in each step, and by whom; the underwriting by every department."""


@dataclass
class Project:
    """A project's folder, and rfpkit as a process in it."""

    folder: Path
    example: Path

    def run(self, *args: str, code: int = 0) -> str:
        command = [sys.executable, "-m", "rfpkit", args[0], str(self.folder), *args[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == code, f"{args}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def status(self) -> Any:
        return json.loads(self.run("status", "--format", "json"))

    def write_down(self, name: str) -> None:
        for ending in ("yml", "csv"):
            source = self.example / "records" / f"{name}.{ending}"
            if source.exists():
                shutil.copy(source, self.folder / "records")

    def sign(self, document: str, name: str, role: str) -> None:
        self.run("sign", document, "--name", name, "--role", role, "--date", "2027-01-15")


@pytest.mark.parametrize("strategy", PROJECTS)
def test_a_project_runs_from_an_empty_folder_to_its_closing(strategy: str, tmp_path: Path):
    example = ROOT / "examples" / PROJECTS[strategy]
    project = Project(tmp_path / "project", example)
    project.run("init")
    for other in example.iterdir():
        if other.is_file():
            shutil.copy(other, project.folder)
    (project.folder / "records").mkdir(exist_ok=True)
    departments = load(example / "spec.yml").value.departments
    steps = [one["id"] for one in project.status()["steps"]]
    assert ("rfp" in steps) == (strategy != "D")
    assert ("agile" in steps) == (strategy != "A")
    opened = []
    for step in steps:
        if _lacks(project, step):
            opened.append(step)
        for name in RECORDS.get(step, ()):
            project.write_down(name)
        asked = _lacks(project, step)
        for document, role in SIGNATURES.get(step, ()):
            if any(document in message and "sign" in message for message in asked):
                project.sign(document, "A. B.", role)
        for department in departments if step == "discovery" else ():
            project.sign("underwriting", department.person, department.name)
        _build(project, step)
        assert _lacks(project, step) == []
    project.run("status", "--require", steps[-1])
    assert {"capacity", "discovery", "strategy", "integration"} <= set(opened)
    gates = [gate for step in project.status()["steps"] for gate in step["gates"]]
    assert [gate["id"] for gate in gates if gate["state"] == "open"] == []
    assert sum(gate["state"] == "met" for gate in gates) >= 25
    _closed(project)


def _lacks(project: Project, step: str) -> list[str]:
    """What the open gates of a step lack."""
    (found,) = (one for one in project.status()["steps"] if one["id"] == step)
    shut = [gate for gate in found["gates"] if gate["state"] == "open"]
    return [gate["reason"] for gate in shut] + [
        lack["message"] for gate in shut for lack in gate["lacks"]
    ]


def _build(project: Project, step: str) -> None:
    """The documents of a step are written, each whole."""
    out = project.folder / "build" / step
    told = project.run(
        "build", "--step", step, "--format", "docx,md", "--no-page-numbers", "-o", str(out)
    )
    written = sorted(path.name for path in out.iterdir())
    assert written
    assert all(name in told for name in written)
    assert all(path.stat().st_size > 1_000 for path in out.glob("*.docx"))


def _closed(project: Project) -> None:
    """The closing report holds what was measured; the other commands have nothing to object."""
    report = (project.folder / "build" / "integration" / "closure-report.md").read_text("utf-8")
    spec = load(project.folder / "spec.yml").value
    assert all(kpi.name in report for kpi in spec.kpis)
    if spec.strategy != "D":
        project.run("evaluate")
        project.run("questions")
        project.run("timetable")


@pytest.mark.parametrize("strategy", PROJECTS)
def test_a_signature_no_longer_counts_once_its_text_has_changed(strategy: str, tmp_path: Path):
    example = ROOT / "examples" / PROJECTS[strategy]
    project = Project(tmp_path / "project", example)
    shutil.copytree(example, project.folder)
    (project.folder / "records" / "signoffs.yml").unlink(missing_ok=True)
    for department in load(example / "spec.yml").value.departments:
        project.sign("underwriting", department.person, department.name)
    assert _lacks(project, "discovery") == []
    spec = project.folder / "spec.yml"
    text = spec.read_text(encoding="utf-8")
    head, mark, rest = text.partition("\nproblem: >\n")
    assert mark
    first, rest = rest.split("\n", 1)
    spec.write_text(f"{head}{mark}{first} Really.\n{rest}", encoding="utf-8")
    assert any("changed" in message for message in _lacks(project, "discovery"))
