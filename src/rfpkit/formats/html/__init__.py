"""HTML: read into a document, and a document written as one self-contained accessible page."""

from __future__ import annotations

from pathlib import Path

from rfpkit.document.model import Document


def read(path: Path) -> Document:
    """The document in an HTML file, with the line and column of every stretch of text.

    Raises ``UnreadableError`` when the file is not UTF-8 text.
    """
    from rfpkit.formats.files import read_text
    from rfpkit.formats.html.reader import from_html

    return from_html(read_text(path), str(path))


def write(document: Document) -> str:
    """The document as one HTML page without scripts or outside resources."""
    from rfpkit.formats.html.writer import to_html

    return to_html(document)
