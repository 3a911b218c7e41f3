"""The six example documents, sent out and come back; the command as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

import rfpkit
from rfpkit.formats.word.provenance import read_manifest
from rfpkit.formats.word.soundness import new_flaws

from .carriers import CARRIERS, carried, convert, office
from .cases import DOCUMENTS, ROOT, base, document_of
from .drafts import Draft
from .markup import plain_texts, set_text
from .wording import folded

EVERY = pytest.mark.parametrize(("case", "name"), DOCUMENTS)
Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example documents as Word files."""
    folder = tmp_path_factory.mktemp("built")
    for case, name in DOCUMENTS:
        rfpkit.write(document_of(case, name), folder / f"{case}-{name}.docx")
    return folder


@pytest.fixture(scope="module")
def resaved(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example documents as LibreOffice saves them: as Word files and as PDF."""
    if not office():
        (pytest.fail if os.environ.get("RFPKIT_CI") else pytest.skip)("LibreOffice is absent")
    folder = tmp_path_factory.mktemp("resaved")
    for ending in ("docx", "pdf"):
        convert(sorted(built.glob("*.docx")), ending, folder)
    return folder


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contract in which one sum of one clause is another."""
    draft = Draft(base("uk-library-system", "contract", None), Random(0))
    section = next(section for section in draft.sections if section.ids == ["annex/charges"])
    text = next(
        t for node in section.nodes for t in plain_texts(node) if "GBP 840,000" in (t.text or "")
    )
    set_text(text, (text.text or "").replace("840,000", "940,000"))
    draft.touch(section, "sum changed", "edited")
    path = tmp_path_factory.mktemp("edited") / "returned.docx"
    path.write_bytes(carried(draft, CARRIERS["Word file"], "stale"))
    return path


@pytest.fixture
def run(tmp_path: Path) -> Command:
    """A function that runs ``rfpkit verify`` in an empty folder."""

    def call(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rfpkit", "verify", *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)

    return call


def spec_of(case: str) -> Path:
    return ROOT / "examples" / case / "spec.yml"


def deviating(review) -> list[tuple[str, str, bool]]:
    judged = [(clause.id, clause.verdict, clause.moved) for clause in review.clauses]
    return [one for one in judged if one[1:] != ("verbatim", False)]


@EVERY
def test_a_built_file_is_verbatim(built: Path, case: str, name: str):
    review = rfpkit.verify(built / f"{case}-{name}.docx")
    assert not deviating(review)
    assert not review.foreign
    assert {clause.original for clause in review.clauses} == {None}
    manifest = read_manifest(built / f"{case}-{name}.docx")
    assert manifest is not None
    assert [clause.id for clause in review.clauses] == [one.origin.id for one in manifest.clauses]


@EVERY
def test_a_built_file_is_verbatim_against_its_spec_too(built: Path, case: str, name: str):
    path = built / f"{case}-{name}.docx"
    review = rfpkit.verify(path, spec=spec_of(case), document=name)
    assert not deviating(review)
    assert not review.foreign


@pytest.mark.libreoffice
@EVERY
def test_saved_by_libreoffice_every_clause_is_verbatim(resaved: Path, case: str, name: str):
    review = rfpkit.verify(resaved / f"{case}-{name}.docx")
    assert not deviating(review)
    assert not review.foreign


@pytest.mark.libreoffice
@EVERY
def test_in_a_pdf_every_clause_is_verbatim(resaved: Path, case: str, name: str):
    path = resaved / f"{case}-{name}.pdf"
    review = rfpkit.verify(path, spec=spec_of(case), document=name)
    assert not deviating(review)
    assert not review.foreign


def test_the_document_is_guessed_where_only_the_spec_is_given(built: Path):
    path = built / "uk-library-system-contract.docx"
    review = rfpkit.verify(path, spec=spec_of("uk-library-system"))
    assert len(review.clauses) == len(base("uk-library-system", "contract", None).ids)
    assert not deviating(review)


def test_the_rfp_is_not_taken_for_the_contract(built: Path):
    path = built / "uk-library-system-rfp.docx"
    review = rfpkit.verify(path, spec=spec_of("uk-library-system"), document="contract")
    assert {clause.verdict for clause in review.clauses} != {"verbatim"}
    assert sum(clause.verdict == "removed" for clause in review.clauses) > 40


def test_the_command_is_content_with_a_verbatim_file(run: Command, built: Path):
    done = run(built / "uk-library-system-contract.docx")
    assert (done.returncode, done.stderr) == (0, "")
    assert "verbatim" in done.stdout


def test_the_command_tells_the_edit_and_exits_with_1(run: Command, edited: Path):
    done = run(edited)
    assert done.returncode == 1
    assert "940,000" in done.stdout
    assert "edited" in done.stdout


def test_the_command_holds_a_file_against_a_spec(run: Command, edited: Path, built: Path):
    spec = spec_of("uk-library-system")
    assert run(edited, "--spec", spec).returncode == 1
    assert run(built / "uk-library-system-contract.docx", "--spec", spec).returncode == 0


def test_json_tells_every_clause_and_the_blank_that_changed(run: Command, edited: Path):
    done = run(edited, "--format", "json")
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert said["version"] == 1
    verdicts = {clause["id"]: clause["verdict"] for clause in said["clauses"]}
    assert [key for key, verdict in verdicts.items() if verdict != "verbatim"] == ["annex/charges"]
    assert verdicts["annex/charges"] == "edited"
    assert list(verdicts) == list(base("uk-library-system", "contract", None).ids)
    assert "GBP 940,000" in done.stdout


@pytest.mark.libreoffice
def test_the_returned_file_comes_back_with_comments_and_its_text_as_it_was(
    run: Command, edited: Path, tmp_path: Path
):
    before = edited.read_bytes()
    done = run(edited, "--format", "docx", "-o", "reviewed.docx")
    assert done.returncode == 1, done.stderr
    assert edited.read_bytes() == before
    path = tmp_path / "reviewed.docx"
    with zipfile.ZipFile(path) as archive:
        comments = archive.read("word/comments.xml").decode()
    assert new_flaws(path.read_bytes(), before) == ()
    assert "rfpkit verify" in comments
    assert "840,000" in comments
    words = [folded(b.text) for b in rfpkit.read(path).blocks if hasattr(b, "text")]
    assert words == [folded(b.text) for b in rfpkit.read(edited).blocks if hasattr(b, "text")]
    again = run(path, "--format", "docx", "-o", "again.docx")
    assert again.returncode == 1, again.stderr
    assert (tmp_path / "again.docx").read_bytes() == path.read_bytes()
    if office():
        convert([path], "pdf", tmp_path)
        assert (tmp_path / "reviewed.pdf").stat().st_size > 10_000


def test_a_file_without_manifest_asks_for_the_spec(run: Command, tmp_path: Path):
    draft = Draft(base("uk-library-system", "rfp", None), Random(0))
    path = tmp_path / "bare.docx"
    path.write_bytes(carried(draft, CARRIERS["manifest lost"], "stale"))
    done = run(path)
    assert done.returncode == 2
    assert "bare.docx" in done.stderr
    assert "--spec" in done.stderr
    assert done.stdout == ""
    assert run(path, "--spec", spec_of("uk-library-system")).returncode == 0


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("broken.docx", b"PK\x03\x04 no zip at all", 3), ("absent.docx", None, 3), ("x.xyz", b"?", 2)],
)
def test_what_cannot_be_read_is_named(
    run: Command, tmp_path: Path, name: str, data: bytes | None, code: int
):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = run(tmp_path / name)
    assert done.returncode == code, done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_document_is_answered_with_those_there_are(run: Command, built: Path):
    done = run(
        built / "uk-library-system-rfp.docx",
        "--spec", spec_of("uk-library-system"), "--document", "letter",
    )  # fmt: skip
    assert done.returncode == 2
    assert "letter" in done.stderr
    assert "contract" in done.stderr


def test_docx_without_output_is_refused(run: Command, edited: Path):
    done = run(edited, "--format", "docx")
    assert done.returncode == 2
    assert "-o" in done.stderr
