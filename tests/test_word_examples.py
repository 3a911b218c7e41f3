"""The examples' Word files, judged by LibreOffice: it computes every number and reference anew."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rfpkit import spec as specs
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.content import data_folder
from rfpkit.document.model import Document, Heading, text_blocks
from rfpkit.formats import rendered, word
from rfpkit.library.load import Library

ROOT = Path(__file__).resolve().parents[1]
CASES = ("us-case-management", "eu-open-permits", "uk-library-system")
EVERY = pytest.mark.parametrize(
    ("case", "name"), [(case, name) for case in CASES for name in ("rfp", "contract")]
)
OTHERS = pytest.mark.parametrize(
    ("case", "name", "numbering"),
    [
        (case, name, numbering)
        for case in CASES
        for name in ("rfp", "contract")
        for numbering in ("decimal", "outline")
    ],
)


def drafted(library: Library, case: str, name: str, numbering: str = "") -> Document:
    made = plan(specs.load(ROOT / "examples" / case / "spec.yml"), library)
    (planned,) = (document for document in made.documents if document.name == name)
    return assemble(made, planned, numbering=numbering)


def docx(document: Document) -> bytes:
    return rendered(document, "docx", data_folder("templates") / "house" / "plain.docx")


def folded(text: str) -> str:
    """The text without white space, so that line breaks do not count."""
    return re.sub(r"\s+", "", text)


def pages(document: Document, text: str) -> str:
    """The words of the PDF's pages, without page headers and footers."""
    kept = []
    for page in text.split("\f"):
        lines = [line for line in page.split("\n") if line.strip()]
        header = f"{document.title} DRAFT {document.properties['reference']}"
        kept += [
            line for line in lines if line != header and not re.search(r"Page \d+ of \d+$", line)
        ]
    return folded("\n".join(kept))


@pytest.mark.libreoffice
@EVERY
def test_every_reference_and_heading_shows_the_number_that_libreoffice_computes(
    library: Library, to_pdf: Callable[[Path], str], tmp_path: Path, case: str, name: str
):
    shows_all_numbers(drafted(library, case, name), to_pdf, tmp_path)


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("case", "name", "numbering"),
    [
        ("us-case-management", "contract", "decimal"),
        ("uk-library-system", "rfp", "decimal"),
        ("eu-open-permits", "contract", "outline"),
        ("us-case-management", "rfp", "outline"),
    ],
)
def test_so_it_does_in_other_schemes(
    library: Library,
    to_pdf: Callable[[Path], str],
    tmp_path: Path,
    case: str,
    name: str,
    numbering: str,
):
    shows_all_numbers(drafted(library, case, name, numbering), to_pdf, tmp_path)


def shows_all_numbers(document: Document, to_pdf: Callable[[Path], str], tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(docx(document))
    text = to_pdf(path)
    assert "Error" not in text
    shown = pages(document, text)
    checked = 0
    for block in document.blocks:
        for part in text_blocks((block,)):
            if any(run.ref for run in part.runs) or isinstance(part, Heading):
                marked = "".join(run.text + run.note for run in part.runs)
                words = folded(part.number + marked)
                assert words in shown, f"{part.number} {part.text}"
                checked += sum(bool(run.ref) for run in part.runs)
    assert checked > 20


@EVERY
def test_what_is_written_reads_back_word_for_word(
    library: Library, tmp_path: Path, case: str, name: str
):
    reads_back(drafted(library, case, name), tmp_path)


@OTHERS
def test_so_it_does_with_other_numbers(
    library: Library, tmp_path: Path, case: str, name: str, numbering: str
):
    reads_back(drafted(library, case, name, numbering), tmp_path)


def reads_back(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(docx(document))
    back = word.read(path)
    read = folded("".join(block.number + block.text for block in text_blocks(back.blocks)))
    for block in text_blocks(document.blocks):
        assert folded(block.number + block.text) in read, block.text


@EVERY
def test_the_same_document_is_the_same_bytes(library: Library, case: str, name: str):
    assert docx(drafted(library, case, name)) == docx(drafted(library, case, name))
