"""OpenDocument text: ``read`` what an .odt shows. Nothing heavy is imported before that."""

from __future__ import annotations

from pathlib import Path

from rfpkit.document.model import Document


def read(path: Path) -> Document:
    """The document that LibreOffice shows for an .odt: changes accepted, lists numbered.

    Raises ``UnreadableError`` when the file is no sound .odt or is unsafe to open.
    """
    from rfpkit.formats.odt import reader

    return reader.read(path)
