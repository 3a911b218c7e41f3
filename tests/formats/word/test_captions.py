"""Captions in Word: counted by Word itself, listed after the contents, read back as they were."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rfpkit.document.model import AnyBlock, Cell, Document, Heading, Paragraph, Run, Table
from rfpkit.document.numbering import number
from rfpkit.formats.word import read, write
from rfpkit.formats.word.package import open_package
from rfpkit.formats.word.places import Trace
from rfpkit.formats.word.reader import document_of
from rfpkit.lint.passages import subject


def text(words: str) -> Paragraph:
    return Paragraph(runs=(Run(words),), numbered=True)


def sample(captions: int) -> Document:
    blocks: list[AnyBlock] = []
    for at in range(captions):
        title = f"Title {at}"
        blocks += [
            Heading(runs=(Run(title),), role="clause", level=2, anchor=title),
            text("The levels are:"),
            Paragraph(
                runs=(Run("Levels of "), Run(str(at), bold=True)),
                kind="caption",
                numbered=True,
                anchor=f"table {at}",
            ),
            Table(rows=((Cell((Paragraph(runs=(Run("What"),)),)),),) * 2),
        ]
    see = (Run("See "), Run("?", ref=f"table {captions - 1}"), Run("."))
    blocks.append(Paragraph(runs=see, numbered=True))
    return number(Document("Plan", tuple(blocks), properties={"language": "en-GB"}))


def words(blocks: tuple[AnyBlock, ...]) -> list[tuple[str, str, str]]:
    """The paragraphs: their kinds, numbers and words."""
    return [
        (block.kind, block.number, block.text) for block in blocks if isinstance(block, Paragraph)
    ]


def body(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("captions", [1, 4])
def test_captions_are_read_back_with_their_numbers_apart(
    plain: Path, tmp_path: Path, captions: int
):
    document = sample(captions)
    path = tmp_path / "plan.docx"
    path.write_bytes(write(document, plain))
    made = read(path)
    kept = [one for one in words(made.blocks) if one[0] in ("body", "caption")]
    assert kept == words(document.blocks)
    captioned = [b for b in made.blocks if isinstance(b, Paragraph) and b.kind == "caption"]
    assert all(block.numbered for block in captioned)
    assert [run.bold for run in captioned[0].runs] == [False, True]


@pytest.mark.parametrize(("captions", "lists"), [(2, 0), (3, 1)])
def test_three_captions_make_a_list_of_tables(plain: Path, captions: int, lists: int):
    xml = body(write(sample(captions), plain))
    assert len(re.findall(r"TOC \\h \\z \\n \\c &quot;Table&quot;", xml)) == lists
    assert xml.count(" SEQ Table \\* ARABIC ") == captions
    assert xml.count('w:val="TableOfFigures"') == lists * captions
    assert len(re.findall(r"REF _Ref\d+ \\h ", xml)) == 1


def test_the_words_of_a_caption_are_traced_past_its_label(plain: Path, tmp_path: Path):
    path = tmp_path / "plan.docx"
    path.write_bytes(write(sample(1), plain))
    trace = Trace()
    document = document_of(open_package(path), trace)
    (caption,) = (b for b in document.blocks if isinstance(b, Paragraph) and b.kind == "caption")
    origin = trace.origin(caption)
    assert origin is not None
    assert [origin.element_at(at).text for at in (0, len("Levels of "))] == ["Levels of ", "0"]


def test_a_caption_gives_no_place_to_what_comes_after_it():
    passages = subject(sample(1)).passages
    assert {passage.text: passage.section for passage in passages}["What"] == "1.1 Title 0"


@pytest.mark.libreoffice
def test_libreoffice_counts_and_cites_the_tables_alike(
    plain: Path, to_pdf: Callable[[Path], str], tmp_path: Path
):
    path = tmp_path / "plan.docx"
    data = write(sample(3), plain)
    stale = re.sub(r"(SEQ Table .{0,140}?<w:t[^>]*>)\d", r"\g<1>8", body(data))
    stale = re.sub(r"(REF _Ref.{0,140}?<w:t[^>]*>)Table \d", r"\g<1>Table 9", stale)
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, stale if name == "word/document.xml" else old.read(name))
    shown = to_pdf(path)
    for at in range(3):
        assert f"Table {at + 1}: Levels of {at}" in shown
    assert "See Table 3." in shown


@pytest.mark.libreoffice
def test_what_libreoffice_saved_anew_reads_the_same(
    plain: Path, to_pdf: Callable[[Path], str], tmp_path: Path
):
    document = sample(4)
    path = tmp_path / "plan.docx"
    path.write_bytes(write(document, plain, paged=True))
    to_pdf(path)  # skips where there is no LibreOffice
    command = [
        "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
        "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = read(tmp_path / "out" / "plan.docx")
    kept = [one for one in words(made.blocks) if one[0] in ("body", "caption")]
    assert kept == words(document.blocks)
