"""Files read as text and written whole: nothing is ever left half-written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from rfpkit.errors import Fault, InputError, UnreadableError

_LIMIT = 50 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises ``UnreadableError`` when it cannot be opened or is over 50 MB.
    """
    try:
        if path.stat().st_size > _LIMIT:
            raise UnreadableError(
                Fault(str(path), 0, 0, "the file is over 50 MB; split it, or save it as text")
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableError(Fault(str(path), 0, 0, f"cannot be read: {reason}")) from None


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, each line end one line feed, without a byte order mark.

    Raises ``UnreadableError`` with the line of the first byte that is not UTF-8.
    """
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "not UTF-8 text from here on; save the file as UTF-8"
        raise UnreadableError(Fault(str(path), line, 0, message)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside its target, then rename it.

    Raises ``InputError`` when the folder or the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(Fault(str(path), 0, 0, f"cannot be written: {reason}")) from None
