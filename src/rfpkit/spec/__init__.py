"""The spec: what the buyer says, and the conditions that clauses put to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rfpkit.errors import InputError
from rfpkit.spec import rules
from rfpkit.spec.model import Spec
from rfpkit.yamlfile import Loaded
from rfpkit.yamlfile import load as load_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Loaded", "Spec", "load"]


def load(path: Path, *, text: str | None = None) -> Loaded[Spec]:
    """The spec in a file, or ``InputError`` with all that is wrong in it.

    ``text`` is read instead of the file where it is given; the path is then only its name.
    """
    loaded = load_yaml(path, Spec, text=text)
    faults = rules.check(loaded)
    if faults:
        raise InputError(*faults)
    return loaded
