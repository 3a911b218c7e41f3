"""``rfpkit build`` and page numbers: where LibreOffice is, where it is not, and where it fails."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "examples" / "us-case-management" / "spec.yml"


def build(folder: Path, *more: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rfpkit", "build", str(SPEC), "-o", str(folder)]
    environment = os.environ | ({"PATH": path} if path is not None else {})
    options = ["--format", "docx", "--only", "rfp", *more]
    return subprocess.run(
        [*command, *options], capture_output=True, text=True, check=False, env=environment
    )


def numbers(folder: Path) -> list[str]:
    """The page numbers in the contents lists."""
    with zipfile.ZipFile(folder / "rfp.docx") as archive:
        xml = archive.read("word/document.xml").decode()
    return re.findall(r"PAGEREF _Toc.{0,200}?<w:t [^>]*>(\w+)</w:t>", xml)


@pytest.mark.libreoffice
def test_page_numbers_are_there_where_libreoffice_is(to_pdf: Callable[[Path], str], tmp_path: Path):
    done = build(tmp_path)
    assert done.returncode == 0, done.stderr
    found = numbers(tmp_path)
    headings = [int(page) for page in found[:50]]
    assert headings == sorted(headings)
    assert headings[0] > 2
    assert headings[-1] > 20


def test_without_libreoffice_the_build_is_the_one_without_page_numbers(tmp_path: Path):
    empty = tmp_path / "bin"
    empty.mkdir()
    done = build(tmp_path / "one", path=str(empty))
    assert (done.returncode, numbers(tmp_path / "one")) == (0, [])
    assert "LibreOffice" not in done.stderr
    build(tmp_path / "two", "--no-page-numbers")
    one, two = ((tmp_path / name / "rfp.docx").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_libreoffice_that_fails_costs_the_page_numbers_and_one_warning(tmp_path: Path):
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 77\n")
    program.chmod(0o755)
    done = build(tmp_path / "out", path=str(program.parent))
    assert (done.returncode, numbers(tmp_path / "out")) == (0, [])
    assert done.stderr.count("no page numbers in the contents lists: LibreOffice") == 1
