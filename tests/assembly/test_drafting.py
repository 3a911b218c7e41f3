"""Drafts say what the clauses say, with the spec's words in them and nothing made up."""

import re
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from rfpkit import spec as specs
from rfpkit.assembly.drafting import assemble, open_blanks
from rfpkit.assembly.planning import plan
from rfpkit.document.model import Document, Heading, Paragraph, text_blocks
from rfpkit.errors import InputError
from rfpkit.formats import markdown
from rfpkit.library.load import Library

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests" / "spec" / "minimal.yml"


def draft(
    library: Library, document: str, text: str | None = None, *, final: bool = False
) -> Document:
    made = plan(specs.load(EXAMPLE, text=text or EXAMPLE.read_text(encoding="utf-8")), library)
    (planned,) = (d for d in made.documents if d.name == document)
    return assemble(made, planned, final=final)


def words(document: Document) -> str:
    return "\n".join(block.text for block in text_blocks(document.blocks))


def test_every_reference_shows_the_number_of_its_target(library):
    document = draft(library, "contract")
    numbers = {b.anchor: b.number for b in text_blocks(document.blocks) if b.anchor}
    references = [run for b in text_blocks(document.blocks) for run in b.runs if run.ref]
    assert len(references) > 60
    assert [r for r in references if r.text != numbers[r.ref]] == []


def test_no_placeholder_is_left_in_the_words(library):
    for name in ("rfp", "contract"):
        text = words(draft(library, name))
        assert "{{" not in text
        assert "{#" not in text


def test_clauses_are_numbered_through_the_parts(library):
    headings = [b for b in draft(library, "contract").blocks if isinstance(b, Heading)]
    clauses = [h.number for h in headings if h.role == "clause"]
    assert clauses == [str(n) for n in range(1, len(clauses) + 1)]
    assert [h.number for h in headings if h.role == "annex"][:2] == ["Annex A", "Annex B"]


def test_only_the_terms_that_are_used_are_defined_each_once(library):
    document = draft(library, "contract")
    defined = [
        run.text
        for block in document.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if run.mark == "term"
    ]
    assert len(defined) == len(set(defined)) > 25
    assert defined == sorted(defined, key=str.casefold)
    rest = words(document)
    forms = library.glossary.value.terms
    for name in defined:
        known = (name, *(form for term in forms[name] for form in term.forms))
        uses = sum(len(re.findall(rf"\b{re.escape(form)}\b", rest)) for form in known)
        assert uses > 1, f"“{name}” is defined and not used"


def test_values_are_words_and_never_markup_or_templates(library):
    nasty = "Smith & Sons <Ltd> {{ 7*7 }} **bold** # no _heading_"
    text = EXAMPLE.read_text(encoding="utf-8")
    text += f'\nsupplier:\n  name: "{nasty}"\n  address: "1 [Road](x)"\n'
    assert nasty in words(draft(library, "contract", text))


def test_an_open_blank_is_a_marked_question(library):
    marked = [
        run.text
        for block in text_blocks(draft(library, "contract").blocks)
        for run in block.runs
        if run.mark == "unfilled"
    ]
    assert "[What is the full legal name of the Supplier?]" in marked


def test_a_final_document_is_refused_while_a_blank_is_open(library):
    with pytest.raises(InputError, match="still open, so the document cannot be final"):
        draft(library, "contract", final=True)


def test_a_final_document_comes_out_once_everything_is_answered(library):
    made = plan(specs.load(EXAMPLE), library)
    (planned,) = (d for d in made.documents if d.name == "contract")
    answers: dict[str, dict[str, str]] = {}
    for gap in open_blanks(planned, made.spec.value):
        answers.setdefault(gap.clause, {})[gap.blank] = "x@supplier.example"
    extra = "\nvalues:\n" + "".join(
        f"  {clause}: {{{', '.join(f'{k}: {v}' for k, v in blanks.items())}}}\n"
        for clause, blanks in answers.items()
    )
    text = EXAMPLE.read_text(encoding="utf-8") + extra
    assert draft(library, "contract", text, final=True).properties["status"] == "final"


def test_a_forced_clause_is_on_record_in_the_draft_and_in_its_properties(library):
    text = EXAMPLE.read_text(encoding="utf-8")
    text += "\nclauses:\n  include:\n    - {id: ip/escrow, reason: The council asked for it}\n"
    document = draft(library, "contract", text)
    assert document.properties["choices"] == "ip/escrow forced in: The council asked for it"
    assert "The council asked for it" in words(document)
    assert "Choices made" not in words(draft(library, "contract"))


def test_changing_one_blank_changes_only_its_words(
    library: Library, file_regression: FileRegressionFixture
):
    text = EXAMPLE.read_text(encoding="utf-8")
    before = markdown.write(draft(library, "contract", text)).splitlines()
    changed = f"{text}\nvalues:\n  exit/termination: {{notice_days: 45}}\n"
    after = markdown.write(draft(library, "contract", changed)).splitlines()
    assert len(before) == len(after)
    lines = [f"- {old}\n+ {new}\n" for old, new in zip(before, after, strict=True) if old != new]
    file_regression.check("".join(lines), basename="one-blank", newline="\n")
