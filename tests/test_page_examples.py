"""The page numbers in the examples' Word files, held against the pages that LibreOffice prints."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from rfpkit import spec as specs
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.content import data_folder
from rfpkit.document.model import Document, Heading, Paragraph
from rfpkit.formats import rendered
from rfpkit.formats.word.ooxml import w
from rfpkit.formats.word.pages import find_office, with_page_numbers
from rfpkit.formats.word.zipped import unpack
from rfpkit.library.load import Library

pytestmark = pytest.mark.libreoffice

ROOT = Path(__file__).resolve().parents[1]
CASES = ("us-case-management", "eu-open-permits", "uk-library-system")
KINDS = ("rfp", "contract")
LOOKS = [
    *((case, kind, "plain") for case in CASES for kind in KINDS),
    ("eu-open-permits", "rfp", "colour"),
    ("us-case-management", "contract", "colour"),
]
Look = tuple[str, str, str]


@pytest.fixture(scope="module")
def built(library: Library, to_pdf: Callable[[Path], str]) -> dict[Look, tuple[Document, bytes]]:
    """The documents and their files, all numbered in one run."""
    office = find_office()
    assert office is not None
    houses = data_folder("templates") / "house"
    plans = {
        case: plan(specs.load(ROOT / "examples" / case / "spec.yml"), library) for case in CASES
    }
    documents = [
        assemble(plans[case], planned)
        for case, kind, _ in LOOKS
        for planned in plans[case].documents
        if planned.name == kind
    ]
    files = [
        rendered(document, "docx", houses / f"{house}.docx", paged=True)
        for document, (_, _, house) in zip(documents, LOOKS, strict=True)
    ]
    numbered = with_page_numbers(files, office)
    return dict(zip(LOOKS, zip(documents, numbered, strict=True), strict=True))


def folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


def entries(data: bytes) -> list[tuple[str, str]]:
    """The words and the page number of each entry of the lists, in order."""
    found = []
    for link in etree.fromstring(unpack(data)["word/document.xml"]).iter(w("hyperlink")):
        if (link.get(w("anchor")) or "").startswith("_Toc"):
            texts = [node.text or "" for node in link.iter(w("t"))]
            found.append((folded("".join(texts[:-1])), texts[-1]))
    return found


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_each_entry_names_the_page_on_which_its_heading_or_caption_stands(
    built: dict[Look, tuple[Document, bytes]],
    to_pdf: Callable[[Path], str],
    tmp_path: Path,
    look: Look,
):
    document, data = built[look]
    path = tmp_path / "document.docx"
    path.write_bytes(data)
    printed = to_pdf(path).split("\f")
    pages = [folded(page) for page in printed]
    last = max(at for at, page in enumerate(pages[:8]) if "........" in page)
    text = pages[last + 1 :]
    lines = "\n".join(map(folded, "\n".join(printed[: last + 1]).split("\n"))) + "\n"
    found = entries(data)
    headings = [
        folded(block.number + block.text)
        for block in document.blocks
        if isinstance(block, Heading) and (block.role != "heading" or block.level <= 2)
    ]
    captions = [
        folded(f"{block.number}: {block.text}")
        for block in document.blocks
        if isinstance(block, Paragraph) and block.kind == "caption"
    ]
    assert [words for words, _ in found] == headings + captions
    assert len(captions) > 10
    for words, number in found:
        assert words in text[int(number) - last - 2], (words, number)
        wrapped = "\n?".join(map(re.escape, words))  # a long entry takes two lines
        assert re.search(rf"{wrapped}\.+{number}\n", lines), (words, number)
