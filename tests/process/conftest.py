"""What tests of the process share: a finished project, changed in memory, and its gates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rfpkit.content import data_folder
from rfpkit.process.status import Status, status_of
from rfpkit.process.steps import Step, read_steps
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.folder import Project, load_project

FINISHED = Path(__file__).parent / "finished"
Change = Callable[[Dossier], Dossier]


@pytest.fixture(scope="session")
def steps() -> tuple[Step, ...]:
    """The steps of the process code."""
    return read_steps(data_folder("process") / "steps.yml").value.steps


@pytest.fixture(scope="session")
def finished() -> Project:
    """A project in which every gate is met, as if it lay in the folder ``lights``."""
    found = load_project(FINISHED)
    files = {
        name: replace(one, path=f"lights/records/{Path(one.path).name}")
        for name, one in found.files.items()
    }
    return replace(found, spec=replace(found.spec, path="lights/spec.yml"), files=files)


@pytest.fixture
def status(finished: Project, steps: tuple[Step, ...]) -> Callable[..., Status]:
    """A function that gives the status of the finished project after a change of its dossier."""

    def after(change: Change = lambda dossier: dossier, **circumstances: Any) -> Status:
        spec = replace(finished.spec, value=change(finished.dossier))
        return status_of(replace(finished, spec=spec), steps, **circumstances)

    return after
