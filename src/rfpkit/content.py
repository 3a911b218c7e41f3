"""Where the data folders are: beside the package in a wheel, at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_root() -> Path:
    """The folder that holds clauses/, linters/, templates/, process/ and schemas/.

    In a wheel the folders lie in ``rfpkit/data``; in a checkout or an editable install they lie
    at the top of the repository.
    """
    packed = _PACKAGE / "data"
    return packed if packed.is_dir() else _PACKAGE.parents[1]


def data_folder(name: str) -> Path:
    """The path of one data folder, such as ``clauses`` or ``templates``."""
    return data_root() / name
