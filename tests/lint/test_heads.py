"""The words by which sentences are chosen for a regular expression never leave out a match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.lint.heads import heads_of
from rfpkit.lint.tokens import words

EXPRESSIONS = {
    r"\b(?:shall|must)\b[^.;]{0,20}?\bv[A-Z]": ["must", "shall"],
    r"^[^A-Za-z]{0,8}CDRL [A-Z]": ["cdrl"],
    r"\b(?:shall|must)\b[^.;]{0,9}(?:software|platforms?)\b": ["must", "shall"],
    r"\bASP ?\.NET (?:skills?|expertise)\b": ["expertise", "skill*"],
    r"(?i)\bsave\s+(?:for|as) ": ["save"],
    r"\b(?:re(?:use|-use)|build upon) ": ["build", "re*"],
    r"\bx?years\b": [],
    r"[A-Z]{2}-\d+": [],
    r"\bno(?: more)? than\b": ["than"],
    r"\bover(?:all)?\b": ["over*"],
    r"\b(?:one|two){2} (?:days|weeks)": ["days*", "weeks*"],
}


@pytest.mark.parametrize("source", EXPRESSIONS)
def test_the_heads_of_an_expression(source):
    assert sorted(heads_of(source)) == EXPRESSIONS[source]


@pytest.mark.parametrize("source", [source for source in EXPRESSIONS if heads_of(source)])
@given(data=st.data())
def test_wherever_an_expression_matches_stands_one_of_its_heads(source, data):
    expression = re.compile(source, re.IGNORECASE)
    plain = st.characters(codec="ascii", exclude_characters="'_0123456789")
    text = data.draw(st.from_regex(expression, alphabet=plain))
    found = words(text).lower
    assert any(
        word == head or (head.endswith("*") and word.startswith(head[:-1]))
        for head in heads_of(source)
        for word in found
    ), (text, found)
