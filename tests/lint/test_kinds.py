import pytest

from rfpkit.document.model import Document, Paragraph, Run
from rfpkit.formats import read
from rfpkit.lint.kinds import kind_of

GOLD = {"d06.txt": "contract", "d10.txt": "statement-of-work"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Request for Proposals\n\nOfferors shall submit proposals by noon.", "rfp"),
        (
            "Service Agreement\n\nThis agreement is made between the parties. It is governed by"
            " the laws of X.",
            "contract",
        ),
        (
            "Statement of Work\n\nThe contractor shall perform these tasks. Deliverables follow."
            " Period of performance: one year.",
            "statement-of-work",
        ),
        ("Minutes\n\nWe met and had tea.", "other"),
    ],
)
def test_kinds_are_told_by_words(document, text, kind):
    assert kind_of(document(text)) == kind


def test_a_stated_kind_wins():
    assert kind_of(Document("Request for Proposals", (), kind="contract")) == "contract"


@pytest.mark.shared
def test_kinds_of_real_procurement_documents(shared):
    for path in sorted((shared / "gold" / "text").glob("d*.txt")):
        assert kind_of(read(path)) == GOLD.get(path.name, "rfp"), path.name


@pytest.mark.shared
def test_kinds_of_real_contracts(shared):
    paths = sorted((shared / "cuad" / "text").glob("*.txt"))
    assert [path.name for path in paths if kind_of(read(path)) != "contract"] == []


def test_what_pages_repeat_does_not_tell_the_kind():
    header = Paragraph(runs=(Run("Request for Proposals, bidders and offerors"),), kind="header")
    text = "This agreement is between the parties and governed by the laws of X."
    body = Paragraph(runs=(Run(text),))
    assert kind_of(Document("", (header, body) * 20)) == "contract"


def test_a_long_document_is_known_by_all_its_parts():
    front = Paragraph(runs=(Run("Words and numbers fill a page or more of forms. " * 2500),))
    rest = Paragraph(
        runs=(Run("Bidders send their proposals by noon; tenders are opened. " * 9000),)
    )
    assert kind_of(Document("", (front, rest))) == "rfp"
