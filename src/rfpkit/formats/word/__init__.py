"""Word documents: ``read`` what a .docx shows, ``write`` a document into a house style.

Nothing heavy is imported before one of the two is called.
"""

from __future__ import annotations

from pathlib import Path

from rfpkit.document.model import Document


def read(path: Path) -> Document:
    """The document that Word shows for a .docx: tracked changes accepted, lists numbered.

    Raises ``UnreadableError`` when the file is no sound .docx or is unsafe to open.
    """
    from rfpkit.formats.word import reader

    return reader.read(path)


def write(document: Document, house: Path, *, paged: bool = False) -> bytes:
    """The bytes of a .docx: the numbered ``document`` in the house style of the file ``house``.

    The contents list of a ``paged`` one has room for page numbers, which
    ``pages.with_page_numbers`` fills in; without them it says what there is, not where.
    Raises ``InputError`` when the house style has unknown tags, no ``{{ body }}`` or lacks a
    style. The same document and house give the same bytes.
    """
    from rfpkit.formats.word import writer

    return writer.write(document, house, paged=paged)
