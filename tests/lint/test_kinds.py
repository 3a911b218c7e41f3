import pytest

from rfpkit.document.model import Document
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
