"""The library is held to account: every clause, term and template, whatever the spec."""

import re
import statistics
from functools import partial

import pytest

from rfpkit.assembly.inserts import insert_names
from rfpkit.assembly.step_planning import step_documents
from rfpkit.content import data_root
from rfpkit.document.model import Item, Table, text_blocks
from rfpkit.library.load import Clause, Library, check_library, load_library
from rfpkit.library.placeholders import Insert, SpecField, pieces
from rfpkit.spec.conditions import FIELDS, holds, parse

LIBRARY = load_library(data_root())
DOCUMENTS = step_documents(LIBRARY)
TEXTS = pytest.mark.parametrize(
    "clauses",
    [
        *((clause,) for clause in LIBRARY.clauses.values()),
        *(document.sections for document in DOCUMENTS),
    ],
    ids=[*LIBRARY.clauses, *(document.name for document in DOCUMENTS)],
)
"""Each file of the library: a clause, or a document of a step with its sections."""
LEGALESE = re.compile(
    r"\b(shall|hereby|herein\w*|thereof|aforesaid|notwithstanding|inter alia|forthwith|and/or"
    r"|best efforts|etc\.|as appropriate|sole discretion|reserves? the right)\b",
    re.I,
)
NEGOTIATED = (
    "ip/ownership", "risk/liability", "exit/termination", "price/increase", "data/return",
    "delivery/acceptance", "delivery/change", "data/confidentiality",
)  # fmt: skip
MATRIX = {
    "Problem statement and objectives": ("delivery/objectives", "BC"),
    "Background and objectives": ("basis/background", "ABC"),
    "Umbrella and module call-off": ("basis/module-orders", "ABC"),
    "Short base period": ("basis/term", "ABC"),
    "Ceiling price or cap per module": ("price/charges", "ABC"),
    "Termination for convenience": ("exit/termination", "ABC"),
    "Product owner": ("people/product-owner", "ABC"),
    "Sprint cadence and demo": ("delivery/sprints", "BC"),
    "Definition of done": ("delivery/definition-of-done", "BC"),
    "Acceptance": ("delivery/acceptance", "ABC"),
    "Deployment": ("delivery/deployment", "BC"),
    "Ownership or licence": ("ip/ownership", "ABC"),
    "Open source release": ("ip/open-source-release", "BC"),
    "Public repository": ("ip/repository", "BC"),
    "Escrow": ("ip/escrow", "A"),
    "Third-party components": ("ip/third-party-components", "ABC"),
    "Data ownership": ("data/ownership", "ABC"),
    "Data access and open interface": ("data/access", "ABC"),
    "Data return": ("data/return", "ABC"),
    "Exit plan": ("exit/exit-plan", "ABC"),
    "Handover": ("exit/handover", "ABC"),
    "Open standards": ("standards/open-standards", "ABC"),
    "Data location": ("data/location", "ABC"),
    "Security": ("standards/security", "ABC"),
    "Vulnerability disclosure": ("standards/vulnerabilities", "ABC"),
    "Accessibility": ("standards/accessibility", "ABC"),
    "Privacy": ("data/protection", "ABC"),
    "Precedence over licence terms": ("basis/precedence", "ABC"),
    "Disputes": ("risk/disputes", "ABC"),
    "Price caps": ("price/increase", "ABC"),
    "Change by backlog": ("delivery/change", "BC"),
    "Key people": ("people/key-people", "BC"),
    "Remote work": ("people/remote-work", "BC"),
    "Performance and improvement": ("delivery/performance", "ABC"),
    "Payment": ("price/payment", "ABC"),
    "Training and documentation": ("delivery/documentation-and-training", "ABC"),
    "Warranty": ("delivery/warranty", "ABC"),
    "Publication": ("transparency/publication", "ABC"),
    "Confidentiality": ("data/confidentiality", "ABC"),
    "Conflict of interest": ("risk/conflict-of-interest", "ABC"),
}
"""The required-clause matrix: what a contract settles, the clause, and for which strategies."""


def grade(text: str) -> float:
    """The Flesch-Kincaid grade; a syllable is a run of vowels, a silent final e left out."""
    found = re.findall(r"[a-z’]+", text.lower())
    syllables = sum(
        max(len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])(?:e|es|ed)$", "", word))), 1)
        for word in found
    )
    sentences = len(re.findall(r"[.!?:;](?=\s|$)", text)) or 1
    return 0.39 * len(found) / sentences + 11.8 * syllables / len(found) - 15.59


def words(clause: Clause) -> str:
    """The clause's sentences, a word for each placeholder; tables hold no sentences."""
    parts = []
    for block in text_blocks(tuple(b for b in clause.blocks() if not isinstance(b, Table))):
        text = re.sub(r"\s*\{#[a-z0-9-]+\}", "", re.sub(r"\{\{.*?\}\}", "12", block.text)).strip()
        parts.append(text.rstrip(";,") + ("." if isinstance(block, Item) else ""))
    return "\n".join(part for part in parts if part)


def test_blanks_names_and_references_all_fit():
    assert [str(fault) for fault in check_library(LIBRARY)] == []
    for document in DOCUMENTS:
        faults = check_library(document.within(LIBRARY), document.sections)
        assert [str(fault) for fault in faults] == []


def test_there_are_enough_clauses():
    assert len(LIBRARY.clauses) >= 45


@TEXTS
def test_conditions_name_fields_that_exist(clauses: tuple[Clause, ...]):
    for clause in clauses:
        parse(clause.front.when, clause.loaded, "when")


@TEXTS
def test_fields_and_inserts_that_the_text_names_exist(clauses: tuple[Clause, ...]):
    inserts = set(insert_names())
    for clause in clauses:
        blanks = set(clause.front.blanks)
        for block in text_blocks(clause.blocks()):
            for piece in pieces(block.text, blanks):
                if isinstance(piece, SpecField):
                    assert piece.path in FIELDS, (clause.id, piece.path)
                if isinstance(piece, Insert):
                    assert piece.name in inserts, clause.id


@TEXTS
def test_blanks_that_a_field_answers_name_one_that_exists(clauses: tuple[Clause, ...]):
    for clause in clauses:
        for name, blank in clause.front.blanks.items():
            assert not blank.spec or blank.spec in FIELDS or blank.spec.startswith("supplier."), (
                clause.id,
                name,
            )
            assert "?" in blank.ask, (clause.id, name)


@TEXTS
def test_the_text_uses_no_legalese(clauses: tuple[Clause, ...]):
    found = {clause.id: LEGALESE.findall(words(clause)) for clause in clauses}
    assert {name: told for name, told in found.items() if told} == {}


@TEXTS
def test_no_sentence_is_over_forty_words(clauses: tuple[Clause, ...]):
    for clause in clauses:
        for line in words(clause).split("\n"):
            for sentence in re.split(r"(?<=[.!?:;])\s+", line):
                assert len(sentence.split()) <= 40, (clause.id, sentence)


@TEXTS
def test_apostrophes_are_typographic(clauses: tuple[Clause, ...]):
    assert [clause.id for clause in clauses if re.search(r"\w'\w", clause.text)] == []


def test_the_texts_read_at_lower_secondary_level():
    grades = {c.id: grade(words(c)) for c in LIBRARY.clauses.values()}
    assert statistics.median(grades.values()) <= 8
    assert {name: found for name, found in grades.items() if found > 11} == {}


@pytest.mark.parametrize("row", MATRIX)
def test_every_row_of_the_required_clause_matrix_has_its_clause(library: Library, row: str):
    name, strategies = MATRIX[row]
    clauses = library.named(name)
    assert clauses
    for strategy in strategies:
        for law in ("us", "eu", "uk"):
            facts: dict[str, tuple[object, ...]] = {
                "document": ("contract",),
                "strategy": (strategy,),
                "strategies": (strategy,),
                "jurisdiction": (law,),
                "budget.basis": ("subscription" if strategy == "A" else "price-per-module",),
                "data.personal": (True,),
            }
            fitting = [
                clause.id
                for clause in clauses
                if holds(parse(clause.front.when), partial(_facts, facts))
            ]
            assert len(fitting) == 1, (strategy, law, fitting)


def _facts(known: dict[str, tuple[object, ...]], field: str) -> tuple[object, ...]:
    return known.get(field, ("given",))


@pytest.mark.parametrize("name", NEGOTIATED)
def test_the_most_negotiated_clauses_have_fallback_positions(library: Library, name: str):
    for clause in library.named(name):
        if clause.id == "delivery/acceptance-off-the-shelf":
            continue
        assert len(clause.front.fallbacks) >= 2, clause.id
        for fallback in clause.front.fallbacks:
            assert fallback.approver
            assert fallback.text.strip() != clause.text.strip()


def test_every_clause_stands_in_a_template():
    entries = {
        entry
        for template in LIBRARY.templates.values()
        for section in template.value.sections
        for entry in section.clauses
    } | {entry for template in LIBRARY.templates.values() for entry in template.value.annexes}
    for clause in LIBRARY.clauses.values():
        topic = clause.id.split("/")[0]
        assert {*clause.names, f"{topic}/*"} & entries, clause.id


def test_every_source_says_whether_it_was_read():
    for clause in LIBRARY.clauses.values():
        for source in clause.front.sources:
            assert source.verified is False or source.verified.copy, (clause.id, source.title)
