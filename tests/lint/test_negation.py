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
