"""Every rule flags its bad examples, on the marked words, and passes its good ones."""

import pytest

from rfpkit.content import data_folder
from rfpkit.formats.text import from_text
from rfpkit.lint import load_rules
from rfpkit.lint.examples import failures

RULES = {
    rule.id: rule
    for rule in load_rules(data_folder("linters"))
    if not rule.needs_parse  # test_grammar.py holds those to account
}


@pytest.mark.parametrize("name", RULES)
def test_the_examples_of_a_rule_hold(name):
    assert list(failures(RULES[name], from_text)) == []


def test_examples_that_do_not_hold_are_reported(make_rule):
    rule = make_rule("""
    find: [renew~ automatically]
    examples:
      bad: ["It **renews** automatically.", "It **stays**."]
      good: ["It renews automatically.", "It ends."]
    """)
    assert len(list(failures(rule, from_text))) == 3
