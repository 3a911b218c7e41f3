"""What cannot be right between records is told, and nothing that is read makes status fail."""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rfpkit.errors import InputError
from rfpkit.process.consistency import check_records
from rfpkit.process.status import status_of
from rfpkit.process.steps import Step
from rfpkit.spec.delivery import PlannedFeature
from rfpkit.spec.orientation import Persona
from rfpkit.spec.records.before import Addendum, Exclusion, Meeting, Price
from rfpkit.spec.records.folder import Project, load_project

FINISHED = Path(__file__).parent / "finished"
FILES = sorted(path.name for path in (FINISHED / "records").iterdir())
DAY = dt.date(2027, 3, 1)


DOCUMENTS = (
    "rfp", "contract", "underwriting", "strategy-decision", "product-owner-role",
    "module-budget", "award-report", "closure-report", "conflict-declaration",
)  # fmt: skip


def messages(project: Project, **files: Any) -> list[str]:
    """What is said after a change of records, or of parts of the spec."""
    dossier = project.dossier
    held = dossier.records
    made = {k: v(getattr(held, k)) for k, v in files.items() if hasattr(held, k)}
    parts = {k: v(getattr(dossier, k)) for k, v in files.items() if not hasattr(held, k)}
    changed = replace(dossier, records=replace(held, **made), **parts)
    found = check_records(replace(project, spec=replace(project.spec, value=changed)), DOCUMENTS)
    return [fault.message for fault in found]


def first(**values: Any) -> Callable[[Any], Any]:
    return lambda items: (replace(items[0], **values), *items[1:])


def added(*more: Any) -> Callable[[Any], Any]:
    return lambda items: (*items, *more)


def test_the_records_of_the_finished_project_agree(finished: Project) -> None:
    assert messages(finished) == []


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"questions": lambda q: (*q, q[0])}, "“q1” is also the id on line 2"),
        ({"sprints": lambda s: (*s, s[0])}, "“1” is also the number"),
        ({"sprints": first(reviewed=dt.date(2027, 4, 1))}, "“reviewed” (2027-04-01) comes before"),
        ({"questions": first(addendum=2)}, "there is no addendum “2”"),
        ({"questions": first(published=dt.date(2027, 1, 26))}, "“published” (2027-01-26) comes"),
        ({"questions": first(answer="")}, "q1 is published without an answer"),
        (
            {"meetings": added(Meeting(date=DAY, bidder="east", kind="demonstration"))},
            "there is no bidder “east”; there are north, south",
        ),
        (
            {"bidders": first(prices=(Price(module="lists", amount=Decimal(1)),))},
            "there is no module “lists”",
        ),
        (
            {"bidders": first(prices=(Price(module="repairs", amount=Decimal(1)),) * 2)},
            "north has a second price for “repairs”",
        ),
        (
            {"bidders": first(excluded=Exclusion(
                stage="mandatory", criterion="no-fee", reason="It has one", date=DAY))},
            "there is no mandatory criterion “no-fee”; did you mean “no-fees”?",
        ),
        (
            {"bidders": first(excluded=Exclusion(stage="price", reason="Too low", date=DAY))},
            "“north” won and is excluded (Too low)",
        ),
        ({"conflicts": first(decided_by="Ola")}, "ola cannot decide on their own interests"),
        ({"trainings": first(group="Crew")}, "“Crew” is no group under “training”"),
        ({"scores": first(date=dt.date(2027, 2, 1))}, "before the deadline, 2027-02-26"),
        ({"scores": first(score=Decimal(9))}, "a whole number from 0 to 5"),
        ({"scores": first(member="max")}, "“max” is not on the panel"),
        ({"award": lambda a: replace(a, signed=dt.date(2027, 3, 1))}, "“signed” (2027-03-01)"),
        ({"closure": lambda c: replace(c, date=dt.date(2027, 1, 1))}, "the project was closed on"),
        (
            {"addenda": added(Addendum(number=1, date=DAY, changes=("x",))) ,
             "questions": first(addendum=2)},
            "there is no addendum “2”",
        ),
        ({"features": added(PlannedFeature(text="x", module="list"))}, "no module “list”"),
        ({"personas": added(Persona(name="Al", group="Crew", about="x"))}, "did you mean “Crews”"),
        ({"team": first(end=dt.date(2026, 1, 1))}, "“end” (2026-01-01) comes before “start”"),
        ({"signoffs": first(document="underwritten")}, "there is no document “underwritten”"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(files: dict[str, Any], words: str, finished: Project) -> None:
    found = messages(finished, **files)
    assert any(words in message for message in found), found


def test_a_document_for_each_member_may_be_signed_by_its_own_name(finished: Project) -> None:
    named = messages(
        finished, signoffs=lambda s: (replace(s[0], document="conflict-declaration-ola"),)
    )
    assert named == []


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file=st.sampled_from(FILES), data=st.data())
def test_a_file_cut_or_spoiled_anywhere_is_read_or_refused(
    file: str, data: st.DataObject, tmp_path: Path, steps: tuple[Step, ...]
) -> None:
    folder = tmp_path / "lights"
    if not folder.exists():
        shutil.copytree(FINISHED, folder)
    path = folder / "records" / file
    whole = (FINISHED / "records" / file).read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    instead = data.draw(st.sampled_from([b"", b"\x00", b":", b"- ", b"{", b"\xff", b"\n", b"0"]))
    rest = whole[at + 1 :] if data.draw(st.booleans()) else b""
    path.write_bytes(whole[:at] + instead + rest)
    try:
        project = load_project(folder)
        check_records(project, ("rfp",))
        status_of(project, steps, as_of=DAY)
    except InputError:
        pass  # refused, in words
    finally:
        path.write_bytes(whole)
