"""Between double braces stands a blank, a field, a reference or an insert, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.library.placeholders import (
    BlankName,
    Insert,
    Literal,
    Malformed,
    Reference,
    SpecField,
    pieces,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ notice_days }}", BlankName("notice_days")),
        ("{{buyer.name}}", SpecField("buyer.name")),
        ("{{ problem }}", SpecField("problem")),
        ('{{ ref("exit/plan") }}', Reference("exit/plan", "")),
        ('{{ ref("exit/plan#handover") }}', Reference("exit/plan", "handover")),
        ('{{ insert("timetable") }}', Insert("timetable")),
        ("{{ 7*7 }}", Malformed("7*7")),
        ("{{ ''.__class__ }}", Malformed("''.__class__")),
        ("{{ ref(exit) }}", Malformed("ref(exit)")),
        ("{{ a | safe }}", Malformed("a | safe")),
    ],
)
def test_each_placeholder_is_told_apart(text, expected):
    assert list(pieces(text, {"notice_days"})) == [expected]


def test_words_around_placeholders_are_kept():
    found = list(pieces("Within {{ notice_days }} days.", {"notice_days"}))
    assert found == [Literal("Within "), BlankName("notice_days"), Literal(" days.")]


@given(st.text(alphabet="ab{} ", max_size=40))
def test_no_word_is_lost(text):
    kept = "".join(
        piece.text
        if isinstance(piece, Literal)
        else "{{" + getattr(piece, "text", None or getattr(piece, "path", "")) + "}}"
        for piece in pieces(text, set())
    )
    assert kept.replace(" ", "") == text.replace(" ", "")
