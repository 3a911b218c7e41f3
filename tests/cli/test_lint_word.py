"""``rfpkit lint --format docx`` as a process: a Word file written again, with comments in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rfpkit.content import data_folder
from rfpkit.document.model import Document, Heading, Paragraph, Run
from rfpkit.formats.word import read, write

TEXTS = ("The licence renews automatically each year.", "The Supplier works in Sprints.")
MAIN = "word/document.xml"
SELECT = ("--select", "lock-in/auto-renewal")


def rfpkit(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", "lint", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    heading = Heading(runs=(Run("Term"),), role="clause", number="1", anchor="term")
    blocks = (heading, *(Paragraph(runs=(Run(text),)) for text in TEXTS))
    path = tmp_path / "contract.docx"
    path.write_bytes(
        write(Document("Contract", blocks), data_folder("templates") / "house" / "plain.docx")
    )
    return path


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_the_findings_are_comments_in_the_file_written(contract: Path, tmp_path: Path):
    out = tmp_path / "reviewed.docx"
    done = rfpkit("--format", "docx", "-o", out, contract, *SELECT)
    assert done.returncode == 1
    assert done.stdout.startswith(f"wrote {out} (comments: 1, suggestions: 0)\n1 finding")
    assert "error lock-in/auto-renewal" in part(out, "word/comments.xml")
    body = part(out, MAIN)
    marked = body[body.index("commentRangeStart") : body.index("commentRangeEnd")]
    assert "".join(re.findall(r"<w:t[^>]*>([^<]*)", marked)) == "licence renews automatically"
    assert read(out).blocks == read(contract).blocks


def test_a_fix_is_a_tracked_change_and_explain_and_json_tell_it(contract: Path, tmp_path: Path):
    text = tmp_path / "draft.txt"
    text.write_text("An assignment without consent is null and void.\n")
    found = json.loads(rfpkit("--format", "json", "--fail-on", "never", text).stdout)["findings"]
    fixes = [one["fix"] for one in found if one["rule"] == "drafting/legalese"]
    assert fixes == [{"words": "null and void", "replace": "void"}]
    draft, out = tmp_path / "draft.docx", tmp_path / "reviewed.docx"
    blocks = (Paragraph(runs=(Run(text.read_text().strip()),)),)
    house = data_folder("templates") / "house" / "plain.docx"
    draft.write_bytes(write(Document("Draft", blocks), house))
    done = rfpkit("--format", "docx", "-o", out, draft, "--select", "drafting/legalese")
    assert "(comments: 1, suggestions: 1)" in done.stdout
    assert re.search("<w:del .*null and void.*</w:del><w:ins .*void.*</w:ins>", part(out, MAIN))
    command = [sys.executable, "-m", "rfpkit", "explain", "drafting/legalese"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "consent is **null and void**. -> An assignment without consent is void." in told


def test_run_again_on_what_it_wrote_it_changes_nothing(contract: Path, tmp_path: Path):
    once, twice = tmp_path / "once.docx", tmp_path / "twice.docx"
    rfpkit("--format", "docx", "-o", once, contract)
    rfpkit("--format", "docx", "-o", twice, once)
    assert once.read_bytes() == twice.read_bytes()


def test_fail_on_and_waivers_hold_as_in_every_report(contract: Path, tmp_path: Path):
    out = tmp_path / "reviewed.docx"
    args = ("--format", "docx", "-o", out, contract)
    assert rfpkit(*args, *SELECT, "--fail-on", "never").returncode == 0
    assert rfpkit(*args, "--ignore", "lock-in", "--fail-on", "never").returncode == 0
    assert "lock-in" not in part(out, "word/comments.xml")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--format", "docx", "c.docx"), "docx needs -o"),
        (("--format", "docx", "-o", "c.docx", "c.docx"), "write the comments to another one"),
        (("--format", "docx", "-o", "o.docx", "c.docx", "c.docx"), "takes one Word file"),
        (("--format", "docx", "-o", "o.docx", "c.md"), "takes one Word file"),
        (("--format", "docx", "-o", "o.docx", "."), "takes one Word file"),
        (("--format", "docx", "-o", "o.pdf", "c.docx"), "must be called .docx"),
        (("-o", "o.docx", "c.docx"), "goes with --format docx"),
    ],
)
def test_a_wrong_request_is_refused_and_nothing_written(
    contract: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], told: str
):
    monkeypatch.chdir(contract.parent)
    contract.rename("c.docx")
    Path("c.md").write_text("Text.")
    before = {name: Path(name).read_bytes() for name in ("c.docx", "c.md")}
    done = rfpkit(*args)
    assert done.returncode == 2
    assert told in done.stderr
    assert sorted(path.name for path in contract.parent.iterdir()) == ["c.docx", "c.md"]
    assert all(Path(name).read_bytes() == data for name, data in before.items())


def test_a_broken_file_is_refused_and_nothing_written(tmp_path: Path):
    (tmp_path / "broken.docx").write_bytes(b"no zip")
    done = rfpkit("--format", "docx", "-o", tmp_path / "out.docx", tmp_path / "broken.docx")
    assert done.returncode == 3
    assert not (tmp_path / "out.docx").exists()
