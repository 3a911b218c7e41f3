"""The letters and forms that rfpkit ships are what their script makes, and fit every example."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import rfpkit
from rfpkit.document.model import text_blocks
from rfpkit.formats.word.accessibility import barriers_of_package
from rfpkit.formats.word.soundness import faults_of_package
from rfpkit.spec import load

ROOT = Path(__file__).resolve().parents[1]
LETTERS = sorted((ROOT / "templates" / "letters").glob("*.docx"))
CASES = ("us-case-management", "eu-open-permits", "uk-library-system")
EVERY = pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)


def spec_of(case: str) -> Path:
    return ROOT / "examples" / case / "spec.yml"


def test_the_script_makes_the_same_bytes_again(tmp_path: Path):
    script = ROOT / "scripts" / "make_letters.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    assert len(LETTERS) == 2
    for path in LETTERS:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


@EVERY
@pytest.mark.parametrize("case", CASES)
def test_every_example_fills_them(tmp_path: Path, path: Path, case: str):
    data = rfpkit.fill(path, rfpkit.plan(spec_of(case)), final=True)
    assert data == rfpkit.fill(path, rfpkit.plan(spec_of(case)), final=True)
    assert faults_of_package(data) == ()
    assert barriers_of_package(data) == ()
    out = tmp_path / path.name
    out.write_bytes(data)
    document = rfpkit.read(out)
    shown = "\n".join(block.text for block in text_blocks(document.blocks))
    spec = load(spec_of(case)).value
    assert spec.project.title in shown
    assert spec.buyer.name in shown
    assert "{" not in shown
    assert "DRAFT" not in shown
    wanted = (
        [module.outcome for module in spec.modules] + list(spec.submission.parts)
        if path.stem == "invitation" and spec.submission
        else [criterion.text for criterion in spec.criteria if criterion.kind != "process"]
    )
    for words in wanted:
        assert " ".join(words.split()) in shown


@EVERY
@pytest.mark.parametrize("case", CASES)
def test_the_linters_find_nothing_wrong_in_their_words(tmp_path: Path, path: Path, case: str):
    out = tmp_path / path.name
    out.write_bytes(rfpkit.fill(path, rfpkit.plan(spec_of(case))))
    found = {finding.rule for finding in rfpkit.lint_document(out).findings}
    # A letter is no request for proposals: what it does not say stands there.
    assert {rule for rule in found if not rule.startswith("missing/")} == set()


@pytest.mark.libreoffice
@EVERY
def test_libreoffice_shows_them_on_two_pages(
    tmp_path: Path, to_pdf: Callable[[Path], str], path: Path
):
    out = tmp_path / path.name
    out.write_bytes(rfpkit.fill(path, rfpkit.plan(spec_of("eu-open-permits"))))
    pages = [page for page in to_pdf(out).split("\f") if page.strip()]
    assert len(pages) == 2
    assert "Page 2 of 2" in pages[1]
