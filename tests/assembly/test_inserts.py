"""Longer texts of the spec become paragraphs and bullets, and never anything else."""

from hypothesis import given
from hypothesis import strategies as st

from rfpkit.assembly.inserts import prose
from rfpkit.document.model import Item, Paragraph, text_blocks


def test_empty_lines_end_paragraphs_and_dashes_make_bullets():
    blocks = prose("One\ntwo.\n\nThree:\n- a\n  goes on\n- b\n")
    assert [(type(b), b.text) for b in text_blocks(blocks)] == [
        (Paragraph, "One two."),
        (Paragraph, "Three:"),
        (Item, "a goes on"),
        (Item, "b"),
    ]


def test_markup_and_placeholders_are_only_words():
    (block,) = prose("**bold** <b> {{ 7*7 }} [x](y) # no heading")
    assert block.text == "**bold** <b> {{ 7*7 }} [x](y) # no heading"


@given(st.text(alphabet="ab -\n", max_size=60))
def test_every_letter_is_kept(text):
    kept = "".join(block.text for block in text_blocks(prose(text)))
    assert [c for c in kept if c in "ab"] == [c for c in text if c in "ab"]


def test_an_empty_line_sets_paragraphs_apart_in_folded_yaml_too():
    sentence = "A street light that fails stays dark, and people do not know whom to tell."
    folded = f"{sentence} {sentence}"
    assert [block.text for block in prose(f"{folded}\nThe end of it.\n")] == [
        folded,
        "The end of it.",
    ]
    assert [block.text for block in prose("Wrapped by hand.\nStill the same.\n")] == [
        "Wrapped by hand. Still the same."
    ]
