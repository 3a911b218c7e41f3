"""Projects that are broken, hostile or merely large get a clear answer, and never a traceback."""

import csv
import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from rfpkit.spec.records.model import Records
from rfpkit.yamlfile import hints, load_plain, schema

ROOT = Path(__file__).resolve().parents[2]
FINISHED = ROOT / "tests" / "process" / "finished"
IN_HOUSE = ROOT / "examples" / "eu-tree-register"
LESSON = "{project: P, date: 2026-01-01, asked: a, went_well: b, went_wrong: c, change: d}"


def rfpkit(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the finished project, to be spoiled."""
    return Path(shutil.copytree(FINISHED, tmp_path / "lights"))


def put(project: Path, name: str, data: str | bytes) -> None:
    """A file of records in place of whatever held the same records."""
    for ending in ("yml", "csv"):
        (project / "records" / f"{name.partition('.')[0]}.{ending}").unlink(missing_ok=True)
    raw = data if isinstance(data, bytes) else data.encode()
    (project / "records" / name).write_bytes(raw)


def rename(project: Path, old: str, new: str) -> None:
    """Another word in all records."""
    for path in (project / "records").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def a_file_for_a_folder(project: Path) -> None:
    shutil.rmtree(project / "records")
    (project / "records").write_text("lessons: []\n", encoding="utf-8")


def a_link_to_nothing(project: Path) -> None:
    put(project, "scores.csv", "")
    (project / "records" / "scores.csv").unlink()
    (project / "records" / "scores.csv").symlink_to(project / "gone.csv")


def two_product_owners(project: Path) -> None:
    path = project / "spec.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("role: technical-lead", "role: product-owner", 1), "utf-8")


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "no spec": (lambda p: (p / "spec.yml").unlink(), "spec.yml: there is no such file"),
    "records is a file": (a_file_for_a_folder, "records: is to be a folder"),
    "a link to nothing": (a_link_to_nothing, "scores.csv: there is no such file"),
    "two product owners": (two_product_owners, "there is a product-owner on line"),
    "half-written YAML": (
        lambda p: put(p, "bidders.yml", "bidders:\n  - {id: north, name: North"),
        "bidders.yml:2:5: the bracket { that opens here is not closed",
    ),
    "dates that cross": (
        lambda p: rename(p, "decided: 2027", "decided: 2020"), "before the deadline of tenders"
    ),
    "a list at the top": (
        lambda p: put(p, "lessons.yml", f"- {LESSON}\n"), "lessons.yml:1:1: the file must begin"
    ),
    "another key": (
        lambda p: put(p, "lessons.yml", f"lesson: [{LESSON}]\n"),
        "lessons.yml:1:1: this file begins with “lessons:”, not with “lesson:”",
    ),
    "keys that stand twice": (
        lambda p: put(p, "lessons.yml", "lessons:\n  - project: a\n    project: b\n"),
        "lessons.yml:3:5: “project” stands here and on line 2",
    ),
    "tabs": (lambda p: put(p, "lessons.yml", "lessons:\n\t- a\n"), "lessons.yml:2:1: a tab"),
    "zero bytes in YAML": (
        lambda p: put(p, "lessons.yml", b"lessons:\n  - project: a\x00b\n"), "(U+0000)"
    ),
    "zero bytes in a table": (
        lambda p: put(p, "kpis.csv", b"kpi,date,value,by\na,2028-01-01,1,\x00b\n"),
        "kpis.csv:2:16: an invisible character (U+0000) stands here",
    ),
    "another encoding": (
        lambda p: put(p, "kpis.csv", "kpi,date,value,by\na,2028-01-01,1,Zoë\n".encode("utf-16")),
        "kpis.csv:1:1: this character is not UTF-8",
    ),
    "two megabytes": (
        lambda p: put(p, "lessons.yml", "lessons:\n" + f"  - {LESSON}\n" * 30_000),
        "lessons.yml: is larger than 2 MB",
    ),
    "an unclosed quotation mark": (
        lambda p: put(p, "kpis.csv", 'kpi,date,value,by\n"a,2028-01-01,1,b\n'),
        "a quotation mark that opens is never closed",
    ),
    "a formula for a number": (
        lambda p: put(p, "kpis.csv", "kpi,date,value,by\na,2028-01-01,=cmd(),b\n"),
        "kpis.csv:2:3: “value” takes a number",
    ),
    "a single record as a table": (
        lambda p: put(p, "award.csv", "bidder,decided,decided_by\nnorth,2027-03-18,Me\n"),
        "award.csv: “award” is a single record and no table; write it as award.yml",
    ),
    "a list in a cell": (
        lambda p: put(p, "bidders.csv", "id,name,prices\nnorth,North,1\n"),
        "bidders.csv:1:3: “prices” holds more than a cell can; write it as bidders.yml",
    ),
    "an unknown bidder": (
        lambda p: rename(p, "bidder: north", "bidder: nort"), "did you mean “north”?"
    ),
    "a way out of the folder": (
        lambda p: rename(p, "south", "../../../south"),
        "bidders.yml:3:10: “../../../south” is not a short name",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILED)
def test_a_spoiled_project_is_told_with_file_and_remedy(project: Path, case: str) -> None:
    spoil, says = SPOILED[case]
    spoil(project)
    done = rfpkit("status", project)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert all(line.startswith("error: ") for line in done.stderr.splitlines())


@pytest.mark.parametrize("bad", ["../../../south", "a/b", "South Ltd", "süd", "-south"])
@pytest.mark.parametrize("command", ["build", "evaluate", "questions"])
def test_no_id_gets_into_the_name_of_a_file(project: Path, bad: str, command: str) -> None:
    rename(project, "id: south", f'id: "{bad}"')
    options = ("--only", "debrief", "-o", project / "out" / "deep") if command == "build" else ()
    done = rfpkit(command, project, *options)
    assert done.returncode == 2
    assert f"“{bad}” is not a short name" in done.stderr
    assert not (project / "out").exists()


def test_line_ends_and_byte_order_marks_of_other_systems_are_read_and_kept(project: Path) -> None:
    for path in (project / "records").iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert rfpkit("status", project, "--require", "integration").returncode == 0
    done = rfpkit("sign", project, "glossary", "--name", "A", "--role", "B", "--date", "2027-01-02")
    assert done.returncode == 0, done.stderr
    kept = (project / "records" / "signoffs.yml").read_bytes()
    assert kept.count(b"\n") == kept.count(b"\r\n")


def test_names_that_look_like_code_are_only_words(project: Path) -> None:
    name = "=cmd()|'/c calc'!A0 😀 <b>&amp; {{ x }} {% y %} **z**"
    rename(project, "name: South Soft Ltd", f'name: "{name}"')
    built = rfpkit("build", project, "--only", "debrief", "--format", "docx,html", "-o", project)
    assert built.returncode == 0, built.stderr
    assert "&lt;b&gt;&amp;amp; {{ x }} {% y %}" in (project / "debrief-south.html").read_text(
        "utf-8"
    )
    assert rfpkit("evaluate", project, "--sheets", project).returncode == 0
    book = openpyxl.load_workbook(next(project.glob("scores-*.xlsx")))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert name in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}


def test_four_hundred_bids_fit_into_a_sheet_and_come_back(project: Path) -> None:
    bids = "".join(
        f"  - {{id: b{n}, name: Firm {n}, received: 2027-02-24, price: {140_000 + n}}}\n"
        for n in range(400)
    )
    put(project, "bidders.yml", f"bidders:\n{bids}")
    for name in ("scores.csv", "award.yml"):
        (project / "records" / name).unlink()
    assert rfpkit("evaluate", project, "--sheets", project).returncode == 0
    (path, *_) = sorted(project.glob("scores-*.xlsx"))
    book = openpyxl.load_workbook(path)
    book["Rules"]["B6"] = dt.date(2027, 3, 2)
    book.save(path)
    told = rfpkit("evaluate", project, "--collect", path).stderr
    assert "has no cell for" not in told
    assert "there is no score for “b399”" in told


def test_three_hundred_sprints_are_no_trouble(project: Path) -> None:
    with (project / "records" / "sprints.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("number", "start", "end", "goal"))
        writer.writerows((n, "2027-05-03", "2027-05-14", "A goal") for n in range(1, 301))
    (project / "records" / "sprints.yml").unlink()
    assert rfpkit("status", project).returncode == 0


@pytest.mark.parametrize("command", ["timetable", "questions", "evaluate"])
def test_what_is_built_in_house_asks_nobody_for_a_tender(command: str) -> None:
    done = rfpkit(command, IN_HOUSE)
    assert done.returncode == 2
    assert "all is built in-house (strategy D) and nobody is asked for a tender" in done.stderr
    assert "rfpkit status" in done.stderr


def test_a_document_of_nobody_says_which_record_is_missing(project: Path) -> None:
    (project / "records" / "panel.yml").unlink()
    (project / "records" / "scores.csv").unlink()
    (project / "records" / "award.yml").unlink()
    told = rfpkit("build", project, "--only", "conflict-declaration").stderr
    assert "each member of the panel, and records/panel names none" in told
    told = rfpkit("evaluate", project, "--sheets", project).stderr
    assert "records/panel.yml: there are no members who score" in told


def test_a_new_project_says_what_goes_into_its_records(tmp_path: Path) -> None:
    town = tmp_path / "town"
    assert rfpkit("init", town).returncode == 0
    text = (town / "records" / "README.md").read_text(encoding="utf-8")
    for name in hints.field_hints(Records):
        assert f"| `{name}` |" in text
    assert (town / ".rfpkit" / "records.schema.json").is_file()
    example = text.partition("```yaml\n")[2].partition("```")[0]
    (town / "records" / "lessons.yml").write_text(example, encoding="utf-8")
    assert rfpkit("status", town).returncode == 0


def test_the_records_of_the_examples_keep_to_the_schema() -> None:
    checks = jsonschema.Draft202012Validator(schema(Records))
    files = sorted((ROOT / "examples").glob("*/records/*.yml"))
    assert len(files) > 40
    for path in files:
        found = load_plain(path).value
        assert not list(checks.iter_errors(_as_json(found))), path


def _as_json(value: object) -> object:
    """YAML's values as JSON has them: numbers as floats."""
    if isinstance(value, dict):
        return {key: _as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_json(one) for one in value]
    return float(value) if type(value).__name__ == "Decimal" else value  # type: ignore[arg-type]


def test_explain_knows_steps_documents_sections_keys_and_records() -> None:
    for name, says in {
        "lessons": "lessons, in records/lessons.yml or lessons.csv, a list: Lessons from",
        "award": "award, in records/award.yml: The award.",
        "departments": "  person: Who speaks for it, and signs.",
        "market": "market: the step “Market research”, for A, B, C, D",
        "underwriting": "Step: discovery. Readers: internal.",
        "lessons-learned-form/opening-the-talk": "Blank earlier_project: Which earlier",
    }.items():
        done = rfpkit("explain", name)
        assert done.returncode == 0, done.stderr
        assert says in done.stdout
    assert "did you mean “departments”?" in rfpkit("explain", "departmnts").stderr
