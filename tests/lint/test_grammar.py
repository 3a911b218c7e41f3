"""Who does what, in the labels of Universal Dependencies and in those of ClearNLP."""

import pytest

from rfpkit.content import data_folder
from rfpkit.formats.text import from_text
from rfpkit.lint import lint_document, load_rules
from rfpkit.lint.examples import failures
from rfpkit.lint.grammar import actors, agent, is_negated, subject
from rfpkit.lint.grammar import object as object_of

PARSED = [rule for rule in load_rules(data_folder("linters")) if rule.needs_parse]


@pytest.fixture(params=[False, True], ids=["universal", "clear"])
def parse(request, treebank):
    return treebank.pipeline(clear=request.param)


def verb(parse, text: str, word: str):
    return next(token for token in parse(text) if token.text == word)


def who(parse, text: str, word: str) -> list[str]:
    """The head words of who does what the word says."""
    at = text.index(word)
    return [text[i:].split()[0].strip(".,") for i in actors(parse(text), at, at + len(word))]


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("The Supplier determines whether the deliverables meet the criteria.", "determines",
         ["Supplier"]),
        ("The Supplier determines whether the deliverables meet the criteria.", "meet",
         ["deliverables"]),
        ("Acceptance is determined by the Supplier.", "determined", ["Supplier"]),
        ("Acceptance is determined by the Buyer and the Supplier.", "determined",
         ["Buyer", "Supplier"]),
        ("Acceptance is determined by 1 May.", "determined", []),
        ("The Supplier is entitled to decide whether a defect is corrected.", "decide",
         ["Supplier"]),
        ("The Supplier is entitled to decide whether a defect is corrected.", "corrected", []),
        ("The Supplier asks the Buyer to decide whether the software conforms to the"
         " specification.", "decide", ["Buyer"]),
        ("The Supplier tests each release and decides whether it is complete.", "decides",
         ["Supplier"]),
        ("The Supplier reserves the right to decide whether it is complete.", "decide",
         ["Supplier"]),
        ("A Supplier who decides whether it complies errs.", "decides", ["Supplier"]),
        ("To decide whether it complies, the Supplier measures.", "decide", ["Supplier"]),
        ("The Supplier does not, without the consent of the Buyer, decide whether a defect is"
         " corrected.", "decide", []),
    ],
)  # fmt: skip
def test_who_does_what_words_say(parse, text, word, names):
    assert who(parse, text, word) == names


def test_subject_object_agent_and_negation_look_the_same_in_both_labels(parse, treebank):
    asks = verb(parse, treebank.text_of(treebank.sentences()[9]), "asks")
    assert (subject(asks).text, object_of(asks).text, agent(asks)) == ("Supplier", "Buyer", None)
    determined = verb(parse, "Acceptance is determined by the Buyer.", "determined")
    assert (subject(determined), object_of(determined).text) == (None, "Acceptance")
    assert agent(determined).text == "Buyer"
    assert not is_negated(determined)
    assert is_negated(verb(parse, treebank.text_of(treebank.sentences()[10]), "decide"))


@pytest.mark.parametrize("rule", PARSED, ids=lambda rule: rule.id)
def test_the_examples_of_a_rule_that_needs_a_parse_hold(parse, rule):
    assert list(failures(rule, from_text, pipeline=parse)) == []
    assert list(failures(rule, from_text, pipeline=parse, engine="spacy")) == []


def test_without_a_pipeline_a_rule_that_needs_one_is_not_run(document):
    text = document("The Supplier determines whether the deliverables meet the criteria.")
    report = lint_document(text, PARSED, kind="contract")
    assert report.findings == ()
    assert [(one.rule, one.reason) for one in report.not_run] == [
        (rule.id, "needs a trained spaCy pipeline") for rule in PARSED
    ]


def test_a_rule_that_does_not_concern_the_document_is_not_missed(document):
    assert lint_document(document("The Supplier pays."), PARSED, kind="other").not_run == ()


def test_names_that_a_document_gives_to_its_supplier_count(document, treebank):
    sentence = "The Supplier determines whether the deliverables meet the criteria."
    parse = treebank.pipeline()

    def renamed(text: str):
        return parse(text.replace("The Acme__ ", "The Supplier ") if "Acme__" in text else text)

    made = document("This is between Acme__ Inc. (the “Supplier”) and the City (the “Buyer”).\n\n"
                    + sentence.replace("Supplier", "Acme__"))  # fmt: skip
    report = lint_document(made, PARSED, kind="contract", pipeline=renamed)
    assert [finding.quote for finding in report.findings] == [
        "determines whether the deliverables meet"
    ]
