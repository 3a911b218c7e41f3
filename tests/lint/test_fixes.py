"""The fixes of the rules: what they write reads well, cures what was found, and breaks nothing.

After a change of a fix: ``pytest tests/lint/test_fixes.py --force-regen``, then read the diff as a
lawyer would who accepts every line with a click.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

from rfpkit.content import data_folder
from rfpkit.document.model import Document, Paragraph, Run
from rfpkit.errors import InputError
from rfpkit.formats.text import from_text
from rfpkit.lint import lint_document, load_rules
from rfpkit.lint.examples import fixed
from rfpkit.lint.fixes import replacement
from rfpkit.lint.patterns import Either, Node, Pattern, Word
from rfpkit.lint.report import Finding
from rfpkit.lint.rules import MARKED, Rule
from rfpkit.lint.tokens import words

ALL = load_rules(data_folder("linters"))
FIXING = [rule for rule in ALL if rule.fixes]


def plain_examples(rule: Rule) -> list[str]:
    return [MARKED.sub(r"\1", text) for text in rule.bad]


def findings(text: str, *rules: Rule) -> list[Finding]:
    document = Document("", (Paragraph(runs=(Run(text),)),))
    return list(lint_document(document, rules, kind="rfp").findings)


def found(rule: Rule, text: str) -> list[Finding]:
    return findings(text, replace(rule, applies=replace(rule.applies, documents=())))


def phrases(nodes: tuple[Node, ...]) -> list[str]:
    """All that a pattern of plain words can find."""
    ways: list[list[str]] = []
    for node in nodes:
        if isinstance(node, Word):
            ways.append(sorted(node.forms))
        else:
            assert isinstance(node, Either), "a fix has plain words only"
            options = [phrase for option in node.options for phrase in phrases(option)]
            ways.append([*([""] if node.optional else []), *options])
    return [" ".join(" ".join(way).split()) for way in product(*ways)]


def written(phrase: str, wording: str) -> str:
    spans = words(phrase)
    done = replacement(phrase, list(zip(spans.starts, spans.ends, strict=True)), wording)
    assert done is not None
    return phrase[: done.start] + done.text + phrase[done.end :]


@pytest.mark.parametrize("rule", FIXING, ids=lambda rule: rule.id)
def test_whatever_a_fix_can_find_reads_well_when_it_is_replaced(
    rule: Rule, file_regression: FileRegressionFixture
):
    lines = [
        f"{phrase} -> {written(phrase, fix.wording)}"
        for fix in rule.fixes
        for phrase in phrases(fix.pattern.nodes)
    ]
    file_regression.check("\n".join(lines) + "\n", basename=f"phrases-{rule.id.replace('/', '-')}")


def test_every_bad_example_reads_well_when_it_is_fixed(file_regression: FileRegressionFixture):
    pairs = [
        (text, fixed(rule, text, from_text)) for rule in FIXING for text in plain_examples(rule)
    ]
    lines = [f"{before}\n    {after}" for before, after in pairs if before != after]
    file_regression.check("\n".join(lines) + "\n", basename="examples")


@pytest.mark.parametrize("rule", FIXING, ids=lambda rule: rule.id)
def test_the_rule_does_not_object_to_what_its_fix_has_written(rule: Rule):
    for text in plain_examples(rule):
        for finding in found(rule, text):
            if finding.fix is not None:
                left = found(rule, fixed(rule, text, from_text))
                assert all(one.fix is None for one in left)
                assert finding.quote not in [one.quote for one in left]


@pytest.mark.parametrize("rule", FIXING, ids=lambda rule: rule.id)
def test_no_other_rule_objects_to_what_a_fix_has_written(rule: Rule):
    for text in plain_examples(rule):
        after = fixed(rule, text, from_text)
        if after != text:
            before = {one.rule for one in findings(text, *ALL)}
            assert {one.rule for one in findings(after, *ALL)} <= before


@pytest.mark.parametrize("rule", FIXING, ids=lambda rule: rule.id)
def test_every_fix_has_an_example(rule: Rule):
    for fix in rule.fixes:
        alone = replace(rule, fixes=(fix,))
        made = [
            one
            for text in plain_examples(rule)
            for one in found(alone, text)
            if one.fix is not None
        ]
        assert made, f"no bad example shows the fix of {fix.pattern.source!r}"


class TestReplacement:
    @pytest.mark.parametrize(
        ("phrase", "wording", "after"),
        [
            ("null and void", "void", "void"),
            ("Null and void", "void", "Void"),
            ("NULL AND VOID", "void", "VOID"),
            ("null\u00a0and\nvoid", "void", "void"),
            ("pro-rata basis", "proportionate {3}", "proportionate basis"),
            ("the PARTIES hereto", "{1} {2}", "the PARTIES"),
            ("ISO/IEC 27001 certificate", "{quote} or equivalent",
             "ISO/IEC 27001 certificate or equivalent"),
            ("Hereby agrees", "{2}", "Agrees"),
        ],
    )  # fmt: skip
    def test_capitals_and_words_that_stay_are_kept(self, phrase, wording, after):
        assert written(phrase, wording) == after

    @pytest.mark.parametrize("phrase", ["null, and void", "null and “void”", "null (and) void"])
    def test_nothing_is_replaced_that_holds_more_than_its_words(self, phrase):
        spans = words(phrase)
        assert replacement(phrase, list(zip(spans.starts, spans.ends, strict=True)), "x") is None

    def test_only_what_changes_is_replaced(self):
        text = "It is, notwithstanding the foregoing, so."
        done = replacement(text, [(7, 22), (23, 26), (27, 36)], "despite the {3}")
        assert done is not None
        assert (text[done.start : done.end], done.text) == ("notwithstanding", "despite")

    @given(st.lists(st.text("abAB", min_size=1, max_size=5), min_size=1, max_size=4), st.data())
    def test_the_words_around_stay_and_the_wording_stands(self, given_words, data):
        taken = st.sampled_from(
            ["{quote}", "new", *(f"{{{n + 1}}}" for n in range(3))][: 2 + len(given_words)]
        )
        wording = " ".join(data.draw(st.lists(taken, min_size=1, max_size=4)))
        phrase = " ".join(given_words)
        wanted = wording.format("", *given_words, quote=phrase)
        assert written(phrase, wording).casefold() == wanted.casefold()


class TestRuleFiles:
    def fault(self, make_rule, body: str) -> str:
        with pytest.raises(InputError) as caught:
            make_rule(body)
        (one,) = caught.value.faults
        return f"{one.line}:{one.column}: {one.message}"

    def test_a_finding_carries_the_fix_at_its_words(self, make_rule):
        rule = make_rule("""
        find: [terms]
        fix:
          - {pattern: terms and conditions, replace: terms, unless: [general]}
        """)
        (one,) = found(rule, "Our terms and conditions apply.")
        assert (one.quote, one.fixed, one.fix) == ("terms", "terms and conditions", "terms")
        assert found(rule, "Our general terms and conditions apply.")[0].fix is None
        assert found(rule, "Our terms apply, and the terms and conditions too.")[0].fix is None

    def test_the_leftmost_and_longest_fix_is_taken(self, make_rule):
        rule = make_rule("""
        find: [null and void]
        fix:
          - {pattern: and void, replace: x}
          - {pattern: null and, replace: y}
          - {pattern: null and void, replace: void}
        """)
        assert found(rule, "It is null and void.")[0].fix == "void"

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            (
                "find: [a b]\nfix: [{pattern: 'a [b]', replace: '{2}'}]",
                "9:35: the pattern may find",
            ),
            ("find: [a b]\nfix: [{pattern: a b, replace: '{0}'}]", "9:31: {0} is not known here"),
            ("find: [a b]\nfix: [{pattern: a b, replace: '{who}'}]", "{who} is not known here"),
            ("find: [a b]\nfix: [{pattern: a b, replace: '{'}]", "write {{ and }} for plain"),
            ("find: [a b]\nfix: [{pattern: 'a ..2', replace: x}]", "cannot end with a gap"),
            ("require: {any: [a]}\nfix: [{pattern: a, replace: x}]", "a fix replaces words that"),
        ],
    )
    def test_a_wrong_fix_is_told_at_its_place(self, make_rule, body, told):
        assert told in self.fault(make_rule, body)


def test_a_pattern_knows_how_few_words_it_takes(make_rule):
    def fewest(source: str) -> int:
        rule = make_rule(f"find: ['{source}']")
        pattern: Pattern = rule.body.sought[0].pattern
        return pattern.fewest

    assert fewest("a [b] c_d|e ..3 <days over 3>") == 3
