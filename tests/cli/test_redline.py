"""``rfpkit redline`` as a process: the file and a line about it, or a clear answer and nothing."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def rfpkit(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def contracts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A contract, and the same with one more word."""
    folder = tmp_path_factory.mktemp("contracts")
    spec = ROOT / "examples" / "uk-library-system" / "spec.yml"
    done = rfpkit(
        "build", spec, "-o", folder, "--only", "contract", "--format", "docx", "--no-page-numbers"
    )
    assert done.returncode == 0, done.stderr
    ours, theirs = folder / "contract.docx", folder / "theirs.docx"
    with zipfile.ZipFile(ours) as old, zipfile.ZipFile(theirs, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"The Supplier must", b"The Supplier gladly must", 1)
            new.writestr(name, data)
    return ours, theirs


def test_a_redline_is_written_and_counted(contracts, tmp_path):
    output = tmp_path / "redline.docx"
    done = rfpkit("redline", *contracts, "-o", output, "--author", "A. B.", "--date", "2030-01-02")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"wrote {output} (1 change)\n"
    with zipfile.ZipFile(output) as package:
        text = package.read("word/document.xml").decode()
    assert text.count("<w:ins ") == 1
    assert 'w:author="A. B." w:date="2030-01-02T00:00:00Z"' in text
    assert "gladly " in text


def test_the_same_files_give_the_same_bytes(contracts, tmp_path):
    for name in ("one.docx", "two.docx"):
        assert rfpkit("redline", *contracts, "-o", tmp_path / name).returncode == 0
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


def test_the_output_may_not_be_one_of_the_files_compared(contracts):
    before = contracts[1].read_bytes()
    done = rfpkit("redline", *contracts, "-o", contracts[1])
    assert done.returncode == 2
    assert "would overwrite a file that is compared; give the redline another name" in done.stderr
    assert contracts[1].read_bytes() == before


def test_what_cannot_be_read_is_named_and_nothing_is_written(contracts, tmp_path):
    (tmp_path / "bad.docx").write_text("words")
    output = tmp_path / "out" / "redline.docx"
    for path, said in (("nowhere.docx", "cannot be read"), ("bad.docx", "not a Word file")):
        done = rfpkit("redline", contracts[0], tmp_path / path, "-o", output)
        assert done.returncode == 3
        assert f"{path}: {said}" in done.stderr
        assert "Traceback" not in done.stderr
    assert not output.parent.exists()


def test_other_kinds_of_file_are_told_what_to_do(contracts, tmp_path):
    (tmp_path / "theirs.pdf").write_bytes(b"%PDF-1.7")
    done = rfpkit("redline", contracts[0], tmp_path / "theirs.pdf", "-o", tmp_path / "redline.odt")
    assert done.returncode == 2
    assert "theirs.pdf: only .docx files can be compared; save it as .docx" in done.stderr
    assert "redline.odt: a redline is a Word file; name it ….docx" in done.stderr


def test_an_author_must_have_a_name(contracts, tmp_path):
    done = rfpkit("redline", *contracts, "-o", tmp_path / "r.docx", "--author", " ")
    assert done.returncode == 2
    assert "--author: give a name, on one line" in done.stderr


def test_headers_that_differ_are_told_of(contracts, tmp_path):
    theirs = tmp_path / "theirs.docx"
    with zipfile.ZipFile(contracts[0]) as old, zipfile.ZipFile(theirs, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("word/header"):
                data = data.replace(b"</w:hdr>", b"<w:p><w:r><w:t>X</w:t></w:r></w:p></w:hdr>")
            new.writestr(name, data)
    done = rfpkit("redline", contracts[0], theirs, "-o", tmp_path / "redline.docx")
    assert done.returncode == 0
    assert "(0 changes)" in done.stdout
    assert "headers, footers or text boxes differ too; the redline has those of" in done.stderr


def test_notes_that_differ_are_changes_and_no_reason_to_warn(contracts, tmp_path):
    theirs = tmp_path / "theirs.docx"
    with zipfile.ZipFile(contracts[0]) as old, zipfile.ZipFile(theirs, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/footnotes.xml":
                assert b"Section 67(1)" in data
                data = data.replace(b"Section 67(1)", b"Section 68(1)")
            new.writestr(name, data)
    output = tmp_path / "redline.docx"
    done = rfpkit("redline", contracts[0], theirs, "-o", output)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"wrote {output} (1 change)\n"


def test_help_says_what_happens_to_open_changes():
    shown = " ".join(rfpkit("redline", "--help").stdout.split())
    assert "Changes that are still open in either file are accepted before" in shown
