"""Score sheets: written for each member, filled, and collected whole or not at all."""

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rfpkit.cli import run
from rfpkit.spec.records.folder import load_project

from ..process.evaluation.projects import edited, project, swapped


def _bare(folder: Path) -> Path:
    """A project before anybody scored."""
    project(folder)
    for name in ("scores.csv", "award.yml"):
        (folder / "records" / name).unlink()
    return folder


def _sheets(folder: Path, into: str = "sheets") -> list[Path]:
    assert run(["evaluate", str(folder), "--sheets", str(folder / into)]) == 0
    return sorted((folder / into).glob("*.xlsx"))


def _filled(path: Path, change: Callable[[Workbook], None] | None = None) -> Path:
    """The sheet as a member saves it: a date, and 7 for everything with a reason."""
    book = load_workbook(path)
    book["Rules"]["B6"] = dt.datetime(2027, 5, 12)
    for page in book.worksheets:
        if page.title not in ("Rules", "rfpkit"):
            for row in range(6, 10):
                page[f"D{row}"] = 7
                page[f"E{row}"] = "- page 3, with a list\nof dates"
    if change:
        change(book)
    book.save(path)
    return path


def test_each_member_gets_a_sheet_with_the_published_criteria(tmp_path: Path) -> None:
    paths = _sheets(_bare(tmp_path))
    assert [path.name for path in paths] == [
        f"scores-{name}.xlsx" for name in ("devlin", "lindqvist", "okafor", "rahman", "whitcombe")
    ]
    book = load_workbook(paths[0])
    assert book.sheetnames == [
        "Rules", "1 Fenland Library Systems Ltd", "2 Brightshelf CIC", "3 Openstacks Cooperative",
        "4 Valuebooks Software plc", "rfpkit",
    ]  # fmt: skip
    assert book["rfpkit"].sheet_state == "veryHidden"
    page = book["2 Brightshelf CIC"]
    assert [page[f"A{row}"].value for row in range(6, 11)] == ["S1", "S2", "S3", "S4", None]
    assert "Six readers chosen by the Council" in page["B6"].value
    assert page["C6"].value == "25%"


def test_only_the_cells_to_fill_are_open_and_take_only_scores(tmp_path: Path) -> None:
    book = load_workbook(_sheets(_bare(tmp_path))[0])
    for page in book.worksheets:
        assert page.protection.sheet
    page = book["1 Fenland Library Systems Ltd"]
    open_cells = {
        cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked
    }
    assert open_cells == {f"{column}{row}" for column in "DE" for row in range(6, 10)}
    (valid,) = page.data_validations.dataValidation
    assert (valid.type, valid.formula1, valid.formula2) == ("whole", "0", "10")
    assert {str(one) for one in valid.sqref.ranges} == {"D6", "D7", "D8", "D9"}


def test_the_same_project_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = _bare(tmp_path)
    first = [path.read_bytes() for path in _sheets(folder)]
    assert [path.read_bytes() for path in _sheets(folder, "again")] == first
    with zipfile.ZipFile(folder / "sheets" / "scores-devlin.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2027-03-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    folder = _bare(tmp_path)
    edited(folder, "records/bidders.yml", swapped(
        "name: Brightshelf CIC", 'name: "=HYPERLINK(\\"http://x.example\\",\\"[Acme]\\")"'
    ))  # fmt: skip
    book = load_workbook(_sheets(folder)[0])
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book.sheetnames[2].startswith("2 =HYPERLINK(")


def test_filled_sheets_become_rows_of_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _bare(tmp_path)
    paths = [str(_filled(path)) for path in _sheets(folder)]
    assert run(["evaluate", str(folder), "--collect", *paths]) == 0
    assert "80 new scores" in capsys.readouterr().out
    scores = load_project(folder).records.scores
    assert len(scores) == 5 * 4 * 4
    assert {(one.stage, int(one.score), one.date) for one in scores} == {
        ("individual", 7, dt.date(2027, 5, 12))
    }
    assert scores[0].reason == "– page 3, with a list of dates"


def test_to_collect_again_adds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _bare(tmp_path)
    paths = [str(_filled(path)) for path in _sheets(folder)]
    assert run(["evaluate", str(folder), "--collect", *paths]) == 0
    before = (folder / "records" / "scores.csv").read_bytes()
    assert run(["evaluate", str(folder), "--collect", *paths]) == 0
    assert "0 new scores" in capsys.readouterr().out
    assert (folder / "records" / "scores.csv").read_bytes() == before


def _set(sheet: str, place: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][place] = value

    return change


_BID = "2 Brightshelf CIC"
REFUSED: dict[str, tuple[Callable[[Workbook], None], str]] = {
    "an empty cell": (_set(_BID, "D7", None), f"{_BID}, D7: there is no score"),
    "words for a score": (_set(_BID, "D7", "seven"), f"{_BID}, D7: “seven” is no number"),
    "half a score": (_set(_BID, "D7", 7.5), f"{_BID}, D7: 7.5 is no whole number"),
    "a score off the scale": (_set(_BID, "D7", 11), f"{_BID}, D7: 11 is not on the scale"),
    "a formula": (_set(_BID, "D7", "=3+4"), f"{_BID}, D7: there is a formula"),
    "a reason that is a formula elsewhere": (_set(_BID, "E7", "@SUM(A1)"), f"{_BID}, E7: a text"),
    "no date": (_set("Rules", "B6", None), "Rules, B6: the day of scoring is missing"),
    "other criteria": (_set("rfpkit", "A3", "x=100#0"), "are not those that were published"),
    "somebody else": (_set("rfpkit", "A2", "nobody"), "who is not on the panel"),
    "a sheet that is gone": (lambda book: book.remove(book[_BID]), f"the sheet “{_BID}” is gone"),
    "another workbook": (lambda book: book.remove(book["rfpkit"]), "is no score sheet"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_sheet_is_refused_and_nothing_is_written(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, words = REFUSED[case]
    folder = _bare(tmp_path)
    first, *rest = _sheets(folder)
    paths = [str(_filled(first, change)), *(str(_filled(path)) for path in rest)]
    assert run(["evaluate", str(folder), "--collect", *paths]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert str(first) in told
    assert not (folder / "records" / "scores.csv").exists()


def test_scores_that_stand_already_are_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path)
    before = (folder / "records" / "scores.csv").read_bytes()
    path = _filled(_sheets(folder)[0])
    assert run(["evaluate", str(folder), "--collect", str(path)]) == 2
    assert "another score or reason stands here" in capsys.readouterr().err
    assert (folder / "records" / "scores.csv").read_bytes() == before


def test_two_sheets_of_one_member_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _bare(tmp_path)
    path = _filled(_sheets(folder)[0])
    assert run(["evaluate", str(folder), "--collect", str(path), str(path)]) == 2
    assert "a second sheet of “devlin”" in capsys.readouterr().err


def test_what_is_no_workbook_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _bare(tmp_path)
    (folder / "x.xlsx").write_bytes(b"PK not a zip")
    assert run(["evaluate", str(folder), "--collect", str(folder / "x.xlsx")]) == 3
    assert "is no Excel workbook" in capsys.readouterr().err


def test_no_sheets_are_written_from_changed_criteria(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = edited(_bare(tmp_path), "spec.yml", swapped("scale_max: 10", "scale_max: 5"))
    assert run(["evaluate", str(folder), "--sheets", str(folder / "sheets")]) == 2
    assert "not as in the RFP" in capsys.readouterr().err
    assert not (folder / "sheets").exists()
