"""``rfpkit build --lock`` and ``rfpkit plan --against`` as processes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "uk-library-system" / "spec.yml"
CLAUSE = "exit/handover"


def rfpkit(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a spec and its lock."""
    folder = tmp_path_factory.mktemp("locked")
    (folder / "spec.yml").write_bytes(EXAMPLE.read_bytes())
    done = rfpkit("build", "spec.yml", "--format", "md", "--lock", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "locked rfpkit.lock (" in done.stdout
    return folder


@pytest.fixture
def folder(locked: Path, tmp_path: Path) -> Path:
    """A copy of that folder, for tests that change it."""
    for name in ("spec.yml", "rfpkit.lock"):
        (tmp_path / name).write_bytes((locked / name).read_bytes())
    return tmp_path


def edited(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    """Make the lock say that the library was another one when it was written."""
    path = folder / "rfpkit.lock"
    data = json.loads(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def older(data: dict[str, Any]) -> None:
    data["clauses"][CLAUSE] |= {"version": "0.9.0", "wording": "0" * 64}
    lines = data["documents"]["contract"]["clauses"][CLAUSE]["lines"]
    at = next(at for at, line in enumerate(lines) if " must " in line)
    lines[at] = lines[at].replace(" must ", " shall ", 1)


def test_a_build_without_the_flag_writes_no_lock(tmp_path: Path) -> None:
    (tmp_path / "spec.yml").write_bytes(EXAMPLE.read_bytes())
    done = rfpkit("build", "spec.yml", "--format", "md", cwd=tmp_path)
    assert done.returncode == 0
    assert not (tmp_path / "rfpkit.lock").exists()
    assert "moved" not in done.stderr


def test_the_same_spec_gives_the_same_lock(folder: Path) -> None:
    before = (folder / "rfpkit.lock").read_bytes()
    done = rfpkit("build", "spec.yml", "--format", "md", "--lock", "--only", "rfp", cwd=folder)
    assert done.returncode == 0
    assert (folder / "rfpkit.lock").read_bytes() == before


def test_a_build_whose_library_has_not_moved_says_nothing_of_it(locked: Path) -> None:
    done = rfpkit("build", "spec.yml", "--format", "md", cwd=locked)
    assert done.returncode == 0
    assert all(line.startswith("open in ") for line in done.stderr.splitlines())


def test_a_build_whose_library_has_moved_says_so_in_a_line_per_clause(folder: Path) -> None:
    edited(folder, older)
    done = rfpkit("build", "spec.yml", "--format", "md", cwd=folder)
    assert done.returncode == 0
    moved = [line for line in done.stderr.splitlines() if line.startswith("moved: ")]
    assert moved == [f"moved: {CLAUSE}: 0.9.0 → 1.0.0, new wording"]
    assert "see what that changes with 'rfpkit plan spec.yml --against rfpkit.lock'" in done.stderr
    assert "accept it with 'rfpkit build spec.yml --lock'" in done.stderr
    accepted = rfpkit("build", "spec.yml", "--format", "md", "--lock", cwd=folder)
    assert moved[0] in accepted.stderr
    assert "accept it" not in accepted.stderr
    assert "moved" not in rfpkit("build", "spec.yml", "--format", "md", cwd=folder).stderr


def test_plan_against_the_lock_shows_each_clause_as_a_redline(folder: Path) -> None:
    edited(folder, older)
    done = rfpkit("plan", "spec.yml", "--against", "rfpkit.lock", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    first, head, *lines = done.stdout.splitlines()
    assert first == "contract"
    assert head == f"  ~ {CLAUSE} 1.0.0 changed: library: 0.9.0 → 1.0.0, new wording"
    assert "[-shall-]{+must+}" in " ".join(lines)
    assert "\033" not in done.stdout


def test_plan_against_the_lock_as_json(folder: Path) -> None:
    edited(folder, older)
    done = rfpkit("plan", "spec.yml", "--against", "rfpkit.lock", "--format", "json", cwd=folder)
    data = json.loads(done.stdout)
    (change,) = data["changes"]
    assert data["version"] == 1
    assert (change["document"], change["clause"], change["change"]) == (
        "contract", CLAUSE, "changed",
    )  # fmt: skip
    assert "[-shall-]{+must+}" in change["redline"][0]


def test_plan_against_a_lock_that_still_holds_says_so(locked: Path) -> None:
    done = rfpkit("plan", "spec.yml", "--against", "rfpkit.lock", cwd=locked)
    assert (done.returncode, done.stdout) == (0, "nothing has changed since rfpkit.lock\n")


def test_a_missing_lock_is_named_and_why_is_another_question(locked: Path) -> None:
    done = rfpkit("plan", "spec.yml", "--against", "other.lock", cwd=locked)
    assert done.returncode == 3
    assert "other.lock: cannot be read" in done.stderr
    both = ("--against", "rfpkit.lock", "--why", CLAUSE)
    assert rfpkit("plan", "spec.yml", *both, cwd=locked).returncode == 2


def test_a_broken_lock_stops_a_build_until_it_is_written_anew(folder: Path) -> None:
    text = (folder / "rfpkit.lock").read_text(encoding="utf-8")
    (folder / "rfpkit.lock").write_text("<<<<<<< HEAD\n" + text, encoding="utf-8")
    done = rfpkit("build", "spec.yml", "--format", "md", cwd=folder)
    assert done.returncode == 2
    assert "rfpkit.lock:1:1: is not sound JSON here" in done.stderr
    assert not (folder / "build").exists()
    assert rfpkit("build", "spec.yml", "--format", "md", "--lock", cwd=folder).returncode == 0
    assert (folder / "rfpkit.lock").read_text(encoding="utf-8") == text


def test_the_lock_of_another_spec_is_neither_heeded_nor_overwritten(folder: Path) -> None:
    edited(folder, older)
    (folder / "spec.yml").rename(folder / "other.yml")
    before = (folder / "rfpkit.lock").read_bytes()
    done = rfpkit("build", "other.yml", "--format", "md", cwd=folder)
    assert done.returncode == 0
    assert "moved" not in done.stderr
    refused = rfpkit("build", "other.yml", "--format", "md", "--lock", "-o", "new", cwd=folder)
    assert refused.returncode == 2
    assert "rfpkit.lock: is the lock of spec.yml; give other.yml a folder" in refused.stderr
    assert (folder / "rfpkit.lock").read_bytes() == before
    assert not (folder / "new").exists()
