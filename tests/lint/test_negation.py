import pytest

from rfpkit.lint.negation import ends_negated, negated
from rfpkit.lint.tokens import words


def is_negated(text):
    before, found, _ = text.split("|")
    whole = text.replace("|", "")
    cut = words(whole)
    inside = [i for i, at in enumerate(cut.starts) if len(before) <= at < len(before) + len(found)]
    return negated(whole, cut, inside[0], inside[-1] + 1)


@pytest.mark.parametrize(
    "text",
    [
        "The licence shall not be |automatically renewed|.",
        "There is no |automatic renewal|.",
        "There is no fixed or |minimum quantity|.",
        "Extended without |a change order|.",
        "The licence |shall not renew automatically|.",
        "A |change order| is not required.",
        "|Site visits| are not mandatory.",
        "|Fixed price proposals| will not be accepted.",
        "The buyer cannot |renew automatically|.",
        "Use stories rather than |detailed specifications|.",
        "It is never |exclusive|.",
    ],
)
def test_denied_words_are_negated(text):
    assert is_negated(text)


@pytest.mark.parametrize(
    "text",
    [
        "The licence |renews automatically| each year.",
        "It shall not be changed, and |renews automatically|.",
        "The vendor shall not ever in any way depart from the |fixed scope|.",
        "Not only the licence but the |exclusive right|.",
        "The fee is no less than |5 percent|.",
        "This is not limited to |exclusive use|.",
        "The |exclusive right|, and the buyer shall not object.",
        "|At its sole discretion| and no later than May.",
    ],
)
def test_other_words_are_not(text):
    assert not is_negated(text)


def test_a_lead_in_may_end_in_a_negation():
    assert ends_negated(words("The Supplier must not:"))
    assert not ends_negated(words("The Supplier must:"))
    assert not ends_negated(words("including but not limited to:"))


@pytest.mark.parametrize(
    "text",
    [
        "The price |is fixed| and may not be altered.",
        "The rates |shall be final| and not subject to change.",
        "The fee may not be altered and |is fixed|.",
        "The fee |is fixed| but not payable.",
        "The price |is firm| unless not stated.",
        "Contract No. 5 |is exclusive|.",
        "Whether or not |accepted|.",
        "Not to exceed |5 percent|.",
        "A fee not to be less than |5 percent|.",
        "Bidders who do not |attend the site visit| are out.",
        "If the bidder does not |hold the certificate|, it is out.",
        "Bids not accompanied by a |bid bond| are returned.",
        "Bids without a |bid bond| will be rejected.",
        "Proposals with no |bid security| shall not be considered.",
    ],
)
def test_a_negation_of_something_else_does_not_count(text):
    assert not is_negated(text)


@pytest.mark.parametrize(
    "text",
    [
        "|Site visits| and meetings are not required.",
        "No amendment or |interpretation will be binding|.",
        "The licence is not renewed or |extended automatically|.",
        "A licence that does not |renew automatically|.",
        "If the licence does not |renew automatically|, it ends.",
        "Bids without a |bid bond| will not be rejected.",
        "A contract not containing |automatic renewal|.",
    ],
)
def test_a_negation_of_the_words_counts(text):
    assert is_negated(text)
