"""500 edited documents put before ``rfpkit.verify``, and its verdicts held against the truth.

In tests/, ``python -m review.measured 17`` rebuilds case 17 and prints truth against verdict;
``python -m review.measured --from 0 --to 500`` measures, and prints the outcomes as JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import rfpkit
from rfpkit import api

from .carriers import convert, office
from .cases import CASES, Case, make
from .judging import Outcome, add, displaced, judge, table


def measure(numbers: Sequence[int], folder: Path) -> Outcome:
    """The outcome of many cases; those that need LibreOffice are left out where there is none."""
    total = Outcome()
    waiting: dict[str, list[Case]] = {"docx": [], "pdf": []}
    for number in numbers:
        case = make(number)
        if case.carrier.converted:
            (folder / f"case{number}.docx").write_bytes(case.data)
            waiting[case.carrier.converted].append(case)
        else:
            add(total, _judged(case, _written(case, folder)))
    for ending, cases in waiting.items():
        if office():
            (folder / ending).mkdir(exist_ok=True)
            convert([folder / f"case{case.number}.docx" for case in cases], ending, folder / ending)
            for case in cases:
                add(total, _judged(case, folder / ending / f"case{case.number}.{ending}"))
    return total


def _written(case: Case, folder: Path) -> Path:
    path = folder / f"case{case.number}.docx"
    path.write_bytes(case.data)
    return path


def _judged(case: Case, path: Path) -> Outcome:
    return judge(case, *_verified(case, path))


def _verified(case: Case, path: Path) -> tuple[Any, float]:
    start = time.perf_counter()
    if case.carrier.bare:
        base = case.draft.base
        review = rfpkit.verify(path, spec=base.spec, document=base.name)
    else:
        review = rfpkit.verify(path)
    return review, time.perf_counter() - start


def explain(number: int, folder: Path) -> str:
    """One case rebuilt: its mutations, then truth and verdict of each clause of interest."""
    case = make(number)
    path = _written(case, folder)
    if case.carrier.converted:
        convert([path], case.carrier.converted, folder / "converted")
        path = folder / "converted" / f"{path.stem}.{case.carrier.converted}"
    review, seconds = _verified(case, path)
    lines = [
        f"case {number}: {case.draft.base.label}, {case.carrier.name}; {', '.join(case.kinds)}",
        f"file: {path} ({seconds:.2f} s)",
    ]
    certain, maybe, _ = displaced(case.draft)
    for clause in review.clauses:
        truth = case.draft.truth[clause.id]
        plain = (
            clause.verdict == "verbatim"
            and not clause.moved
            and clause.original in (None, "verbatim")
        )
        if truth.kinds or not plain:
            place = (
                " moved" if clause.id in certain else " perhaps moved" if clause.id in maybe else ""
            )
            original = f", original {sorted(truth.original)}" if case.draft.tracked else ""
            lines += [
                f"{clause.id}: {truth.kinds}",
                f"    truth   {sorted(truth.verdict)}{place}{original}",
                f"    verdict {clause.verdict}{' moved' if clause.moved else ''}, "
                f"original {clause.original}",
            ]
            lines += [f"    blank   {b.name}: {b.was!r} -> {b.now!r}" for b in clause.blanks]
    lines += [f"foreign: {words}" for words in case.draft.foreign]
    lines += [f"told as foreign ({p.place}): {p.text!r}" for p in review.foreign]
    return "\n".join([*lines, "", table(judge(case, review, seconds))])


def make_once() -> None:
    """Have library and plans made once for all cases: speed is not what is measured.

    The linters' rules, which have no say in a verdict, are left out.
    """
    api._rules = tuple
    for name in ("load_library", "load", "_plan", "assemble", "manifest_of"):
        setattr(api, name, _remembered(getattr(api, name)))


def _remembered(made: Callable[..., Any]) -> Callable[..., Any]:
    """The function, asked once for the same objects (paths and names: for equal ones)."""
    answers: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def ask(*args: Any) -> Any:
        key = tuple(arg if isinstance(arg, (str, Path)) else id(arg) for arg in args)
        if key not in answers:
            answers[key] = (args, made(*args))  # kept, so that no id is used anew
        return answers[key][1]

    return ask


def main() -> None:
    """Explain one case, or measure many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", type=int)
    parser.add_argument("--from", dest="start", type=int, default=0)
    parser.add_argument("--to", type=int, default=CASES)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    make_once()
    folder = asked.folder or Path(tempfile.mkdtemp())
    if asked.case is not None:
        sys.stdout.write(explain(asked.case, folder) + "\n")
        return
    total = measure(range(asked.start, asked.to, asked.step), folder)
    text = json.dumps(asdict(total)) if asked.json else table(total)
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
