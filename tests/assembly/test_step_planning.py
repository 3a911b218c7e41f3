"""The documents of the steps are planned and assembled for every example, with and without data."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import rfpkit
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.guidance import is_guidance
from rfpkit.assembly.step_planning import StepPlan, step_documents, step_plans
from rfpkit.content import data_root
from rfpkit.document.model import Document
from rfpkit.library.load import load_library
from rfpkit.spec.dossier import dossier_of
from rfpkit.spec.records.folder import Project, load_project

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = load_library(data_root())
DOCUMENTS = step_documents(LIBRARY)
CASES = sorted(path.parent for path in (ROOT / "examples").glob("*/spec.yml"))
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
CASE = pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
PROJECTS = {case: load_project(case) for case in CASES}


def plans(project: Project, document) -> list[StepPlan]:
    return list(step_plans(project.spec, LIBRARY, document))


@cache
def planned(case: Path, name: str) -> tuple[StepPlan, ...]:
    """The plans of a document for an example, made once."""
    return tuple(plans(PROJECTS[case], next(one for one in DOCUMENTS if one.name == name)))


@cache
def draft(case: Path, name: str, copy: int) -> Document:
    """A copy of a document for an example, assembled once."""
    one = planned(case, name)[copy]
    return assemble(one.plan, one.planned)


def drafts(case: Path, name: str) -> Iterator[tuple[StepPlan, Document]]:
    """The copies of a document that an example needs, each with its plan."""
    for copy, one in enumerate(planned(case, name)):
        if one.planned.included and one.planned.clauses:
            yield one, draft(case, name, copy)


@CASE
@EACH
def test_a_document_is_planned_and_assembled_without_a_fault(document, case: Path):
    for one in planned(case, document.name):
        assert [str(problem.fault) for problem in one.plan.errors] == []
    for one, made in drafts(case, document.name):
        assert made.title == document.front.title
        has_guidance = any("Guidance:" in clause.text for clause in one.planned.clauses)
        assert any(map(is_guidance, made.blocks)) == has_guidance


@CASE
@EACH
def test_a_document_passes_the_linters_at_error(document, case: Path):
    law = PROJECTS[case].dossier.jurisdiction
    for _, made in drafts(case, document.name):
        report = rfpkit.lint_document(made, jurisdiction=law, kind=document.front.kind)
        assert [str(f.message) for f in report.findings if f.level == "error"] == []


@EACH
def test_a_document_without_any_records_is_assembled_too(document):
    project = PROJECTS[CASES[0]]
    bare = replace(project.spec, value=dossier_of(project.dossier, type(project.records)()))
    for one in step_plans(bare, LIBRARY, document):
        assert one.plan.errors == ()
        if one.planned.included and one.planned.clauses:
            assert assemble(one.plan, one.planned).blocks


def test_a_document_for_each_bidder_exists_once_for_each(tmp_path: Path):
    shutil.copy(CASES[0] / "spec.yml", tmp_path)
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "bidders.csv").write_text("id,name\nacme,Acme\nbolt,Bolt\n")
    project = load_project(tmp_path)
    document = next(one for one in DOCUMENTS if one.front.each == "bidder")
    names = [one.name for one in plans(project, document)]
    assert names == [f"{document.name}-acme", f"{document.name}-bolt"]
    assert plans(PROJECTS[CASES[1]], document) == [] or PROJECTS[CASES[1]].records.bidders


def test_guidance_stands_in_drafts_only():
    document = next(one for one in DOCUMENTS if one.name == "strategy-decision")
    (one,) = plans(PROJECTS[CASES[0]], document)
    assert any(map(is_guidance, assemble(one.plan, one.planned).blocks))
    answers = {"appraisal_author": "A. B.", "appraisal_checker": "C. D."}
    project = PROJECTS[CASES[0]]
    told = replace(project.dossier, values={"strategy-decision": answers})
    (one,) = step_plans(replace(project.spec, value=told), LIBRARY, document)
    assert not any(map(is_guidance, assemble(one.plan, one.planned, final=True).blocks))
