"""Every procedure of every law builds its whole pack from an example, and the pack is clean."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import Plan, PlannedDocument, plan
from rfpkit.assembly.step_planning import step_documents, step_plans
from rfpkit.content import data_folder
from rfpkit.document.model import Document, text_blocks
from rfpkit.library.load import Library
from rfpkit.lint.engine import lint_document
from rfpkit.lint.rules import Rule, load_rules
from rfpkit.process.procedures import ProcedureFile, StageId, load_procedures
from rfpkit.process.regimes import Regime
from rfpkit.process.stages import stages_of
from rfpkit.spec.records.folder import Project, load_project
from rfpkit.spec.vocabulary import FlexibleLike, Procedure
from rfpkit.yamlfile import load_plain

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES: dict[Regime, tuple[str, dt.date]] = {
    "eu": ("eu-open-permits", dt.date(2027, 2, 1)),
    "uk-2015": ("uk-library-system", dt.date(2024, 9, 2)),
    "uk-2023": ("uk-library-system", dt.date(2027, 2, 1)),
    "us": ("us-case-management", dt.date(2027, 2, 1)),
}
"""For each law the example that stands in for the project, and the day on which it begins."""

OWN = {
    "selection-questionnaire", "procedure-justification", "procedure-statement",
    "descriptive-document", "invitation-to-dialogue", "challenge-brief", "contest-rules",
    "market-gap-memo", "phase-plan", "invitation-to-tender", "dialogue-protocol",
    "dialogue-record", "dialogue-closing", "negotiation-protocol", "jury-appointment",
    "jury-report", "phase-gate-report",
}  # fmt: skip
"""The documents that only some procedures have."""

LONDON = ("design-contest", "innovation-partnership", "competitive-dialogue", "light-touch")
"""The procedures that the toolkit of London's boroughs names."""

RECORDS: dict[str, list[dict[str, Any]]] = {
    "bidders": [
        {"id": "e1", "name": "Harbour Software Ltd", "received": "2027-06-01"},
        {"id": "e2", "name": "Quay Labs", "received": "2027-06-01"},
    ],
    "meetings": [
        {
            "date": "2027-05-04", "bidder": "e1", "kind": "dialogue", "round": 1,
            "people": ["Product Owner", "Lead developer of Harbour Software"],
            "topics": ["Way to import old files"],
            "told_all": ["The old files hold at most ten gigabytes."],
        },
    ],
    "phases": [
        {
            "phase": 1, "partner": "e1", "date": "2027-11-01", "targets_met": True,
            "evidence": "Eight of ten users finished the task.", "decision": "continue",
            "paid": 20000,
        },
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Pack:
    """A procedure of a law, and the older one that it is run like, if any."""

    regime: Regime
    procedure: Procedure
    like: FlexibleLike | None

    def __str__(self) -> str:
        return "-".join(filter(None, (self.regime, self.procedure, self.like)))

    @property
    def file(self) -> ProcedureFile:
        return load_procedures(data_folder("process"), self.regime)[self.procedure].value

    @property
    def documents(self) -> tuple[str, ...]:
        inner = [one.documents for one in self.file.within if one.like == self.like]
        return inner[0] if inner else self.file.documents


def packs() -> Iterator[Pack]:
    for regime in get_args(Regime):
        for procedure, loaded in load_procedures(data_folder("process"), regime).items():
            yield Pack(regime, procedure, None)
            for one in loaded.value.within:
                yield Pack(regime, procedure, one.like)


PACKS = list(packs())
each_pack = pytest.mark.parametrize("pack", PACKS, ids=str)


@cache
def example(name: str) -> Any:
    return load_plain(ROOT / "examples" / name / "spec.yml").value


@cache
def errors() -> tuple[Rule, ...]:
    """The rules whose findings are errors."""
    return tuple(rule for rule in load_rules(data_folder("linters")) if rule.level == "error")


def plain(value: object) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)


def timetable(pack: Pack, begins: dt.date, zone: str) -> dict[str, str]:
    """A date for each stage of the procedure, five weeks from one to the next."""
    ids: list[StageId] = [stage.id for stage in stages_of(pack.file, pack.like)]
    for needed in ("submit", "award", "start"):
        if needed not in ids:
            ids = sorted({*ids, needed}, key=list(get_args(StageId)).index)
    days = {name: begins + dt.timedelta(weeks=5 * at) for at, name in enumerate(ids)}
    days["questions_until"] = days["submit"] - dt.timedelta(days=21)
    days["answers_by"] = days["submit"] - dt.timedelta(days=14)
    return {name: day.isoformat() for name, day in days.items()} | {"time_zone": zone}


@pytest.fixture(scope="session")
def project_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Pack], Project]:
    """A function that gives the project of a pack, made once."""
    return cache(lambda pack: made_for(pack, tmp_path_factory.mktemp("pack")))


@pytest.fixture
def project(pack: Pack, project_of: Callable[[Pack], Project]) -> Project:
    """The project of a pack: an example run by this procedure, with a few records."""
    return project_of(pack)


def made_for(pack: Pack, folder: Path) -> Project:
    name, begins = EXAMPLES[pack.regime]
    data = json.loads(json.dumps(example(name), default=plain))
    data["project"]["date"] = begins.isoformat()
    data["procedure"] = pack.procedure
    if pack.like:
        data["flexible_like"] = pack.like
    for kpi in data["kpis"]:
        kpi["by"] = begins.replace(year=begins.year + 4).isoformat()
    data["timetable"] = timetable(pack, begins, data["timetable"]["time_zone"])
    spec = folder / "spec.yml"
    spec.write_text(json.dumps(data, indent=1), encoding="utf-8")
    seats = [member["seat"] for member in data["evaluation"]["panel"]]
    panel = [{"id": f"m{n}", "name": f"Member {n}", "seat": s} for n, s in enumerate(seats)]
    (folder / "records").mkdir()
    for record, rows in {**RECORDS, "panel": panel}.items():
        path = folder / "records" / f"{record}.yml"
        path.write_text(json.dumps({record: rows}), encoding="utf-8")
    return load_project(folder)


def planned(
    project: Project, library: Library, name: str
) -> Iterator[tuple[Plan, PlannedDocument]]:
    if name in library.templates:
        made = plan(project.spec, library)
        yield made, next(one for one in made.documents if one.name == name)
        return
    for document in step_documents(library, [name]):
        for one in step_plans(project.spec, library, document):
            yield one.plan, one.planned


def written(project: Project, library: Library, pack: Pack) -> Iterator[tuple[str, Document]]:
    """The documents of a pack, and the two that every procurement has."""
    for name in sorted({*pack.documents, "rfp", "contract"}):
        for made, one in planned(project, library, name):
            if one.included:
                yield name, assemble(made, one)


@each_pack
def test_the_pack_builds_and_passes_the_linters(pack: Pack, project: Project, library: Library):
    spec = project.spec.value
    found = [
        f"{name}: {finding.rule} {finding.section} “{finding.quote}”"
        for name, document in written(project, library, pack)
        for finding in lint_document(
            document,
            errors(),
            jurisdiction=spec.jurisdiction,
            as_of=spec.project.date,
            kind=document.kind,
        ).findings
    ]
    assert found == []


@each_pack
def test_the_documents_that_only_this_procedure_has_are_needed(
    pack: Pack, project: Project, library: Library
):
    for name in OWN.intersection(pack.documents):
        made = list(planned(project, library, name))
        assert made, name
        assert all(one.included for _, one in made), name


@each_pack
def test_the_rfp_says_how_the_procedure_runs(pack: Pack, project: Project, library: Library):
    ((made, rfp),) = planned(project, library, "rfp")
    told = [clause.id for clause in rfp.clauses if "rfp/procedure" in clause.names]
    assert len(told) == 1, told
    text = " ".join(block.text for block in text_blocks(assemble(made, rfp).blocks))
    asks = any(stage.id == "requests" for stage in stages_of(pack.file, pack.like))
    listed = pack.regime == "us" or pack.procedure == "dynamic-purchasing"
    assert ("request to participate" in text) == (asks and not listed)


@each_pack
def test_every_name_in_the_pack_is_a_document(pack: Pack, library: Library):
    assert [n for n in pack.documents if n not in {*library.steps, *library.templates}] == []


def test_the_procedures_of_the_london_toolkit_are_there_in_europe():
    assert {pack.procedure for pack in PACKS if pack.regime == "eu"} >= set(LONDON)


def test_each_document_of_single_procedures_stands_in_a_pack():
    assert OWN & {name for pack in PACKS for name in pack.documents} == OWN
