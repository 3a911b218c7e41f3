"""The plans of the documents of the steps: each by itself, once for each thing it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import get_args

from rfpkit.assembly.planning import Plan, PlannedDocument, plan
from rfpkit.errors import Fault, InputError
from rfpkit.library.load import Library
from rfpkit.library.model import StepId
from rfpkit.library.step_documents import StepDocument, read_step_document
from rfpkit.spec.dossier import EACH, Dossier
from rfpkit.yamlfile import Loaded


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One document of a step: the name of its file, and the plan that holds it alone."""

    name: str
    document: StepDocument
    plan: Plan

    @property
    def planned(self) -> PlannedDocument:
        """Whether the project needs it, why, and its sections."""
        return self.plan.documents[0]


def step_documents(library: Library, names: Collection[str] = ()) -> tuple[StepDocument, ...]:
    """The documents of the steps by these names, all of them without names, in order of steps."""
    faults: list[Fault] = []
    found: list[StepDocument] = []
    for name, path in library.steps.items():
        if names and name not in names:
            continue
        try:
            found.append(read_step_document(path))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(*faults)
    steps = get_args(StepId)
    return tuple(sorted(found, key=lambda one: (steps.index(one.front.step), one.name)))


def step_plans(
    project: Loaded[Dossier], library: Library, document: StepDocument
) -> Iterator[StepPlan]:
    """The plans of one document: none where it exists once for each of what there is none of."""
    holding = document.within(library)
    each = document.front.each
    if not each:
        yield StepPlan(document.name, document, plan(project, holding))
        return
    for key, about in EACH[each](project.value):
        made = plan(replace(project, value=about), holding)
        yield StepPlan(f"{document.name}-{key}", document, made)
