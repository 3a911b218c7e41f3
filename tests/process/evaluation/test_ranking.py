"""The ranking of bids whose records are in order."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

import rfpkit
from rfpkit.cli import run
from rfpkit.process.evaluation.publishing import fingerprint
from rfpkit.spec.records.folder import load_project

from .projects import edited, project, swapped


def test_bids_are_ranked_by_the_published_criteria(tmp_path: Path) -> None:
    outcome = rfpkit.evaluate(project(tmp_path))
    ranked = [(one.rank, one.bidder.id, one.total) for one in outcome.results if one.rank]
    assert ranked == [
        (1, "brightshelf", Decimal("84.00")),
        (2, "openstacks", Decimal("82.72")),
        (3, "fenland", Decimal("81.19")),
    ]
    assert [one.bidder.id for one in outcome.results if one.out] == [
        "valuebooks", "catalogix", "latecomer",
    ]  # fmt: skip
    assert not outcome.ties
    assert not outcome.remarks


def test_a_total_is_the_sum_of_points_that_the_letters_show(tmp_path: Path) -> None:
    for one in rfpkit.evaluate(project(tmp_path)).results:
        if one.rank:
            assert one.total == sum(mark.points or 0 for mark in one.marks)


def test_the_price_of_a_bid_below_the_minimum_is_not_used(tmp_path: Path) -> None:
    """Valuebooks asks 410,000, the lowest price of all, and has too little quality."""
    outcome = rfpkit.evaluate(project(tmp_path))
    best = outcome.result("brightshelf")
    assert best
    assert best.marks[-1].points == Decimal("30.00")


def test_the_price_is_the_sum_of_its_parts_where_no_total_is_given(tmp_path: Path) -> None:
    found = rfpkit.evaluate(project(tmp_path)).result("openstacks")
    assert found
    assert found.price == Decimal("709000.00")


def test_the_report_tells_all_in_80_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file_regression: FileRegressionFixture
) -> None:
    assert run(["evaluate", str(project(tmp_path))]) == 0
    told = capsys.readouterr().out
    assert max(map(len, told.splitlines())) <= 80
    file_regression.check(told)


def test_the_command_runs_as_a_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rfpkit", "evaluate", str(project(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Brightshelf CIC is first with 84.00 points")


def test_programs_get_numbers_without_loss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", str(project(tmp_path) / "spec.yml"), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    first = data["results"][0]
    assert (data["version"], data["first"]) == (1, ["brightshelf"])
    assert (first["total"], first["criteria"][0]["points"]) == ("84.00", "22.50")
    assert first["criteria"][0]["individual"]["okafor"] == "9"
    assert data["weights"][0]["down"] == {
        "weight": "19.85", "shift_percent": "-20.6", "within_ten_percent": False,
        "first": "openstacks",
    }  # fmt: skip


def test_the_fingerprint_is_the_one_that_was_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path)
    assert run(["evaluate", str(folder), "--fingerprint"]) == 0
    line = capsys.readouterr().out.strip()
    loaded = load_project(folder)
    assert line == fingerprint(loaded.dossier) == loaded.records.signoffs[0].criteria


def test_without_a_signature_a_remark_says_that_the_spec_is_taken_as_published(
    tmp_path: Path,
) -> None:
    folder = project(tmp_path)
    (folder / "records" / "signoffs.yml").unlink()
    (remark,) = rfpkit.evaluate(folder).remarks
    assert "taken as published" in remark.message


def test_a_signature_after_the_deadline_does_not_change_what_was_published(tmp_path: Path) -> None:
    folder = project(tmp_path)
    later = (
        "  - document: rfp\n    name: Somebody\n    role: Clerk\n    date: 2027-05-01\n"
        "    criteria: >-\n"
        "      x=10#0 @method=price-only @scale=5 @minimum=none @tie=#0 @panel=#0\n"
    )
    edited(folder, "records/signoffs.yml", lambda text: text + later)
    assert rfpkit.evaluate(folder).first == ("brightshelf",)


def test_a_bid_below_the_minimum_is_out_before_anybody_recorded_it(tmp_path: Path) -> None:
    folder = project(tmp_path)
    (folder / "records" / "award.yml").unlink()
    text = (folder / "records" / "bidders.yml").read_text()
    begin = text.index("    excluded:\n      stage: quality")
    end = text.index("  - id: catalogix")
    (folder / "records" / "bidders.yml").write_text(text[:begin] + text[end:])
    outcome = rfpkit.evaluate(folder)
    found = outcome.result("valuebooks")
    assert found
    assert found.out
    assert found.out.stage == "quality"
    assert found.out.reason == ("29.50 quality points of 70; at least 35 are needed (50%)")
    assert "record it" in outcome.remarks[0].message


def test_price_alone_ranks_by_price(tmp_path: Path) -> None:
    folder = project(tmp_path)
    spec = (folder / "spec.yml").read_text()
    begin, end = spec.index("  - id: reader-tasks"), spec.index("  - id: price")
    spec = spec[:begin] + spec[end:]
    spec = spec.replace("    weight: 30\n", "    weight: 100\n").replace(
        "method: best-price-quality", "method: price-only"
    )
    (folder / "spec.yml").write_text(spec)
    for name in ("scores.csv", "signoffs.yml", "award.yml"):
        (folder / "records" / name).unlink()
    bidders = (folder / "records" / "bidders.yml").read_text()
    begin = bidders.index("    excluded:\n      stage: quality")
    end = bidders.index("  - id: catalogix")
    (folder / "records" / "bidders.yml").write_text(bidders[:begin] + bidders[end:])
    outcome = rfpkit.evaluate(folder)
    assert [one.bidder.id for one in outcome.results if one.rank] == [
        "valuebooks", "brightshelf", "openstacks", "fenland",
    ]  # fmt: skip
    assert outcome.results[1].total == Decimal("62.60")  # 410,000 ÷ 655,000 × 100


TIE = (
    # Brightshelf's price made equal, and scores so that both have 52.50 quality points.
    ("consensus,,openstacks,reader-tasks,7,", "consensus,,openstacks,reader-tasks,9,"),
    ("consensus,,openstacks,staff-tasks,8,", "consensus,,openstacks,staff-tasks,7,"),
    ("consensus,,openstacks,interfaces,10,", "consensus,,openstacks,interfaces,8,"),
    ("consensus,,openstacks,move,7,", "consensus,,openstacks,move,6,"),
)


def _tied(folder: Path) -> Path:
    """Openstacks gets the scores and the price of Brightshelf; the award is not decided yet."""
    for old, new in TIE:
        edited(folder, "records/scores.csv", swapped(old, new))
    edited(folder, "records/bidders.yml", swapped("amount: 399000.50", "amount: 345000.50"))
    (folder / "records" / "award.yml").unlink()
    return folder


def test_a_tie_that_the_rule_leaves_open_is_for_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _tied(project(tmp_path))
    outcome = rfpkit.evaluate(folder)
    assert outcome.first == ("brightshelf", "openstacks")
    (tie,) = outcome.ties
    assert (tie.broken_by, tie.open) == ("", (("brightshelf", "openstacks"),))
    assert not outcome.weight_tests
    assert run(["evaluate", str(folder)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "are equal in the first place" in told
    assert "People decide by lot" in told


def test_an_award_after_an_open_tie_says_how_it_was_decided(tmp_path: Path) -> None:
    folder = _tied(project(tmp_path))
    award = "award:\n  bidder: openstacks\n  decided: 2027-06-02\n"
    award += "  decided_by: Director of communities\n"
    (folder / "records" / "award.yml").write_text(award)
    with pytest.raises(rfpkit.InputError, match="leaves “brightshelf” and “openstacks” equal"):
        rfpkit.evaluate(folder)
    drawn = "  tie: The chair drew lots on 1 June 2027, and both Bidders watched.\n"
    (folder / "records" / "award.yml").write_text(award + drawn)
    assert rfpkit.evaluate(folder).first == ("brightshelf", "openstacks")


def test_the_published_rule_breaks_a_tie_where_it_can(tmp_path: Path) -> None:
    """Both have 25 points for S1 and S2 together, Brightshelf more of them for S1."""
    folder = _tied(project(tmp_path))
    edited(folder, "records/scores.csv", swapped(
        "consensus,,openstacks,reader-tasks,9,", "consensus,,openstacks,reader-tasks,6,"
    ))  # fmt: skip
    edited(folder, "records/scores.csv", swapped(
        "consensus,,openstacks,move,6,", "consensus,,openstacks,move,9,"
    ))  # fmt: skip
    edited(folder, "records/scores.csv", swapped(
        "consensus,,openstacks,staff-tasks,7,", "consensus,,openstacks,staff-tasks,9,"
    ))  # fmt: skip
    outcome = rfpkit.evaluate(folder)
    assert outcome.first == ("brightshelf",)
    (tie,) = outcome.ties
    assert (tie.bidders, tie.broken_by) == (("brightshelf", "openstacks"), "reader-tasks")
    assert not tie.open
