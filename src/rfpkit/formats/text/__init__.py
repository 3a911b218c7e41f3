"""Plain text, hard-wrapped as it comes out of PDF files, made into a document.

Paragraphs are rebuilt from their lines and know the place of each; headings, list items, pipe
tables and repeated page headers are recognised by their looks. ``from_lines`` serves readers that
get lines from elsewhere, such as the one for PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rfpkit.document.model import Document, Heading
from rfpkit.formats.files import read_text
from rfpkit.formats.text.blocks import build
from rfpkit.formats.text.furniture import mark_furniture
from rfpkit.formats.text.lines import Line, lines_of

__all__ = ["from_lines", "from_text", "read"]


def read(path: Path) -> Document:
    """The document in a UTF-8 text file. Raises ``UnreadableError`` where it is not one."""
    return from_text(read_text(path), str(path))


def from_text(text: str, path: str = "") -> Document:
    """The document in a text; form feeds begin a new page."""
    return _document(lines_of(text), path)


def from_lines(lines: Sequence[tuple[str, int | None, int | None]], path: str) -> Document:
    """The document in lines of text, each with its line number and its page, None if unknown."""
    return _document([Line.of(text, line, page) for text, line, page in lines], path)


def _document(lines: list[Line], path: str) -> Document:
    blocks = tuple(build(mark_furniture(lines)))
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    fallback = next((line.text for line in lines if line.text and not line.furniture), "")
    title = f"{first.number} {first.text}".strip() if first else fallback
    return Document(" ".join(title.split())[:200], blocks, path=path)
