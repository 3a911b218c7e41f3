"""How often a rule was right, and how sure that is."""

import json
from pathlib import Path

import pytest

from rfpkit.content import data_folder
from rfpkit.lint.measured import Measured, load_measured, wilson

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("right", "found", "low", "high"),
    [  # worked out by hand from the formula, and the ends that need no formula
        (27, 30, 0.7438, 0.9654),
        (1, 1, 0.2065, 1.0),
        (0, 1, 0.0, 0.7935),
        (50, 100, 0.4038, 0.5962),
        (8, 10, 0.4902, 0.9433),
    ],
)
def test_the_interval_is_wilsons(right, found, low, high):
    assert wilson(right, found) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_the_figures_are_told_in_a_sentence():
    assert str(Measured(30, 27, 40, 33)) == (
        "Measured: 27 of 30 findings were right on 33 labelled documents "
        "(precision 0.90, 95 % interval 0.74 to 0.97)."
    )
    assert "1 of 1 finding was right" in str(Measured(1, 1, 4, 33))
    assert str(Measured(0, 0, 1, 33)) == (
        "Measured: found nothing in 33 labelled documents, which hold 1 passage for it."
    )


def test_a_folder_without_figures_has_none(tmp_path):
    assert load_measured(tmp_path) == {}


def test_the_figures_beside_the_rules_are_those_of_the_accuracy_page():
    gold = json.loads((ROOT / "docs" / "accuracy.json").read_text(encoding="utf-8"))["gold"]
    figures = load_measured(data_folder("linters"))
    assert figures.keys() == gold["rules"].keys()
    for rule, row in gold["rules"].items():
        mine = figures[rule]
        assert (mine.found, mine.labels) == (row["found"], row["labels"])
        assert mine.documents == len(gold["documents"])
        if mine.found:
            assert mine.right / mine.found == pytest.approx(row["precision"], abs=0.0051)


def test_every_measured_rule_exists():
    folder = data_folder("linters")
    assert all((folder / f"{rule}.yml").is_file() for rule in load_measured(folder))
