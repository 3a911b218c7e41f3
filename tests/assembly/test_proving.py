"""The library is proven, and each kind of fault is told with its line and the answers that show
it."""

from pathlib import Path
from typing import Any

import pytest

from rfpkit.assembly.proving import CHECKS, Disproof, Sightings, prove, walk
from rfpkit.assembly.vetting import Vetting
from rfpkit.content import data_folder
from rfpkit.library.load import Library, load_library
from rfpkit.lint import load_rules

STARTER = data_folder("templates") / "starter" / "spec.yml"
CLAUSE = """---
title: A clause
version: 1.0.0
status: approved
summary: For a test.
{front}
guidance: For a test.
sources: [{{title: A test}}]
---
{text}
"""
TERMS = "terms:\n  Buyer:\n    - text: whoever buys\n"
TEMPLATE = "title: Agreement\nkind: contract\nsummary: For a test.\nwhen: {strategy: [A, B, C]}\n"
LISTING = ("basis/definitions", "", 'The Buyer says:\n\n{{ insert("definitions") }}')


def small_library(
    folder: Path, *clauses: tuple[str, str, str], terms: str = TERMS, listed: bool = True
) -> Library:
    """A library of a contract with some clauses: id, front matter, text."""
    every = [LISTING, *clauses] if listed else list(clauses)
    for name, front, text in every:
        path = folder / "clauses" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CLAUSE.format(front=front, text=text), encoding="utf-8")
    (folder / "clauses" / "terms.yml").write_text(terms, encoding="utf-8")
    (folder / "templates").mkdir()
    topics = sorted({name.split("/")[0] for name, _, _ in every})
    entries = ", ".join(f"{topic}/*" for topic in topics)
    sections = f"sections: [{{title: All, clauses: [{entries}]}}]\n"
    (folder / "templates" / "contract.yml").write_text(TEMPLATE + sections, encoding="utf-8")
    return load_library(folder)


def faults(library: Library, *, most: int = 2_000, rules: Any = None) -> list[Disproof]:
    made = walk(library, STARTER, most)
    sightings = Sightings(made)
    prove(made, sightings)
    if rules is not None:
        Vetting(made, sightings, rules).run()
    return sightings.disproofs()


def the_fault(library: Library, **options: Any) -> Disproof:
    (one,) = faults(library, **options)
    return one


def test_our_own_library_has_no_fault(library):
    assert faults(library) == []


def test_a_sound_library_has_no_faults(tmp_path):
    clause = ("a/one", "when: {jurisdiction: uk}", "The Buyer waits.")
    assert faults(small_library(tmp_path, clause)) == []


def test_a_reference_to_a_clause_that_is_out_is_told_with_the_fewest_answers(tmp_path):
    library = small_library(
        tmp_path,
        ("a/one", "when: {strategy: [B, C]}", 'One.\n\nSee {{ ref("a/two") }}.'),
        ("a/two", "when: {not: {all: [{jurisdiction: uk}, {strategy: C}]}}", "Two."),
    )
    one = the_fault(library)
    assert one.check == "references"
    assert one.fault.path.endswith("clauses/a/one.md")
    assert one.fault.line == 12
    assert "'a/one' refers to 'a/two', which is out" in one.fault.message
    assert one.answers == ("strategy C", "jurisdiction uk")
    assert one.example["strategy"] == "C"
    assert one.example["jurisdiction"] == "uk"


def test_answers_that_do_as_well_are_told_together(tmp_path):
    library = small_library(
        tmp_path,
        ("a/one", "when: {strategy: [A, B, C]}\nrequires: [a/two]", "One."),
        ("a/two", "when: {jurisdiction: uk}", "Two."),
    )
    assert the_fault(library).answers == ("strategy A, B or C", "jurisdiction us or eu")


def test_a_reference_in_a_fallback_counts(tmp_path):
    fallback = (
        "fallbacks:\n  - {title: Less, when: Never, approver: Counsel, "
        """text: 'See {{ ref("a/two") }}.'}"""
    )
    library = small_library(
        tmp_path, ("a/one", fallback, "One."), ("a/two", "when: {jurisdiction: uk}", "Two.")
    )
    assert "has a fallback that refers to 'a/two'" in the_fault(library).fault.message


def test_a_reference_to_a_paragraph_that_is_not_marked_is_a_fault(tmp_path):
    library = small_library(
        tmp_path,
        ("a/one", "", 'See {{ ref("a/two#here") }} and {{ ref("a/two#there") }}.'),
        ("a/two", "", "Two. {#here}"),
    )
    assert "'a/two' has no paragraph that ends in {#there}" in the_fault(library).fault.message


def test_a_field_that_the_spec_may_leave_out_is_a_fault(tmp_path):
    library = small_library(tmp_path, ("a/one", "", "From {{ contract.sprint_weeks }}."))
    one = the_fault(library)
    assert one.answers == ("strategy A", "contract.sprint_weeks left out")
    assert "needs contract.sprint_weeks" in one.fault.message


def test_a_field_that_the_rules_of_the_spec_ask_for_is_there(tmp_path):
    """Every buyer whose data is personal names it, so a clause for such data may rely on that."""
    clause = ("a/one", "when: {data.personal: true}", "This is about {{ data.categories }}.")
    assert faults(small_library(tmp_path, clause)) == []
    other = ("a/one", "", "This is about {{ data.categories }}.")
    (tmp_path / "other").mkdir()
    one = the_fault(small_library(tmp_path / "other", other))
    assert one.answers == ("strategy A, B or C", "data.categories left out")


def test_variants_that_stand_side_by_side_are_a_fault(tmp_path):
    library = small_library(
        tmp_path,
        ("a/one", "when: {strategy: [A, B]}\nvariant_of: a/any", "One."),
        ("a/two", "when: {strategy: [B, C]}\nvariant_of: a/any", "Two."),
    )
    one = the_fault(library)
    assert one.check == "conflicts"
    assert one.answers == ("strategy B",)


def test_clauses_that_exclude_each_other_are_a_fault_where_both_are_in(tmp_path):
    library = small_library(
        tmp_path,
        ("a/one", "when: {data.personal: true}\nconflicts: [a/two]", "One."),
        ("a/two", "when: {jurisdiction: eu}", "Two."),
    )
    one = the_fault(library)
    assert "'a/one' cannot stand beside 'a/two'" in one.fault.message
    assert one.answers == ("strategy A, B or C", "jurisdiction eu", "data.personal true")


def test_a_clause_that_nothing_brings_in_is_unreachable_and_its_condition_always_false(tmp_path):
    when = "when: {all: [{jurisdiction: uk}, {jurisdiction: eu}]}"
    found = faults(small_library(tmp_path, ("a/one", when, "One.")))
    assert [(one.check, one.fault.line, one.answers) for one in found] == [
        ("conditions", 6, ()),
        ("unreachable", 6, ()),
    ]


def test_a_clause_in_no_template_is_unreachable(tmp_path):
    small_library(tmp_path, ("a/one", "", "One."))
    path = tmp_path / "clauses" / "b" / "lost.md"
    path.parent.mkdir()
    path.write_text(CLAUSE.format(front="", text="Lost."), encoding="utf-8")
    assert the_fault(load_library(tmp_path)).check == "unreachable"


def test_a_question_that_is_always_answered_alike_is_told(tmp_path):
    when = "when: {jurisdiction: [us, eu, uk], strategy: A}"
    one = the_fault(small_library(tmp_path, ("a/one", when, "One.")))
    assert one.check == "conditions"
    assert one.fault.message == "the condition “jurisdiction” is always true"


def test_a_term_that_a_document_does_not_define_is_told_where_it_is_used(tmp_path):
    terms = TERMS + "  Gate:\n    - {text: a gate, when: {jurisdiction: uk}}\n"
    library = small_library(tmp_path, ("a/one", "", "One.\n\nThe Gate opens."), terms=terms)
    one = the_fault(library)
    assert one.check == "terms"
    assert one.fault.line == 12
    assert one.answers == ("strategy A, B or C", "jurisdiction us or eu")


def test_terms_that_nobody_uses_and_definitions_that_none_takes_are_told(tmp_path):
    terms = TERMS + "    - text: a shadow\n  Gate:\n    - text: a gate\n"
    found = faults(small_library(tmp_path, terms=terms))
    assert [one.fault.message for one in found] == [
        "no document takes definition 2 of “Buyer”: wherever it holds, one before it does",
        "no document uses the term “Gate”",
    ]


def test_terms_without_a_place_for_definitions_are_told(tmp_path):
    library = small_library(tmp_path, ("a/one", "", "The Buyer waits."), listed=False)
    assert 'no clause of it says {{ insert("definitions") }}' in the_fault(library).fault.message


def test_a_definition_may_not_refer_to_a_clause_that_is_out(tmp_path):
    terms = """terms:\n  Buyer:\n    - text: 'see {{ ref("a/one") }}'\n"""
    library = small_library(tmp_path, ("a/one", "when: {jurisdiction: eu}", "One."), terms=terms)
    one = the_fault(library)
    assert "the definition of “Buyer” refers to 'a/one', which is out" in one.fault.message
    assert one.fault.path.endswith("terms.yml")


@pytest.mark.parametrize(
    ("blank", "answers"),
    [
        ("{ask: How?}", ("strategy A, B or C",)),
        ("{ask: How?, type: integer, spec: evaluation.minimum_quality}",
         ("strategy A, B or C", "evaluation.minimum_quality left out")),
        ("{ask: How?, type: integer, default: 3, min: 7}", ()),
    ],
)  # fmt: skip
def test_a_blank_without_an_answer_or_with_a_wrong_default_is_told(tmp_path, blank, answers):
    library = small_library(tmp_path, ("a/one", f"blanks:\n  how: {blank}", "By {{ how }}."))
    one = the_fault(library)
    assert one.check == "blanks"
    assert one.answers == answers


def test_the_supplier_is_known_when_a_contract_is_signed(tmp_path):
    front = "blanks:\n  who: {ask: Who?, spec: supplier.name}"
    assert faults(small_library(tmp_path, ("a/one", front, "By {{ who }}."))) == []


def test_a_limit_on_combinations_never_calls_a_clause_unreachable(tmp_path):
    library = small_library(
        tmp_path,
        ("a/one", "when: {jurisdiction: uk, data.personal: false}", "One."),
        ("a/two", "when: {contract.extensions: {present: true}}", "Two."),
    )
    assert faults(library, most=2) == []


def test_a_text_that_the_linters_refuse_is_told_at_its_line_with_its_answers(tmp_path):
    rules = [r for r in load_rules(data_folder("linters")) if r.id == "lock-in/auto-renewal"]
    text = "One.\n\nThis contract renews automatically each year."
    library = small_library(tmp_path, ("a/one", "when: {jurisdiction: uk}", text))
    one = the_fault(library, rules=rules)
    assert one.check == "linters"
    assert one.fault.line == 12
    assert one.fault.message.endswith("(lock-in/auto-renewal)")
    assert one.answers == ("strategy A, B or C", "jurisdiction uk")


def test_a_document_that_lacks_what_a_rule_requires_is_told_with_its_answers(tmp_path):
    rules = [r for r in load_rules(data_folder("linters")) if r.id == "missing/accessibility"]
    text = "The Software meets WCAG 2.2 for accessibility, so that people with a disability use it."
    library = small_library(
        tmp_path,
        ("a/one", "when: {strategy: [A, B]}", text),
        ("a/two", "", "The Supplier develops software with a user interface."),
    )
    found = [one for one in faults(library, rules=rules) if one.check == "linters"]
    assert [one.answers for one in found] == [("strategy C",)]
    assert found[0].fault.path.endswith("templates/contract.yml")


def test_every_check_has_its_sentence():
    assert all(line.endswith(".") for line in CHECKS.values())
