"""Who supplies and who buys, by what the document calls them."""

import pytest

from rfpkit.formats.text import from_text
from rfpkit.lint.matching import FastEngine
from rfpkit.lint.names import Names
from rfpkit.lint.nlp import SpacyEngine
from rfpkit.lint.passages import subject
from rfpkit.lint.patterns import Vocabulary, parse

LISTS = Vocabulary({"supplier": ["vendor~"], "seller": ["vendor~"], "buyer": ["agency~"]})


def parties(text):
    found = Names(subject(from_text(text))).parties
    return {role: {" ".join(name) for name in names} for role, names in found.items() if names}


@pytest.mark.parametrize(
    ("text", "supplier", "buyer"),
    [
        (
            "Between Acme Widgets, Inc. (the “Licensor”) and Bell Ltd. (“Customer”).",
            {"acme widgets", "licensor", "licensors"},
            {"bell", "customer", "customers"},
        ),
        (
            "Made by and between Roe Systems LLC (hereinafter the Consultant) and the City of Ayr"
            " (hereinafter ‘the City’).",
            {"roe systems", "consultant", "consultants"},
            {"city of ayr", "city", "cities"},
        ),
        (
            "An agreement between Acme Corp., a provider of software (“Acme”), and Bell Ltd."
            " (“Bell”).",
            {"acme"},
            {"bell"},
        ),
        ("The report (the “Report”) is made by the vendor.", None, None),
        ("Between Acme (“Acme”) and Bell (“Bell”).", None, None),
        ("Between NICE Systems (“NICE”) and a nice vendor (the “Vendor”).", {"vendor"}, None),
    ],
)
def test_parties_are_known_by_words_for_their_roles(text, supplier, buyer):
    found = parties(text)
    if supplier == {"vendor"}:
        assert "nice" not in {name for names in found.values() for name in names}
        return
    acme = found.get("supplier", set()) - {"acmes"}
    bell = found.get("buyer", set()) - {"bells"}
    assert (acme or None, bell or None) == (supplier, buyer)


def test_word_lists_grow_by_the_names_of_the_document():
    text = (
        "Between Acme Widgets, Inc. (the “Supplier”) and Bell Ltd. (“Customer”).\n\n"
        "Acme Widgets may raise the price; the agency pays; Bell pays; the vendor may raise it."
    )
    whole = subject(from_text(text))
    cut, names = [s.words for s in whole.sentences], Names(whole)
    for source, count in (
        ("@supplier may raise", 2),
        ("[a] @seller may raise", 2),
        ("@buyer pays", 2),
        ("bell|@supplier pays|may", 3),
    ):
        pattern = parse(source, LISTS)
        found = list(FastEngine(cut, names).find(pattern))
        assert len(found) == count, source
        assert found == list(SpacyEngine(cut, [pattern], names).find(pattern))
        assert len(list(FastEngine(cut).find(pattern))) < count
