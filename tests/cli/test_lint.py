"""``rfpkit lint`` as a process: what it reads, what it says, and how it exits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BAD = "The licence renews automatically each year.\n"


def rfpkit(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "terms.md"
    path.write_text(f"# Term\n\n{BAD}", encoding="utf-8")
    return path


def test_a_finding_names_place_level_rule_words_and_remedy(bad: Path):
    done = rfpkit("lint", bad, "--select", "lock-in")
    assert done.returncode == 1
    assert f"{bad}:3:5: error lock-in/auto-renewal" in done.stdout
    assert "renews automatically" in done.stdout
    assert "Instead: " in done.stdout


def test_fail_on_decides_the_exit_code(bad: Path):
    select = ("--select", "lock-in/auto-renewal")
    assert rfpkit("lint", bad, *select, "--fail-on", "never").returncode == 0
    assert rfpkit("lint", bad, *select, "--fail-on", "advice").returncode == 1
    assert rfpkit("lint", bad, "--ignore", "lock-in").returncode == 0


def test_json_has_the_published_fields_with_null_where_a_format_has_no_such_place(bad: Path):
    data = json.loads(rfpkit("lint", bad, "--select", "lock-in", "--format", "json").stdout)
    assert data["version"] == 1
    (finding,) = data["findings"]
    assert list(finding) == [
        "rule", "level", "confidence", "message", "path", "line", "column", "end_line",
        "end_column", "page", "section", "paragraph", "quote", "instead", "fix", "fingerprint",
    ]  # fmt: skip
    assert (finding["line"], finding["column"], finding["page"]) == (3, 5, None)
    assert (finding["section"], finding["quote"]) == ("Term", "licence renews automatically")
    assert data["documents"][0]["findings"]["error"] == 1


@pytest.mark.parametrize("ending", ["md", "html", "txt"])
def test_each_text_format_gives_the_same_finding(tmp_path: Path, ending: str):
    path = tmp_path / f"terms.{ending}"
    path.write_text(f"<p>{BAD}</p>" if ending == "html" else BAD, encoding="utf-8")
    done = rfpkit("lint", path, "--select", "lock-in", "--format", "json")
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["rule"], finding["line"]) == ("lock-in/auto-renewal", 1)


def test_both_engines_find_the_same(bad: Path):
    fast = rfpkit("lint", bad, "--format", "json", "--engine", "fast")
    reference = rfpkit("lint", bad, "--format", "json", "--engine", "spacy")
    assert json.loads(fast.stdout) == json.loads(reference.stdout)


def test_a_folder_stands_for_the_documents_in_it(bad: Path):
    (bad.parent / "notes.xyz").write_text("not a document")
    done = rfpkit("lint", bad.parent, "--format", "json")
    assert [d["path"] for d in json.loads(done.stdout)["documents"]] == [str(bad)]


def test_pages_are_named_in_a_pdf():
    done = rfpkit(
        "lint", ROOT / "examples/eu-open-permits/rfp.pdf", "--format", "json",
        "--fail-on", "never",
    )  # fmt: skip
    data = json.loads(done.stdout)
    assert data["documents"][0]["words"] > 5000
    assert all(finding["page"] for finding in data["findings"] if finding["quote"])


@pytest.mark.shared
def test_a_real_pdf_gives_findings_with_page_section_and_words(shared: Path):
    path = shared / "real" / "us-ues-system-upgrade-pws.pdf"
    done = rfpkit("lint", path, "--format", "json", "--fail-on", "never", "--select", "lock-in")
    found = [f for f in json.loads(done.stdout)["findings"] if f["quote"]]
    assert len(found) > 10
    assert all(finding["page"] and finding["section"] for finding in found)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("bad.docx", b"PK\x03\x04garbage", "not a Word file, or a damaged one"),
        ("bad.pdf", b"%PDF-1.4 garbage", "is broken or protected by a password"),
        ("old.txt", b"caf\xe9\n", "old.txt:1: not UTF-8 text from here on"),
        ("empty.md", b"\n\n", "holds no text that could be checked"),
    ],
)
def test_a_file_that_cannot_be_read_is_never_called_clean(
    tmp_path: Path, name: str, data: bytes, message: str
):
    (tmp_path / name).write_bytes(data)
    done = rfpkit("lint", tmp_path / name)
    assert done.returncode == 3
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_good_file_is_reported_although_another_cannot_be_read(bad: Path):
    done = rfpkit("lint", bad, bad.parent / "none.pdf", "--format", "json")
    assert done.returncode == 3
    assert len(json.loads(done.stdout)["documents"]) == 1


def test_names_that_do_not_exist_are_answered_with_the_nearest(bad: Path):
    done = rfpkit("lint", bad, "--ignore", "lock-in/auto-renewl")
    assert done.returncode == 2
    assert "did you mean “lock-in/auto-renewal”?" in done.stderr
    done = rfpkit("explain", "lock-in/auto-renewl")
    assert done.returncode == 2
    assert "did you mean “lock-in/auto-renewal”?" in done.stderr


def test_a_waiver_of_the_spec_holds_for_the_file_and_is_counted(tmp_path: Path):
    text = (ROOT / "tests" / "spec" / "minimal.yml").read_text(encoding="utf-8")
    waiver = "{rule: lock-in/auto-renewal, reason: The licence is free and may be left at any time}"
    (tmp_path / "spec.yml").write_text(f"{text}\nwaivers:\n  - {waiver}\n", encoding="utf-8")
    (tmp_path / "terms.md").write_text(BAD, encoding="utf-8")
    done = rfpkit("lint", tmp_path / "terms.md", "--spec", tmp_path / "spec.yml",
                  "--select", "lock-in")  # fmt: skip
    assert done.returncode == 0
    assert "1 waived" in done.stdout


def test_a_waiver_that_fits_nothing_or_names_no_rule_is_told(tmp_path: Path):
    text = (ROOT / "tests" / "spec" / "minimal.yml").read_text(encoding="utf-8")
    waivers = (
        "\nwaivers:\n"
        "  - {rule: fairness/bid-fe, reason: The fee pays for the printing of plans}\n"
        "  - {rule: fairness/bid-fee, reason: The fee pays for the printing of plans}\n"
    )
    (tmp_path / "spec.yml").write_text(text + waivers, encoding="utf-8")
    told = rfpkit("lint", tmp_path / "spec.yml").stderr
    assert "there is no rule 'fairness/bid-fe'" in told
    assert "the waiver of fairness/bid-fee fits no finding" in told


def test_explain_tells_why_what_to_write_and_where_it_comes_from():
    shown = rfpkit("explain", "lock-in/auto-renewal").stdout
    for part in ("Why: ", "Write instead: ", "Flagged: ", "Passes: ", "Source: "):
        assert part in shown
    assert "For the drafter: " in rfpkit("explain", "exit/exit-plan").stdout


def test_explain_tells_how_often_a_rule_was_right_and_how_sure_that_is():
    shown = rfpkit("explain", "agile/change-order").stdout
    assert "labelled documents (precision 0." in shown
    assert "95 % interval" in shown
    assert "on documents not seen before expect less, see docs/accuracy.md" in shown
    shown = rfpkit("explain", "drafting/and-or").stdout
    assert "Not measured: no labelled document holds this." in shown
    assert "expect less" not in shown


def test_faulty_rules_are_all_named_and_exit_with_2(tmp_path: Path, monkeypatch, capsys):
    from rfpkit.cli import lint, run

    (tmp_path / "pack").mkdir()
    for name in ("one", "two"):
        (tmp_path / "pack" / f"{name}.yml").write_text("title: A thing\n", encoding="utf-8")
    monkeypatch.setattr(lint, "data_folder", lambda _: tmp_path)
    assert run(["list", "rules"]) == 2
    told = capsys.readouterr().err
    assert "one.yml:1:1: " in told
    assert "two.yml:1:1: " in told


def test_list_shows_everything_there_is():
    rules = rfpkit("list", "rules").stdout.splitlines()
    assert len(rules) == len(list((ROOT / "linters").glob("*/*.yml")))
    clauses = rfpkit("list", "clauses").stdout.splitlines()
    assert len(clauses) == len(list((ROOT / "clauses").glob("*/*.md")))
    documents = [*(ROOT / "templates").glob("*.yml"), *(ROOT / "templates/steps").glob("*/*.md")]
    shown = [line.split()[0] for line in rfpkit("list", "documents").stdout.splitlines()]
    assert sorted(shown) == sorted(path.stem for path in documents if path.stem != "numbering")
