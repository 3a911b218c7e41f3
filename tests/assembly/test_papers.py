"""Documents by name, and the fingerprint of what somebody signs."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rfpkit.assembly.papers import (
    find_paper,
    fingerprints_of,
    paper_status,
    signed_fingerprint,
)
from rfpkit.errors import InputError
from rfpkit.library.load import Library
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.model import Choice, Choices
from rfpkit.spec.records.folder import Project, load_project

FOLDER = Path(__file__).resolve().parents[1] / "process" / "finished"
Change = Callable[[Dossier], Dossier]


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(FOLDER)


def changed(project: Project, change: Change) -> Project:
    return replace(project, spec=replace(project.spec, value=change(project.dossier)))


def prints(project: Project, library: Library, *names: str) -> tuple[str, ...]:
    return tuple(signed_fingerprint(find_paper(project, library, name)) for name in names)


def test_the_same_text_has_the_same_fingerprint(project: Project, library: Library) -> None:
    first = prints(project, library, "rfp", "contract", "underwriting")
    assert first == prints(project, library, "rfp", "contract", "underwriting")
    assert len(set(first)) == 3
    assert all(len(one) == 64 for one in first)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: replace(d, problem="Lights stay dark for months."),
        lambda d: replace(d, project=replace(d.project, date=dt.date(2027, 1, 12))),
        lambda d: replace(d, timetable=replace(d.timetable, submit=dt.date(2027, 3, 1))),
    ],
    ids=["words", "date-of-the-document", "date-in-the-text"],
)
def test_a_changed_word_or_date_changes_the_fingerprint(
    change: Change, project: Project, library: Library
) -> None:
    assert prints(changed(project, change), library, "rfp") != prints(project, library, "rfp")


def test_signatures_on_record_are_no_part_of_the_text(project: Project, library: Library) -> None:
    unsigned = changed(project, lambda d: replace(d, records=replace(d.records, signoffs=())))
    names = ("underwriting", "strategy-decision", "rfp")
    assert prints(unsigned, library, *names) == prints(project, library, *names)


def test_the_table_of_choices_in_a_draft_is_no_part_of_the_text(
    project: Project, library: Library
) -> None:
    def forced(reason: str) -> Change:
        choice = Choice(id="rfp/summary", reason=reason)
        return lambda d: replace(d, clauses=Choices(include=(choice,)))

    one = prints(changed(project, forced("Bidders asked for it")), library, "rfp")
    other = prints(changed(project, forced("The council asked for it")), library, "rfp")
    assert one == other


def test_a_document_for_each_member_goes_by_the_name_of_the_member(
    project: Project, library: Library
) -> None:
    if "conflict-declaration" not in library.steps:
        pytest.skip("the library has no such document yet")
    assert find_paper(project, library, "conflict-declaration-ola").name.endswith("-ola")
    with pytest.raises(InputError, match="there is no document “conflict-declaration-max”"):
        find_paper(project, library, "conflict-declaration-max")


def test_a_document_that_cannot_be_built_has_no_fingerprint(
    project: Project, library: Library
) -> None:
    fingerprint = fingerprints_of(project, library)
    assert fingerprint("rfp")
    assert fingerprint("nothing") is None


def test_the_state_of_a_document_is_told(project: Project, library: Library) -> None:
    status = paper_status(project, library)
    assert status("rfp").state == "ready"
    assert status("contract").state == "blanks"
    assert status("contract").blanks == 3
    assert status("nothing").state == "missing"


def test_a_document_that_the_strategy_does_not_need_says_why(
    project: Project, library: Library
) -> None:
    inhouse = changed(
        project,
        lambda d: replace(
            d, strategy="D", modules=tuple(replace(one, strategy="D") for one in d.modules)
        ),
    )
    found = paper_status(inhouse, library)("rfp")
    assert found.state == "not-needed"
    assert "D" in found.note
