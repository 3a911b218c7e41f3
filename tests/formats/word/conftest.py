"""Word files made by hand for the tests, and LibreOffice as the judge of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rfpkit.content import data_folder

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ROOTS = {
    "styles": "styles", "numbering": "numbering", "settings": "settings",
    "footnotes": "footnotes", "endnotes": "endnotes",
}  # fmt: skip


def parts_of(body: str, more: dict[str, str]) -> dict[str, str]:
    """The parts of a .docx with this body; ``more`` are other parts by kind or by full name."""
    parts = {"word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
    links, types = [], []
    for kind, inner in more.items():
        if kind in ROOTS:
            parts[f"word/{kind}.xml"] = f"<w:{ROOTS[kind]} {SPACES}>{inner}</w:{ROOTS[kind]}>"
        elif kind.startswith(("header", "footer")):
            tag = "hdr" if kind.startswith("header") else "ftr"
            parts[f"word/{kind}.xml"] = f"<w:{tag} {SPACES}>{inner}</w:{tag}>"
        else:
            continue
        plain = kind.rstrip("0123456789")
        links.append(f'<Relationship Id="{kind}" Type="{OFFICE}/{plain}" Target="{kind}.xml"/>')
        types.append(f'<Override PartName="/word/{kind}.xml" ContentType="{MAIN}.{plain}+xml"/>')
    links.append(more.get("links", ""))
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
        f"{''.join(types)}</Types>"
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}</Relationships>'
    )
    return parts | {name: text for name, text in more.items() if "/" in name}


@pytest.fixture
def docx(tmp_path: Path) -> Callable[..., Path]:
    """A function that makes a .docx of a body and of other parts, as XML."""

    def make(body: str, **more: str) -> Path:
        path = tmp_path / "made.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts_of(body, more).items():
                archive.writestr(name, text)
        return path

    return make


@pytest.fixture(scope="session")
def plain() -> Path:
    """The house style that rfpkit ships."""
    return data_folder("templates") / "house" / "plain.docx"


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """A function that gives the texts of Word files as LibreOffice shows them, list numbers too."""
    if not shutil.which("soffice"):
        (pytest.fail if os.environ.get("RFPKIT_CI") else pytest.skip)("LibreOffice is absent")
    profile = tmp_path_factory.mktemp("profile")

    def convert(*paths: Path) -> list[str]:
        folder = tmp_path_factory.mktemp("text")
        command = [
            "soffice", f"-env:UserInstallation=file://{profile}", "--headless",
            "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder),
            *map(str, paths),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return [(folder / f"{path.stem}.txt").read_text("utf-8-sig") for path in paths]

    return convert
