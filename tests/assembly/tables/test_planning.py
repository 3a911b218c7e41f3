"""Tables of the planning steps, made from real specs."""

from dataclasses import replace
from decimal import Decimal

import pytest

from rfpkit.assembly.inserts import insert
from rfpkit.content import data_root
from rfpkit.document.model import Paragraph, Table
from rfpkit.spec import load
from rfpkit.spec.delivery import PlannedFeature
from rfpkit.spec.dossier import Dossier, dossier_of
from rfpkit.spec.records.model import Records


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """The example of Veldhaven without what it says about features, team and weeks."""
    spec = load(data_root() / "examples" / "eu-open-permits" / "spec.yml").value
    modules = tuple(replace(m, weeks=None, start=None, serves=()) for m in spec.modules)
    return dossier_of(replace(spec, features=(), team=(), goals=(), modules=modules), Records())


def rows(name: str, dossier: Dossier) -> list[tuple[str, ...]]:
    (block,) = (b for b in insert(name, dossier) if isinstance(b, Table))
    return [tuple("\n".join(p.text for p in cell.blocks) for cell in row) for row in block.rows]


def sentence(name: str, dossier: Dossier) -> str:
    (block,) = insert(name, dossier)
    assert isinstance(block, Paragraph)
    return block.text


def features(**counts: int) -> tuple[PlannedFeature, ...]:
    return tuple(
        PlannedFeature(text=f"{priority} {n}", module="intake", priority=priority)  # type: ignore[arg-type]
        for priority, count in counts.items()
        for n in range(1, count + 1)
    )


def test_features_stand_by_priority_with_the_name_of_their_module(dossier):
    made = replace(dossier, features=features(later=1, must=2))
    assert rows("planned-features", made)[1:] == [
        ("Needed for first use", "must 1 (Intake)\nmust 2 (Intake)"),
        ("Not now", "later 1 (Intake)"),
    ]


def test_a_list_in_which_nearly_all_is_needed_at_once_is_told(dossier):
    balanced = sentence("feature-balance", replace(dossier, features=features(must=6, could=4)))
    assert balanced == "Of 10 features, 6 are needed for first use (60%)."
    crowded = sentence("feature-balance", replace(dossier, features=features(must=7, could=3)))
    assert "more than 60%" in crowded


def test_the_budget_adds_up_and_shows_what_is_left(dossier):
    modules = tuple(replace(m, weeks=Decimal(40)) for m in dossier.modules)
    budget = replace(dossier.budget, total=Decimal(1_000_000))
    shown = rows("module-budget", replace(dossier, modules=modules, budget=budget))
    assert shown[1] == ("Intake", "40", "EUR 260,000", "EUR 6,500", "26%")
    assert shown[-3] == ("All Modules", "160", "EUR 900,000", "", "90%")
    assert shown[-2] == ("Reserve, for no Module yet", "", "EUR 100,000", "", "10%")


def test_modules_that_cost_more_than_there_is_are_told(dossier):
    budget = replace(dossier.budget, total=Decimal(800_000))
    shown = rows("module-budget", replace(dossier, budget=budget))
    assert shown[-2] == ("More than the budget, by", "", "EUR 100,000", "", "12.5%")


def test_modules_are_ordered_by_the_day_on_which_work_begins(dossier):
    day = dossier.project.date
    first, second, *rest = dossier.modules
    modules = (first, replace(second, start=day), *rest)
    names = [row[0] for row in rows("module-plan", replace(dossier, modules=modules))]
    assert names == ["Module", "Advice", "Intake", "Decision and notice", "Inspection"]


def test_the_matrix_puts_each_criterion_where_it_belongs(dossier):
    shown = rows("criteria-matrix", dossier)
    assert shown[1][0] == "The Software"
    assert shown[1][2] == "S1 plan (30%)\nS2 give back (15%)\nS4 accessibility (10%)"
    assert shown[3] == ("The price", "M3 no fees", "S5 price (25%)", "–")


def test_in_house_work_is_judged_by_the_software_alone(dossier):
    shown = rows("criteria-matrix", replace(dossier, strategy="D"))
    assert [row[0] for row in shown[1:]] == ["The Software"]
    assert "%" not in shown[1][2], "these criteria are 55 of 100 points, which says nothing"
    assert [row[0] for row in rows("criteria-origin", replace(dossier, strategy="D"))[1:]] == [
        "M2", "S1", "S2", "S4",
    ]  # fmt: skip


def test_a_scored_criterion_that_comes_from_nothing_is_told(dossier):
    criteria = tuple(replace(c, source=()) if c.id == "plan" else c for c in dossier.criteria)
    said = sentence("criteria-loose", replace(dossier, criteria=criteria))
    assert said == "S1 names neither. Say what each is for, or strike it out."


def test_every_measure_tells_what_stands_for_it(dossier):
    shown = {row[0]: row[1] for row in rows("measure-coverage", dossier)}
    assert shown["Share of applications that are complete when they arrive"] == "S1, S4"
    assert shown["Permits a year that are granted because the period ran out"] == "–"


@pytest.mark.parametrize("name", ["team", "relief", "time-agreements", "migration-steps"])
def test_a_form_that_nothing_fills_yet_has_empty_rows(dossier, name):
    made = replace(dossier, departments=(), migration=None)
    blank = rows(name, made)[1:]
    assert len(blank) >= 4
    assert not any(cell for row in blank for cell in row)
