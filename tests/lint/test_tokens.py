from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.lint.tokens import sentences, words


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four; five", ["One.", "Two!", "Three?", "Four;", "five"]),
        ("See No. 5 of Acme Inc. and Mr. Smith.", ["See No. 5 of Acme Inc. and Mr. Smith."]),
        ("As in sec. 4.2. The buyer pays.", ["As in sec. 4.2.", "The buyer pays."]),
        ("1. The buyer pays.", ["1. The buyer pays."]),
        ("4.2. The buyer pays. It pays soon.", ["4.2. The buyer pays.", "It pays soon."]),
        ("The U.S. Government and J. Doe agree.", ["The U.S. Government and J. Doe agree."]),
        ("This is Annex A. The buyer pays.", ["This is Annex A.", "The buyer pays."]),
        ("Pay (see e.g. No. 3). Then go.", ["Pay (see e.g. No. 3).", "Then go."]),
        ('He said "stop." Then left.', ['He said "stop."', "Then left."]),
        ("pays 3.5 percent. ok", ["pays 3.5 percent. ok"]),
        ("One • two • three", ["One", "• two", "• three"]),
        ("One\n\nTwo", ["One", "Two"]),
        ("   ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("The Vendor’s licence", ("the", "vendor", "licence")),
        ("vendor(s) and parties' rights", ("vendor", "and", "parties", "rights")),
        ("pre-bid and/or on-site", ("pre", "bid", "and", "or", "on", "site")),
        ("$1,000,000.50 or 5%", ("$", "1000000.50", "or", "5", "%")),
        ("clause 4.2 (b)", ("clause", "4.2", "b")),
        ("don’t ____ stop", ("don't", "stop")),
        ("a ﬁxed price", ("a", "fixed", "price")),
        ("90days", ("90days",)),
    ],
)
def test_words_are_folded(text, lower):
    assert words(text).lower == lower


@given(st.text())
def test_words_stand_where_they_say(text):
    found = words(text)
    assert list(found.starts) == sorted(found.starts)
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert not text[start:end].isspace()


@given(st.text(alphabet="Ab. ;?\n1()“”"))
def test_sentences_do_not_overlap_and_lose_only_space(text):
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
