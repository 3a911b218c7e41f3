"""Signs of work split to stay below a threshold: remarks, never faults."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from rfpkit.process.splitting import Threshold, deciding_thresholds, splitting_remarks
from rfpkit.spec.records.folder import load_project

from .evaluation.projects import project

# The modules of the example are worth 460,000, 240,000 and 120,000.


def _remarks(folder: Path, *amounts: int) -> list[str]:
    dossier = load_project(project(folder)).dossier
    thresholds = [Threshold(f"threshold {amount}", Decimal(amount)) for amount in amounts]
    return [remark.message for remark in splitting_remarks(dossier, thresholds)]


def test_a_module_just_below_is_remarked_on(tmp_path: Path) -> None:
    (found,) = _remarks(tmp_path, 130_000)
    assert "“evidence” is worth 120,000, just below the threshold of 130,000" in found


def test_modules_below_whose_sum_is_above_are_remarked_on(tmp_path: Path) -> None:
    found = _remarks(tmp_path, 300_000)
    assert "2 modules are each below the threshold of 300,000" in found[0]
    assert "together worth 360,000" in found[0]


def test_several_modules_to_one_supplier_are_remarked_on(tmp_path: Path) -> None:
    found = _remarks(tmp_path, 250_000)
    assert any("“brightshelf” gets 2 modules" in one for one in found)


def test_the_threshold_is_taken_without_tax_where_the_budget_is(tmp_path: Path) -> None:
    """207,720 with 20 % value added tax is 173,100 without it."""
    dossier = load_project(project(tmp_path)).dossier
    (found,) = deciding_thresholds(replace(dossier, procedure="below-threshold"))
    assert found.amount == 173_100


def test_full_regulation_leaves_nothing_to_get_round(tmp_path: Path) -> None:
    assert deciding_thresholds(load_project(project(tmp_path)).dossier) == ()


def test_no_threshold_no_remark(tmp_path: Path) -> None:
    assert _remarks(tmp_path) == []
    assert _remarks(tmp_path / "other", 100_000) == []
