"""Measure the linter against labelled documents: docs/accuracy.md and docs/accuracy.json.

The counts by rule go to linters/measured.json too, from where `rfpkit explain` tells them.

scripts/accuracy.py            measure, and write the files
scripts/accuracy.py --check    measure, and fail where a figure fell against the committed ones
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import math
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))
from accuracy_page import page

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
RFPKIT = shlex.join([sys.executable, "-m", "rfpkit"])
MAY_FALL = 0.02
ENOUGH_LABELS = 10
_ROW = re.compile(
    r"(?P<name>\S+) +(?P<found>\d+) +(?P<precision>[\d.]+|nan) +(?P<clear>\d+) +"
    r"(?P<recall>[\d.]+|nan) +\((?P<all_got>\d+)/(?P<labels>\d+)\) +(?P<f1>[\d.]+|nan)"
)
Figures = dict[str, Any]


def measured(folder: Path, score: Path, rfpkit: str) -> Figures:
    """All figures of one folder of labelled documents."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "figures.json"
        command = [sys.executable, str(score), "--rfpkit", rfpkit, "--folder", str(folder)]
        done = subprocess.run(
            [*command, "--json", str(out)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{score} failed on {folder}:\n{done.stderr}{done.stdout[-500:]}")
        overall = _plain(json.loads(out.read_text(encoding="utf-8")))
    rules, packs = tables(done.stdout)
    return {
        **overall,
        "rules": rules,
        "packs": packs,
        "documents": by_document(folder, score, rfpkit),
    }


def tables(printed: str) -> tuple[Figures, Figures]:
    """The rows of the two tables that score.py prints: by rule, and by pack."""
    found: dict[str, Figures] = {"rule": {}, "pack": {}}
    table = ""
    for line in printed.splitlines():
        title = line.split(" ", 1)[0]
        row = _ROW.fullmatch(line.strip())
        if title in found:
            table = title
        elif row and table and row["name"] != "ALL":
            figures = {key: _number(text) for key, text in row.groupdict().items() if key != "name"}
            found[table][row["name"]] = figures
    return found["rule"], found["pack"]


def by_document(folder: Path, score: Path, rfpkit: str) -> Figures:
    """What score.py says of each document alone; the linter runs once for all of them."""
    module = _module(score)
    files = sorted((folder / "text").glob("*.txt"))
    findings = module.run(rfpkit, files)
    return {file.stem: _alone(module, folder, file, findings) for file in files}


def _alone(module: ModuleType, folder: Path, file: Path, findings: list[Figures]) -> Figures:
    """The figures of one document: score.py's own main, on a folder that holds no other."""
    mine = [finding for finding in findings if Path(finding["path"]).stem == file.stem]
    replay: Callable[..., list[Figures]] = lambda *_: mine  # noqa: E731
    with tempfile.TemporaryDirectory() as scratch:
        only, out = Path(scratch), Path(scratch) / "figures.json"
        (only / "text").mkdir()
        (only / "text" / file.name).symlink_to(file.resolve())
        (only / "labels").symlink_to((folder / "labels").resolve())
        (only / "rules.txt").symlink_to((folder / "rules.txt").resolve())
        arguments = ["score.py", "--folder", str(only), "--json", str(out)]
        with (
            patch.object(module, "run", replay),
            patch.object(sys, "argv", arguments),
            contextlib.redirect_stdout(io.StringIO()),
        ):
            module.main()
        figures: Figures = _plain(json.loads(out.read_text(encoding="utf-8")))
        return figures


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("rfpkit_score", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    with patch.object(sys, "dont_write_bytecode", True):
        spec.loader.exec_module(module)
    return module


def _number(text: str) -> float | int | None:
    if text == "nan":
        return None
    return float(text) if "." in text else int(text)


def _plain(value: Any) -> Any:
    """The value with figures rounded, and None for those that cannot be worked out."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    return value


def watched(figures: Figures) -> Iterator[tuple[str, float]]:
    """The figures that must not fall, each with a name that a person understands."""
    for name, folder in figures.items():
        for part, title in (("rule", "by rule"), ("pack", "by pack"), ("topics", "topics")):
            for key in ("precision", "recall", "f1"):
                if folder[part][key] is not None:
                    yield f"{name}, {title}, {key}", folder[part][key]
        for rule, row in folder["rules"].items():
            if row["labels"] >= ENOUGH_LABELS and row["f1"] is not None:
                yield f"{name}, {rule}, f1", row["f1"]


def fallen(before: Figures, now: Figures) -> list[str]:
    """The figures that fell by more than ``MAY_FALL``, in words."""
    present = dict(watched(now))
    lines = []
    for name, old in watched({key: before[key] for key in before if key in now}):
        new = present.get(name)
        if new is None:
            lines.append(f"{name}: was {old:.2f}, and can no longer be worked out")
        elif old - new > MAY_FALL + 1e-9:
            lines.append(f"{name}: was {old:.2f}, is {new:.2f}")
    return lines


def counts(figures: Figures) -> Figures:
    """How many findings of each rule were right, from the figures of one folder.

    score.py tells precision with two digits; up to a hundred findings that names one count.
    """
    return {
        "documents": len(figures["documents"]),
        "rules": {
            rule: {
                "found": row["found"],
                "right": round((row["precision"] or 0) * row["found"]),
                "labels": row["labels"],
            }
            for rule, row in sorted(figures["rules"].items())
        },
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; write the files, or compare with them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    parser.add_argument(
        "--folder", type=Path, action="append", help="labelled documents; may be given again"
    )
    parser.add_argument("--rfpkit", default=RFPKIT, help="the command of the linter")
    parser.add_argument("--score", type=Path, default=SHARED / "gold" / "score.py")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "accuracy.md")
    parser.add_argument("--measured", type=Path, default=ROOT / "linters" / "measured.json")
    given = parser.parse_args(arguments)
    record = given.page.with_suffix(".json")
    if given.check and not record.is_file():
        print(f"{record} is not there; run scripts/accuracy.py first", file=sys.stderr)
        return 2
    folders = given.folder or [SHARED / "gold", SHARED / "cuad"]
    figures = {
        folder.resolve().name: measured(folder, given.score, given.rfpkit) for folder in folders
    }
    if given.check:
        return _compare(json.loads(record.read_text(encoding="utf-8")), figures)
    kept = given.page.read_text(encoding="utf-8") if given.page.is_file() else ""
    given.page.write_text(page(figures, kept), encoding="utf-8")
    record.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if "gold" in figures:
        told = json.dumps(counts(figures["gold"]), indent=1) + "\n"
        given.measured.write_text(told, encoding="utf-8")
    print(f"written: {given.page} and {record}")
    return 0


def _compare(before: Figures, now: Figures) -> int:
    lines = fallen(before, now)
    for line in lines:
        print(f"fell by more than {MAY_FALL}: {line}", file=sys.stderr)
    if not lines:
        print(f"accuracy: {len(list(watched(now)))} figures, none fell by more than {MAY_FALL}")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
