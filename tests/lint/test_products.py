"""Names of products that no list knows: ``<product>`` in a pattern."""

import pytest

from rfpkit.formats.text import from_text
from rfpkit.lint.matching import FastEngine
from rfpkit.lint.names import Names
from rfpkit.lint.nlp import SpacyEngine
from rfpkit.lint.passages import subject
from rfpkit.lint.patterns import Vocabulary, parse

LISTS = Vocabulary({"product": ["=Oracle|=SAP", "power bi"]})


def find(text, pattern="<product>", lists=LISTS):
    whole = subject(from_text(text))
    cut, names, sought = [s.words for s in whole.sentences], Names(whole), parse(pattern, lists)
    found = list(FastEngine(cut, names).find(sought))
    assert found == list(SpacyEngine(cut, [sought], names).find(sought))
    return [
        whole.passages[whole.sentences[m.sentence].passage].text[
            cut[m.sentence].starts[m.start] : cut[m.sentence].ends[m.end - 1]
        ]
        for m in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The data lie in a Sybase database.", ["Sybase database"]),
        ("It runs on SQL Server 2019 and later.", ["SQL Server 2019"]),
        ("It is integrated with Kofax v11 today.", ["Kofax v11"]),
        ("The ledger is kept in Maximo R12.", ["Maximo R12"]),
        ("The clerks work with the Maximo software.", ["Maximo software"]),
        ("The buyer needs twenty AcmeWorks licences.", ["AcmeWorks licences"]),
        ("Bidders supply FastPack® for the scans.", ["FastPack"]),
        ("It is written for the Spring framework 5.3 or later.", ["Spring framework 5.3"]),
        ("It runs on the Solaris operating system.", ["Solaris operating system"]),
        ("The statistics are made with SPSS version 24.", ["SPSS version 24"]),
        ("PowerDoc software is used by the clerks.", ["PowerDoc software"]),
        ("All reports are made with Oracle or Power BI.", ["Oracle", "Power BI"]),
    ],
)
def test_names_beside_software_are_products(text, expected):
    assert find(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Existing software is replaced.",
        "Migrate database contents to the new store.",
        "The Licensed Software and the Hosting Platform are maintained.",
        "The Department platform is used by the State.",
        "The solution meets WCAG 2.1 and TLS 1.2 in any browser.",
        "See Section 4.2 and Paragraph 6.04 of the software licence.",
        "The California licence and the May software release are free.",
        "The Governance Framework applies to all software.",
        "The Zebra platform is new, and every zebra likes it.",
        "Each named user pays for the GIS software.",
        "“Zephyr” means the work. The Zephyr platform is built by the Supplier.",
        "The National Bureau of Roads (NBR) runs the NBR platform version 2.",
        "This agreement is between Acme Inc. (the “Buyer”) and Roe. The Acme platform is old.",
        "Hardware And Software Platform Requirements",
        "VOLUME 2.1 SOFTWARE",
    ],
)
def test_other_words_beside_software_are_not(text):
    assert find(text) == []


def test_a_pattern_may_go_on_behind_the_name():
    assert find("built on the Zope platform", "on the <product> platform") == [
        "on the Zope platform"
    ]
    assert find("built on the Zope platform today", "[the] <product> today") == [
        "the Zope platform today"
    ]
