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
        ("regex: ['(a+)+b']", "8: a repeat without end"),
        (r"regex: ['fine', '\s*\s*x']", "8: a repeat without end"),
        ("regex: ['a.*b']", "8: a repeat without end"),
        ("regex: ['.{0,99}.{0,99}.{0,99}x']", "8: its repeats can be read in"),
        (r"regex: ['(a)(\1)+b']", "8: references"),
        ("find: [a]\nbound: [buyer]", "9: who does what is known of a parsed sentence"),
        ("find: [a]\nneeds: parse", "9: needs: parse asks who does what: add find, and bound"),
        ("find: [a]\nneeds: parse\nbound: [nobody]", "10: there is no word list @nobody"),
        ("find: [a]\nregex: [b]\nneeds: parse\nbound: [a]", "9: a rule that needs a parse finds"),
        ("find: [a]\nneeds: spacy", "needs"),
        ("id: pack/other\nfind: [a]", "8: there is no key “id” here"),
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
    found = faults(make_rule, "find: ['@missing', 'b|']", vocabulary="good: [a]\n")
    assert found == [
        "8: there is no word list @missing in vocabulary.yml",
        "8: an alternative is empty: 'b|'",
    ]


def test_a_faulty_vocabulary_is_not_held_against_the_rules(make_rule):
    found = faults(make_rule, "find: ['@missing', 'b|']", vocabulary="bad: ['a ..2 b']\n")
    assert [fault.split(":")[0] for fault in found] == ["8", "1"]
    assert not any("missing" in fault for fault in found)


def test_every_faulty_file_of_a_folder_is_named_with_line_and_column(make_rule, tmp_path):
    make_rule("find: [a]")
    pack = tmp_path / "rules" / "pack"
    fine = (pack / "thing.yml").read_text(encoding="utf-8")
    (pack / "slow.yml").write_text(fine.replace("find: [a]", "regex:\n  - '(a+)+b'"), "utf-8")
    (pack / "unknown.yml").write_text(fine.replace("find: [a]", "find: ['@nobody']"), "utf-8")
    (pack / "Badly_Named.yml").write_text(fine, "utf-8")
    (pack / "empty.yml").write_text("", "utf-8")
    (pack / "latin.yml").write_bytes(b"title: \xe4\n")
    with pytest.raises(InputError) as caught:
        load_rules(tmp_path / "rules")
    told = {str(f).removeprefix(str(pack) + "/").partition(": ")[0] for f in caught.value.faults}
    assert told == {
        "slow.yml:9:5", "unknown.yml:8:8", "Badly_Named.yml:1:1", "empty.yml", "latin.yml:1:8",
    }  # fmt: skip


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
