"""What one rule finds in one small document."""

import datetime as dt

import pytest

from rfpkit.lint import lint_document

RENEWAL = "find: [renew~ automatically]\n"


def quotes(rule, document, **options):
    return [finding.quote for finding in lint_document(document, [rule], **options).findings]


def test_a_finding_says_where_and_what(make_rule, document):
    rule = make_rule(RENEWAL, message="“{quote}” renews.")
    (finding,) = lint_document(
        document("""
        # Term

        4.2 The licence, once paid, renews
        automatically each year.
        """),
        [rule],
    ).findings
    assert finding.rule == "pack/thing"
    assert finding.message == "“renews automatically” renews."
    assert (finding.line, finding.column) == (3, 29)
    assert (finding.end_line, finding.end_column) == (4, 14)
    assert finding.section == "4.2 Term"
    assert finding.paragraph == 1
    assert finding.context == "The licence, once paid, renews automatically each year."
    assert finding.path == "doc.txt"


def test_a_sentence_has_one_finding_of_a_rule(make_rule, document):
    rule = make_rule("find: [renew~ automatically, automatically, fixed]")
    text = "It renews automatically and automatically; it is fixed. It renews automatically."
    assert quotes(rule, document(text)) == ["renews automatically", "fixed", "renews automatically"]


def test_nothing_is_found_in_headings_contents_and_page_headers(make_rule, document):
    rule = make_rule(RENEWAL)
    text = "# Renews automatically\n\nRenews automatically ......... 7\n"
    assert quotes(rule, document(text)) == []


def test_near_must_stand_in_the_sentence(make_rule, document):
    rule = make_rule("find: [fixed price]\nnear: [software]")
    assert quotes(rule, document("A fixed price for software. A fixed price.")) == ["fixed price"]


def test_near_may_stand_in_the_lead_in_or_the_column_header(make_rule, document):
    rule = make_rule("find: [fixed price]\nnear: [software]")
    listed = "The software is bought at:\n\n(a) a fixed price;\n\n(b) a rate.\n"
    assert quotes(rule, document(listed)) == ["fixed price"]
    table = "| Software | Place |\n| --- | --- |\n| fixed price | fixed price |\n"
    assert quotes(rule, document(table)) == ["fixed price"]


def test_unless_may_not_stand_in_the_sentence(make_rule, document):
    rule = make_rule("find: [fixed price]\nunless: [ceiling]")
    assert quotes(rule, document("A fixed price with a ceiling.")) == []
    assert quotes(rule, document("A ceiling. A fixed price.")) == ["fixed price"]


def test_unless_paragraph_may_not_stand_in_the_paragraph(make_rule, document):
    rule = make_rule("find: [fixed price]\nunless_paragraph: [ceiling]")
    assert quotes(rule, document("A ceiling. A fixed price.")) == []
    assert quotes(rule, document("A ceiling.\n\nA fixed price.")) == ["fixed price"]


def test_negated_words_are_skipped_or_kept(make_rule, document):
    text = document("It shall not renew automatically.")
    assert quotes(make_rule("find: [renew automatically]"), text) == []
    assert quotes(make_rule("find: [renew automatically]\nnegated: keep"), text) != []
    assert quotes(make_rule("find: [not renew]"), text) == ["not renew"]


def test_a_negated_lead_in_negates_its_items(make_rule, document):
    rule = make_rule(RENEWAL)
    text = "The licence must not:\n\n(a) renew automatically;\n\n(b) end.\n"
    assert quotes(rule, document(text)) == []


def test_sections_narrow_a_rule(make_rule, document):
    text = document("""
    # Evaluation

    The best bid.

    # Definitions

    The best bid.
    """)
    assert len(quotes(make_rule("find: [best]\napplies: {sections: [evaluat*]}"), text)) == 1
    assert len(quotes(make_rule("find: [best]\napplies: {not_sections: [evaluat*]}"), text)) == 1


def test_kinds_and_jurisdictions_narrow_a_rule(make_rule, document):
    rule = make_rule(RENEWAL + "applies: {documents: [contract], jurisdictions: [uk]}")
    text = document("It renews automatically.")
    assert quotes(rule, text, kind="contract", jurisdiction="uk") != []
    assert quotes(rule, text, kind="contract") == []
    assert quotes(rule, text, kind="rfp", jurisdiction="uk") == []


@pytest.mark.parametrize(
    ("date", "found"),
    [("2025-02-23", False), ("2025-02-24", True), ("2026-01-01", False), (None, False)],
)
def test_dates_narrow_a_rule(make_rule, document, date, found):
    rule = make_rule(RENEWAL + "applies: {since: 2025-02-24, until: 2026-01-01}")
    as_of = dt.date.fromisoformat(date) if date else None
    assert bool(quotes(rule, document("It renews automatically."), as_of=as_of)) == found


def test_an_undated_document_is_current(make_rule, document):
    rule = make_rule(RENEWAL + "applies: {since: 2025-02-24}")
    assert quotes(rule, document("It renews automatically.")) != []


def test_regular_expressions_stay_in_their_sentence(make_rule, document):
    rule = make_rule(r"regex: ['\bv\d+\.\d+\b', 'one.{0,20}two']")
    assert quotes(rule, document("Use V2.1. One. Two. one, two")) == ["V2.1", "one, two"]


REQUIRE = "require: {any: [exit plan], headings: [exit], trigger: [licence]}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nothing of the sort.", False),
        ("The licence ends.", True),
        ("The licence ends. The exit plan is kept.", False),
        ("# Exit\n\nThe licence ends.", False),
        ("Exit plan ........ 7\n\nThe licence ends.", True),
    ],
)
def test_required_words_are_missed_where_triggered(make_rule, document, text, found):
    rule = make_rule(REQUIRE + '\nexamples: {bad: ["x"], good: ["y"]}')
    findings = lint_document(document(text), [rule]).findings
    assert bool(findings) == found
    assert all((finding.quote, finding.line) == ("", None) for finding in findings)


def test_a_gap_says_where_to_put_it_and_which_clause_fills_it(make_rule, document):
    rule = make_rule(
        "require: {any: [exit plan], place: At the end., clauses: [exit/a-eu, exit/a-uk]}"
    )
    (finding,) = lint_document(document("Nothing."), [rule]).findings
    assert finding.instead.endswith(
        "Put it at the end; clauses exit/a-eu or exit/a-uk of the library say it."
    )


def test_a_gap_that_another_document_may_fill_is_advice(make_rule, document):
    rule = make_rule(
        "require: {any: [exit plan]}\napplies: {documents: [contract], elsewhere: [rfp]}"
    )

    def level(kind: str) -> list[str]:
        found = lint_document(document("Nothing."), [rule], kind=kind).findings
        return [finding.level for finding in found]

    assert (level("contract"), level("rfp"), level("other")) == ([rule.level], ["advice"], [])


def test_required_words_without_a_trigger_are_missed_in_the_whole_document(make_rule, document):
    rule = make_rule("require: {any: [exit plan]}\n")
    (finding,) = lint_document(document("Nothing."), [rule]).findings
    assert (finding.quote, finding.line, finding.section) == ("", None, None)


def test_checks_are_run_with_their_options(make_rule, document):
    rule = make_rule("check: long-sentences\noptions: {words: 5}", message="{count} words.")
    (finding,) = lint_document(
        document("This has rather more than five words. Short."), [rule]
    ).findings
    assert finding.message == "7 words."


def test_a_pattern_may_have_guards_of_its_own(make_rule, document):
    rule = make_rule("""
    find:
      - renews automatically
      - {pattern: evergreen, near: [licence], unless: [free], unless_paragraph: [trial]}
    unless: [never]
    """)
    report = lint_document(
        document("""
        The licence is evergreen. The tree is evergreen. A free licence is evergreen.

        The licence never is evergreen. It never renews automatically.

        The tree renews automatically.

        A trial ends. The licence is evergreen.
        """),
        [rule],
    )
    assert [(f.quote, f.paragraph) for f in report.findings] == [
        ("evergreen", 1),
        ("renews automatically", 3),
    ]


def test_a_regular_expression_is_looked_for_where_its_first_words_stand(make_rule, document):
    rule = make_rule(r"""
    regex:
      - '\b(?:shall|required to)\b[^.]{0,20}?-\d'
      - '\bor\s+/\s?and\b'
      - 'x{3}'
      - '\bx?y'
      - '\b(?:integrat\w+|needs? to|ISO)(?:/IEC)? with'
      - '\b(?:a|b)? c'
    """)
    assert [sorted(regex.heads) for regex in rule.body.regexes] == [
        ["required", "shall"],
        ["or"],
        [],
        [],
        ["with*"],
        ["c*"],
    ]
    for engine in ("fast", "spacy"):
        text = "It is Required to be A-3. Or /and it goes. See axxx. It is integrated with it."
        found = lint_document(document(text), [rule], engine=engine).findings
        assert [f.quote for f in found] == [
            *("Required to be A-3", "Or /and", "xxx", "integrated with"),
        ]
