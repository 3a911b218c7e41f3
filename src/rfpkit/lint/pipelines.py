"""Which trained spaCy pipeline is installed, found without importing spaCy.

A pipeline is a package that names itself under the entry points ``spacy_models``; that is where
``spacy.util.get_installed_models`` looks. Asking ``importlib.metadata`` would take ten times as
long as reading the few files does, and every run of the linter asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from rfpkit.lint.grammar import Parse, Token

_SECTION = "[spacy_models]"


@dataclass(frozen=True)
class Pipeline:
    """An installed pipeline that parses English; loaded when it first gets a sentence."""

    name: str
    version: str

    def __call__(self, text: str) -> Iterable[Token]:
        """The tokens of a sentence. Raises InputError where the pipeline cannot be loaded."""
        return self._parse(text)

    @cached_property
    def _parse(self) -> Parse:
        from rfpkit.lint.nlp import load_pipeline

        return load_pipeline(self.name)


def trained_pipeline(folders: Iterable[str]) -> Pipeline | None:
    """The first by name of the pipelines in these folders, such as ``sys.path``, that parse
    English; None where there is none."""
    found = (_pipeline(*names) for folder in folders for names in _named(Path(folder)))
    usable = [pipeline for pipeline in found if pipeline is not None]
    return min(usable, key=lambda pipeline: pipeline.name, default=None)


def _named(folder: Path) -> Iterator[tuple[str, str]]:
    """The pipelines that the packages of a folder name: under which name, and in which module."""
    try:
        packages = [path for path in folder.iterdir() if path.name.endswith("-info")]
    except OSError:
        return
    for package in packages:
        try:
            text = (package / "entry_points.txt").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if _SECTION in text:
            for line in text.partition(_SECTION)[2].partition("\n[")[0].splitlines():
                name, _, module = line.partition("=")
                if module:
                    yield name.strip(), module.partition(":")[0].strip()


def _pipeline(name: str, module: str) -> Pipeline | None:
    """A pipeline, if what it says of itself is that it parses English."""
    try:
        spec = find_spec(module)
        origin = spec.origin if spec else None
        meta = json.loads((Path(origin or "").parent / "meta.json").read_bytes())
    except (ImportError, OSError, ValueError):
        return None
    parts = meta.get("components") or meta.get("pipeline") or ()
    parses = meta.get("lang") == "en" and "parser" in parts
    return Pipeline(name, str(meta.get("version", ""))) if parses else None
