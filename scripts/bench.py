"""Measure what the README claims: start-up and a whole build, as ratios within one run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7
RFPKIT = [sys.executable, "-m", "rfpkit"]


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one run of a command."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def medians(first: list[str], second: list[str]) -> tuple[float, float]:
    """The median seconds of two commands, run in turn so that both meet the same machine."""
    pairs = [(seconds(first), seconds(second)) for _ in range(RUNS + 1)][1:]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def main() -> None:
    """Print the figures."""
    floor = [sys.executable, "-c", "import click, yaml"]
    help_, base = medians([*RFPKIT, "--help"], floor)
    print(f"rfpkit --help            {help_:.3f} s   {help_ / base:.2f} x 'import click, yaml'")
    with tempfile.TemporaryDirectory() as folder:
        spec = "examples/us-case-management/spec.yml"
        build, base = medians([*RFPKIT, "build", spec, "-o", folder], floor)
        print(f"rfpkit build (us)        {build:.3f} s   {build / base:.1f} x 'import click, yaml'")
        contract = str(Path(folder) / "contract.docx")
        lint, base = medians([*RFPKIT, "lint", "--fail-on", "never", contract], floor)
        print(f"rfpkit lint contract     {lint:.3f} s   {lint / base:.1f} x 'import click, yaml'")


if __name__ == "__main__":
    main()
