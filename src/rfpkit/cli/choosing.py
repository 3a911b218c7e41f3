"""Which documents a build writes: the RFP and the contract, or those of the steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rfpkit.assembly.mixing import Paper, papers
from rfpkit.assembly.planning import Plan
from rfpkit.assembly.step_planning import step_documents, step_plans
from rfpkit.errors import Fault, InputError
from rfpkit.library.model import StepId
from rfpkit.spec.records.folder import load_project
from rfpkit.yamlfile import did_you_mean

_STEPS: dict[str, StepId] = {"rfp": "rfp", "contract": "contracting"}
"""The steps of the documents that stand in the clause library."""


def wanted(made: Plan, only: Sequence[str], steps: Sequence[StepId]) -> list[Paper]:
    """The documents by these names or of these steps; without any, the RFP and the contract.

    Raises ``InputError`` for a name that there is not, and for a document that is named and that
    the spec does not call for, with every fault of the plans that are needed.
    """
    known = {*(document.name for document in made.documents), *made.library.steps}
    for name in only:
        if name not in known:
            guess = did_you_mean(name, sorted(known))
            message = f"there is no document '{name}'{guess}; 'rfpkit list documents' tells all"
            raise InputError(Fault("--only", 0, 0, message))
    named = [*_of_library(made, only, steps), *_of_steps(made, only, steps)]
    problems = {
        problem.fault for paper in named if _called_for(paper) for problem in paper.plan.errors
    }
    if problems:
        raise InputError(*sorted(problems))
    for name in only:
        of_name = [paper for paper in named if paper.planned.name == name]
        if not any(map(_called_for, of_name)):
            raise InputError(Fault(made.spec.path, 0, 0, _why_not(name, of_name, made)))
    found = list(filter(_called_for, named))
    if not found:
        reasons = "; ".join(dict.fromkeys(reason for p in named for reason in p.planned.reasons))
        message = f"the spec calls for no document: {reasons}"
        if not steps:
            message += "; the documents of its steps come with --step or --all"
        raise InputError(Fault(made.spec.path, 0, 0, message))
    return found


def _called_for(paper: Paper) -> bool:
    return paper.planned.included and bool(paper.planned.clauses)


def _why_not(name: str, found: Sequence[Paper], made: Plan) -> str:
    reasons = "; ".join(dict.fromkeys(reason for p in found for reason in p.planned.reasons))
    if not found:
        (document,) = step_documents(made.library, (name,))
        reasons = _NOBODY[document.front.each]
    return f"the spec does not call for '{name}': {reasons}"


_NOBODY = {
    "bidder": "it is written for each bidder, and records/bidders names none",
    "unsuccessful": "it is written for each bidder who did not win, and records/award has no "
    "winner or records/bidders nobody else",
    "winner": "it is written for the winner, and records/award names none",
    "member": "it is written for each member of the panel, and records/panel names none",
    "addendum": "it is written for each addendum, and records/addenda holds none",
    "sprint": "it is written for each Sprint, and records/sprints holds none",
    "module": "it is written for each module, and the spec names none",
}
"""Why there is none of a document that exists once for each of these."""


def _of_library(made: Plan, only: Sequence[str], steps: Sequence[StepId]) -> Iterator[Paper]:
    names = [
        document.name
        for document in made.documents
        if document.name in only or (not only and not steps) or _STEPS.get(document.name) in steps
    ]
    if not names:
        return
    yield from (one for one in papers(made.spec, made.library) if one.planned.name in names)


def _of_steps(made: Plan, only: Sequence[str], steps: Sequence[StepId]) -> Iterator[Paper]:
    if not steps and not set(only) & set(made.library.steps):
        return
    project = load_project(Path(made.spec.path)).spec
    for document in step_documents(made.library):
        if document.name in only or document.front.step in steps:
            for one in step_plans(project, made.library, document):
                yield Paper(one.name, one.plan, one.planned)
