"""``rfpkit build`` as a process: whole files, the same bytes, or a clear answer and nothing."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "us-case-management" / "spec.yml"


def rfpkit(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    # LibreOffice takes a second; tests/cli/test_paging.py is about the page numbers.
    more = ["--no-page-numbers"] if args[0] == "build" else []
    command = [sys.executable, "-m", "rfpkit", *map(str, args), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_build_in_two_folders_gives_identical_bytes(tmp_path: Path):
    for name in ("one", "two"):
        assert rfpkit("build", EXAMPLE, "-o", tmp_path / name).returncode == 0
    first, second = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert first == second
    assert sorted(first) == [
        f"{name}.{ending}" for name in ("contract", "rfp") for ending in ("docx", "html", "md")
    ]


def test_one_document_in_one_format_is_built_alone(tmp_path: Path):
    done = rfpkit("build", EXAMPLE, "-o", tmp_path, "--only", "rfp", "--format", "md")
    assert done.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["rfp.md"]


def test_the_default_folder_is_build_beside_the_spec(tmp_path: Path):
    (tmp_path / "spec.yml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert rfpkit("build", "spec.yml", "--format", "md", cwd=tmp_path).returncode == 0
    assert (tmp_path / "build" / "contract.md").is_file()


def test_hostile_values_come_out_literally_in_word(tmp_path: Path):
    spec = tmp_path / "spec.yml"
    text = EXAMPLE.read_text(encoding="utf-8").replace(
        "title: Electronic filing and case management", 'title: "Smith & Sons <Ltd> {{ 7*7 }}"'
    )
    spec.write_text(text, encoding="utf-8")
    assert rfpkit("build", spec, "--format", "docx").returncode == 0
    with zipfile.ZipFile(tmp_path / "build" / "rfp.docx") as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if "xml" in name}
    body = parts["word/document.xml"]
    assert body.count("Smith &amp; Sons &lt;Ltd&gt; {{ 7*7 }}") >= 2  # on the cover and inside
    assert not any("Ltd> 49" in part or "Ltd&gt; 49" in part for part in parts.values())


def test_a_final_build_is_refused_while_blanks_are_open_and_writes_nothing(tmp_path: Path):
    done = rfpkit("build", EXAMPLE, "-o", tmp_path / "out", "--final")
    assert done.returncode == 2
    assert "still open, so the document cannot be final" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_broken_spec_is_answered_with_line_and_column_and_writes_nothing(tmp_path: Path):
    spec = tmp_path / "spec.yml"
    text = EXAMPLE.read_text(encoding="utf-8").replace("strategy: C", "stratgy: C")
    spec.write_text(text, encoding="utf-8")
    done = rfpkit("build", spec)
    assert done.returncode == 2
    line = text[: text.index("stratgy")].count("\n") + 1
    assert f"spec.yml:{line}:1: " in done.stderr
    assert "did you mean “strategy”?" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["spec.yml"]


def test_an_unknown_document_or_format_is_told_with_what_there_is(tmp_path: Path):
    done = rfpkit("build", EXAMPLE, "-o", tmp_path, "--only", "invoice")
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "there is no document 'invoice'; 'rfpkit list documents' tells all" in done.stderr
    done = rfpkit("build", EXAMPLE, "-o", tmp_path, "--format", "docx,odt")
    assert done.returncode == 2
    assert "'odt' is none of docx, md, html" in done.stderr


def test_a_missing_spec_is_named():
    done = rfpkit("build", "nowhere/spec.yml")
    assert done.returncode in (2, 3)
    assert "nowhere/spec.yml" in done.stderr
    assert "Traceback" not in done.stderr


def test_init_makes_a_spec_that_builds_as_it_stands(tmp_path: Path):
    assert rfpkit("init", tmp_path / "town").returncode == 0
    assert (tmp_path / "town" / ".rfpkit" / "spec.schema.json").is_file()
    done = rfpkit("build", tmp_path / "town" / "spec.yml")
    assert done.returncode == 0, done.stderr
    again = rfpkit("init", tmp_path / "town")
    assert again.returncode == 2
    assert "is there already; nothing was changed" in again.stderr
