"""``rfpkit fill``: a Word template of the user's own, filled from a spec."""

import subprocess
import sys
from pathlib import Path

import docx
import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "examples" / "uk-library-system" / "spec.yml"


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", "fill", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def letter(path: Path, *paragraphs: str) -> Path:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(path))
    return path


def test_a_letter_is_filled(tmp_path):
    out = tmp_path / "deep" / "out.docx"
    done = run(letter(tmp_path / "in.docx", "Dear {{ buyer.short_name }}"), SPEC, "-o", out)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", f"wrote {out}\n")
    assert docx.Document(str(out)).paragraphs[0].text == "Dear the Council"


def test_a_letter_takes_a_document(tmp_path):
    out = tmp_path / "out.docx"
    path = letter(tmp_path / "in.docx", "Dear Bidder,", "{{p clauses }}")
    done = run(path, SPEC, "-o", out, "--document", "rfp", "--no-page-numbers")
    assert done.returncode == 0, done.stderr
    first = out.read_bytes()
    assert len(docx.Document(str(out)).paragraphs) > 100
    run(path, SPEC, "-o", out, "--document", "rfp", "--no-page-numbers")
    assert out.read_bytes() == first


@pytest.mark.libreoffice
def test_the_contents_list_has_page_numbers(tmp_path, to_pdf):
    out = tmp_path / "out.docx"
    path = letter(tmp_path / "in.docx", "Dear Bidder,", "{{p clauses }}", "Yours faithfully,")
    assert run(path, SPEC, "-o", out, "--document", "rfp").returncode == 0
    document = docx.Document(str(out))
    pages = to_pdf(out).split("\f")
    entries = document.element.body.xpath(".//w:sdtContent//w:hyperlink")
    shown = [entry.xpath("string(.)").rsplit(" ", 1)[-1] for entry in entries]
    assert len(shown) > 20
    for entry in entries[:20]:
        words = "".join(node.text or "" for node in entry.xpath(".//w:t"))
        name, page = words.rstrip("0123456789"), words[len(words.rstrip("0123456789")) :]
        text = "".join(pages[int(page) - 1].split())
        assert "".join(name.split()) in text, words


@pytest.mark.parametrize(
    ("paragraph", "args", "code", "words"),
    [
        ("{{ projct.title }}", (), 2, "did you mean “project”"),
        ("{% if project %}", (), 2, "not well formed"),
        ("{{p clauses }}", (), 2, "say which with --document: contract, rfp"),
        ("Text", ("--document", "rfp"), 2, "has no place for 'rfp'"),
        ("{{p clauses }}", ("--document", "contract", "--final"), 2, "still open"),
    ],
)
def test_nothing_is_written_where_something_is_wrong(tmp_path, paragraph, args, code, words):
    out = tmp_path / "out" / "out.docx"
    done = run(letter(tmp_path / "in.docx", paragraph), SPEC, "-o", out, *args)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert str(tmp_path) in done.stderr or "spec.yml" in done.stderr
    assert not out.parent.exists()


def test_the_template_is_never_written_over(tmp_path):
    path = letter(tmp_path / "in.docx", "Text")
    before = path.read_bytes()
    done = run(path, SPEC, "-o", tmp_path / "." / "in.docx")
    assert (done.returncode, path.read_bytes()) == (2, before)
    assert "would overwrite the template" in done.stderr


def test_what_is_no_word_file_is_told(tmp_path):
    path = tmp_path / "in.docx"
    path.write_bytes(b"hello")
    assert run(path, SPEC, "-o", tmp_path / "out.docx").returncode == 3
    assert run(tmp_path / "no.docx", SPEC, "-o", tmp_path / "out.docx").returncode == 2
    done = run(path, SPEC, "-o", tmp_path / "out.pdf")
    assert (done.returncode, "name it ….docx" in done.stderr) == (2, True)
