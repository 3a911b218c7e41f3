"""``rfpkit.lock`` as text: JSON, because nobody writes it by hand and everything reads it.

One line of the document a line of the file, so that version control shows what changed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from rfpkit.assembly.locking import Lock, LockedDocument, LockedText, Pin
from rfpkit.errors import Fault, InputError

NAME = "rfpkit.lock"
"""What the file is called; it lies beside its spec."""

_VERSION = 1
_ANEW = "write it anew with 'rfpkit build SPEC --lock'"


def lock_text(lock: Lock) -> str:
    """The lock as it stands in its file; the same lock gives the same text."""
    data = {"rfpkit_lock": _VERSION, **asdict(lock)}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def parse_lock(text: str, path: str) -> Lock:
    """The lock in the text of the file at ``path``.

    Raises ``InputError`` where it is no lock, was damaged, as by a merge, or is of a later rfpkit.
    """
    try:
        data = json.loads(text)
    except RecursionError:
        raise _fault(path, f"is no lock of rfpkit; {_ANEW}") from None
    except json.JSONDecodeError as error:
        message = f"is not sound JSON here ({error.msg}), as after a merge; {_ANEW}"
        raise InputError(Fault(path, error.lineno, error.colno, message)) from None
    version = data.get("rfpkit_lock") if isinstance(data, dict) else None
    if isinstance(version, int) and version > _VERSION:
        raise _fault(path, f"was written by a later rfpkit; update rfpkit, or {_ANEW}")
    try:
        return _lock(data)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise _fault(path, f"is no lock of rfpkit, or a damaged one; {_ANEW}") from None


def _fault(path: str, message: str) -> InputError:
    return InputError(Fault(path, 0, 0, message))


def _lock(data: dict[str, Any]) -> Lock:
    return Lock(
        **_words(data, "file", "spec", "library", "terms"),
        clauses={str(name): _pin(entry) for name, entry in data["clauses"].items()},
        documents={str(name): _document(entry) for name, entry in data["documents"].items()},
    )


def _pin(entry: dict[str, Any]) -> Pin:
    return Pin(**_words(entry, *(field.name for field in fields(Pin))))


def _document(entry: dict[str, Any]) -> LockedDocument:
    clauses = {str(name): _text(text) for name, text in entry["clauses"].items()}
    return LockedDocument(**_words(entry, "template"), clauses=clauses)


def _text(entry: dict[str, Any]) -> LockedText:
    lines = entry["lines"]
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise TypeError(lines)
    return LockedText(**_words(entry, "fingerprint"), lines=tuple(lines))


def _words(entry: dict[str, Any], *names: str) -> dict[str, str]:
    """The values of these keys, which must be texts."""
    words = {name: entry[name] for name in names}
    if not all(isinstance(value, str) for value in words.values()):
        raise TypeError(words)
    return words
