import re

import pytest

from rfpkit.errors import InputError
from rfpkit.lint import load_rules
from rfpkit.lint.reading import load_vocabulary


def faults(make_rule, body, **options):
    with pytest.raises(InputError) as caught:
        make_rule(body, **options)
    return [f"{fault.line}: {fault.message}" for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("find: [a ..99 b]", "8: '..99' is not a gap"),
        ("find:\n  - fine\n  - '@nobody pays'", "10: there is no word list @nobody"),
        ("find: [a]\nnear: [a|]", "9: an alternative is empty"),
        ("find: [a]\napplies: {sections: [..3]}", "9: a pattern needs a word"),
        ("find: [a]\nwhy_not: a", "why_not"),
        ("find: [a]\ncheck: placeholders", "exactly one of find, require and check"),
        ("negated: keep", "this has none"),
        ("check: placeholder", "8: unknown check 'placeholder', did you mean 'placeholders'?"),
        ("check: long-sentences\noptions: {word: 3}", "did you mean 'words'?"),
        ("check: long-sentences\noptions: {words: many}", "words takes int"),
        ("regex: ['(']", "8: not a regular expression"),
        ("regex: ['(a+)+b']", "8: a repeat inside a repeat"),
        ("require: {trigger: [a]}", "patterns under any or headings"),
        ('find: [a]\nexamples: {bad: ["plain"], good: ["y"]}', "9: mark the words at fault"),
        ('find: [a]\nexamples: {bad: ["**a**"], good: ["**a**"]}', "9: a good example marks"),
        ('find: [a]\nexamples: {bad: [], good: ["y"]}', "9: "),
        ('find: [a]\nexamples: {bad: ["**a**"]}', "good"),
    ],
)
def test_a_wrong_rule_is_explained_at_its_line(make_rule, body, message):
    assert any(message in fault for fault in faults(make_rule, body))


@pytest.mark.parametrize(
    ("body", "text", "message"),
    [
        ("find: [a]", "It has {quotes}.", "{quotes} is not known here; there is {quote}"),
        ("require: {any: [a]}", "No {quote}.", "quotes nothing"),
        ("find: [a]", "A { alone.", "for plain braces"),
    ],
)
def test_a_wrong_message_is_explained(make_rule, body, text, message):
    assert any(message in fault for fault in faults(make_rule, body, message=text))


def test_all_faults_of_all_files_come_at_once(make_rule):
    found = faults(make_rule, "find: ['@missing', 'b|']", vocabulary="bad: ['a ..2 b']\n")
    assert len(found) >= 3


def test_a_rule_lies_in_a_pack(make_rule, tmp_path):
    make_rule("find: [a]")
    folder = tmp_path / "rules"
    stray = folder / "Stray.yml"
    stray.write_text((folder / "pack" / "thing.yml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("linters/<pack>/<rule>.yml")):
        load_rules(folder)


def test_word_lists_are_checked_entry_by_entry(tmp_path):
    path = tmp_path / "vocabulary.yml"
    text = "buyer: [agency, city]\nparty:\n  - '@buyer'\n  - 'a ..2 b'\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_vocabulary(path)
    assert [(fault.line, "gap" in fault.message) for fault in caught.value.faults] == [(4, True)]


def test_the_id_is_the_path(make_rule):
    rule = make_rule("find: [a]")
    assert (rule.id, rule.pack) == ("pack/thing", "pack")
