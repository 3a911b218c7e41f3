"""Regular expressions that could take for ever are refused before they see a text."""

import json
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rfpkit.content import data_folder
from rfpkit.lint import load_rules
from rfpkit.lint.rules import LONGEST, Find
from rfpkit.lint.tries import fault

SECONDS = 20
PROBE = """
import json, re, sys, time
source, texts = json.loads(sys.stdin.read())
expression, took = re.compile(source, re.IGNORECASE), []
for text in texts:
    begun = time.process_time()
    for _ in expression.finditer(text):
        pass
    took.append(time.process_time() - begun)
print(json.dumps(took))
"""


def seconds(source: str, texts: list[str]) -> list[float]:
    """How long an expression searches each text, in a process that can be stopped."""
    done = subprocess.run(
        [sys.executable, "-IS", "-c", PROBE], input=json.dumps([source, texts]),
        capture_output=True, text=True, timeout=SECONDS, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("(a+)+b", "may follow it"), ("(a*)*b", "may follow it"), ("(a|aa)*b", "one set"),
        ("(ab|cd)+e", "one set"), ("(a|b|ab)*c", "one set"), (r"(\w+\s?)*x", "may follow it"),
        ("(a(b?)?)*c", "one set"), (r"(?:\w+(?=x)?)*y", "may follow it"),
        (r"\s*\s*", "may follow it"), (".*.*x", "may follow it"), ("a.*b.*c", "may follow it"),
        (r"a\w+\d+x", "may follow it"), ("bx*y?x*z", "may follow it"), ("a.*b", "may follow it"),
        (r"\b\w+ly\b", "may follow it"), ("(?=a.*a)b", "may follow it"),
        ("x*y", "cannot begin"), (r"\w+@\w+", "cannot begin"),
        (r"\b(?:\w+, )+and\b", "one set"),
        ("(a?){30}a{30}", "ways"), ("(?:ab|a|b){0,30}c", "ways"),
        ("(?:a{0,30}){0,30}b", "ways"), (".{0,100}.{0,100}.{0,100}x", "ways"),
        (r"(a)(\1)+b", "leave them out"), (r"\b(\w+) \1\b", "leave them out"),
        ("(a)?(?(1)b|c)", "leave them out"),
    ],
)  # fmt: skip
def test_what_can_be_slow_is_refused(source, reason):
    re.compile(source)
    assert reason in fault(source)


@pytest.mark.parametrize(
    "source",
    [
        r"\band\s?/\s?or\b", r"\bv\d+\.\d+\b", "one.{0,20}two", r"\b\w{1,30}ly\b", r"certif\w+",
        "a{3}b+c", "x{3}", r"\bISO\s+\d+", '"[^"]*"', r"\$\d+(?:,\d{3}){0,4}(?:\.\d\d)?",
        r"^\s*(?:[A-Z]\w+ ){0,4}Report", r"\bnot\b(?!\s+only\b)",
        r"\b(?:shall|must)\b[^.;]{0,120}?\b(?:use|install)\b", r"\b(?-i:[A-Z][a-z]{1,30})x?",
    ],
)  # fmt: skip
def test_what_is_quick_passes(source):
    assert fault(source) == ""


def test_every_expression_of_the_rules_passes_and_is_quick_on_its_own_words():
    for rule in load_rules(data_folder("linters")):
        for regex in rule.body.regexes if isinstance(rule.body, Find) else ():
            assert fault(regex.source) == "", rule.id
            words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\\\w", " ", regex.source))
            pumped = [" ".join([*words[:9], *([word] * 40)]) for word in words[:12]]
            texts = [(text * 4000)[:4000] for text in [*pumped, "-".join(words), " ".join(words)]]
            assert max(seconds(regex.source, texts)) < 4, rule.id


def expressions() -> st.SearchStrategy[str]:
    """Small expressions of few letters, so that their parts often meet."""
    letters = st.sampled_from(["a", "b", "[ab]", ".", r"\w", " ", r"\s", "[^a]", r"\b", "ab"])
    counts = st.sampled_from(["*", "+", "?", "{2}", "{0,3}", "{1,9}", "*?", "{2,}", "{0,40}"])

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        group = inner.map(lambda one: f"(?:{one})")
        return st.one_of(
            st.lists(inner, min_size=2, max_size=4).map("".join),
            st.lists(inner, min_size=2, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
            st.tuples(group, counts).map("".join),
            inner.map(lambda one: f"(?={one})"),
        )

    return st.recursive(letters, larger, max_leaves=8)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=expressions(), ending=st.sampled_from(["", "c", "!"]), data=st.data())
def test_what_passes_is_quick_on_the_longest_sentence(source, ending, data):
    assume(any(sign in source for sign in "*+{"))
    assume(not fault(source + ending))
    words = data.draw(st.lists(st.text("ab ", min_size=1, max_size=4), min_size=2, max_size=3))
    texts = [(words[0] * LONGEST)[: LONGEST - 9] + tail for tail in ("", *words[1:])]
    assert max(seconds(source + ending, texts)) < 3
