"""LibreOffice, which knows nothing of our counting, agrees with what we write and read."""

from __future__ import annotations

import difflib
import re

import pytest

from rfpkit.content import data_folder
from rfpkit.document.model import (
    Cell,
    Document,
    Heading,
    Item,
    Paragraph,
    Run,
    Table,
    text_blocks,
)
from rfpkit.document.numbering import number
from rfpkit.document.schemes import FILE, read_schemes
from rfpkit.formats.word import read, write
from rfpkit.formats.word.zipped import pack, unpack

pytestmark = pytest.mark.libreoffice

SCHEMES = read_schemes(data_folder("templates") / FILE)
EVERY_SCHEME = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)


def item(level, anchor):
    return Item(runs=(Run("Point."),), level=level, anchor=anchor)


def numbered(anchor):
    return Paragraph(runs=(Run("Text."),), numbered=True, anchor=anchor)


def heading(role, anchor):
    return Heading(runs=(Run("Title"),), role=role, anchor=anchor)


def everything() -> tuple:
    """One target of every kind, in orders good and odd."""
    cells = (Cell((item(1, "t1"), item(2, "t2"))), Cell((item(1, "t3"),)))
    return (
        item(1, "before-all"), heading("part", "part-a"), heading("clause", "c1"),
        item(1, "loose"), item(2, "loose-deep"), numbered("p11"), item(1, "p11a"),
        item(2, "p11ai"), item(2, "p11aii"), item(3, "p11aiiA"), item(1, "p11b"),
        heading("heading", ""), item(1, "after-sub"), heading("part", "part-b"),
        item(1, "after-part"), heading("clause", "c2"), numbered("p21"), item(2, "skipped"),
        Table(rows=(cells,)), numbered("p22"), heading("annex", "annex-a"),
        numbered("a1"), item(1, "a1a"), heading("annex", "annex-b"), numbered("b1"),
        numbered("b2"), item(1, "b2a"), item(2, "b2ai"), heading("clause", "c3"), numbered("p31"),
    )  # fmt: skip


@EVERY_SCHEME
def test_every_reference_is_worked_out_alike(plain, tmp_path, to_pdf, scheme):
    blocks = everything()
    anchors = [block.anchor for block in text_blocks(blocks) if block.anchor]
    refs = [
        Paragraph(runs=(Run(f"<{anchor}> ["), Run("?", ref=anchor), Run("]"))) for anchor in anchors
    ]
    document = number(Document("T", (*blocks, *refs)), scheme)
    parts = unpack(write(document, plain))
    # Stale results show whether LibreOffice works the numbers out, or repeats ours.
    stale, count = re.subn(
        rb'(\\w \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        rb'<w:r><w:t xml:space="preserve">)[^<]*',
        rb"\1STALE",
        parts["word/document.xml"],
    )
    assert count == len(anchors)
    path = tmp_path / "refs.docx"
    path.write_bytes(pack(parts | {"word/document.xml": stale}))
    shown = to_pdf(path)
    assert "Error" not in shown
    ours = {run.ref: run.text for b in document.blocks[-len(refs) :] for run in b.runs if run.ref}
    theirs = dict(re.findall(r"<(\S+)> \[(.*?)\]", shown))
    assert theirs == ours


@EVERY_SCHEME
def test_every_number_shows_as_computed(plain, tmp_path, soffice, scheme):
    document = number(Document("T", everything()), scheme)
    path = tmp_path / "numbers.docx"
    path.write_bytes(write(document, plain))
    (shown,) = soffice(path)
    blocks = [f"{b.number} {b.text}".strip() for b in text_blocks(document.blocks)]
    part = next(at for at, line in enumerate(blocks) if line.startswith("Part "))
    body = shown[shown.rindex(f"{blocks[0]}\n", 0, shown.index(f"{blocks[part]}\n")) :]
    assert [line.strip() for line in body.split("\n") if line.strip()] == blocks


def words(text: str) -> list[str]:
    text = text.replace("\u2011", "-").replace("\u00ad", "")
    # Signs of symbol fonts stand in the private area in LibreOffice's text.
    return [word for word in text.split() if not re.fullmatch(r"[•◦▪–o\ue000-\uf8ff]", word)]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("us-18f-tdrs-rfq", 0),
        # Eight hidden words, and the numbers of five empty rows.
        ("us-alaska-submittal-forms", 13),
        ("us-usds-agile-task-order", 0),
        ("us-usds-digital-service-soo", 0),
        ("us-usds-ux-contract-provisions", 0),
    ],
)
def test_real_documents_are_read_whole(shared, soffice, name, hidden):
    path = shared / "real" / f"{name}.docx"
    (shown,) = soffice(path)
    blocks = text_blocks(read(path).blocks)
    margins = ("header", "footer")
    kept = (b for b in blocks if not (isinstance(b, Paragraph) and b.kind in margins))
    ours = [word for block in kept for word in words(f"{block.number} {block.text}")]
    theirs = words(shown)
    match = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
    missing = [
        theirs[a:b] for kind, a, b, _, _ in match.get_opcodes() if kind in ("delete", "replace")
    ]
    assert sum(map(len, missing)) <= hidden, missing
