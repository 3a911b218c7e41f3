"""rfpkit for other programs: the calls that the command line is made of."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from rfpkit import formats
from rfpkit.assembly.drafting import assemble as _assemble
from rfpkit.assembly.planning import Plan
from rfpkit.assembly.planning import plan as _plan
from rfpkit.content import data_folder, data_root
from rfpkit.document.model import Document
from rfpkit.document.provenance import manifest_of
from rfpkit.errors import Fault, InputError
from rfpkit.formats.files import write_whole
from rfpkit.formats.houses import house as house_file
from rfpkit.formats.returned import manifest_in, read_returned
from rfpkit.library.load import load_library
from rfpkit.lint import Report, Rule
from rfpkit.lint.compiled import cached_rules
from rfpkit.lint.engine import lint_document as _lint_document
from rfpkit.lint.pipelines import trained_pipeline
from rfpkit.process.tipping import Advice, advise
from rfpkit.review import Review, likeliest
from rfpkit.review import verify as _verify
from rfpkit.spec import load
from rfpkit.spec.records.folder import load_project

AnyPath = str | os.PathLike[str]


def plan(spec: AnyPath) -> Plan:
    """The plan of a spec file: its documents, their clauses, the reason of each, the problems.

    Raises ``InputError`` with every fault when the spec or the library is wrong.
    """
    return _plan(load(Path(spec)), load_library(data_root()))


def assemble(plan: Plan, document: str, *, final: bool = False, numbering: str = "") -> Document:
    """One document of a plan by its name ("rfp", "contract"), numbered, references resolved.

    ``numbering`` names a numbering scheme in place of the spec's. Raises ``InputError`` when the
    plan has errors, has no such document, there is no such scheme, or the document is to be final
    and a blank is open.
    """
    for planned in plan.documents:
        if planned.name == document:
            return _assemble(plan, planned, final=final, numbering=numbering)
    known = ", ".join(planned.name for planned in plan.documents)
    raise InputError(Fault(plan.spec.path, 0, 0, f"no document '{document}'; there are: {known}"))


def read(path: AnyPath) -> Document:
    """The document in a file: Word, PDF, HTML, Markdown or text, told by the file's ending.

    Raises ``InputError`` for another ending, ``UnreadableError`` for a file that is broken.
    """
    return formats.read(Path(path))


def write(
    document: Document, path: AnyPath, *, house: AnyPath = "", page_numbers: bool = False
) -> None:
    """Write a document as .docx, .md or .html, told by the ending; whole or not at all.

    ``house`` is the house style of a Word file: the name of one that comes with rfpkit, or a .docx
    of your own; without one it is what the document's spec or template names, else ``plain``.
    ``page_numbers`` puts them into its contents list, for which LibreOffice must be installed.
    Raises ``InputError`` for another ending, where there is no such house style, and where there is
    no LibreOffice; ``UnreadableError`` when LibreOffice fails.
    """
    target = Path(path)
    ending = target.suffix.lower().lstrip(".")
    style = house_file(os.fspath(house) or document.house or "plain")
    paged = page_numbers and ending == "docx"
    data = formats.rendered(document, ending, style, paged=paged)
    write_whole(target, _with_page_numbers(data) if paged else data)


def _with_page_numbers(data: bytes) -> bytes:
    from rfpkit.formats.word.pages import find_office, with_page_numbers

    office = find_office()
    if office is None:
        message = "page numbers need LibreOffice: install it, or write without page_numbers"
        raise InputError(Fault("page_numbers", 0, 0, message))
    (numbered,) = with_page_numbers([data], office)
    return numbered


def advise_strategy(spec: AnyPath) -> Advice:
    """How strategies A to D compare by cost and by what else they bring, and what would tip it.

    The spec, or the one in the folder given, says what each would cost under ``appraisal``. Raises
    ``InputError`` where it does not, and with every fault of the project.
    """
    project = load_project(Path(spec))
    dossier = project.dossier
    if dossier.appraisal is None:
        message = "nothing to compare: describe the options under “appraisal”, with their costs"
        raise InputError(Fault(project.spec.path, 0, 0, message))
    return advise(dossier.appraisal, dossier.strategy, dossier.budget.currency)


def fill(template: AnyPath, plan: Plan, document: str = "", *, final: bool = False) -> bytes:
    """A Word template of your own, filled with what a plan's spec says, as the bytes of a .docx.

    ``document`` names the one that goes where ``{{p clauses }}`` stands, if it stands anywhere.
    Raises ``InputError`` for tags that no value answers and those that are not well formed.
    """
    from rfpkit.formats.word import filling

    return filling.fill(Path(template), plan, document, final=final)


def lint_document(
    document: Document | AnyPath,
    *,
    jurisdiction: str | None = None,
    as_of: dt.date | None = None,
    kind: str | None = None,
) -> Report:
    """What the linters have to say about a document or a file, in document order.

    ``kind`` ("rfp", "contract", "statement-of-work") is worked out from the words when left out.
    Raises as ``read`` does.
    """
    subject = document if isinstance(document, Document) else read(document)
    return _lint_document(
        subject,
        _rules(),
        as_of=as_of,
        jurisdiction=jurisdiction,
        kind=kind,
        pipeline=trained_pipeline(sys.path),
    )


def verify(
    path: AnyPath,
    *,
    spec: AnyPath | None = None,
    document: str | None = None,
    jurisdiction: str | None = None,
) -> Review:
    """What became of each clause in a file that came back: verbatim, edited, moved, removed.

    It is held against its own manifest, or against what ``spec`` builds now: the ``document`` of
    that name, else the one that it has most of. Raises ``InputError`` where the file carries no
    manifest and no spec is given, and as ``read`` does.
    """
    source = Path(path)
    returned = read_returned(source)
    library = load_library(data_root())
    if spec is None:
        manifest = manifest_in(source)
        return _verify(manifest, returned, library, _rules, jurisdiction=jurisdiction)
    made = _plan(load(Path(spec)), library)
    names = [planned.name for planned in made.documents if planned.included]
    wanted = [document] if document else names
    if not wanted:
        raise InputError(Fault(made.spec.path, 0, 0, "the spec calls for no document"))
    found = (manifest_of(assemble(made, name)) for name in wanted)
    manifest = likeliest([one for one in found if one is not None], returned)
    law = jurisdiction or made.spec.value.jurisdiction
    return _verify(manifest, returned, library, _rules, jurisdiction=law)


def _rules() -> tuple[Rule, ...]:
    """The rules that come with rfpkit, as compiled when it was installed."""
    return cached_rules(data_folder("linters"), None)
