import pytest

from rfpkit.lint.inflection import inflections, noun_forms


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("renew", "renew renews renewed renewing"),
        ("party", "party parties"),
        ("comply", "comply complies complied complying"),
        ("license", "license licenses licensed licensing"),
        ("submit", "submit submits submitted submitting"),
        ("cancel", "cancel cancels canceled cancelled cancelling"),
        ("bid", "bid bids bidding"),
        ("pay", "pay pays paid paying"),
        ("be", "be am is are was were been being"),
        ("have", "have has had having"),
        ("choose", "choose chooses chose chosen choosing"),
        ("criterion", "criterion criteria"),
        ("process", "process processes processed"),
        ("agree", "agree agrees agreed agreeing"),
        ("tie", "tie ties tied tying"),
        ("annex", "annex annexes"),
        ("undertake", "undertakes undertook undertaken"),
        ("veto", "veto vetoes vetoed"),
        ("quiz", "quizzed"),
        ("box", "boxed boxes"),
    ],
)
def test_inflections_hold_the_forms(word, forms):
    assert set(forms.split()) <= inflections(word)


def test_inflections_do_not_double_where_english_does_not():
    assert "developped" not in inflections("develop") or "developed" in inflections("develop")
    assert "boxxed" not in inflections("box")
    assert "needded" not in inflections("need")


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("report", {"report", "reports"}),
        ("party", {"party", "parties"}),
        ("box", {"box", "boxes"}),
        ("criterion", {"criterion", "criteria"}),
        ("build", {"build", "builds"}),
    ],
)
def test_nouns_have_a_singular_and_plurals(word, forms):
    assert noun_forms(word) == forms
