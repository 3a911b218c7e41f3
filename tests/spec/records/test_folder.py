"""A project's folder is read whole, or every fault in it is told with file, line and remedy."""

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from rfpkit.errors import InputError
from rfpkit.spec.records.folder import Project, load_project

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project without records."""
    shutil.copy(ROOT / "examples" / "eu-open-permits" / "spec.yml", tmp_path)
    (tmp_path / "records").mkdir()
    return tmp_path


def put(folder: Path, name: str, text: str) -> None:
    (folder / "records" / name).write_text(text, encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_project(folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_project_without_records_has_empty_ones(folder: Path):
    (folder / "records").rmdir()
    project = load_project(folder)
    assert project.records.questions == ()
    assert project.records.award is None
    assert project.dossier.project.title == "Open building permits"


def test_yaml_and_tables_are_read_alike(folder: Path):
    put(
        folder,
        "award.yml",
        "award:\n  bidder: acme\n  decided: 2027-04-12\n  decided_by: Council\n",
    )
    put(folder, "kpis.csv", "kpi,date,value,by,note\nlapsed,2028-01-31,12,Legal,\n\n")
    project = load_project(folder / "spec.yml")
    assert project.records.award is not None
    assert project.records.award.decided == dt.date(2027, 4, 12)
    (measured,) = project.records.kpis
    assert (measured.kpi, measured.value, measured.note) == ("lapsed", Decimal(12), "")


def test_a_table_may_have_semicolons_as_spreadsheets_write_them(folder: Path):
    put(
        folder,
        "kpis.csv",
        "\ufeffkpi;date;value;by\r\nlapsed;2028-01-31;12.5;“Legal, and others”\r\n",
    )
    (measured,) = load_project(folder).records.kpis
    assert (measured.value, measured.by) == (Decimal("12.5"), "“Legal, and others”")


def test_a_fault_in_a_row_is_told_with_its_line(folder: Path):
    put(
        folder,
        "kpis.csv",
        "kpi,date,value,by\nlapsed,2028-01-31,many,Legal\nlapsed,31.1.28,1,Legal\n",
    )
    found = faults(folder)
    assert [line.partition("kpis.csv:")[2].split(":")[0] for line in found] == ["2", "3"]
    assert "number" in found[0]
    assert "date" in found[1]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("kpis.csv", "kpi,dat,value,by\nlapsed,2028-01-31,1,Legal\n", "did you mean “date”"),
        ("kpis.csv", "kpi,kpi\na,b\n", "the column “kpi” stands twice"),
        ("kpis.csv", "kpi,,by\na,b,c\n", "a column has no name"),
        ("kpis.csv", "", "there is nothing in it"),
        ("kpis.csv", "kpi,by\na,b,c\n", "has 3 cells, and the first row names 2"),
        ("kpis.csv", 'kpi,by\n"a,b\n', "is no table"),
        ("question.yml", "question: []\n", "did you mean “questions”"),
        ("questions.txt", "", "is no file of records"),
        ("questions.yml", "questions: []\nanswers: []\n", "“answers” is a second key"),
        ("questions.yml", "questions:\n  - id: q1\n   asked: x\n", "questions.yml:3"),
        ("questions.yml", "", "there is nothing in it"),
        ("questions.yml", "questions:\n  - id: q1\n", "asked"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_remedy(folder: Path, name: str, text: str, says: str):
    put(folder, name, text)
    assert says in " ".join(faults(folder))


def test_two_files_for_the_same_records_are_a_fault(folder: Path):
    put(folder, "kpis.csv", "kpi,date,value,by\n")
    put(folder, "kpis.yml", "kpis: []\n")
    assert "keep one of the two" in faults(folder)[0]


def test_a_table_that_is_not_utf8_is_told_with_its_line(folder: Path):
    (folder / "records" / "kpis.csv").write_bytes(b"kpi,date,value,by\nlaps\xe9,2028-01-31,1,A\n")
    assert "kpis.csv:2:5: this character is not UTF-8" in faults(folder)[0]


def test_faults_of_the_spec_and_of_all_records_come_at_once(folder: Path):
    spec = folder / "spec.yml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("strategy: B", "stratgy: B"))
    put(folder, "kpis.csv", "kpi,date,value,by\nlapsed,2028-01-31,many,Legal\n")
    put(folder, "bidders.yml", "bidders:\n  - nam: Acme\n")
    told = "\n".join(faults(folder))
    assert all(name in told for name in ("spec.yml:", "kpis.csv:2", "bidders.yml:2"))


def test_other_files_are_left_alone(folder: Path):
    (folder / "records" / "attachments").mkdir()
    put(folder, ".hidden", "x")
    put(folder, "~$scores.csv", "x")
    assert isinstance(load_project(folder), Project)


def test_a_fault_can_be_placed_in_a_record_and_in_one_that_is_missing(folder: Path):
    put(folder, "bidders.yml", "bidders:\n  - id: acme\n    name: Acme\n")
    project = load_project(folder)
    assert str(project.fault("no price", "bidders", 0, "name")).endswith(
        "bidders.yml:3:11: no price"
    )
    assert str(project.fault("no scores", "scores")).endswith("records/scores.yml: no scores")
