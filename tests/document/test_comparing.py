"""Comparing texts: the right passages are paired, and changes read as words and phrases."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.document.comparing import Passage, align, changed_words

tokens = st.sampled_from(["the", "Buyer", "30", "(", ")", ".", " ", "  ", ", ", "é", "\n", "-"])
texts = st.lists(tokens, max_size=25).map("".join)


def shown(ours: str, theirs: str) -> str:
    """Ours with [-what goes-] and {+what comes+}."""
    out, at = "", 0
    for change in changed_words(ours, theirs):
        gone, new = ours[change.start : change.end], theirs[change.their_start : change.their_end]
        out += ours[at : change.start] + (f"[-{gone}-]" if gone else "")
        out += f"{{+{new}+}}" if new else ""
        at = change.end
    return out + ours[at:]


@settings(max_examples=500, deadline=None)
@given(texts, texts)
def test_the_changes_turn_ours_into_theirs(ours, theirs):
    out, at, their_at = "", 0, 0
    for change in changed_words(ours, theirs):
        assert at <= change.start <= change.end
        assert their_at <= change.their_start <= change.their_end
        assert ours[at : change.start] == theirs[their_at : change.their_start]
        out += ours[at : change.start] + theirs[change.their_start : change.their_end]
        at, their_at = change.end, change.their_end
    assert out + ours[at:] == theirs


@pytest.mark.parametrize(
    ("ours", "theirs", "seen"),
    [
        ("pays in 30 days", "pays in 60 days", "pays in [-30-]{+60+} days"),
        ("shall inform", "shall reform", "shall [-inform-]{+reform+}"),
        ("one three", "one two three", "one {+two +}three"),
        ("one two three", "one three", "one [-two -]three"),
        ("A. B.", "A. New one. B.", "A. {+New one. +}B."),
        ("A. B.", "A. B. New one.", "A. B.{+ New one.+}"),
        (
            "within thirty (30) days of it",
            "within sixty (60) days of it",
            "within [-thirty (30)-]{+sixty (60)+} days of it",
        ),
        (
            "The fee is EUR 1,000.50 a month",
            "The fee is EUR 1,200.50 a month",
            "The fee is EUR [-1,000.50-]{+1,200.50+} a month",
        ),
        ("It may end this.", "No words remain", "[-It may end this.-]{+No words remain+}"),
        ("same", "same", "same"),
    ],
)  # fmt: skip
def test_changes_read_as_words_and_phrases(ours, theirs, seen):
    assert shown(ours, theirs) == seen


def pairs(ours: list[Passage], theirs: list[Passage]) -> list[tuple]:
    return [(pair.ours, pair.theirs) for pair in align(ours, theirs)]


def passages(*given: str) -> list[Passage]:
    return [Passage(text) for text in given]


def test_an_edited_passage_is_paired_and_a_new_one_stands_alone():
    ours = passages("Term", "The term is two years.", "Fees", "Fees are due in 30 days.")
    theirs = passages("Term", "The term is three years.", "New words.", "Fees", "Nothing is due.")
    assert pairs(ours, theirs) == [(0, 0), (1, 1), (None, 2), (2, 3), (3, 4)]


def test_of_what_changed_places_the_longer_part_counts_as_unmoved():
    ours = passages("Short.", "A long passage of many words.", "Another passage of many words.")
    theirs = passages(*(ours[k].text for k in (1, 2, 0)))
    assert pairs(ours, theirs) == [(0, None), (1, 0), (2, 1), (None, 2)]


def test_a_bookmark_pairs_a_clause_that_was_rewritten():
    ours = [Passage("One thing here.", names=frozenset({"_Ref7"})), Passage("Alike in part.")]
    theirs = [Passage("Alike in parts."), Passage("Quite new.", names=frozenset({"_Ref7"}))]
    assert (0, 1) in pairs(ours, theirs)


def test_passages_of_different_shape_are_never_versions_of_each_other():
    assert pairs([Passage("a", "table")], [Passage("a", "paragraph")]) == [(0, None), (None, 0)]


some = st.lists(st.sampled_from(["a b c d", "a b c e", "x", "y y", "q q q"]), max_size=12)


@settings(max_examples=300, deadline=None)
@given(some, some)
def test_every_passage_comes_once_and_in_order(ours, theirs):
    found = align(passages(*ours), passages(*theirs))
    assert [pair.ours for pair in found if pair.ours is not None] == list(range(len(ours)))
    assert [pair.theirs for pair in found if pair.theirs is not None] == list(range(len(theirs)))


def test_repeated_passages_are_paired_with_the_fewest_changes():
    block = [f"Passage {k} of the text." for k in range(50)]
    ours = passages(*block * 4)
    theirs = [*ours[:60], *ours[61:130], Passage("New."), *ours[130:]]
    alone = [pair for pair in pairs(ours, theirs) if None in pair]
    assert alone == [(60, None), (None, 129)]


LONG = {
    "nothing in common": (lambda k: f"Own {k} words {k * k}", lambda k: f"Other {k} {k + 7}"),
    "all the same": (lambda k: "same words", lambda k: "same words"),
    "seven and five in turn": (
        lambda k: f"Clause {k % 7} alike",
        lambda k: f"Clause {k % 5} alike",
    ),
}


@pytest.mark.parametrize("kind", LONG)
def test_no_document_takes_long(kind):
    ours, theirs = LONG[kind]
    begun = time.perf_counter()
    align(passages(*map(ours, range(2000))), passages(*map(theirs, range(1700))))
    assert time.perf_counter() - begun < 10


def test_a_long_passage_of_few_words_does_not_take_long():
    begun = time.perf_counter()
    changed_words("a b " * 3000, "b c a " * 2500)
    assert time.perf_counter() - begun < 10
