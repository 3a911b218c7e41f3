"""Page numbers in contents lists, held against the pages that LibreOffice prints."""

import io
import re
import stat
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rfpkit.document.model import Document, Heading, Paragraph, Run
from rfpkit.document.numbering import number
from rfpkit.errors import UnreadableError
from rfpkit.filecache import FileCache
from rfpkit.formats.word import read, write
from rfpkit.formats.word.pages import find_office, with_page_numbers

ENTRY = re.compile(r'<w:hyperlink w:anchor="_Toc\d+"[^>]*>(.*?)</w:hyperlink>')


@pytest.fixture(scope="module")
def office(to_pdf: Callable[[Path], str]) -> Path:
    """LibreOffice; the test skips where ``to_pdf`` does."""
    found = find_office()
    assert found is not None
    return found


def document(*titles: str, lines: int = 30) -> Document:
    blocks = [
        block
        for title in titles
        for block in (
            Heading(runs=(Run(title),), role="clause", level=2),
            *(Paragraph(runs=(Run(f"Line {at}."),), numbered=True) for at in range(lines)),
        )
    ]
    return number(Document("Plan", tuple(blocks), properties={"language": "en-GB"}))


def body(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def entries(data: bytes) -> list[tuple[str, str]]:
    """The words and the page number of each entry of the lists."""
    found = []
    for match in ENTRY.finditer(body(data)):
        texts = re.findall(r"<w:t [^>]*>([^<]*)</w:t>", match[1])
        found.append((" ".join(texts[:-1]), texts[-1]))
    return found


def printed(pdf_text: str, title: str) -> list[int]:
    """The pages on which a title stands."""
    wanted = "".join(title.split())
    pages = ("".join(page.split()) for page in pdf_text.split("\f"))
    return [at for at, page in enumerate(pages, start=1) if wanted in page]


def test_without_page_numbers_the_list_asks_word_for_none(plain: Path):
    xml = body(write(document("One", "Two", "Three"), plain))
    assert "PAGEREF" not in xml
    assert "\\z \\n \\u" in xml


@pytest.mark.libreoffice
def test_every_entry_has_the_page_that_its_heading_is_printed_on(
    plain: Path, office: Path, to_pdf: Callable[[Path], str], tmp_path: Path
):
    titles = [f"Heading {chr(65 + at)}" for at in range(14)]
    (data,) = with_page_numbers([write(document(*titles), plain, paged=True)], office)
    assert "\\n" not in re.findall(r"TOC [^<]*", body(data))[0]
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    text = to_pdf(path)
    found = entries(data)
    assert len(found) == 14
    for words, page in found:
        *_, last = printed(text, words)  # the first is in the contents list
        assert page == str(last), words
    assert len({page for _, page in found}) > 8
    assert len(read(path).blocks) >= 14 * 31


@pytest.mark.libreoffice
@pytest.mark.parametrize("letter", ["m ", "n", "x <&> "])
def test_titles_of_every_length_do_not_shift_a_page(
    plain: Path, office: Path, to_pdf: Callable[[Path], str], tmp_path: Path, letter: str
):
    titles = [f"{at}. {(letter * 130)[: at * 2]} ({at})" for at in range(10, 55)]
    (data,) = with_page_numbers([write(document(*titles, lines=9), plain, paged=True)], office)
    path = tmp_path / "plan.docx"
    path.write_bytes(data)
    text = to_pdf(path)
    numbers = [page for _, page in entries(data)]
    assert numbers == [str(printed(text, f"({at})")[-1]) for at in range(10, 55)]


@pytest.mark.libreoffice
def test_many_files_take_one_run_and_an_unchanged_one_none(
    plain: Path, office: Path, tmp_path: Path
):
    log = tmp_path / "log"
    program = tmp_path / "office"
    program.write_text(f'#!/bin/sh\necho run >> "{log}"\nexec "{office}" "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    files = [write(document("One", "Two", title), plain, paged=True) for title in ("Three", "Four")]
    cache = FileCache(tmp_path / "cache")
    first = with_page_numbers(files, program, cache)
    second = with_page_numbers([*files, files[0]], program, cache)
    assert second == (*first, first[0])
    assert log.read_text() == "run\n"


def test_a_document_without_a_contents_list_needs_no_libreoffice(plain: Path, tmp_path: Path):
    data = write(document("One"), plain, paged=True)
    program = tmp_path / "office"
    program.write_text("#!/bin/sh\nexit 1\n")
    assert with_page_numbers([data], program) == (data,)


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "not a program"])
def test_a_libreoffice_that_fails_is_told(plain: Path, tmp_path: Path, script: str):
    program = tmp_path / "office"
    program.write_text(script)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(UnreadableError, match="LibreOffice: "):
        with_page_numbers([write(document("One", "Two", "Three"), plain, paged=True)], program)


def test_one_that_hangs_is_ended_with_all_that_it_started(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("rfpkit.formats.word.pages._SECONDS", 0.5)
    child = tmp_path / "child"
    program = tmp_path / "office"
    program.write_text(f'#!/bin/sh\nsleep 60 &\necho $! > "{child}"\nwait\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(UnreadableError, match="took more than"):
        with_page_numbers([write(document("One", "Two", "Three"), plain, paged=True)], program)
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", child.read_text().strip()], capture_output=True, text=True
    )
    assert state.stdout.strip()[:1] in ("", "Z")
