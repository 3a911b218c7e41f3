"""Names of systems, products and makers: ``<system>`` in a pattern."""

import pytest

from rfpkit.lint.matching import FastEngine
from rfpkit.lint.names import Names
from rfpkit.lint.nlp import SpacyEngine
from rfpkit.lint.passages import subject
from rfpkit.lint.patterns import Vocabulary, parse

PATTERN = parse("with|by|using|existing|and ..2 <system>", Vocabulary({}))


def found(document, text: str) -> list[str]:
    """The longest names after the words of the pattern, as both engines see them."""
    whole = subject(document(text))
    cut = [sentence.words for sentence in whole.sentences]
    answers = []
    for engine in (FastEngine(cut, Names(whole)), SpacyEngine(cut, [PATTERN], Names(whole))):
        answers.append(
            [" ".join(cut[m.sentence].raw[m.start + 1 : m.end]) for m in engine.find(PATTERN)]
        )
    assert answers[0] == answers[1]
    return answers[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The solution shall integrate with FINTRAK in real time.", "FINTRAK"),
        ("It must work with the SAP ERP of the city.", "the SAP ERP"),
        ("It exchanges records with the Case Management System daily.",
         "the Case Management System"),
        ("Calls are handled with Avaya Aura Communication Manager as today.",
         "Avaya Aura Communication Manager"),
        ("The portal is synchronised with the City's Accela database each night.",
         "the City Accela database"),
        ("The catalogue is run with Ex Libris Alma for all branches.", "Ex Libris Alma"),
        ("It must interface with the existing Kone E-Link monitoring system on site.",
         "the existing Kone E Link monitoring system"),
        ("Documents are written using PD2 and stored.", "PD2"),
        ("The bidder is authorised by Otis to service lifts.", "Otis"),
    ],
)  # fmt: skip
def test_names_of_systems(document, text, name):
    assert found(document, text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Data are exchanged with other systems through open interfaces.",
        "Work is agreed with the COTR before it begins.",
        "The bidder works with the City's staff and the DHSS staff on site.",
        "The interface is documented with XML and JSON examples.",
        "Records are shared with Government agencies and Section 4 offices.",
        "Traffic is secured with TLS 1.2 or later versions.",
        "Meetings are held with the Project Manager each week.",
        "THE SYSTEM SHALL WORK WITH THE EXISTING NETWORK.",
        "The buyer (the “Portal Owner”) is agreed with. Plans are made with the Portal Owner only.",
    ],
)
def test_what_is_no_name_of_a_system(document, text):
    assert found(document, text) == []
