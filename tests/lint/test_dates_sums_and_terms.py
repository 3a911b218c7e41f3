"""Short deadlines, a heavy price, and documents that contradict themselves."""

import pytest

from rfpkit.content import data_folder
from rfpkit.document.model import Cell, Document, Paragraph, Run, Table
from rfpkit.lint import load_rules
from rfpkit.lint.checks import CHECKS
from rfpkit.lint.passages import subject


def run(name, document, **options):
    whole = subject(document)
    check = CHECKS[name]
    return [
        (whole.passages[flaw.passage].text[flaw.start : flaw.end], *flaw.words.values())
        for flaw in check.function(whole, {**check.options, **options})
    ]


@pytest.fixture
def flaws(document):
    """A function that runs a check over a text and gives the words at fault."""
    return lambda name, text, **options: run(name, document(text), **options)


def rows(*texts, header_rows=0):
    """A document of one table."""
    cells = tuple(
        tuple(Cell((Paragraph(runs=(Run(text),)),)) for text in row.split("|")) for row in texts
    )
    return Document("", (Table(rows=cells, header_rows=header_rows),))


@pytest.mark.parametrize(
    "day",
    ["9 March 2027", "March 9, 2027", "9th of March 2027", "Mar. 9, 2027", "2027-03-09",
     "9-Mar-2027"],
)  # fmt: skip
def test_dates_are_read_however_they_are_written(flaws, day):
    text = f"Issue date: 1 March 2027\n\nThe submission deadline is {day}."
    assert flaws("short-deadline", text) == [(day, "8", "good practice asks for", "15")]


def test_dates_are_read_beside_their_label_in_a_table():
    table = rows("Date of issue|1 March 2027", "Questions|3 March 2027", "Tenders due|9 March 2027")
    assert run("short-deadline", table)[0][:2] == ("9 March 2027", "8")


@pytest.mark.parametrize(
    "more",
    [
        "The deadline for proposals of phase two is 1 March 2028.",
        "The need is urgent.",
        "A planned procurement notice was published in May.",
        "The submission deadline is 31 June 2027.",
    ],
)
def test_what_leaves_doubt_or_allows_less_time(flaws, more):
    first = "Issue date: 1 March 2027\n\nThe submission deadline is 9 March 2027.\n\n"
    doubted = flaws("short-deadline", first + more)
    assert len(doubted) == ("phase" in more or "31 June" in more)


def test_two_deadlines_are_a_contradiction_and_no_short_deadline(flaws):
    text = (
        "Issue date: 1 March 2027\n\nProposals are due 9 March 2027.\n\nBids are due 12 March 2027."
    )
    assert flaws("short-deadline", text) == []
    assert flaws("contradictions", text) == [("12 March 2027", "9 March 2027")]


def test_lots_may_have_dates_and_weights_of_their_own(flaws):
    text = "Lot 1 and Lot 2.\n\nProposals are due 9 March 2027.\n\nBids are due 12 March 2027."
    assert flaws("contradictions", text) == []


def test_the_weight_of_price_is_read_in_tables():
    table = rows("Criterion|Weight", "Quality|20%", "Price|80%", header_rows=1)
    assert run("heavy-price", table) == [("80", "80")]
    assert run("heavy-price", table, percent=80) == []


def test_a_weight_in_the_text_that_differs_from_the_table(document):
    table = rows("Criterion|Weight", "Quality|70%", "Price|30%", header_rows=1)
    text = document("Tenders are evaluated on price (40%) and quality (60%).")
    both = Document("", (*table.blocks, *text.blocks))
    ((words, other),) = run("contradictions", both)
    assert (words, other) == ("price (40%", "30%")


@pytest.mark.parametrize(
    "text",
    [
        "The term of this Contract is two years.\n\nThe term of this Contract is two (2) years.",
        "The initial term is two years.\n\nIf extended, the initial term is five years.",
        "The estimated value is $1 million.\n\nThe estimated value is $1,000,000.",
    ],
)
def test_what_only_looks_like_a_contradiction(flaws, text):
    assert flaws("contradictions", text) == []


def test_every_rule_on_vendor_terms_has_four_examples_of_each_sort():
    rules = [rule for rule in load_rules(data_folder("linters")) if rule.pack == "terms"]
    assert len(rules) == 10
    for rule in rules:
        assert min(len(rule.bad), len(rule.good)) >= 4, rule.id
