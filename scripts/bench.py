"""Measure what the README claims: start-up, a whole build, and the linter beside proselint.

Every time is a median within one run, and is told as a ratio against another program that ran in
turn with it, on the same machine. proselint comes from the dependency group ``bench``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import rfpkit
from rfpkit.assembly import proving
from rfpkit.content import data_folder, data_root
from rfpkit.document.model import AnyBlock, Document, text_blocks
from rfpkit.library.load import load_library

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT.parent / "shared" / "gold" / "text"
RUNS = 7
PYTHON = sys.executable
RFPKIT = [PYTHON, "-m", "rfpkit"]
LINT = [*RFPKIT, "lint", "--fail-on", "never"]
PROSELINT = [str(Path(PYTHON).with_name("proselint")), "check"]
CONTRACT = Path(__file__).with_name("bench_contract.py")
FLOOR = [PYTHON, "-c", "import click, yaml"]
WORDS_ON_100_PAGES = 31_000


def measured(command: Sequence[str], home: Path) -> tuple[float, float]:
    """Wall-clock seconds and peak memory (MB) of one run, with its caches under ``home``."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def compared(first: Sequence[str], second: Sequence[str], home: Path) -> tuple[float, float, float]:
    """The median seconds of two commands, run in turn, and the first one's peak memory (MB)."""
    pairs = [(measured(first, home), measured(second, home)) for _ in range(RUNS + 1)][1:]
    seconds = [statistics.median(pair[at][0] for pair in pairs) for at in (0, 1)]
    return seconds[0], seconds[1], max(pair[0][1] for pair in pairs)


def told(name: str, first: Sequence[str], second: Sequence[str], base: str, home: Path) -> None:
    """Print one line: seconds, the ratio to the second command, and peak memory."""
    seconds, other, memory = compared(first, second, home)
    print(f"{name:34} {seconds:6.3f} s  {seconds / other:5.2f} x {base:24} {memory:4.0f} MB")


def texts(folder: Path) -> list[str]:
    """The labelled documents d01 to d12; without them, those that the examples build."""
    if LABELLED.is_dir():
        return [str(path) for path in sorted(LABELLED.glob("d*.txt"))]
    for spec in sorted(ROOT.glob("examples/*/spec.yml")):
        out = folder / spec.parent.name
        build = [*RFPKIT, "build", str(spec), "-o", str(out), "--no-page-numbers"]
        subprocess.run(build, check=True, cwd=ROOT)
    return [str(path) for path in sorted(folder.rglob("*.md"))]


def hundred_pages(paths: Sequence[str], folder: Path) -> str:
    """A Word document with the blocks of texts, as many as fill a hundred pages."""
    blocks: list[AnyBlock] = []
    words = 0
    for path in paths:
        for block in rfpkit.read(Path(path)).blocks:
            if words < WORDS_ON_100_PAGES:
                blocks.append(block)
                words += sum(len(one.text.split()) for one in text_blocks((block,)))
    target = folder / "hundred-pages.docx"
    rfpkit.write(Document(title="A hundred pages", blocks=tuple(blocks)), target)
    return str(target)


def proved() -> None:
    """Print how many combinations of answers a second ``rfpkit check`` plans and proves."""
    starter = data_folder("templates") / "starter" / "spec.yml"
    made = proving.walk(load_library(data_root()), starter, 2_000)
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        proving.prove(made, proving.Sightings(made))
        seconds.append(time.perf_counter() - start)
    count, taken = len(made.rows), statistics.median(seconds)
    speed = f"{count / taken:6.0f} combinations a second"
    print(f"{'rfpkit check, plans and proofs':34} {speed} (of {count})")


def main() -> None:
    """Print the figures."""
    if not Path(PROSELINT[0]).is_file():
        sys.exit("proselint is not installed: pip install --group bench")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spec = "examples/us-case-management/spec.yml"
        contract = str(folder / "us" / "contract.docx")
        build = [*RFPKIT, "build", spec, "-o", str(folder / "us"), "--no-page-numbers"]
        told("rfpkit --help", [*RFPKIT, "--help"], FLOOR, "'import click, yaml'", folder)
        told("rfpkit build (us)", build, FLOOR, "'import click, yaml'", folder)
        proved()
        sys.stdout.flush()
        subprocess.run([PYTHON, str(CONTRACT)], check=True, cwd=ROOT)
        paths = texts(folder)
        word = hundred_pages(paths, folder)
        count = sum(len(Path(path).read_text(encoding="utf-8").split()) for path in paths)
        print(f"\nThe linter with every rule, on {len(paths)} files with {count:,} words:")
        beside = [*PROSELINT, *paths]
        told("cold, all files", [*LINT, "--no-cache", *paths], beside, "proselint", folder)
        told(
            "100 pages of Word, cold",
            [*LINT, "--no-cache", word],
            beside,
            "proselint (texts)",
            folder,
        )
        told(
            "contract of the us example, cold",
            [*LINT, "--no-cache", contract],
            FLOOR,
            "'import click, yaml'",
            folder,
        )
        told("100 pages of Word, unchanged", [*LINT, word], FLOOR, "'import click, yaml'", folder)


if __name__ == "__main__":
    main()
