"""Project folders for tests of the evaluation: an example's spec with records beside it."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

from rfpkit.spec import load

ROOT = Path(__file__).resolve().parents[3]
RECORDS = Path(__file__).parent / "records"
CASE = "uk-library-system"
"""The example whose spec the records belong to."""


def project(folder: Path) -> Path:
    """The folder of a project whose records are in order."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "examples" / CASE / "spec.yml", folder / "spec.yml")
    shutil.copytree(RECORDS, folder / "records")
    return folder


def edited(folder: Path, name: str, change: Callable[[str], str]) -> Path:
    """The same folder with one file changed; a change that changes nothing is a mistake."""
    path = folder / name
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, f"nothing changed in {name}"
    path.write_text(after, encoding="utf-8")
    return folder


def swapped(old: str, new: str) -> Callable[[str], str]:
    """A change of a text that stands there once."""

    def change(text: str) -> str:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        return text.replace(old, new)

    return change


def invented(case: str, folder: Path) -> Path:
    """A project around any example, with three scored bids, one that is out, and an award."""
    records = folder / "records"
    records.mkdir(parents=True)
    source = ROOT / "examples" / case / "spec.yml"
    shutil.copy(source, folder / "spec.yml")
    spec = load(source).value
    assert spec.timetable
    day, award = spec.timetable.submit, spec.timetable.award
    scored = [c.id for c in spec.criteria if c.kind == "scored" and c.subject != "price"]
    mandatory = next(c.id for c in spec.criteria if c.kind == "mandatory")
    members = [f"m{n}" for n, _ in enumerate(spec.evaluation.panel, start=1)]
    panel = [
        f"  - {{id: m{n}, name: Member {n}, seat: '{seat.seat}', briefed: {day}}}\n"
        for n, seat in enumerate(spec.evaluation.panel, start=1)
    ]
    bidders = [
        f"  - {{id: {name}, name: {name.title()} Inc., address: 1 Main Street, number: N{price}, "
        f"received: {day}, price: {price}}}\n"
        for name, price in (("alpha", 900000), ("beta", 800000), ("gamma", 950000))
    ]
    bidders.append(
        f"  - {{id: delta, name: Delta LLC, received: {day}, excluded: {{stage: mandatory, "
        f"criterion: {mandatory}, reason: No evidence was handed in., date: {day}}}}}\n"
    )
    declared = [f"  - {{person: {name}, date: {day}}}\n" for name in (*members, "The board")]
    (records / "panel.yml").write_text("panel:\n" + "".join(panel))
    (records / "bidders.yml").write_text("bidders:\n" + "".join(bidders))
    (records / "conflicts.yml").write_text("conflicts:\n" + "".join(declared))
    (records / "award.yml").write_text(
        f"award: {{bidder: beta, decided: {award}, decided_by: The board, told: {award}}}\n"
    )
    with (records / "scores.csv").open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("stage", "member", "bidder", "criterion", "score", "reason", "date"))
        for at, bidder in enumerate(("alpha", "beta", "gamma")):
            for number, criterion in enumerate(scored):
                lower = bidder != "beta" and (at + number) % 2
                score = spec.evaluation.scale_max - 1 - lower
                for member in members:
                    rows.writerow(("individual", member, bidder, criterion, score, "", day))
                reason = f"Shown on page {at + number + 1} with an example."
                rows.writerow(("consensus", "", bidder, criterion, score, reason, day))
    return folder
