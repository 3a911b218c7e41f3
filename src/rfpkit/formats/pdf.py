"""PDF: the text of each page, read by PDFium in a process of its own, made into a document.

PDFium is native code and a PDF from a stranger is untrusted input: a crash or an endless loop in
it must cost one file, not the run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from rfpkit.document.model import Document
from rfpkit.errors import Fault, InputError, UnreadableError

_SECONDS = 120
_CHILD = """
import json, sys
import pypdfium2
try:
    with pypdfium2.PdfDocument(sys.argv[1]) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
except pypdfium2.PdfiumError as error:
    sys.exit(str(error))
json.dump(pages, sys.stdout)
"""


def read(path: Path) -> Document:
    """The document in a PDF, each line with its page.

    Raises ``InputError`` when the extra "pdf" is not installed, ``UnreadableError`` when the file
    is broken, protected, has no text (a scan), or takes more than two minutes.
    """
    from rfpkit.formats.text import from_lines

    pages = _pages(path)
    if not any(page.strip() for page in pages):
        raise UnreadableError(
            Fault(str(path), 0, 0, "holds no text: it is a scan; run text recognition (OCR) first")
        )
    lines = [
        (line.replace("\ufffe", "-").replace("\x02", "-"), None, number)
        for number, page in enumerate(pages, start=1)
        for line in page.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]
    return from_lines(lines, str(path))


def _pages(path: Path) -> list[str]:
    """The text of each page."""
    if find_spec("pypdfium2") is None:
        remedy = 'PDF files need the extra "pdf": pip install "rfpkit[pdf]"'
        raise InputError(Fault(str(path), 0, 0, remedy))
    if not path.is_file():
        raise UnreadableError(Fault(str(path), 0, 0, "cannot be read: no such file"))
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-I", "-c", _CHILD, str(path.resolve())],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = f"took more than {_SECONDS} seconds to read; save it anew as PDF or as text"
        raise UnreadableError(Fault(str(path), 0, 0, message)) from None
    if child.returncode != 0:
        reason = child.stderr.strip().splitlines()[-1:] or ["the reader crashed"]
        message = f"is broken or protected by a password: {reason[0]}"
        raise UnreadableError(Fault(str(path), 0, 0, message))
    pages: list[str] = json.loads(child.stdout)
    return pages
