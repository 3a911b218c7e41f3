"""A manifest is written into a Word file and read back the same, whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.content import data_folder
from rfpkit.document.provenance import (
    Carried,
    Filling,
    Line,
    LineKind,
    Manifest,
    Origin,
    RecordedWaiver,
    Span,
)
from rfpkit.formats.word.provenance import attach, read_manifest
from rfpkit.formats.word.zipped import pack, unpack

HOUSE = data_folder("templates") / "house" / "plain.docx"
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30
)
NAMES = st.text("abcdefghij/-", min_size=1, max_size=20)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """Words, and references or blanks in turn, as documents have them."""
    spans: list[Span] = []
    parts = st.tuples(WORDS, NAMES, WORDS, st.sampled_from(["ref", "blank", "note"]))
    for words, name, shown, what in draw(st.lists(parts, max_size=3)):
        spans += [Span(words)] if words else []
        if what == "note":
            spans.append(Span("", note=name))
        else:
            spans.append(Span(shown, blank=name) if what == "blank" else Span(shown, name))
    kinds: st.SearchStrategy[LineKind] = st.sampled_from(["text", "head", "note"])
    return Line(tuple(spans), draw(WORDS), draw(NAMES), draw(kinds))


CARRIED = st.builds(
    Carried,
    origin=st.builds(
        Origin,
        id=NAMES,
        title=WORDS.filter(bool),
        version=NAMES,
        reasons=st.lists(WORDS, max_size=2).map(tuple),
        forced=WORDS,
        blanks=st.lists(st.builds(Filling, NAMES, WORDS, NAMES), max_size=2).map(tuple),
    ),
    number=WORDS,
    bookmark=NAMES,
    fingerprint=NAMES,
    lines=st.lists(lines(), max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Manifest,
        name=NAMES,
        spec=NAMES,
        library=NAMES,
        clauses=st.lists(CARRIED, max_size=3).map(tuple),
        waivers=st.lists(
            st.builds(RecordedWaiver, NAMES, WORDS, WORDS, WORDS, WORDS), max_size=2
        ).map(tuple),
        frame=st.lists(st.tuples(st.integers(0, 9), WORDS), max_size=2).map(tuple),
    )
)
def test_whatever_a_manifest_says_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, manifest: Manifest
) -> None:
    parts = unpack(HOUSE.read_bytes())
    attach(parts, manifest)
    path = tmp_path_factory.mktemp("any") / "built.docx"
    path.write_bytes(pack(parts))
    assert read_manifest(path) == manifest
