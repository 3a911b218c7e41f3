"""What the tests of the linter share: documents and rules made in a line."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest

from rfpkit.document.model import Document
from rfpkit.formats.text import from_text
from rfpkit.lint.rules import Rule, load_rules

HEAD = """\
title: A thing
level: warning
confidence: high
message: "{message}"
why: It does harm.
instead: Write something else.
sources: [{title: A source}]
"""

MakeRule = Callable[..., Rule]


@pytest.fixture
def make_rule(tmp_path: Path) -> MakeRule:
    """A function that makes the rule ``pack/thing`` of the YAML that says what it finds."""

    def make(body: str, *, message: str = "Found.", vocabulary: str = "") -> Rule:
        folder = tmp_path / "rules"
        (folder / "pack").mkdir(parents=True, exist_ok=True)
        if vocabulary:
            (folder / "vocabulary.yml").write_text(vocabulary, encoding="utf-8")
        text = HEAD.replace("{message}", message) + dedent(body).strip("\n") + "\n"
        if "examples:" not in text:
            text += 'examples: {bad: ["A **bad** one."], good: ["A good one."]}\n'
        (folder / "pack" / "thing.yml").write_text(text, encoding="utf-8")
        return load_rules(folder)[0]

    return make


@pytest.fixture(scope="session")
def treebank() -> ModuleType:
    """The module beside this one that holds sentences parsed by hand."""
    path = Path(__file__).with_name("treebank.py")
    spec = importlib.util.spec_from_file_location("treebank", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def document() -> Callable[[str], Document]:
    """A function that reads indented plain text as a document."""

    def read(text: str) -> Document:
        return from_text(dedent(text).strip("\n"), "doc.txt")

    return read
