"""The documents of the step evaluation: who gets which, what stands in it, and that it passes."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

import rfpkit
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.step_planning import step_documents, step_plans
from rfpkit.document.model import Document, Table, text_blocks
from rfpkit.formats.markdown import write as as_markdown
from rfpkit.library.load import Library
from rfpkit.spec.records.folder import load_project

from ..process.evaluation.projects import edited, invented, project, swapped

NAMES = (
    "award-letter", "award-report", "conflict-declaration", "debrief", "non-award-letter",
    "panel-briefing", "score-sheet", "technical-evaluation",
)  # fmt: skip
CASES = ("us-case-management", "eu-open-permits", "uk-library-system")


def built(folder: Path, library: Library, names: tuple[str, ...] = NAMES) -> dict[str, Document]:
    """Every document that the project calls for, by the name of its file."""
    made = load_project(folder).spec
    return {
        one.name: assemble(one.plan, one.planned)
        for document in step_documents(library, names)
        for one in step_plans(made, library, document)
        if one.planned.included and one.planned.clauses
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, library: Library) -> dict[str, Document]:
    """Every document of the project whose records are in order."""
    return built(project(tmp_path_factory.mktemp("project")), library)


def words(document: Document) -> str:
    """All text of a document on one line."""
    return " ".join(block.text for block in text_blocks(document.blocks))


def test_there_are_the_eight_documents(library: Library) -> None:
    found = [d.name for d in step_documents(library) if d.front.step == "evaluation"]
    assert set(NAMES) <= set(found)


def test_letters_go_to_the_right_bidders(made: dict[str, Document]) -> None:
    letters = {name for name in made if "letter" in name}
    assert letters == {
        "award-letter-brightshelf", "non-award-letter-fenland", "non-award-letter-openstacks",
        "non-award-letter-valuebooks", "non-award-letter-catalogix", "non-award-letter-latecomer",
    }  # fmt: skip
    assert "debrief-brightshelf" not in made


def test_before_an_award_there_are_no_letters(tmp_path: Path, library: Library) -> None:
    folder = project(tmp_path)
    (folder / "records" / "award.yml").unlink()
    assert not {name for name in built(folder, library) if "letter" in name or "debrief" in name}


def test_an_excluded_bidder_never_gets_a_letter_of_award(tmp_path: Path, library: Library) -> None:
    folder = edited(
        project(tmp_path), "records/award.yml", swapped("bidder: brightshelf", "bidder: catalogix")
    )
    assert not {name for name in built(folder, library) if "letter" in name}


def test_who_withdrew_gets_no_letter(tmp_path: Path, library: Library) -> None:
    folder = edited(
        project(tmp_path), "records/bidders.yml", swapped("stage: receipt", "stage: withdrawn")
    )
    assert "non-award-letter-latecomer" not in built(folder, library)


def test_no_letter_is_made_from_wrong_records(tmp_path: Path, library: Library) -> None:
    folder = edited(
        project(tmp_path), "records/award.yml", swapped("bidder: brightshelf", "bidder: fenland")
    )
    with pytest.raises(rfpkit.InputError, match="“fenland” is ranked 3"):
        built(folder, library)


def test_a_report_on_wrong_records_gives_no_ranking(tmp_path: Path, library: Library) -> None:
    folder = edited(
        project(tmp_path), "records/scores.csv",
        swapped("consensus,,fenland,move,8,", "consensus,,fenland,move,18,"),
    )  # fmt: skip
    told = words(built(folder, library, ("award-report",))["award-report"])
    assert "There is no ranking. The records have these faults:" in told
    assert "a score is a whole number from 0 to 10" in told


def test_recording_the_award_does_not_change_the_signed_report(
    tmp_path: Path, library: Library
) -> None:
    folder = project(tmp_path)
    after = built(folder, library, ("award-report",))["award-report"]
    (folder / "records" / "award.yml").unlink()
    assert built(folder, library, ("award-report",))["award-report"].blocks == after.blocks


def test_a_letter_compares_with_the_winner_and_nobody_else(made: dict[str, Document]) -> None:
    told = words(made["non-award-letter-openstacks"])
    assert "12.00 (8)" in told
    assert "In all, the winning Proposal has 1.28 points more." in told
    assert "Fenland" not in told
    assert "Catalogix" not in told


def test_no_member_of_the_panel_is_named_in_a_letter(made: dict[str, Document]) -> None:
    members = ("Okafor", "Lindqvist", "Rahman", "Whitcombe", "Devlin")
    for name, document in made.items():
        if "letter" in name:
            assert not [one for one in members if one in words(document)]


def test_who_failed_a_mandatory_criterion_is_told_which(made: dict[str, Document]) -> None:
    told = words(made["non-award-letter-catalogix"])
    assert "Mandatory criterion not met (M2) The Council can take out all data" in told
    assert "assessment summary under section 50" not in told


def test_the_reasons_of_both_stand_side_by_side(
    made: dict[str, Document], file_regression: FileRegressionFixture
) -> None:
    letter = made["non-award-letter-openstacks"]
    file_regression.check(as_markdown(letter), extension=".md")


def test_the_report_reads_well(
    made: dict[str, Document], file_regression: FileRegressionFixture
) -> None:
    file_regression.check(as_markdown(made["award-report"]), extension=".md")


@pytest.mark.parametrize("case", CASES)
def test_each_document_passes_the_linters(case: str, tmp_path: Path, library: Library) -> None:
    folder = invented(case, tmp_path)
    law = load_project(folder).dossier.jurisdiction
    made = built(folder, library)
    drawn = {name: document for document in NAMES for name in made if name.startswith(document)}
    chosen = {document: name for name, document in drawn.items()}  # one of each will do
    assert set(chosen) == set(NAMES)
    for name in (*chosen.values(), "non-award-letter-delta"):
        document = made[name]
        report = rfpkit.lint_document(document, jurisdiction=law)
        errors = [f"{one.rule}: {one.quote}" for one in report.findings if one.level == "error"]
        assert not errors, name


@pytest.mark.parametrize("case", CASES)
def test_each_law_has_its_own_way_to_challenge(case: str, tmp_path: Path, library: Library) -> None:
    told = words(built(invented(case, tmp_path), library)["non-award-letter-alpha"])
    ways = {
        "us-case-management": "You may protest to the Buyer in writing.",
        "eu-open-permits": "You may also ask for review.",
        "uk-library-system": "you may go to court under Part 9",
    }
    assert [name for name, way in ways.items() if way in told] == [case]


def test_in_the_united_states_the_reasons_of_the_winner_stay_out(
    tmp_path: Path, library: Library
) -> None:
    made = built(invented("us-case-management", tmp_path), library, ("non-award-letter",))
    told = words(made["non-award-letter-alpha"])
    assert "The reasons for your scores" in told
    assert "The winning Proposal has more points for" in told
    tables = [b for b in made["non-award-letter-alpha"].blocks if isinstance(b, Table)]
    heads = [tuple(cell.blocks[0].text for cell in one.rows[0]) for one in tables]
    assert ("No.", "Your Proposal") in heads
    assert not [head for head in heads if head[-1] == "The winning Proposal"]


@pytest.mark.parametrize(
    ("procedure", "told", "not_told"),
    [
        ("open", "assessment summary under section 50", "Regulation 92"),
        ("below-threshold", "The Buyer promised in the RFP to wait", "section 50"),
        ("framework-call-off", "publishes the contract award notice", "section 50"),
    ],
)
def test_a_letter_in_the_united_kingdom_follows_the_law_of_its_procedure(
    procedure: str, told: str, not_told: str, tmp_path: Path, library: Library
) -> None:
    swap = swapped("procedure: competitive-flexible", f"procedure: {procedure}")
    folder = edited(project(tmp_path), "spec.yml", swap)
    made = built(folder, library, ("non-award-letter",))["non-award-letter-openstacks"]
    letter = " ".join(b.text for b in text_blocks(made.blocks) if "Guidance" not in b.text)
    assert told in letter
    assert not_told not in letter


def test_the_panel_reads_the_deadline_as_the_addenda_left_it(
    tmp_path: Path, library: Library
) -> None:
    folder = project(tmp_path)
    day = load_project(folder).dossier.timetable
    assert day
    later = day.submit + dt.timedelta(days=1)
    moved = f"{{number: 1, date: {day.answers_by}, submit: {later}, changes: [Later.]}}"
    (folder / "records" / "addenda.yml").write_text(f"addenda:\n  - {moved}\n", encoding="utf-8")
    told = words(built(folder, library, ("panel-briefing",))["panel-briefing"])
    assert f"{later.day} {later:%B %Y}" in told
    assert f"Deadline for Proposals {day.submit.day} {day.submit:%B %Y}" not in told


def test_every_table_of_a_letter_has_rows(made: dict[str, Document]) -> None:
    for document in made.values():
        for block in document.blocks:
            assert not isinstance(block, Table) or len(block.rows) > 1
