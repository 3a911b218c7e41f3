"""OpenDocument files made by hand for the tests."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rfpkit.formats.odt.names import SPACES

ROOT = " ".join(f'xmlns:{name}="{address}"' for name, address in SPACES.items() if name != "xml")


def parts_of(body: str, automatic: str, styles: str, masters: str, meta: str) -> dict[str, str]:
    """The parts of an .odt with this body, automatic and common styles, page styles and meta."""
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ROOT}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {ROOT}><office:styles>{styles}</office:styles>"
        f"<office:automatic-styles/><office:master-styles>{masters}</office:master-styles>"
        "</office:document-styles>",
        "meta.xml": f"<office:document-meta {ROOT}><office:meta>{meta}</office:meta>"
        "</office:document-meta>",
        "META-INF/manifest.xml": f"<manifest:manifest {ROOT}/>",
    }


@pytest.fixture
def odt(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes an .odt by hand: its body, and where wanted styles, pages, meta."""

    def make(
        body: str = "",
        automatic: str = "",
        styles: str = "",
        masters: str = "",
        meta: str = "",
        more: dict[str, str] | None = None,
    ) -> Path:
        path = tmp_path / "made.odt"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            parts = parts_of(body, automatic, styles, masters, meta) | (more or {})
            for name, text in parts.items():
                archive.writestr(name, text)
        return path

    return make
