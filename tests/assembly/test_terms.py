"""A document defines the terms it uses, and those that its definitions use, and no others."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rfpkit.assembly.terms import choose, used
from rfpkit.library.model import Term

TERMS = {
    "Product Owner": Term(text="the person who decides for the Buyer"),
    "Owner": Term(text="whoever owns"),
    "Buyer": Term(text="the Town"),
    "Module": Term(text="a part of the work", forms=("Modules",)),
    "Sprint": Term(text="a short period of work on a Module"),
}


def test_terms_are_found_with_those_their_definitions_use():
    assert used(TERMS, ["The Product Owner decides."]) == ["Buyer", "Product Owner"]


def test_other_forms_count_and_lower_case_words_do_not():
    assert used(TERMS, ["Both Modules are ready.", "a sprint to the line"]) == ["Module"]


def test_a_longer_term_is_not_also_its_shorter_part():
    assert "Owner" not in used(TERMS, ["The Product Owner decides."])


def test_the_first_definition_that_holds_is_chosen():
    terms = {
        "Law": (
            Term(text="American law", when={"jurisdiction": "us"}),
            Term(text="European law", when={"jurisdiction": "eu"}, documents=("contract",)),
            Term(text="other law"),
        )
    }
    chosen = choose(terms, "contract", lambda when: when.get("jurisdiction") in (None, "eu"))
    assert chosen["Law"].text == "European law"
    chosen = choose(terms, "rfp", lambda when: when.get("jurisdiction") in (None, "eu"))
    assert chosen["Law"].text == "other law"


@given(
    st.lists(st.sampled_from(["Bid", "Bidder", "a-Bid", "Bid-", "x", "Bid Bond", "Bids", "1Bid"]))
)
def test_terms_are_found_wherever_they_stand_alone(words: list[str]) -> None:
    text = " ".join(words)
    forms = {"Bid": ("Bid", "Bids"), "Bid Bond": ("Bid Bond",), "Bidder": ("Bidder",)}
    chosen = {name: Term(text="x", forms=shapes) for name, shapes in forms.items()}
    longest = sorted((form for shapes in forms.values() for form in shapes), key=len, reverse=True)
    alone = rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])"
    found = set(re.findall(alone, text))
    assert used(chosen, [text]) == [name for name, shapes in forms.items() if found & set(shapes)]
