"""Reports and rules kept between runs: the same findings, sooner; never a stale or broken one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rfpkit.cli import kept
from rfpkit.filecache import FileCache
from rfpkit.lint.report import Finding, NotRun, Report

BAD = "The licence renews automatically each year.\n"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def lint(path: Path, cache: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """A run with the cache in a folder of its own."""
    command = [sys.executable, "-m", "rfpkit", "lint", str(path), "--format", "json", *args]
    places = {name: str(cache) for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME")}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **places}
    )
    assert done.returncode in (0, 1), done.stderr
    return done


def files(cache: Path, beginning: str) -> list[Path]:
    return [path for path in cache.rglob("*.json") if path.name.startswith(beginning)]


def test_a_kept_report_is_the_same_report(tmp_path: Path, cache: Path):
    path = tmp_path / "terms.md"
    path.write_text(f"# Term\n\n{BAD}", encoding="utf-8")
    first = lint(path, cache)
    assert len(files(cache, "report")) == 1
    again = lint(path, cache)
    assert (again.stdout, again.returncode) == (first.stdout, first.returncode)
    assert lint(path, cache, "--no-cache").stdout == first.stdout
    assert len(files(cache, "report")) == 1


def test_another_file_place_or_question_gets_a_report_of_its_own(tmp_path: Path, cache: Path):
    path, moved = tmp_path / "terms.md", tmp_path / "moved.md"
    path.write_text(BAD, encoding="utf-8")
    moved.write_text(BAD, encoding="utf-8")
    lint(path, cache)
    found = json.loads(lint(moved, cache).stdout)
    assert {finding["path"] for finding in found["findings"]} == {str(moved)}
    assert len(files(cache, "report")) == 1
    for args in (["--ignore", "lock-in"], ["--kind", "contract"], ["--date", "2020-01-01"]):
        lint(path, cache, *args)
    assert len(files(cache, "report")) == 4
    path.write_text("The licence ends.\n", encoding="utf-8")
    assert "lock-in/auto-renewal" not in lint(path, cache).stdout


def test_what_is_broken_in_the_cache_is_made_anew(tmp_path: Path, cache: Path):
    path = tmp_path / "terms.md"
    path.write_text(BAD, encoding="utf-8")
    first = lint(path, cache).stdout
    for broken in ("", "{", "[]", '{"nodes": 3}', '["rfp", 3, [[1]]]', '["rfp", "x", 4]'):
        for file in files(cache, ""):
            file.write_text(broken, encoding="utf-8")
        assert lint(path, cache).stdout == first


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path):
    path, taken = tmp_path / "terms.md", tmp_path / "taken"
    path.write_text(BAD, encoding="utf-8")
    taken.write_text("a file, not a folder", encoding="utf-8")
    assert "lock-in/auto-renewal" in lint(path, taken).stdout


def test_a_kept_report_needs_neither_engine_nor_rules(tmp_path: Path, cache: Path):
    path = tmp_path / "terms.md"
    path.write_text(BAD, encoding="utf-8")
    lint(path, cache)
    code = (
        "import sys; from rfpkit.cli import run; run(sys.argv[1:]); "
        "heavy = ('rfpkit.lint.engine', 'pydantic', 'yaml', 'spacy'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    places = {name: str(cache) for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME")}
    done = subprocess.run(
        [sys.executable, "-c", code, "lint", str(path)],
        capture_output=True, text=True, check=True, env={**os.environ, **places},
    )  # fmt: skip
    assert done.stdout.rstrip().endswith("[]")


def test_a_report_without_words_is_not_kept(tmp_path: Path):
    reports = kept.KeptReports(FileCache(tmp_path), tmp_path, ())
    made = []

    def make() -> Report:
        made.append(1)
        return Report("a.txt", "other", 0, ())

    for _ in range(2):
        reports.report(tmp_path / "a.txt", b"", make)
    assert len(made) == 2


def test_every_field_of_a_finding_is_kept(tmp_path: Path):
    reports = kept.KeptReports(FileCache(tmp_path), tmp_path, ())
    finding = Finding(
        rule="a/b", level="error", confidence="low", message="m", path="a.txt", line=1, column=2,
        end_line=3, end_column=4, page=5, section="s", paragraph=6, quote="q“", context="c",
        passage="p", instead="i", fix="f", fingerprint="x", ordinal=7, start=8, end=9,
        fix_start=10, fix_end=11,
    )  # fmt: skip
    left = (NotRun("a/c", "needs a reason"),)
    report = Report("a.txt", "rfp", 3, (finding,), not_run=left)
    for _ in range(2):
        assert reports.report(Path("a.txt"), b"x", lambda: report) == report


@pytest.mark.parametrize(
    ("platform", "names", "folder"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/rfpkit"),
        ("linux", {"XDG_CACHE_HOME": "relative", "HOME": "/h"}, "/h/.cache/rfpkit"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/rfpkit"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/rfpkit/Cache"),
    ],
)
def test_the_folder_is_where_the_platform_keeps_caches(monkeypatch, platform, names, folder):
    monkeypatch.setattr(kept.sys, "platform", platform)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert kept.cache_folder() == Path(folder)
