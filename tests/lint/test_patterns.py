from contextlib import suppress
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.lint.matching import FastEngine
from rfpkit.lint.patterns import PatternError, Vocabulary, parse
from rfpkit.lint.tokens import sentences, words

LISTS = Vocabulary(
    {
        "supplier": ["vendor~", "contractor~", "service provider~"],
        "party": ["@supplier", "buyer"],
        "loop": ["@loop"],
        "broken": ["one ..3 two"],
    }
)


def find(pattern, text):
    cut = [words(text, *span) for span in sentences(text)]
    return [
        text[cut[m.sentence].starts[m.start] : cut[m.sentence].ends[m.end - 1]]
        for m in FastEngine(cut).find(parse(pattern, LISTS))
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("renew", "Renew and renews", ["Renew"]),
        ("renew~", "Renew and renews", ["Renew", "renews"]),
        ("report+", "reports, a report's reporting, reported", ["reports", "report's"]),
        ("party+|criterion+", "parties, the criteria", ["parties", "criteria"]),
        ("certif*", "certified, uncertified certificate", ["certified", "certificate"]),
        ("fixed price", "a fixed-price, fixed (price)", ["fixed-price", "fixed (price"]),
        ("fixed-price", "a fixed price", ["fixed price"]),
        ("a|b~|at_least", "at least bs", ["at least", "bs"]),
        ("[not] renew", "not renew; renew", ["not renew", "renew"]),
        ("term [of the] licence", "term of the licence, term licence", None),
        ("term ..2 years", "term of two years, term of at most two years", ["term of two years"]),
        ("a ... b", "a 1 2 3 4 5 6 b; a 1 2 3 4 5 6 7 b", ["a 1 2 3 4 5 6 b"]),
        ("@supplier shall", "Service Providers shall; the vendor shall", None),
        ("@party pays", "the buyer pays, the contractor pays", ["buyer pays", "contractor pays"]),
        ("=May", "may I in May, MAY", ["May"]),
        ("=IT|hardware system~", "IT systems, it systems, hardware system", None),
        ("<years>", "three (3) years and 36 months", ["three (3) years"]),
        ("<years over 2>", "three (3) years and 36 months", ["three (3) years", "36 months"]),
        ("term ... <years over 3>", "term: 2 years up to 5 years", ["term: 2 years up to 5 years"]),
        ("<percent at_least 10> of", "5% of this, 12.5 per cent of that", ["12.5 per cent of"]),
        ("<money over 1000>", "$ 900 or $1,001", ["$1,001"]),
        ("<number> copies", "twenty-five (25) copies", ["twenty-five (25) copies"]),
        ("one two", "one. Two", []),
        ("renew automatically", "renew; automatically", []),
        ("a b", "a a b b", ["a b"]),
        ("x ..3 y", "x x y y", ["x x y"]),
    ],
)
def test_patterns_match(pattern, text, expected):
    if expected is None:
        assert len(find(pattern, text)) == 2
    else:
        assert find(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "words_of_message"),
    [
        ("", "at least one word"),
        ("... a", "begin with a gap"),
        ("a ..3", "end with a gap"),
        ("[a] ..3 b", "begin with a gap"),
        ("[a]", "must be there"),
        ("a ..99 b", "is not a gap"),
        ("a ..x b", "is not a gap"),
        ("a||b", "alternative is empty"),
        ("a|..3", "gap cannot be an alternative"),
        ("[]", "brackets"),
        ("[a", "brackets"),
        ("[a ..3 b]", "optional anyway"),
        ("@nobody pays", "no word list @nobody"),
        ("@loop", "names itself"),
        ("@broken", "has a gap"),
        ("<parsecs>", "not a quantity"),
        ("<years near 3>", "must compare with"),
        ("<years over three>", "not a quantity"),
        ("re~new", "mixes signs"),
        ("a --- b", "punctuation is never matched"),
    ],
)
def test_a_wrong_pattern_is_explained(pattern, words_of_message):
    with pytest.raises(PatternError, match=words_of_message.replace("|", r"\|")):
        parse(pattern, LISTS)


def test_a_pattern_that_asks_for_a_negation_knows_it():
    assert parse("not ..2 transfer~", LISTS).is_negative
    assert parse("shall_not|must_not transfer", LISTS).is_negative
    assert not parse("[not] transfer", LISTS).is_negative
    assert not parse("transfer|not", LISTS).is_negative


ELEMENT = st.sampled_from(
    [
        *("a", "b~", "c*", "a|b", "a|b_c", "[a]", "[b|c]", "..1", "..3", "...", "=A", "@supplier"),
        *("<years>", "<days over 3>", "<number>", "[a b]"),
    ]
)
WORDS = "a b c A B bs 3 years (3) ten days vendor , - . ; 's"
TEXT = st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)


class Unindexed(FastEngine):
    """An engine that walks every sentence."""

    def candidates(self, pattern):
        return list(range(len(self.sentences)))


@given(st.text(alphabet="ab~|[]<>.=@_* 3", max_size=20))
def test_any_text_parses_or_is_explained(source):
    with suppress(PatternError):
        assert parse(source, LISTS).nodes


@given(st.lists(ELEMENT, min_size=1, max_size=5).map(" ".join), TEXT)
def test_the_index_hides_no_match(source, text):
    try:
        pattern = parse(source, LISTS)
    except PatternError:
        return
    cut = [words(text, *span) for span in sentences(text)]
    found = list(FastEngine(cut).find(pattern))
    assert found == list(Unindexed(cut).find(pattern))
    assert sorted({match.sentence for match in found}) == FastEngine(cut).candidates(pattern)
    with patch("rfpkit.lint.matching._STRETCH", 3):
        assert found == list(FastEngine(cut).find(pattern))
