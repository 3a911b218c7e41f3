"""Every file format, by the ending of its name. A module is imported when its format is met."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from rfpkit.document.model import Document
from rfpkit.errors import Fault, InputError

READERS: dict[str, str] = {
    ".docx": "rfpkit.formats.word",
    ".odt": "rfpkit.formats.odt",
    ".md": "rfpkit.formats.markdown",
    ".markdown": "rfpkit.formats.markdown",
    ".html": "rfpkit.formats.html",
    ".htm": "rfpkit.formats.html",
    ".txt": "rfpkit.formats.text",
    ".pdf": "rfpkit.formats.pdf",
}
"""The module whose ``read(path)`` reads files that end so."""


def read(path: Path) -> Document:
    """The document in a file, by its ending.

    Raises ``InputError`` for an ending that no reader knows, ``UnreadableError`` when the file
    cannot be read whole.
    """
    suffix = path.suffix.lower()
    if suffix not in READERS:
        known = ", ".join(sorted(READERS))
        message = (
            f"no reader for '{suffix or path.name}' files; rfpkit reads {known} and specs (.yml)"
        )
        raise InputError(Fault(str(path), 0, 0, message))
    document: Document = import_module(READERS[suffix]).read(path)
    return document


WRITERS = ("docx", "md", "html")
"""The formats that documents are written in."""


def rendered(document: Document, ending: str, house: Path, *, paged: bool = False) -> bytes:
    """The bytes of a document in one format; ``house`` is the .docx that gives Word its look.

    A ``paged`` Word file has room for page numbers (``formats.word.pages`` fills them in).
    Raises ``InputError`` for a format that has no writer.
    """
    if ending == "docx":
        from rfpkit.formats import word

        data: bytes = word.write(document, house, paged=paged)
        return data
    if ending == "html":
        from rfpkit.formats import html

        return html.write(document).encode()
    if ending == "md":
        from rfpkit.formats import markdown

        return markdown.write(document).encode()
    message = f"no writer for '.{ending}' files; rfpkit writes {', '.join(WRITERS)}"
    raise InputError(Fault(ending, 0, 0, message))
