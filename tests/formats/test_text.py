"""Plain text, wrapped by hand or out of a PDF, read as a document."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.document.model import Heading, Item, Paragraph, Table, text_blocks
from rfpkit.errors import UnreadableError
from rfpkit.formats.text import from_lines, from_text, read


def shapes(text):
    """Each block as one word, its number and its text."""
    return [shape(block) for block in from_text(dedent(text).strip("\n")).blocks]


def shape(block):
    if isinstance(block, Table):
        return ("table", len(block.rows), [cell.text for cell in block.rows[0]])
    name = block.kind if isinstance(block, Paragraph) else type(block).__name__.lower()
    level = f" {block.level}" if isinstance(block, Heading | Item) else ""
    return (name + level, block.number, block.text)


def test_wrapped_lines_make_one_paragraph():
    assert shapes("""
    The Buyer pays the Supplier for what it has accepted, and for
    nothing else. An invoice names the iteration that it is for and
    the day on which the Buyer accepted it.

    The Buyer pays within thirty days.
    """) == [
        (
            "body",
            "",
            "The Buyer pays the Supplier for what it has accepted, and for nothing else. An invoice"
            " names the iteration that it is for and the day on which the Buyer accepted it.",
        ),
        ("body", "", "The Buyer pays within thirty days."),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# Payment", ("heading 1", "", "Payment")),
        ("### 4.2 Payment", ("heading 3", "4.2", "Payment")),
        ("SECTION C - Scope of Work", ("heading 1", "SECTION C", "Scope of Work")),
        ("Annex B: Prices", ("heading 1", "Annex B", "Prices")),
        ("C.1.2. Scope", ("heading 4", "C.1.2", "Scope")),
        ("4. Payment Terms", ("heading 2", "4", "Payment Terms")),
        ("4.1 Payment Terms", ("heading 3", "4.1", "Payment Terms")),
        ("B1. Contract Type", ("heading 2", "B1", "Contract Type")),
        ("GENERAL CONDITIONS", ("heading 2", "", "GENERAL CONDITIONS")),
        ("Payment Schedule", ("heading 5", "", "Payment Schedule")),
    ],
)
def test_headings_are_recognised(line, expected):
    text = f"Before.\n\n{line}\n\nThe Buyer pays the Supplier within thirty days of the invoice.\n"
    assert shapes(text)[1] == expected


@pytest.mark.parametrize(
    "line",
    [
        "Section 3 of the Act provides that the Buyer pays in advance.",
        "4.1 The Buyer pays the Supplier.",
        "Contract Type: Firm Fixed Price",
        "Washington, DC 20230",
        "CM1301-03-RP-0019",
        "Fees are due",
    ],
)
def test_other_lines_are_no_headings(line):
    found = shapes(f"Before.\n\n{line}\n\nThe Buyer pays the Supplier within thirty days.\n")
    assert not found[1][0].startswith("heading")


def test_lists_nest_and_keep_their_numbers():
    assert shapes("""
    The Supplier must:

    (a) keep the code in the Buyer's repository, with its whole
    history;
    (b) test:
    (i) every change; and
    (ii) every release;
    (c) write documents.

    • one
    • two
    """) == [
        ("body", "", "The Supplier must:"),
        ("item 1", "(a)", "keep the code in the Buyer's repository, with its whole history;"),
        ("item 1", "(b)", "test:"),
        ("item 2", "(i)", "every change; and"),
        ("item 2", "(ii)", "every release;"),
        ("item 1", "(c)", "write documents."),
        ("item 2", "", "one"),
        ("item 2", "", "two"),
    ]


def test_a_number_alone_on_its_line_belongs_to_the_next():
    assert shapes("""
    2
    Agreement Term
    2.1
    This agreement runs for two years.
    1.
    Database: move it.
    •
    a bullet
    """) == [
        ("heading 2", "2", "Agreement Term"),
        ("body", "2.1", "This agreement runs for two years."),
        ("item 1", "1.", "Database: move it."),
        ("item 2", "", "a bullet"),
    ]


def test_numbers_within_a_sentence_begin_nothing():
    text = """
    The Supplier answers within the time that is set out in section
    4.2 and pays the Buyer the sum that is named in clause
    (b) of that section, which is never more than the sum of
    5. That is all.
    """
    assert len(shapes(text)) == 1


def test_words_cut_at_the_end_of_a_line_are_made_whole():
    (found,) = shapes("""
    The Supplier meets every require-
    ment of the low-
    risk plan, with a self-
    service portal for non-
    technical users, as is required.
    """)
    assert found[2].startswith("The Supplier meets every requirement of the low-risk plan")
    assert "self-service portal for non-technical users" in found[2]


def test_page_headers_and_numbers_stay_out_of_paragraphs():
    page = "Acme Tender No. 7\nPage {n}\n\n{text}"
    text = "\n".join(
        [
            page.format(n=1, text="The Buyer pays the Supplier for what it has accepted\n"),
            page.format(n=2, text="and for nothing else than that, by bank, in euros.\n"),
            page.format(n=3, text="The Supplier sends invoices.\n"),
            page.format(n=4, text="The end.\n"),
        ]
    )
    found = [shape(block) for block in from_text(text).blocks]
    assert [s for s in found if s[0] == "body"] == [
        (
            "body",
            "",
            "The Buyer pays the Supplier for what it has accepted and for nothing else than that,"
            " by bank, in euros.",
        ),
        ("body", "", "The Supplier sends invoices."),
        ("body", "", "The end."),
    ]
    assert sum(s[0] == "header" for s in found) == 8


def test_line_numbers_stay_out_of_paragraphs():
    text = "\n".join(f"{n}\nwords that go on over the lines of the page" for n in range(1, 31))
    found = [shape(block) for block in from_text(text).blocks]
    assert sum(s[0] == "header" for s in found) == 30


def test_pipe_tables_are_tables():
    assert shapes("""
    | Criterion | Weight |
    | --- | ---: |
    | Price | 40% |
    """) == [("table", 2, ["Criterion", "Weight"])]


def test_contents_lines_stay_apart():
    found = shapes("Scope ............ 3\nPayment .......... 4\n")
    assert [text for _, _, text in found] == ["Scope ............ 3", "Payment .......... 4"]


def test_form_feeds_begin_a_page():
    document = from_text("One.\n\n\fTwo.\nThree.")
    assert [block.stretches[0].page for block in document.blocks] == [1, 2]
    assert document.blocks[1].stretches[0].column == 2


def test_lines_of_other_readers_keep_their_pages():
    document = from_lines([("One two", None, 1), ("three.", None, 2)], "x.pdf")
    assert document.path == "x.pdf"
    assert [stretch.page for stretch in document.blocks[0].stretches] == [1, 2]
    assert document.blocks[0].stretches[0].line is None


def test_files_are_read_as_utf8(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffOne “two”.\r\n".encode())
    assert read(path).blocks[0].text == "One “two”."
    path.write_bytes(b"caf\xe9")
    with pytest.raises(UnreadableError, match="UTF-8"):
        read(path)


LINES = st.lists(
    st.sampled_from(
        [
            *(
                "",
                "The Buyer pays",
                "and so on.",
                "(a) one;",
                "1.",
                "4.2 Term",
                "PART",
                "| a | b |",
            ),
            *(
                "# Head",
                "- x",
                "Page 3",
                "7",
                "require-",
                "ment",
                "\f",
                "  indented text",
                "> said",
            ),
            *("SECTION C - Scope", "Scope ....... 3", "•", "____________", "B1. Type"),
        ]
    ),
    max_size=30,
)


@given(LINES)
def test_no_word_is_lost_and_every_stretch_is_where_it_says(lines):
    text = "\n".join(lines)
    document = from_text(text)
    source = text.split("\n")
    for block in text_blocks(document.blocks):
        ends = [stretch.start for stretch in block.stretches[1:]] + [len(block.text)]
        for stretch, end in zip(block.stretches, ends, strict=True):
            piece = block.text[stretch.start : end].rstrip()
            begin = stretch.column - 1
            assert source[stretch.line - 1][begin : begin + len(piece)] == piece
    kept = "".join(block.number + block.text for block in text_blocks(document.blocks))
    assert sum(map(str.isalnum, text)) <= sum(map(str.isalnum, kept))


@pytest.mark.shared
def test_no_word_of_a_real_document_is_lost(shared):
    for path in sorted((shared / "gold" / "text").glob("d*.txt")):
        text = path.read_text(encoding="utf-8")
        document = read(path)
        kept = sum(len(block.number + block.text) for block in text_blocks(document.blocks))
        assert kept > 0.9 * len(" ".join(text.split())), path.name


def test_clauses_that_come_again_beside_page_numbers_stay():
    clause = "Withhold 3% of the invoiced payment of Phase-{0} until the\ndefects of Phase-{0} end."
    pages = [f"{clause.format(page)}\n\nPage {page}" for page in range(1, 9)]
    kinds = [block.kind for block in from_text("\n\n".join(pages)).blocks]
    assert kinds == ["body", "header"] * 8


def test_a_notice_on_every_page_is_a_footer():
    notice = "Use or disclosure of this data is subject to the restriction on the title page."
    pages = [f"Words of page {'abcdefgh'[at]} here.\n\n{notice}\n\nPage {at}" for at in range(8)]
    kinds = [block.kind for block in from_text("\n\n".join(pages)).blocks]
    assert kinds == ["body", "header", "header"] * 8


@pytest.mark.parametrize(
    "text",
    [
        "Words of a paragraph.\n\nTHE GUARANTEED MINIMUM IS ONE HUNDRED DOLLARS\n\nMore words.",
        "Clause\n\nTitle\n\nDATE\n\nNumber\n\nPlace\n",
        "Words of a paragraph.\n\n(End of Clause)\n\nOther words of another paragraph.",
        "Words of a paragraph.\n\nN ≤ TBD*\n\nOther words of another paragraph.",
    ],
)
def test_sentences_in_capitals_and_cells_are_no_headings(text):
    assert not any(isinstance(block, Heading) for block in from_text(text).blocks)


def test_prices_that_stand_where_pages_end_are_no_footers():
    rows = {"One": 220, "Two": 240, "Three": 180, "Four": 95}
    pages = [
        f"Module {name}\nEUR {price},000\nTown of Kilmorran Page {at} of 4"
        for at, (name, price) in enumerate(rows.items(), start=1)
    ]
    blocks = list(text_blocks(from_text("\f".join(pages)).blocks))
    body = " ".join(block.text for block in blocks if getattr(block, "kind", "") == "body")
    assert all(f"EUR {price},000" in body for price in rows.values())
    assert "Kilmorran" not in body
