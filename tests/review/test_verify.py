"""What is said of the clauses of a document that came back, clause by clause."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from rfpkit import spec as specs
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.content import data_folder
from rfpkit.document.markdown import parse
from rfpkit.document.model import AnyBlock, Document, Heading, Paragraph, Run, text_blocks
from rfpkit.document.provenance import Manifest, manifest_of
from rfpkit.library.load import Library
from rfpkit.library.placeholders import BlankName, Literal, pieces
from rfpkit.lint import Rule, load_rules
from rfpkit.reporters.verdicts import render, render_json
from rfpkit.review import ClauseReview, Returned, Review, View, likeliest, verify

SPEC = Path(__file__).resolve().parents[2] / "examples" / "uk-library-system" / "spec.yml"
WARRANTY = "delivery/warranty"
Blocks = list[AnyBlock]


@pytest.fixture(scope="module")
def contract(library: Library) -> Document:
    made = plan(specs.load(SPEC), library)
    (planned,) = (document for document in made.documents if document.name == "contract")
    return assemble(made, planned)


@pytest.fixture(scope="module")
def manifest(contract: Document) -> Manifest:
    found = manifest_of(contract)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    return load_rules(data_folder("linters"))


def extent(contract: Document, clause: str) -> slice:
    assert contract.provenance is not None
    (found,) = (e for e in contract.provenance.extents if e.origin.id == clause)
    return slice(found.start, found.end)


def paragraph(text: str, **said: str) -> Paragraph:
    return Paragraph(runs=(Run(text),), **said)  # type: ignore[arg-type]


def replaced(block: AnyBlock, old: str, new: str) -> AnyBlock:
    """The block with other words; they must stand in one run."""
    assert not hasattr(block, "rows")
    runs = tuple(replace(run, text=run.text.replace(old, new)) for run in block.runs)
    assert runs != block.runs
    return replace(block, runs=runs)


def reviewed(
    contract: Document, blocks: Sequence[AnyBlock], *args: object, **said: object
) -> Review:
    manifest = manifest_of(contract)
    assert manifest is not None
    view = View(replace(contract, blocks=tuple(blocks)))
    return verify(manifest, Returned(view), *args, **said)  # type: ignore[arg-type]


def of(review: Review, clause: str) -> ClauseReview:
    (found,) = (one for one in review.clauses if one.id == clause)
    return found


def edited(contract: Document, clause: str, edit: Callable[[Blocks], Blocks]) -> Blocks:
    """The blocks of the contract with those of one clause changed."""
    blocks = list(contract.blocks)
    where = extent(contract, clause)
    blocks[where] = edit(blocks[where])
    return blocks


def test_what_was_not_touched_is_verbatim(contract: Document) -> None:
    review = reviewed(contract, contract.blocks)
    assert review.is_verbatim
    assert all(not clause.stale and not clause.changes for clause in review.clauses)


def test_one_word_makes_a_clause_edited_and_no_other(contract: Document) -> None:
    where = extent(contract, WARRANTY)
    blocks = list(contract.blocks)
    blocks[where.start + 1] = replaced(blocks[where.start + 1], "must", "should")
    review = reviewed(contract, blocks)
    assert [one.id for one in review.clauses if one.deviates] == [WARRANTY]
    (change,) = of(review, WARRANTY).changes
    assert [(p.kind, p.text) for p in change.pieces if p.kind != "kept"][:2] == [
        ("removed", "must"),
        ("inserted", "should"),
    ]


def test_a_blank_that_is_filled_otherwise_is_told_by_its_name(contract: Document) -> None:
    blocks = list(contract.blocks)
    for at in range(*extent(contract, WARRANTY).indices(len(blocks))):
        block = blocks[at]
        if any(run.blank == "warning_days" for run in getattr(block, "runs", ())):
            assert isinstance(block, Paragraph)
            runs = tuple(
                replace(run, text="45") if run.blank == "warning_days" else run
                for run in block.runs
            )
            blocks[at] = replace(block, runs=runs)
    (blank,) = of(reviewed(contract, blocks), WARRANTY).blanks
    assert (blank.name, blank.was, blank.now) == ("warning_days", "10", "45")


def test_quotes_dashes_and_spaces_are_no_edit(contract: Document) -> None:
    def typed(text: str) -> str:
        return text.replace("’", "'").replace("“", '"').replace("–", "-").replace(" ", "\u00a0")

    blocks = [
        block
        if hasattr(block, "rows")
        else replace(block, runs=tuple(replace(run, text=typed(run.text)) for run in block.runs))
        for block in contract.blocks
    ]
    assert reviewed(contract, blocks).is_verbatim


def test_a_reference_may_show_the_new_number_of_its_clause_and_no_other(
    contract: Document,
) -> None:
    blocks = list(contract.blocks)
    at, run_at, shown = next(
        (at, run_at, run.text)
        for at, block in enumerate(blocks)
        for run_at, run in enumerate(getattr(block, "runs", ()))
        if run.ref == "exit/handover"
    )
    head = extent(contract, "exit/handover").start

    def showing(number: str, of_clause: str) -> list[AnyBlock]:
        changed = list(blocks)
        block, target = changed[at], changed[head]
        assert isinstance(block, Paragraph | Heading) or hasattr(block, "ordered")
        runs = list(block.runs)  # type: ignore[union-attr]
        runs[run_at] = replace(runs[run_at], text=number)
        changed[at] = replace(block, runs=tuple(runs))  # type: ignore[type-var]
        assert isinstance(target, Heading)
        changed[head] = replace(target, number=of_clause)
        return changed

    holder = next(
        e.origin.id
        for e in contract.provenance.extents  # type: ignore[union-attr]
        if e.start <= at < e.end
    )
    assert of(reviewed(contract, showing("99", "99")), holder).verdict == "verbatim"
    stale = of(reviewed(contract, showing(shown, "99")), holder)
    assert (stale.verdict, stale.stale) == ("verbatim", (f"{shown} (now 99)",))
    assert of(reviewed(contract, showing("98", "99")), holder).verdict == "edited"


def test_a_clause_that_moved_is_told_and_its_neighbours_are_not(contract: Document) -> None:
    where = extent(contract, WARRANTY)
    blocks = list(contract.blocks)
    taken = blocks[where]
    del blocks[where]
    to = extent(contract, "exit/exit-plan").start - len(taken)
    blocks[to:to] = taken
    review = reviewed(contract, blocks)
    assert [(c.id, c.verdict, c.moved) for c in review.clauses if c.deviates] == [
        (WARRANTY, "verbatim", True)
    ]


def test_a_clause_that_is_gone_is_removed_but_edited_where_its_heading_stays(
    contract: Document,
) -> None:
    gone = reviewed(contract, edited(contract, WARRANTY, lambda blocks: []))
    assert of(gone, WARRANTY).verdict == "removed"
    left = reviewed(contract, edited(contract, WARRANTY, lambda blocks: blocks[:1]))
    assert of(left, WARRANTY).verdict == "edited"
    assert [one.id for one in left.clauses if one.deviates] == [WARRANTY]


def test_what_stands_under_its_own_heading_is_foreign(contract: Document) -> None:
    new = [
        Heading(level=2, runs=(Run("Licence audits"),)),
        paragraph("The Supplier may audit the Buyer’s use of the Software at any time."),
    ]
    review = reviewed(contract, edited(contract, WARRANTY, lambda blocks: [*blocks, *new]))
    (foreign,) = review.foreign
    assert foreign.text.startswith("Licence audits\nThe Supplier may audit")
    assert "Warranty" in foreign.place
    assert not any(clause.deviates for clause in review.clauses)


def test_a_paragraph_under_a_clause_belongs_to_it_even_at_its_end(contract: Document) -> None:
    new = paragraph("The Supplier may charge for repairs at its rates of the day.")
    review = reviewed(contract, edited(contract, WARRANTY, lambda blocks: [*blocks, new]))
    assert of(review, WARRANTY).verdict == "edited"
    assert not review.foreign


def test_a_list_level_that_changed_is_an_edit(contract: Document) -> None:
    def outdented(blocks: Blocks) -> Blocks:
        at = next(k for k, block in enumerate(blocks) if getattr(block, "number", "") == "(a)")
        return [*blocks[:at], replace(blocks[at], number="9.9"), *blocks[at + 1 :]]  # type: ignore[type-var]

    review = reviewed(contract, edited(contract, "basis/precedence", outdented))
    assert of(review, "basis/precedence").verdict == "edited"


def test_words_that_are_crossed_out_or_out_of_order_make_an_edit(contract: Document) -> None:
    manifest = manifest_of(contract)
    assert manifest is not None
    where = extent(contract, WARRANTY)
    before = sum(1 for _ in text_blocks(contract.blocks[: where.start + 1]))
    struck = verify(manifest, Returned(View(contract, struck=frozenset({before}))))
    assert (of(struck, WARRANTY).verdict, of(struck, WARRANTY).is_struck) == ("edited", True)
    assert "crossed out by their look" in render(struck)

    def swapped(blocks: Blocks) -> Blocks:
        return [blocks[0], blocks[2], blocks[1], *blocks[3:]]

    turned = reviewed(contract, edited(contract, WARRANTY, swapped))
    assert of(turned, WARRANTY).verdict == "edited"
    assert "The words are the same; their order" in render(turned)


def test_each_fallback_position_of_the_library_is_known_again(
    contract: Document, library: Library
) -> None:
    seen = exact = 0
    for clause in {e.origin.id for e in contract.provenance.extents}:  # type: ignore[union-attr]
        front = library.clauses[clause].front
        for position in front.fallbacks:
            text = fallback_text(contract, clause, position.text, set(front.blanks))

            def swapped(blocks: Blocks, new: list[AnyBlock] = text) -> Blocks:
                return [blocks[0], *new]

            found = of(reviewed(contract, edited(contract, clause, swapped), library), clause)
            assert found.fallback is not None, (clause, position.title)
            assert (found.fallback.title, found.fallback.approver) == (
                position.title,
                position.approver,
            )
            seen += 1
            exact += found.fallback.exact
    assert seen > 15
    assert exact >= 0.9 * seen


def fallback_text(contract: Document, clause: str, text: str, names: set[str]) -> list[AnyBlock]:
    (found,) = (e for e in contract.provenance.extents if e.origin.id == clause)  # type: ignore[union-attr]
    fillings = {one.name: one.text for one in found.origin.blanks}

    def word(piece: object) -> str:
        if isinstance(piece, Literal):
            return piece.text
        return (fillings.get(piece.name) if isinstance(piece, BlankName) else "") or "7"

    return [
        paragraph("".join(map(word, pieces(block.text, names))))
        for block in text_blocks(parse(text))
    ]


def test_an_edit_of_its_own_comes_to_no_fallback(contract: Document, library: Library) -> None:
    def odd(blocks: Blocks) -> Blocks:
        return [blocks[0], replaced(blocks[1], "must", "need not"), *blocks[2:]]

    found = of(reviewed(contract, edited(contract, WARRANTY, odd), library), WARRANTY)
    assert (found.verdict, found.fallback) == ("edited", None)


def test_rules_that_an_edit_breaks_are_told_and_old_findings_are_not(
    contract: Document, library: Library, rules: tuple[Rule, ...]
) -> None:
    new = paragraph("This Agreement renews automatically each year.")
    blocks = edited(contract, WARRANTY, lambda blocks: [*blocks, new])
    review = reviewed(contract, blocks, library, lambda: rules)
    assert "lock-in/auto-renewal" in {one.rule for one in of(review, WARRANTY).breaks}
    assert not any(one.breaks for one in review.clauses if one.id != WARRANTY)


def test_what_the_document_lacks_now_is_told(
    contract: Document, library: Library, rules: tuple[Rule, ...]
) -> None:
    assert reviewed(contract, contract.blocks, library, lambda: rules).gaps == ()
    rights = {e.origin.id for e in contract.provenance.extents if e.origin.id.startswith("ip/")}  # type: ignore[union-attr]
    drop = [extent(contract, clause) for clause in rights]
    blocks = [
        block
        for at, block in enumerate(contract.blocks)
        if not any(where.start <= at < where.stop for where in drop)
    ]
    review = reviewed(contract, blocks, library, lambda: rules)
    assert {one.id for one in review.clauses if one.verdict == "removed"} == rights
    assert [one.rule for one in review.gaps] == ["missing/buyer-rights-in-deliverables"]


def test_the_original_view_tells_what_was_tracked(contract: Document, manifest: Manifest) -> None:
    def changed(blocks: Blocks) -> Blocks:
        return [blocks[0], replaced(blocks[1], "must", "should"), *blocks[2:]]

    accepted = View(replace(contract, blocks=tuple(edited(contract, WARRANTY, changed))))
    tracked = of(verify(manifest, Returned(accepted, View(contract))), WARRANTY)
    assert (tracked.verdict, tracked.original, tracked.is_tracked) == ("edited", "verbatim", True)
    silent = of(verify(manifest, Returned(accepted, accepted)), WARRANTY)
    assert (silent.verdict, silent.original, silent.is_tracked) == ("edited", "edited", False)


def test_the_likeliest_document_is_taken(library: Library, contract: Document) -> None:
    made = plan(specs.load(SPEC), library)
    every = [manifest_of(assemble(made, one)) for one in made.documents if one.included]
    manifests = [one for one in every if one is not None]
    assert likeliest(manifests, Returned(View(contract))).name == "contract"


def test_reports_tell_the_same_in_words_and_as_data(contract: Document, library: Library) -> None:
    def changed(blocks: Blocks) -> Blocks:
        return [blocks[0], replaced(blocks[1], "must", "should"), *blocks[2:]]

    blocks = edited(contract, WARRANTY, changed)
    del blocks[extent(contract, "basis/signatures")]
    review = reviewed(contract, blocks, library)
    told = render(review)
    assert "51 verbatim, 1 edited, 1 removed" in told
    assert "[-must-]{+should+}" in told
    assert f"({WARRANTY})" in told
    data = json.loads(render_json(review))
    assert data["version"] == 1
    verdicts = {one["id"]: one["verdict"] for one in data["clauses"]}
    assert (verdicts[WARRANTY], verdicts["basis/signatures"]) == ("edited", "removed")
    assert len(verdicts) == len(review.clauses)
