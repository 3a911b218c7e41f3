"""Texts are cut once in a process, and nobody can tell from the documents."""

from __future__ import annotations

from pathlib import Path

from rfpkit import spec as specs
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.planning import plan
from rfpkit.assembly.spelling import spelled
from rfpkit.assembly.stencils import Stencil, TableStencil, stencils_of
from rfpkit.document.model import Document, Run
from rfpkit.formats import word
from rfpkit.formats.houses import house
from rfpkit.formats.word import template
from rfpkit.library.load import Library, parsed
from rfpkit.library.placeholders import BlankName

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "us-case-management" / "spec.yml"
KEPT = (stencils_of, spelled, parsed, template._read)


def contract(library: Library, buyer: str = "United States Tax Court") -> Document:
    text = EXAMPLE.read_text(encoding="utf-8").replace("United States Tax Court", buyer)
    made = plan(specs.load(EXAMPLE, text=text), library)
    (planned,) = (one for one in made.documents if one.name == "contract")
    return assemble(made, planned)


def test_documents_are_the_same_with_what_is_kept_and_without(library: Library) -> None:
    for kept in KEPT:
        kept.cache_clear()
    first = contract(library)
    file = word.write(first, house("plain"))
    other = contract(library, "Court of Elsewhere")
    word.write(other, house("colour"))
    assert other != first
    again = contract(library)
    assert again == first
    assert word.write(again, house("plain")) == file


def test_what_is_kept_is_bounded() -> None:
    assert all(kept.cache_info().maxsize for kept in KEPT)


def one(text: str, *blanks: str, language: str = "en-GB") -> Stencil:
    (stencil,) = stencils_of(text, frozenset(blanks), language)
    assert isinstance(stencil, Stencil)
    return stencil


def test_a_block_without_placeholders_is_ready() -> None:
    stencil = one("The licence **runs**:\n")
    assert stencil.parts == ()
    assert stencil.block.runs == (Run("The licence "), Run("runs", bold=True), Run(":"))
    assert stencil.block.stretches == ()
    assert stencil.introduces


def test_words_between_placeholders_are_spelled_and_values_are_not_known_yet() -> None:
    stencil = one("Each licence of {{ name }}", "name", language="en-US")
    assert stencil.parts == (
        (Run("Each license of "), None),
        (Run("Each licence of {{ name }}"), BlankName("name")),
    )
    assert stencil.block.runs == ()


def test_what_a_name_means_hangs_on_the_blanks_of_its_clause() -> None:
    assert one("Of {{ problem }}", "problem").parts != one("Of {{ problem }}").parts


def test_the_anchor_at_the_end_is_no_part_of_the_words() -> None:
    stencil = one("It ends here. {#end}")
    assert stencil.anchor == "end"
    assert stencil.block.runs == (Run("It ends here."),)
    assert one("In {{ days }} days {#term}", "days").parts[-1] == (Run(" days"), None)


def test_a_value_that_looks_like_an_anchor_stays_a_value(library: Library) -> None:
    document = contract(library, "Court {#x}")
    runs = [run for block in document.blocks if hasattr(block, "runs") for run in block.runs]
    assert any("Court {#x}" in run.text for run in runs if run.mark == "blank")


def test_a_table_is_ready_where_none_of_its_cells_has_a_placeholder() -> None:
    head = "| a | b |\n| --- | --- |\n"
    (ready,) = stencils_of(f"{head}| c | d |\n", frozenset(), "en-GB")
    (open_one,) = stencils_of(f"{head}| c | {{{{ days }}}} |\n", frozenset({"days"}), "en-GB")
    assert isinstance(ready, TableStencil)
    assert isinstance(open_one, TableStencil)
    assert (ready.rows, len(open_one.rows)) == ((), 2)
