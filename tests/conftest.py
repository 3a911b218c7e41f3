"""What many tests share: the library, the examples, ../shared and LibreOffice."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rfpkit.content import data_root
from rfpkit.library.load import Library, load_library

ROOT = Path(__file__).resolve().parents[1]
IN_CI = bool(os.environ.get("RFPKIT_CI"))
CASES = ("us-case-management", "eu-open-permits", "uk-library-system")


def _absent(what: str) -> None:
    """Skip where something optional is absent; in CI nothing is optional."""
    if IN_CI:
        pytest.fail(f"{what} is absent, and in CI it must be there")
    pytest.skip(f"{what} is absent")


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Commands that tests run keep their cache in a folder of the tests."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def library() -> Library:
    """The clause library of this checkout."""
    return load_library(data_root())


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared with real documents; the test skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        _absent("../shared")
    return folder


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """A function that gives the text of a Word file as LibreOffice sets it on PDF pages."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        _absent("LibreOffice or pdftotext")
    profile = tmp_path_factory.mktemp("libreoffice")

    def convert(path: Path) -> str:
        folder = tmp_path_factory.mktemp("pdf")
        command = [
            "soffice", f"-env:UserInstallation=file://{profile}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), str(path),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        pdf = folder / f"{path.stem}.pdf"
        text = subprocess.run(
            ["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True
        )
        return text.stdout

    return convert
