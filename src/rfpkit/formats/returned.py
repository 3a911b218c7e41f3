"""A file that came back, in any format, as ``rfpkit verify`` looks at it."""

from __future__ import annotations

from pathlib import Path

from rfpkit.document.provenance import Manifest
from rfpkit.errors import Fault, InputError
from rfpkit.formats import read
from rfpkit.review.model import Returned, View

_GUESSED = (".pdf", ".txt")
"""Formats that do not tell where a paragraph ends."""


def read_returned(path: Path) -> Returned:
    """The file at ``path``; of a Word file also what it says with its tracked changes rejected.

    Raises ``InputError`` for an ending that no reader knows, ``UnreadableError`` when the file
    cannot be read whole.
    """
    if path.suffix.lower() == ".docx":
        from rfpkit.formats.word.returned import read_returned as read_word

        return read_word(path)
    return Returned(View(read(path)), has_paragraphs=path.suffix.lower() not in _GUESSED)


def manifest_in(path: Path) -> Manifest:
    """The manifest that the file at ``path`` carries.

    Raises ``InputError`` where it carries none, ``UnreadableError`` where it is damaged.
    """
    found = None
    if path.suffix.lower() == ".docx":
        from rfpkit.formats.word.provenance import read_manifest

        found = read_manifest(path)
    if found is None:
        message = "carries no manifest; give the spec that it was built from: --spec SPEC"
        raise InputError(Fault(str(path), 0, 0, message))
    return found
