"""The trace: from the problem to acceptance, and what hangs loose."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from rfpkit.process.tracing import ClauseLink, Trace, trace
from rfpkit.reporters.trace import render, render_json
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.folder import Project

CLAUSES = (
    ClauseLink("rfp", "rfp/scored-criteria", "Scored criteria", ("criteria-weights",)),
    ClauseLink("contract", "delivery/acceptance", "Acceptance", ("iterative-acceptance",)),
    ClauseLink("contract", "ip/open-source-release", "Release"),
)


def traced(
    project: Project,
    change: Callable[[Dossier], Dossier] = lambda dossier: dossier,
    clauses: tuple[ClauseLink, ...] = CLAUSES,
) -> Trace:
    spec = replace(project.spec, value=change(project.dossier))
    return trace(replace(project, spec=spec), clauses)


def messages(found: Trace) -> list[str]:
    return [one.fault.message for one in found.loose]


def test_a_kpi_leads_to_criteria_clauses_modules_acceptance_and_a_number(
    finished: Project,
) -> None:
    strand = traced(finished).strands[0]
    assert (strand.kind, strand.id) == ("kpi", "dark-days")
    assert [one.id for one in strand.criteria] == ["plan"]
    assert [one.id for one in strand.criteria[0].clauses] == ["rfp/scored-criteria"]
    (module,) = strand.modules
    assert module.acceptance == ("Residents report within a minute.",)
    assert [one.id for one in module.clauses] == ["delivery/acceptance"]
    assert module.decision == "accepted on 2027-05-20"
    assert strand.measured == "6.5 on 2028-06-30"


def test_a_criterion_may_come_from_a_journey(finished: Project) -> None:
    (journey,) = [one for one in traced(finished).strands if one.kind == "journey"]
    assert journey.id == "Crews/1"
    assert [one.id for one in journey.criteria] == ["plan"]


def test_risks_lead_to_the_clauses_that_answer_them(finished: Project) -> None:
    (risk,) = traced(finished).risks
    assert [one.id for one in risk.clauses] == ["ip/open-source-release"]
    assert risk.missing == ()


def test_nothing_hangs_loose_in_the_finished_project(finished: Project) -> None:
    assert messages(traced(finished)) == []


def changed(**parts: Any) -> Callable[[Dossier], Dossier]:
    return lambda dossier: replace(
        dossier, **{name: change(getattr(dossier, name)) for name, change in parts.items()}
    )


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        (
            changed(criteria=lambda c: (c[0], replace(c[1], source=("dark-days",)), c[2])),
            "kpi",
            "no criterion serves the KPI “second-trips”",
        ),
        (
            changed(criteria=lambda c: (c[0], replace(c[1], source=()), c[2])),
            "criterion",
            "the scored criterion “plan” comes from no KPI",
        ),
        (
            changed(modules=lambda m: (m[0], replace(m[1], serves=()))),
            "module",
            "the module “repairs” serves no KPI",
        ),
        (
            changed(modules=lambda m: (m[0], replace(m[1], serves=()))),
            "kpi",
            "no module serves the KPI “second-trips”",
        ),
        (
            changed(modules=lambda m: (replace(m[0], serves=("dark-days",)), m[1])),
            "goal",
            "serves the goal “safe-streets”",
        ),
        (
            changed(risks=lambda r: (replace(r[0], clauses=()),)),
            "risk",
            "no clause answers the risk “lock-in”",
        ),
        (
            changed(risks=lambda r: (replace(r[0], clauses=("exit/nothing",)),)),
            "risk",
            "“exit/nothing”, which is to answer the risk “lock-in”, is in no document",
        ),
    ],
)
def test_what_hangs_loose_is_told_with_its_line(
    change: Callable[[Dossier], Dossier], kind: str, words: str, finished: Project
) -> None:
    loose = [one for one in traced(finished, change).loose if words in one.fault.message]
    assert [one.kind for one in loose] == [kind]
    assert loose[0].fault.line > 0


def test_a_contract_without_a_clause_on_acceptance_leaves_modules_loose(
    finished: Project,
) -> None:
    found = traced(finished, clauses=(CLAUSES[0], CLAUSES[2]))
    assert messages(found) == [
        "no clause of the contract makes the acceptance criteria of modules bind"
    ]


def test_the_tree_fits_eighty_columns_and_reads_well(
    finished: Project, file_regression: FileRegressionFixture
) -> None:
    text = render(traced(finished))
    assert max(map(len, text.splitlines())) <= 80
    file_regression.check(text, extension=".txt", newline="\n")


def test_the_same_trace_gives_the_same_json(finished: Project) -> None:
    text = render_json(traced(finished))
    assert text == render_json(traced(finished))
    assert '"strands"' in text
