"""The status of a project: which steps apply, what is next, and the text that people read."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

import rfpkit
from rfpkit.process.papers import PaperStatus
from rfpkit.process.status import Status, next_actions
from rfpkit.reporters.status import as_data, progress, render
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.model import Module
from rfpkit.spec.records.model import Records
from rfpkit.spec.vocabulary import Strategy

After = Callable[..., Status]
ALL = ["capacity", "discovery", "market", "strategy"]
BUYING = ["rfp", "vendor", "evaluation", "contracting"]


def follows(strategy: Strategy, *modules: Strategy | None) -> Callable[[Dossier], Dossier]:
    """A dossier with this strategy, and strategies of its modules."""

    def change(dossier: Dossier) -> Dossier:
        made: list[Module] = [
            replace(module, strategy=own)
            for module, own in zip(dossier.modules, modules or (None, None), strict=True)
        ]
        assert dossier.appraisal is not None
        names: dict[Strategy, Strategy] = {"C": strategy, strategy: "C"}
        options = tuple(
            replace(one, strategy=names.get(one.strategy, one.strategy))
            for one in dossier.appraisal.options
        )
        appraisal = replace(dossier.appraisal, options=options)
        return replace(dossier, strategy=strategy, modules=tuple(made), appraisal=appraisal)

    return change


def whole(found: Status) -> list[str]:
    return [step.step.id for step in found.steps if not step.part]


def in_part(found: Status) -> list[str]:
    return [step.step.id for step in found.steps if step.part]


@pytest.mark.parametrize(
    ("strategy", "taken", "part"),
    [
        ("A", [*ALL, *BUYING, "integration"], ["resourcing"]),
        ("B", [*ALL, *BUYING, "agile", "integration"], ["resourcing"]),
        ("C", [*ALL, *BUYING, "agile", "integration"], ["resourcing"]),
        ("D", [*ALL, "resourcing", "agile", "integration"], []),
    ],
)
def test_each_strategy_has_its_steps(
    strategy: Strategy, taken: list[str], part: list[str], status: After
) -> None:
    found = status(follows(strategy))
    assert whole(found) == taken
    assert in_part(found) == part


@pytest.mark.parametrize("strategy", ["B", "C"])
def test_b_and_c_need_the_agile_pre_plan_before_their_rfp(
    strategy: Strategy, status: After
) -> None:
    def unplanned(dossier: Dossier) -> Dossier:
        return replace(follows(strategy)(dossier), features=())

    found = status(unplanned)
    assert [one.gate.id for one in found.open_until("rfp")] == ["pre-plan"]
    assert found.now is not None
    assert found.now.step.id == "resourcing"
    assert "before their RFP" in found.now.part


def test_a_needs_no_agile_pre_plan(status: After) -> None:
    found = status(lambda dossier: replace(follows("A")(dossier), features=(), team=()))
    assert found.now is None


def test_d_has_no_rfp_and_says_why(status: After) -> None:
    found = status(follows("D"))
    reasons = {one.step.id: one.reason for one in found.skipped}
    assert reasons["rfp"] == "the strategy is D, not A or B or C"
    assert found.find("rfp") is None


def test_d_writes_environment_criteria_and_exit_plan_in_its_own_steps(status: After) -> None:
    found = status(follows("D"), papers=lambda name: PaperStatus(name, "ready"))
    names = {paper.name for step in found.steps for paper in step.papers}
    assert {"environment-annex", "criteria-matrix", "quality-plan", "exit-plan"} <= names
    assert not {"rfp", "contract", "public-notice", "score-sheet"} & names


def test_a_mixed_project_takes_the_steps_of_all_its_strategies(status: After) -> None:
    found = status(follows("C", None, "D"))
    assert [step.step.id for step in found.steps] == [
        *ALL, "resourcing", *BUYING, "agile", "integration",
    ]  # fmt: skip
    for name, modules in {"rfp": ("reports",), "resourcing": ("repairs",), "agile": ()}.items():
        step = found.find(name)
        assert step is not None
        assert step.modules == modules, name
    resourcing = found.find("resourcing")
    assert resourcing is not None
    assert resourcing.part, "the module that is bought needs the pre-plan only"


def test_a_module_built_in_house_brings_agile_steps_to_a_purchase(status: After) -> None:
    found = status(follows("A", "A", "D"))
    agile = found.find("agile")
    assert agile is not None
    assert agile.modules == ("repairs",)
    assert any(one.gate.id == "pre-plan" for one in found.gates)


def test_the_next_step_is_the_first_with_an_open_gate(status: After) -> None:
    found = status(lambda dossier: replace(dossier, records=Records()))
    assert found.now is not None
    assert found.now.step.id == "capacity"
    assert [gate.gate.id for gate, _ in next_actions(found)] == ["past-procurements"]
    assert progress(found).startswith("16 of 48 gates met; now in step 1 of 11: Capacity")


def test_a_finished_project_has_nothing_left_to_do(status: After) -> None:
    found = status()
    assert next_actions(found) == ()
    assert progress(found) == "49 of 49 gates met; every step is done"
    assert "Nothing is left to do." in render(found)


def young(dossier: Dossier) -> Dossier:
    """The project in the days of its questions: nothing after that is on record."""
    held = dossier.records
    open_one = replace(held.questions[0], id="q2", answer="", answered=None, published=None)
    signoffs = tuple(one for one in held.signoffs if one.document != "contract")
    kept = Records(
        lessons=held.lessons, signoffs=signoffs, engagements=held.engagements,
        notices=held.notices[:1], questions=(*held.questions, open_one),
    )  # fmt: skip
    return replace(dossier, records=kept)


def test_the_text_fits_eighty_columns_and_reads_well(
    status: After, file_regression: FileRegressionFixture
) -> None:

    def answered(dossier: Dossier) -> Dossier:
        held = young(dossier).records
        return replace(dossier, records=replace(held, questions=held.questions[:1]))

    text = render(status(answered, as_of=dt.date(2027, 2, 1)))
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    file_regression.check(text, extension=".txt", newline="\n")


def test_other_programs_get_the_status_from_one_call() -> None:
    found = rfpkit.status(Path(__file__).parent / "finished", as_of=dt.date(2028, 8, 1))
    assert found.now is None
    assert found.met == len(found.gates)
    rfp = found.find("rfp")
    assert rfp is not None
    assert {paper.name: paper.state for paper in rfp.papers}["rfp"] == "ready"


def test_one_step_is_told_in_full(status: After) -> None:
    text = render(status(young), step="vendor")
    assert "Take questions in one place" in text
    assert "Why: An answer that one bidder gets alone is an advantage." in text
    assert "Capacity-building (" not in text


def test_the_data_names_place_and_actor_of_everything_to_do(status: After) -> None:
    data = as_data(status(young))
    assert data["next"]["step"] == "vendor"
    (action, *_) = data["next"]["actions"]
    assert action["gate"] == "questions"
    assert action["path"].endswith("questions.yml")
    assert action["acts"] == "procurement-lead"
    assert action["people"] == ["Kim Vale"]
    assert {step["id"] for step in data["steps"]} >= {"rfp", "agile"}
