import pytest

from rfpkit.lint.checks import CHECKS
from rfpkit.lint.passages import subject


@pytest.fixture
def flaws(document):
    """A function that runs a check over a text and gives the words at fault."""

    def run(name, text, **options):
        whole = subject(document(text))
        check = CHECKS[name]
        return [
            (whole.passages[flaw.passage].text[flaw.start : flaw.end], *flaw.words.values())
            for flaw in check.function(whole, {**check.options, **options})
        ]

    return run


@pytest.mark.parametrize(
    "text",
    ["[●]", "[insert name]", "[ ]", "TBD", "XXXX", "<insert date>", "(insert fee)", "{{ name }}"],
)
def test_placeholders_are_found(flaws, text):
    assert flaws("placeholders", f"The fee is {text} a year.") == [(text,)]


@pytest.mark.parametrize(
    "text", ["The list [see Annex A] stands.", "Use tbd as a word.", "Year XX.", "[1] [***x]"]
)
def test_other_brackets_are_no_placeholders(flaws, text):
    assert flaws("placeholders", text) == []


def test_the_thirtieth_clause_in_roman_numerals_is_no_placeholder(flaws):
    from rfpkit.document.model import Document, Heading, Paragraph, Run

    heading = Heading(runs=(Run("Settling disputes"),), number="XXX.")
    for blocks, found in (((heading,), []), ((), ["XXX"])):
        text = Paragraph(runs=(Run("It ends as clause XXX says."),))
        whole = subject(Document("T", (*blocks, text)))
        check = CHECKS["placeholders"]
        quotes = [
            whole.passages[flaw.passage].text[flaw.start : flaw.end]
            for flaw in check.function(whole, check.options)
        ]
        assert quotes == found


def test_drawn_lines_count_where_asked_for(flaws):
    assert flaws("placeholders", "Name: ________") == []
    assert flaws("placeholders", "Name: ________", lines=True) == [("________",)]


def test_weights_of_a_table_are_totalled(flaws):
    table = """
    # Award criteria

    | Criterion | Weight |
    | --- | --- |
    | Price | {price}% |
    | Quality | 50% |
    | Total | 100% |
    """
    assert flaws("weights-total", table.replace("{price}", "50")) == []
    assert flaws("weights-total", table.replace("{price}", "30")) == [("30", "80")]


def test_weights_of_a_list_are_totalled(flaws):
    text = """
    # Evaluation criteria

    - Price: 40%
    - Quality: {quality}%
    - Schedule (10%)
    """
    assert flaws("weights-total", text.replace("{quality}", "50")) == []
    assert flaws("weights-total", text.replace("{quality}", "60")) == [("40", "110")]


def test_percentages_elsewhere_are_no_weights(flaws):
    text = "# Payment\n\n- Design: 20%\n- Build: 30%\n- Test: 20%\n"
    assert flaws("weights-total", text) == []


CLAUSES = "\n\n".join(f"{n}. Clause\n\n{n}.1 Text of it." for n in range(1, 7))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("See clause 9.", [("clause 9", "9")]),
        ("Its duties under Articles 32 to 36 of the GDPR stay.", []),
        ("Its duties under Articles 12, 13 and 14 of the UK GDPR stay.", []),
        ("Its duties under clauses 8 and 9 stay.", [("clauses 8", "8")]),
        ("See clause 3.1.", []),
        ("See clause 3.7.", [("clause 3.7", "3.7")]),
        ("See section 9 of the Companies Act.", []),
        ("See Section 508 standards.", []),
        ("See GDPR article 28.", []),
        ("See Annex A.", []),
    ],
)
def test_dangling_references_are_found(flaws, sentence, found):
    assert flaws("dangling-references", f"{CLAUSES}\n\n{sentence}") == found


def test_a_gap_in_a_series_of_annexes_is_found(flaws):
    text = "See Annex C.\n\nAnnex A - Prices\n\nText.\n\nAnnex B - Places\n\nText."
    assert flaws("dangling-references", text) == [("Annex C", "C")]


DEFINED = """
“Buyer” means the city. The Buyer pays.

“Goods” means what is sold. The Goods arrive.

The firm (the “Supplier”) delivers. The Supplier bills.

“Fee” means the price. Fees are due.

“Site” means the place. The site is open.
"""


def test_terms_never_used_are_found(flaws):
    assert flaws("unused-terms", DEFINED) == []
    assert flaws("unused-terms", DEFINED + "\n“Orphan” means nobody.") == [("Orphan", "Orphan")]


def test_terms_never_defined_are_found(flaws):
    text = DEFINED + "\nThe Service Plan is new. A Service Plan is old. Each Service Plan ends."
    assert flaws("undefined-terms", text) == [("Service Plan", "Service Plan")]
    assert flaws("undefined-terms", text + " This service plan is small.") == []
    assert flaws("undefined-terms", text.replace("“", "").replace("”", "")) == []


def test_long_sentences_are_found(flaws):
    long = " ".join(["word"] * 45)
    assert [count for _, count in flaws("long-sentences", f"{long}. Short.")] == ["45"]
    half = " ".join(["word"] * 25)
    assert [count for _, count in flaws("long-sentences", f"{half}; {half}. Short.")] == ["50"]
