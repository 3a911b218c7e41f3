"""Values kept in a folder between runs, as JSON, each under the digest of what it was made from.

A cache only saves time: what cannot be read counts as absent, what cannot be written is not kept.
The folder comes from the caller; nothing in here asks the environment for one.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

_MOST = 300
_PACKAGE = Path(__file__).resolve().parent


class FileCache:
    """A folder of values; the oldest are dropped when there are too many."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Any:
        """The value under a key, None where there is none that can be read."""
        try:
            return json.loads((self.folder / f"{key}.json").read_bytes())
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep a value, written whole or not at all."""
        import tempfile  # its import takes longer than most reads from the cache

        data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".tmp")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                Path(name).replace(self.folder / f"{key}.json")
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            self._prune()

    def _prune(self) -> None:
        kept = list(self.folder.glob("*.json"))
        if len(kept) > _MOST:
            for path in sorted(kept, key=lambda path: path.stat().st_mtime)[: _MOST // 3]:
                path.unlink(missing_ok=True)


def digest(parts: Iterable[str | bytes]) -> str:
    """One name for all the parts together."""
    made = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "little") + data)
    return made.hexdigest()


def digest_of(folder: Path, pattern: str) -> str:
    """One name for the files of a folder that fit a pattern: their paths and what is in them."""
    parts: list[str | bytes] = []
    for path in sorted(folder.rglob(pattern)):
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(parts)


def program() -> str:
    """One name for this very rfpkit, whatever its version says."""
    return digest_of(_PACKAGE, "*.py")
