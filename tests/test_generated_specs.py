"""Fifty specs that nobody wrote: LibreOffice judges the Word files that they make.

The specs are those of ``rfpkit check``: answers put to the starter spec, as far apart as can be.
House styles and numbering schemes take turns.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.assembly.proving import Walk, walk
from rfpkit.content import data_folder
from rfpkit.document.model import Document, Heading, text_blocks
from rfpkit.formats.returned import manifest_in, read_returned
from rfpkit.formats.word import write
from rfpkit.formats.word.pages import find_office, with_page_numbers
from rfpkit.library.load import Library
from rfpkit.review import verify

SPECS = 50
CHUNKS = 10
SCHEMES = ("legal", "decimal", "outline")
HOUSES = ("plain", "colour")
FOOTER = re.compile(r"Page \d+ of \d+$")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = pytest.mark.libreoffice


@dataclass(frozen=True)
class Made:
    """A document as assembled, and the Word file that it was written to."""

    document: Document
    path: Path


@pytest.fixture(scope="module")
def walked(library: Library) -> Walk:
    made = walk(library, data_folder("templates") / "starter" / "spec.yml", SPECS)
    assert len(made.rows) == SPECS
    return made


@pytest.fixture(scope="module")
def office(to_pdf: object) -> Path:
    """LibreOffice; the tests skip where ``to_pdf`` does."""
    found = find_office()
    assert found is not None
    return found


def documents(made: Walk, library: Library, chunk: int) -> Iterator[tuple[Document, str]]:
    """The documents of every tenth spec, each with the name of a house style."""
    for at in range(chunk, len(made.rows), CHUNKS):
        planned = plan(made.answers.spec(made.rows[at]), library)
        assert not planned.errors
        for one in planned.documents:
            if one.included:
                numbering = SCHEMES[at % len(SCHEMES)]
                yield assemble(planned, one, numbering=numbering), HOUSES[at % len(HOUSES)]


def converted(paths: Sequence[Path], ending: str, folder: Path, office: Path) -> list[Path]:
    """The files as LibreOffice saves them, all in one run."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    out = folder / ending
    command = [office, profile, "--headless", "--convert-to", ending, "--outdir", out, *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [out / f"{path.stem}.{ending}" for path in paths]


def folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_libreoffice_agrees_with_every_number_and_page_and_keeps_every_clause(
    walked: Walk, library: Library, office: Path, tmp_path: Path, chunk: int
) -> None:
    made = []
    drafts = list(documents(walked, library, chunk))
    houses = data_folder("templates") / "house"
    files = [write(one, houses / f"{house}.docx", paged=True) for one, house in drafts]
    for at, ((document, _), data) in enumerate(
        zip(drafts, with_page_numbers(files, office), strict=True)
    ):
        path = tmp_path / f"made-{at}.docx"
        path.write_bytes(data)
        made.append(Made(document, path))
    assert made
    paths = [one.path for one in made]
    pdfs = converted(paths, "pdf", tmp_path, office)
    saved = converted(paths, "docx", tmp_path, office)
    for one, pdf, again in zip(made, pdfs, saved, strict=True):
        shown = printed(pdf)
        assert says_the_same_numbers(one.document, "".join(shown)) > 10
        entries_lead_to_their_pages(one, shown)
        for path in (one.path, again):
            review = verify(manifest_in(path), read_returned(path))
            assert review.is_verbatim, [c.id for c in review.clauses if c.deviates]


def printed(pdf: Path) -> list[str]:
    """The words of each page, without white space, page headers and footers."""
    command = ["pdftotext", "-raw", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pages = []
    for page in text.split("\f"):
        lines = [line for line in page.split("\n")[1:] if line.strip()]
        pages.append(folded("".join(line for line in lines if not FOOTER.search(line))))
    return pages


def says_the_same_numbers(document: Document, shown: str) -> int:
    """How many references there are; each stands among the same words, as does each heading.

    Only the words right beside a number are asked for, for a footnote may stand where a page ends.
    """
    assert "Error" not in shown
    references = 0
    for block in text_blocks(document.blocks):
        words = [folded(run.text + run.note) for run in block.runs]
        if isinstance(block, Heading) or any(run.ref for run in block.runs):
            assert folded(block.number) + "".join(words)[:30] in shown, block.text
        for at, run in enumerate(block.runs):
            if run.ref:
                beside = "".join(words[:at])[-12:] + words[at] + "".join(words[at + 1 :])[:8]
                assert beside in shown, (beside, block.text)
                references += 1
    return references


def entries_lead_to_their_pages(made: Made, shown: Sequence[str]) -> None:
    """Every entry of the contents list has the number of the page that its heading stands on."""
    found = list(entries(made.path))
    assert len(found) > 10
    first = int(found[0][1])  # before it stand the contents list and the cover
    for words, page in found:
        heading = folded(words)
        places = [at for at, text in enumerate(shown, 1) if heading in text and at >= first]
        assert int(page) in places, (words, page, places)


def entries(path: Path) -> Iterator[tuple[str, str]]:
    """The words of each entry of the contents lists, and its page."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for link in root.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor", "").startswith("_Toc"):
            texts = [node.text or "" for node in link.iter(f"{W}t")]
            yield "".join(texts[:-1]), texts[-1]
