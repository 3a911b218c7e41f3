"""A lock remembers what each clause said, and tells what the library did from what the spec did."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit import spec as specs
from rfpkit.assembly.drift import ClauseChange, changes
from rfpkit.assembly.lockfile import lock_text, parse_lock
from rfpkit.assembly.locking import Lock, LockedDocument, LockedText, Pin, lock_of, moves
from rfpkit.assembly.planning import Plan, plan
from rfpkit.document.provenance import manifest_of
from rfpkit.errors import InputError
from rfpkit.library.load import Library
from rfpkit.reporters.changes import redline, render

MINIMAL = Path(__file__).resolve().parents[1] / "spec" / "minimal.yml"
CLAUSE = "exit/handover"


def planned(library: Library, text: str | None = None) -> Plan:
    return plan(specs.load(MINIMAL, text=text or MINIMAL.read_text(encoding="utf-8")), library)


def with_clause(library: Library, name: str, text: str | None = None, **front: Any) -> Library:
    """The library with one clause that has another text or other front matter."""
    clause = library.clauses[name]
    loaded = replace(clause.loaded, value=replace(clause.front, **front))
    changed = replace(clause, loaded=loaded, text=clause.text if text is None else text)
    return replace(library, clauses={**library.clauses, name: changed})


def without_clause(library: Library, name: str) -> Library:
    return replace(library, clauses={k: c for k, c in library.clauses.items() if k != name})


@pytest.fixture(scope="module")
def lock(library: Library) -> Lock:
    return lock_of(planned(library), "minimal.yml")


def told(found: tuple[ClauseChange, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(change.clause, change.kind, change.why) for change in found]


def test_a_lock_written_is_the_lock_read(lock: Lock) -> None:
    text = lock_text(lock)
    assert parse_lock(text, "rfpkit.lock") == lock
    assert text == lock_text(parse_lock(text, "rfpkit.lock"))


def test_the_lock_and_the_word_file_know_a_clause_by_the_same_fingerprint(
    lock: Lock, library: Library
) -> None:
    from rfpkit.assembly.drafting import assemble

    made = planned(library)
    (document,) = (d for d in made.documents if d.name == "contract")
    manifest = manifest_of(assemble(made, document))
    assert manifest is not None
    assert {c.origin.id: c.fingerprint for c in manifest.clauses} == {
        name: text.fingerprint for name, text in lock.documents["contract"].clauses.items()
    }


@pytest.mark.parametrize("numbering", ["decimal", "outline"])
def test_other_numbers_are_no_change_of_a_clause(
    lock: Lock, library: Library, numbering: str
) -> None:
    text = MINIMAL.read_text(encoding="utf-8") + f"\nstyle: {{numbering: {numbering}}}\n"
    renumbered = planned(library, text)
    assert changes(lock, renumbered) == ()
    assert lock_of(renumbered, "minimal.yml").documents == lock.documents


def test_a_lock_names_what_references_point_to(lock: Lock) -> None:
    lines = [
        line
        for document in lock.documents.values()
        for text in document.clauses.values()
        for line in text.lines
    ]
    assert any("lause ‹exit/handover›" in line for line in lines)


def test_where_nothing_moved_nothing_is_told(lock: Lock, library: Library) -> None:
    assert moves(lock, planned(library)) == ()
    assert changes(lock, planned(library)) == ()


def test_guidance_and_sources_may_change_without_a_word(lock: Lock, library: Library) -> None:
    moved = with_clause(library, CLAUSE, guidance="Other advice.", risk="Another risk.")
    assert moves(lock, planned(moved)) == ()


@pytest.mark.parametrize(
    ("front", "more", "message"),
    [
        ({"version": "2.0.0"}, " More.", "1.0.0 → 2.0.0, new wording"),
        ({}, " More.", "new wording, still called 1.0.0"),
        ({"version": "1.0.1"}, "", "1.0.0 → 1.0.1, same words"),
        ({"requires": ("basis/parties",)}, "", "new settings, still called 1.0.0"),
        ({"title": "Other", "requires": ()}, "", "new wording and settings, still called 1.0.0"),
    ],
)
def test_a_clause_that_moved_is_told_with_how(
    lock: Lock, library: Library, front: dict[str, Any], more: str, message: str
) -> None:
    clause = library.clauses[CLAUSE]
    if message.endswith("wording and settings, still called 1.0.0"):
        front = front | {"variant_of": "exit/other"}
    text = clause.text.rstrip() + more + "\n" if more else None
    (move,) = moves(lock, planned(with_clause(library, CLAUSE, text, **front)))
    assert str(move) == f"{CLAUSE}: {message.replace('1.0.0', clause.front.version)}"


def test_clauses_new_and_gone_are_told_only_where_they_are_used(
    lock: Lock, library: Library
) -> None:
    before = replace(lock, clauses={k: p for k, p in lock.clauses.items() if k != CLAUSE})
    assert [str(m) for m in moves(before, planned(library))] == [f"{CLAUSE}: new in the library"]
    used = {name for document in lock.documents.values() for name in document.clauses}
    unused = next(name for name in lock.clauses if name not in used)
    assert moves(lock, planned(without_clause(library, unused))) == ()
    gone = planned(without_clause(library, CLAUSE))
    assert f"{CLAUSE}: no longer in the library" in map(str, moves(lock, gone))


def test_terms_and_templates_that_moved_are_told(lock: Lock, library: Library) -> None:
    moved = replace(
        lock,
        terms="",
        documents={n: replace(d, template="") for n, d in lock.documents.items()},
    )
    assert [move.subject for move in moves(moved, planned(library))] == [
        "clauses/terms.yml", "templates/rfp.yml", "templates/contract.yml",
    ]  # fmt: skip


def test_what_the_spec_changes_is_no_move_but_a_change(lock: Lock, library: Library) -> None:
    text = MINIMAL.read_text(encoding="utf-8")
    assert "term_months: " in text
    months = text.split("term_months: ")[1].split()[0].rstrip(",}")
    made = planned(library, text.replace(f"term_months: {months}", f"term_months: {months}1"))
    assert moves(lock, made) == ()
    found = changes(lock, made)
    assert found
    assert {(change.kind, change.why) for change in found} == {
        ("changed", ("the spec has changed",))
    }
    assert all(
        f"[-{months}-]{{+{months}1+}}" in redline(line) for change in found for line in change.lines
    )


def test_a_reworded_clause_is_shown_as_a_redline(lock: Lock, library: Library) -> None:
    clause = library.clauses[CLAUSE]
    assert " must " in clause.text
    text = clause.text.replace(" must ", " may ", 1) + "\nA line of its own.\n"
    (change,) = changes(lock, planned(with_clause(library, CLAUSE, text, version="9.0.0")))
    version = clause.front.version
    assert (change.clause, change.kind, change.version) == (CLAUSE, "changed", "9.0.0")
    assert change.why == (f"library: {version} → 9.0.0, new wording",)
    first, second = map(redline, change.lines)
    assert "[-must-]{+may+}" in first
    assert second == "{+A line of its own.+}"


def test_renumbering_changes_no_clause(lock: Lock, library: Library) -> None:
    spec = MINIMAL.read_text(encoding="utf-8")
    contract = planned(library).documents[1]
    for clause in contract.clauses[3:]:
        out = f"{{id: {clause.id}, reason: The framework settles this for both parties}}"
        made = planned(library, f"{spec}\nclauses:\n  exclude:\n    - {out}\n")
        if not made.errors:
            break
    found = changes(lock, made)
    assert (
        clause.id,
        "removed",
        ("forced out by the spec: The framework settles this for both parties",),
    ) in told(found)
    changed = {change.clause for change in found if change.kind == "changed"}
    assert changed <= {"basis/definitions"}  # which lists the terms that the others use


def test_clauses_that_came_in_are_told_with_their_reasons(lock: Lock, library: Library) -> None:
    contract = lock.documents["contract"]
    clauses = {name: text for name, text in contract.clauses.items() if name != CLAUSE}
    older = replace(
        lock,
        clauses={name: pin for name, pin in lock.clauses.items() if name != CLAUSE},
        documents={**lock.documents, "contract": replace(contract, clauses=clauses)},
    )
    ((name, kind, why),) = told(changes(older, planned(library)))
    assert (name, kind, why[0]) == (CLAUSE, "added", "new in the library")
    assert len(why) > 1


def test_a_document_that_went_out_takes_its_clauses_along(lock: Lock, library: Library) -> None:
    made = planned(library)
    documents = tuple(
        replace(d, included=False, reasons=("nobody asks",)) if d.name == "rfp" else d
        for d in made.documents
    )
    found = changes(lock, replace(made, documents=documents))
    assert [change.clause for change in found] == list(lock.documents["rfp"].clauses)
    assert found[0].why == ("the whole document is out", "nobody asks")


def test_long_lines_are_cut_down_to_what_changed(lock: Lock, library: Library) -> None:
    clause = library.clauses[CLAUSE]
    text = clause.text.replace(" must ", " may ", 1)
    shown = render(changes(lock, planned(with_clause(library, CLAUSE, text))))
    assert f"  ~ {CLAUSE} {clause.front.version} changed: library: new wording" in shown
    assert "[-must-]{+may+}" in shown
    assert len(shown) < 400
    coloured = render(changes(lock, planned(with_clause(library, CLAUSE, text))), colour=True)
    assert "\033[31m[-must-]\033[0m\033[32m{+may+}\033[0m" in coloured


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not sound JSON here"),
        ("<<<<<<< ours\n{}", "rfpkit.lock:1:1: is not sound JSON here"),
        ("[]", "is no lock of rfpkit, or a damaged one"),
        ("{}", "is no lock of rfpkit, or a damaged one"),
        ('{"rfpkit_lock": 2}', "was written by a later rfpkit"),
        ("[" * 100_000, "rfpkit.lock"),
    ],
)
def test_what_is_no_lock_is_told_with_what_to_do(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_lock(text, "rfpkit.lock")
    assert message in str(caught.value)
    assert "write it anew with 'rfpkit build SPEC --lock'" in str(caught.value)


def test_a_lock_with_a_wrong_kind_of_value_anywhere_is_refused(lock: Lock) -> None:
    data = json.loads(lock_text(lock))
    for key in ("file", "spec", "library", "terms", "clauses", "documents"):
        for wrong in (None, 7, ["x"], {"x": 1}):
            with pytest.raises(InputError):
                parse_lock(json.dumps(data | {key: wrong}), "rfpkit.lock")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    st.builds(
        Lock,
        file=TEXT,
        spec=TEXT,
        library=TEXT,
        terms=TEXT,
        clauses=st.dictionaries(TEXT, st.builds(Pin, TEXT, TEXT, TEXT), max_size=3),
        documents=st.dictionaries(
            TEXT,
            st.builds(
                LockedDocument,
                TEXT,
                st.dictionaries(
                    TEXT, st.builds(LockedText, TEXT, st.lists(TEXT).map(tuple)), max_size=3
                ),
            ),
            max_size=2,
        ),
    )
)
def test_whatever_a_lock_holds_is_read_back(lock: Lock) -> None:
    assert parse_lock(lock_text(lock), "rfpkit.lock") == lock
