"""What the README says is what happens."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rfpkit.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def run(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(line, comments=True)
    assert words[0] == "rfpkit"
    command = [sys.executable, "-m", "rfpkit", *words[1:]]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def test_the_first_commands_run_one_after_the_other(tmp_path: Path):
    (lines,) = (block for block in blocks("sh") if "rfpkit init" in block)
    for line in lines.splitlines():
        done = run(line, tmp_path)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert (tmp_path / "my-project" / "build" / "contract.docx").is_file()


def test_a_command_shown_with_its_output_prints_just_that():
    (shown,) = (block for block in blocks("console") if "--why" in block)
    command, _, expected = shown.partition("\n")
    assert run(command.removeprefix("$ "), ROOT).stdout == expected


@pytest.mark.shared
def test_the_real_document_gives_the_findings_shown(shared: Path):
    (shown,) = (block for block in blocks("console") if "us-ues" in block)
    command, _, expected = shown.partition("\n")
    done = run(command.removeprefix("$ "), shared / "real")
    assert done.stdout.startswith(expected.removesuffix("…\n"))


def test_the_python_example_runs(tmp_path: Path):
    (code,) = blocks("python")
    code = code.replace("examples/", f"{ROOT}/examples/")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "True"


def test_the_first_lines_of_a_spec_name_fields_that_exist():
    from rfpkit.spec.conditions import FIELDS
    from rfpkit.yamlfile import load_plain

    (text,) = (block for block in blocks("yaml") if block.startswith("rfpkit: 1"))
    plain = load_plain(Path("README.md"), text=text).value
    assert set(plain) - {"rfpkit"} <= set(FIELDS)
    assert {f"project.{name}" for name in plain["project"]} <= set(FIELDS)


def test_the_waiver_shown_names_a_rule_that_exists():
    (text,) = (block for block in blocks("yaml") if block.startswith("waivers:"))
    rule = re.search(r"rule: (\S+)", text)
    assert rule
    assert (ROOT / "linters" / f"{rule.group(1)}.yml").is_file()


def test_the_folders_and_pictures_that_it_names_exist():
    for path in re.findall(r"\]\(([\w./-]+)\)|src=\"([^\"]+)\"|^\| `([\w./-]+)` \|", README, re.M):
        assert (ROOT / next(filter(None, path))).exists(), path


def test_the_main_commands_are_shown():
    for name in ("init", "plan", "build", "lint", "explain"):
        assert name in COMMANDS
        assert f"rfpkit {name}" in README


def test_the_commands_about_a_whole_project_run(tmp_path: Path):
    shutil.copytree(ROOT / "examples" / "eu-open-permits", tmp_path / "my-project")
    commands = re.findall(r"^\|.*\| `(rfpkit [a-z]+ .*my-project.*)` \|$", README, re.MULTILINE)
    assert len(commands) >= 7
    for line in commands:
        done = run(line, tmp_path)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert max(map(len, done.stdout.splitlines())) <= 80, line
    assert (tmp_path / "dates.ics").is_file()


def test_the_status_of_a_new_project_reads_as_shown(tmp_path: Path):
    (shown,) = (block for block in blocks("console") if "rfpkit status" in block)
    command, *expected = shown.splitlines()
    assert run("rfpkit init my-project", tmp_path).returncode == 0
    told = run(command.removeprefix("$ "), tmp_path).stdout.splitlines()
    assert all(line in told for line in expected if line != "…")
