from rfpkit.document.model import Cell, Document, Heading, Item, Paragraph, Run, Table
from rfpkit.lint.passages import heading_texts, subject


def heading(text, number="", level=1):
    return Heading(runs=(Run(text),), number=number, level=level)


def paragraph(text, number="", kind="body"):
    return Paragraph(runs=(Run(text),), number=number, kind=kind)


def item(text, number="", level=1):
    return Item(runs=(Run(text),), number=number, level=level)


def passages(*blocks):
    return subject(Document("", blocks)).passages


def test_sections_are_told_in_computed_numbers():
    found = passages(
        heading("Part A", level=1),
        heading("Payment", "4", 2),
        paragraph("The Buyer pays:", "4.2"),
        item("monthly", "(a)"),
        item("by:", "(b)"),
        item("bank", "(i)", 2),
        item("cheque", "(ii)", 2),
        item("in euros", "(c)"),
        paragraph("Then rests.", "4.3"),
    )
    assert [p.section for p in found] == [
        "Part A",
        "4 Payment",
        "4.2 Payment",
        "4.2(a) Payment",
        "4.2(b) Payment",
        "4.2(b)(i) Payment",
        "4.2(b)(ii) Payment",
        "4.2(c) Payment",
        "4.3 Payment",
    ]


def test_headings_without_numbers_are_told_with_those_above():
    found = passages(heading("Payment", "4"), heading("Invoices", level=2), paragraph("Send."))
    assert found[-1].section == "4 Payment > Invoices"


def test_paragraphs_are_counted_under_their_heading():
    found = passages(paragraph("x"), heading("A"), paragraph("y"), item("z"), heading("B"))
    assert [p.paragraph for p in found] == [1, 0, 1, 2, 0]


def test_items_are_read_with_their_lead_in():
    found = passages(
        paragraph("The Supplier must not:"),
        item("copy, or:", "(a)"),
        item("sell", "(i)", 2),
        item("lend", "(b)"),
        paragraph("Else."),
        item("a stray one", "(a)"),
    )
    assert [p.context for p in found] == [(), (0,), (1,), (0,), (), ()]


def test_cells_are_read_with_the_headers_of_their_column():
    def cell(text):
        return Cell((paragraph(text),))

    table = Table(
        (
            (cell("Criterion"), cell("Weight")),
            (cell("Price"), cell("40%")),
        )
    )
    found = passages(table)
    assert [p.context for p in found] == [(), (), (0,), (1,)]
    assert all(p.is_cell for p in found)


def test_headings_furniture_and_contents_are_no_body():
    found = passages(
        heading("Contents"),
        paragraph("1 Scope 3"),
        heading("Scope ........ 3"),
        heading("Scope"),
        paragraph("Payment ............. 12"),
        paragraph("Acme Tender", kind="header"),
        paragraph("7", kind="footer"),
        paragraph("The Buyer pays."),
        paragraph("[Sec. 1.01 Purpose](#sec-101)"),
    )
    assert [p.is_body for p in found] == [False] * 7 + [True, False]
    assert [p.is_furniture for p in found] == [False] * 5 + [True, True, False, False]
    assert [p.is_contents for p in found].count(True) == 5
    assert list(heading_texts(subject(Document("", ())), found[0])) == []


def test_contents_end_at_the_next_heading():
    found = passages(heading("Table of Contents"), paragraph("Scope 3"), heading("Scope"))
    assert [p.is_contents for p in found] == [True, True, False]


def test_definitions_and_quoted_law_are_flagged():
    found = passages(
        paragraph("“Buyer” means the city."),
        paragraph('"Term" or "Period" has the meaning in clause 3.'),
        paragraph("The “Buyer” pays."),
        heading("52.212-4 Contract Terms and Conditions"),
        paragraph("The Contractor shall only tender conforming items."),
    )
    assert [p.is_definition for p in found] == [True, True, False, False, False]
    assert [p.is_quoted_law for p in found] == [False, False, False, False, True]


def test_sentences_belong_to_their_passages():
    whole = subject(Document("", (paragraph("One. Two."), paragraph(""), paragraph("Three."))))
    assert [list(whole.sentences_of(i)) for i in range(3)] == [[0, 1], [], [2]]
    assert whole.words == 3


def test_a_list_goes_on_with_its_lead_in_after_a_break(document):
    found = subject(
        document("""
        The Supplier must not:

        (a) renew the licence;

        Tender of the Ministry

        (b) raise the price;

        Another matter.

        (d) is no item of that list;
        """)
    )
    lead_ins = {p.text: [found.passages[o].text for o in p.context] for p in found.passages}
    assert lead_ins["raise the price;"] == ["The Supplier must not:"]
    assert lead_ins["is no item of that list;"] == []
