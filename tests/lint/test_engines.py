"""Both engines find the same words."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.content import data_folder
from rfpkit.formats import read
from rfpkit.lint import lint_document, load_rules
from rfpkit.lint.matching import FastEngine
from rfpkit.lint.nlp import SpacyEngine
from rfpkit.lint.patterns import PatternError, Vocabulary, parse
from rfpkit.lint.tokens import sentences, words

LISTS = Vocabulary({"supplier": ["vendor~", "service provider~", "<years>", "a [b] c"]})
ELEMENT = st.sampled_from(
    [
        *(
            "a",
            "b~",
            "b+",
            "c*",
            "a|b",
            "a|b_c|@supplier",
            "[a]",
            "[b|c]",
            "..1",
            "..2",
            "...",
            "=A",
        ),
        *("@supplier", "<years>", "<days over 3>", "[a <years>]", "a|<number>", "[@supplier]"),
        *("<product>", "[<product>]", "a|<product>", "<system>", "[<system>]", "<span>"),
    ]
)
WORDS = (
    "a b c A B bs 3 years (3) three days vendor , . service provider Zope server v3 DataX® FINTRAK "
    "2021 2026"
)
TEXT = st.lists(st.sampled_from(WORDS.split()), max_size=20).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(st.lists(ELEMENT, min_size=1, max_size=5).map(" ".join), TEXT)
def test_engines_agree_on_made_up_sentences(source, text):
    try:
        pattern = parse(source, LISTS)
    except PatternError:
        return
    cut = [words(text, *span) for span in sentences(text)]
    assert list(FastEngine(cut).find(pattern)) == list(SpacyEngine(cut, [pattern]).find(pattern))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["d11.txt", "d12.txt"])
def test_engines_agree_on_real_documents(shared, name):
    rules = load_rules(data_folder("linters"))
    document = read(shared / "gold" / "text" / name)
    assert lint_document(document, rules, engine="spacy") == lint_document(document, rules)


def test_the_linter_starts_without_spacy_and_pydantic():
    code = "import rfpkit.lint, sys; print({'spacy', 'pydantic', 'yaml'} & set(sys.modules))"
    source = str(Path(__file__).resolve().parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": source},
    )
    assert done.stdout.strip() == "set()"
