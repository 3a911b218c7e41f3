"""``rfpkit style``: a house style of one's own, from its first copy to the check."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def changed(path: Path, part: str, **replaced: str) -> Path:
    """The file with words in one of its parts replaced."""
    other = path.with_name("changed.docx")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(other, "w") as out:
        for name in archive.namelist():
            data = archive.read(name).decode()
            if name == part:
                for old, new in replaced.items():
                    assert old in data
                    data = data.replace(old, new)
            out.writestr(name, data)
    return other


@pytest.mark.parametrize("start", ["plain", "colour"])
def test_a_new_house_style_fits(tmp_path, start):
    path = tmp_path / "ours.docx"
    made = run("style", "new", path, "--from", start)
    assert (made.returncode, made.stderr) == (0, "")
    done = run("style", "check", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{path} fits: it has every style, and one place for the document\n"


def test_everything_that_a_house_style_lacks_is_told_at_once(tmp_path):
    path = tmp_path / "ours.docx"
    run("style", "new", path)
    broken = changed(path, "word/document.xml", **{"{{ reference }}": "{{ refrence }}"})
    broken = changed(
        broken.rename(tmp_path / "half.docx"), "word/styles.xml",
        **{"Clause Item 2": "Clause Thing", "House Table": "Our Table"},
    )  # fmt: skip
    done = run("style", "check", broken)
    assert done.returncode == 2
    for words in (
        "{{ refrence }} is not known",
        "lacks the style “Clause Item 2”",
        "“House Table”",
    ):
        assert words in done.stderr


def test_a_house_style_without_a_place_for_the_document_is_told(tmp_path):
    path = tmp_path / "ours.docx"
    run("style", "new", path)
    done = run("style", "check", changed(path, "word/document.xml", **{"{{ body }}": "Body"}))
    assert done.returncode == 2
    assert "must have one paragraph with nothing but {{ body }}" in done.stderr


def test_a_house_style_that_makes_damaged_files_is_refused(tmp_path):
    path = tmp_path / "ours.docx"
    run("style", "new", path)
    broken = changed(path, "word/header1.xml", **{"<w:pPr>": "<w:jc/><w:pPr>"})
    done = run("style", "check", broken)
    assert (done.returncode, done.stdout) == (2, "")
    assert "would call a document made with it damaged: word/header1.xml, w:p/w:jc" in done.stderr


def test_what_keeps_people_out_is_a_warning(tmp_path):
    path = tmp_path / "ours.docx"
    run("style", "new", path)
    pale = changed(path, "word/styles.xml", **{"1F5A8A": "DDDDDD"})
    done = run("style", "check", pale)
    assert done.returncode == 0
    assert done.stderr.startswith(f"warning: {pale}: not accessible: word/document.xml, w:body/")
    assert "text of colour DDDDDD on FFFFFF has contrast 1.4; 4.5 can be read" in done.stderr
    assert "fits" in done.stdout


def test_what_is_there_is_never_written_over(tmp_path):
    path = tmp_path / "ours.docx"
    path.write_bytes(b"mine")
    done = run("style", "new", path)
    assert (done.returncode, path.read_bytes()) == (2, b"mine")
    assert "is there already" in done.stderr


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("check", "nowhere.docx"), 2, "there is no such file"),
        (("new", "x.doc"), 2, "a house style is a .docx"),
        (("new", "x.docx", "--from", "blue"), 2, "there is colour, plain"),
    ],
)
def test_what_cannot_be_done_is_told_with_the_remedy(tmp_path, monkeypatch, args, code, words):
    monkeypatch.chdir(tmp_path)
    done = run("style", *args)
    assert done.returncode == code
    assert words in done.stderr


def test_a_file_that_is_no_word_file_is_unreadable(tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(b"hello")
    assert run("style", "check", path).returncode == 3
