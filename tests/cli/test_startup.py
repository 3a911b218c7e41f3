"""``rfpkit --help`` is quick, because it loads nothing that it does not need."""

import statistics
import subprocess
import sys
import time

import pytest

from rfpkit.cli import COMMANDS

HEAVY = (
    "spacy",
    "docx",
    "docxtpl",
    "jinja2",
    "pydantic",
    "lxml",
    "yaml",
    "markdown_it",
    "numpy",
    "holidays",
    "icalendar",
    "openpyxl",
)


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(args, capture_output=True, text=True, check=False)


def test_help_loads_no_heavy_library():
    code = (
        "import sys\nfrom rfpkit.cli import run\nrun(['--help'])\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = run(sys.executable, "-c", code)
    assert done.stdout.rstrip().endswith("LOADED []"), done.stdout + done.stderr


def test_importing_the_package_loads_no_heavy_library():
    code = f"import sys, rfpkit\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    assert run(sys.executable, "-c", code).stdout.strip() == "[]"


def test_help_takes_at_most_twice_the_time_of_importing_click_and_yaml():
    def seconds(*args: str) -> float:
        start = time.perf_counter()
        assert run(sys.executable, *args).returncode == 0
        return time.perf_counter() - start

    ratios = [
        seconds("-m", "rfpkit", "--help") / seconds("-c", "import click, yaml") for _ in range(9)
    ]
    assert statistics.median(ratios) <= 2, ratios


def test_help_names_every_command():
    shown = run(sys.executable, "-m", "rfpkit", "--help").stdout
    for name, (_, line) in COMMANDS.items():
        assert name in shown
        assert " ".join(line.split()) in " ".join(shown.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name):
    done = run(sys.executable, "-m", "rfpkit", name, "--help")
    assert done.returncode == 0, done.stderr
    assert f"Example: rfpkit {name} " in " ".join(done.stdout.split())


def test_an_unknown_command_is_a_wrong_request():
    done = run(sys.executable, "-m", "rfpkit", "bulid")
    assert done.returncode == 2
    assert "No such command 'bulid'" in done.stderr


def test_the_version_is_told():
    assert run(sys.executable, "-m", "rfpkit", "--version").stdout.startswith("rfpkit 0.")
