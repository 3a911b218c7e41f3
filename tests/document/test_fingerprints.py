"""A fingerprint minds words, and nothing that a word processor changes by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.document import fingerprints
from rfpkit.document.fingerprints import fingerprint, normalised

SAME = [
    ("“the Buyer’s” plan", '"the Buyer\'s" plan'),
    ("two  words", "two\u00a0words\n"),
    ("10–12 days", "10-12 days"),
    ("open\u00adsource", "opensource"),
    ("non\u2011binding", "non-binding"),
    ("the ﬁrst", "the first"),
    ("and so on…", "and so on..."),
    ("cafe\u0301", "café"),
    ("under clause 4.2(a)(i) and", "under clause 17 and"),
    ("Annex A names it", "Annex C names it"),
    ("clauses 4, 5.1 and 6 apply", "clauses 9, 10.2(b) and 11 apply"),
    ("Section 3.", "Section 12."),
]
OTHER = [
    ("within 30 days", "within 60 days"),
    ("must", "may"),
    ("part of the Software", "part in the Software"),
    ("10% of the Charges", "20% of the Charges"),
    ("annex to it", "annex of it"),
    ("clause 4 in 30 days", "clause 4 in 60 days"),
    ("the clauses are 10 days", "the clauses are 20 days"),
    ("section 2.5% more", "section 3.5% more"),
    ("m²", "m2"),
    ("Buyer", "buyer"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_how_words_are_set_and_numbered_does_not_count(one: str, other: str) -> None:
    assert fingerprint([one]) == fingerprint([other])


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_every_word_and_figure_counts(one: str, other: str) -> None:
    assert fingerprint([one]) != fingerprint([other])


def test_where_lines_end_does_not_count() -> None:
    assert fingerprint(["The Buyer pays.", "The Supplier works."]) == fingerprint(
        ["The Buyer", "pays. The Supplier works."]
    )


@given(st.text())
def test_what_is_normalised_stays_so(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(st.lists(st.sampled_from(["the", "Buyer’s", "30", "—", "“plan”"]), min_size=1), st.data())
def test_one_word_put_in_or_taken_out_is_seen(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words)))
    more = [*words[:at], "not", *words[at:]]
    assert fingerprint([" ".join(words)]) != fingerprint([" ".join(more)])


PIECES = st.sampled_from(
    [
        "clause",
        "Clause",
        "CLAUSES",
        "clauſe",
        "ſection",
        "sections",
        "part",
        "parts",
        "Annexes",
        "annex",
        "table",
        "Tables",
        "paragraph",
        "articles",
        "sub_clause",
        "xclause",
        "a-clause",
        "4.clause",
        "4.part",
        "(table)",
        "4",
        "4.2",
        "4.2(a)(i)",
        "A",
        "A.1",
        "IV",
        "II.A.1.a",
        "and",
        "or",
        "to",
        ",",
        "%",
        "30%",
        "4.5%",
        "12days",
        "the",
        "Buyer",
        "Part_",
        "s.clause",
        "é",
        "“",
        "-",
        ";",
        "(",
        ")",
    ]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from([" ", "  ", "\n", "\u00a0", ""]))
def test_numbers_are_found_as_the_whole_expression_finds_them(words: list[str], gap: str) -> None:
    text = gap.join(words)
    expected = fingerprints._REFERENCES.sub(r"\1\2#", normalised(text))
    assert fingerprints.without_numbers(text) == expected


@given(st.text(alphabet=st.sampled_from("aé “”…\t\n\u00a0\u00ad\u200b\x85 "), max_size=12))
def test_white_space_is_one_space_between_words(text: str) -> None:
    assert normalised(text) == " ".join(normalised(text).split())
