"""rfpkit for other programs: the calls that the command line is made of.

The linter and the review are imported by the calls that need them; most need neither.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rfpkit import formats
from rfpkit.assembly.drafting import assemble as _assemble
from rfpkit.assembly.mixing import papers
from rfpkit.assembly.papers import (
    find_paper,
    fingerprints_of,
    paper_status,
    signed_fingerprint,
)
from rfpkit.assembly.planning import Plan
from rfpkit.assembly.planning import plan as _plan
from rfpkit.content import data_folder, data_root
from rfpkit.document.model import Document
from rfpkit.document.provenance import manifest_of
from rfpkit.errors import Fault, InputError
from rfpkit.formats.files import write_whole
from rfpkit.formats.houses import house as house_file
from rfpkit.library.load import Library, load_library
from rfpkit.process import advice as _advice
from rfpkit.process.consistency import check_records
from rfpkit.process.evaluation.model import Outcome
from rfpkit.process.evaluation.publishing import fingerprint as criteria_line
from rfpkit.process.evaluation.ranking import evaluate as _evaluate
from rfpkit.process.holidays_of import check_place
from rfpkit.process.signing import with_signoff
from rfpkit.process.situation import inquiry_of
from rfpkit.process.status import Status, status_of
from rfpkit.process.steps import Step, read_steps
from rfpkit.process.timetable import Schedule, checked, lawful_window
from rfpkit.process.tipping import Advice, advise
from rfpkit.process.tracing import ClauseLink, Trace
from rfpkit.process.tracing import trace as _trace
from rfpkit.spec import load
from rfpkit.spec.model import Spec
from rfpkit.spec.records.before import SignOff
from rfpkit.spec.records.folder import SPEC, Project, load_project
from rfpkit.yamlfile import load as load_yaml

if TYPE_CHECKING:
    from rfpkit.lint import Report, Rule
    from rfpkit.review import Review

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
        message = "nothing to compare: describe the options under “appraisal”, with their costs "
        message += "(what goes there: rfpkit explain appraisal)"
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
    from rfpkit.lint import engine
    from rfpkit.lint.pipelines import trained_pipeline

    subject = document if isinstance(document, Document) else read(document)
    return engine.lint_document(
        subject,
        _rules(),
        as_of=as_of,
        jurisdiction=jurisdiction,
        kind=kind,
        pipeline=trained_pipeline(sys.path),
    )


def status(path: AnyPath, *, as_of: dt.date | None = None) -> Status:
    """Where a project stands: the steps that apply, each gate with its answer, what is next.

    ``path`` is the project's folder, or its spec with the folder of records beside it. Without
    ``as_of`` only what is written down counts, not what is overdue. Raises ``InputError`` with
    every fault where the spec or a record is wrong, or two of them cannot both be right.
    """
    project, steps, library = _project(Path(path))
    return status_of(
        project,
        steps,
        as_of=as_of,
        fingerprint=fingerprints_of(project, library),
        papers=paper_status(project, library),
        bid_days=lambda spec: lawful_window(spec) or None,
    )


def trace(path: AnyPath) -> Trace:
    """The way from a project's problem to its proof, and what hangs loose; raises as ``status``."""
    project, _, library = _project(Path(path))
    clauses = tuple(
        ClauseLink(document.name, clause.id, clause.front.title, clause.front.covers)
        for document in _plan(project.spec, library).documents
        if document.included
        for clause in document.clauses
    )
    return _trace(project, clauses)


def _project(path: Path) -> tuple[Project, tuple[Step, ...], Library]:
    """A project whose records agree with each other, the steps of the process code, the library."""
    project = load_project(path)
    steps = read_steps(data_folder("process") / "steps.yml").value.steps
    library = load_library(data_root())
    names = {*library.templates, *library.steps}
    names.update(paper.name for step in steps for paper in step.documents)
    faults = check_records(project, names)
    if faults:
        raise InputError(*faults)
    return project, steps, library


def sign(path: AnyPath, document: str, signoff: SignOff) -> SignOff:
    """The signature as it was added to the project's records, with the text's fingerprint.

    A signature under the RFP records its criteria too. Raises ``InputError``, and writes nothing,
    where there is no such document, the same person has signed the same text already, or the file
    of signatures cannot be added to; else as ``status``.
    """
    project, _, library = _project(Path(path))
    paper = find_paper(project, library, document)
    criteria = criteria_line(project.dossier) if paper.planned.name == "rfp" else ""
    made = replace(signoff, document=document, text=signed_fingerprint(paper), criteria=criteria)
    for index, one in enumerate(project.records.signoffs):
        same = (one.document, one.name, one.role, one.decision, one.text)
        if same == (made.document, made.name, made.role, made.decision, made.text):
            message = f"{made.name} has {made.decision} this text of {document} already"
            raise InputError(project.fault(message, "signoffs", index))
    loaded = project.files.get("signoffs")
    target = Path(loaded.path if loaded else project.fault("", "signoffs").path)
    before = target.read_bytes().decode("utf-8-sig") if loaded else ""
    write_whole(target, with_signoff(before, target, made).encode("utf-8"))
    return made


def advise_procedure(path: AnyPath) -> _advice.Advice:
    """The procedures that are open to a spec's buyer, best first, and why the others are closed.

    ``path`` is the spec, or the project's folder. Its rules across fields are not put to it, as
    advice comes before a spec is whole. Raises ``InputError`` where a field is wrong.
    """
    return _advice.advise(inquiry_of(load_yaml(_spec_file(path), Spec).value))


def timetable(path: AnyPath, *, start: dt.date | None = None) -> Schedule:
    """The earliest lawful timetable of a spec and the recommended one, beside its own dates.

    ``path`` is the spec, or the project's folder; ``start`` begins on another day than the spec
    says. What is wrong with the spec's own dates is in ``problems``. Raises ``InputError`` where
    the spec is wrong, or the public holidays of its place are not known.
    """
    loaded = load(_spec_file(path))
    check_place(loaded)
    return checked(loaded, start)


def _spec_file(path: AnyPath) -> Path:
    return Path(path) / SPEC if Path(path).is_dir() else Path(path)


def evaluate(path: AnyPath) -> Outcome:
    """The evaluation of a project: points, ranks, ties, sensitivity, remarks.

    ``path`` is the project's folder, or its spec with the folder of records beside it. Raises
    ``InputError`` with every fault while a record is wrong: there is no ranking then.
    """
    return _evaluate(load_project(Path(path)))


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
    from rfpkit import review
    from rfpkit.formats.returned import manifest_in, read_returned

    source = Path(path)
    returned = read_returned(source)
    library = load_library(data_root())
    if spec is None:
        manifest = manifest_in(source)
        return review.verify(manifest, returned, library, _rules, jurisdiction=jurisdiction)
    loaded = load(Path(spec))
    called = {one.name: one for one in papers(loaded, library) if one.planned.included}
    if not called:
        raise InputError(Fault(loaded.path, 0, 0, "the spec calls for no document"))
    if document is not None and document not in called:
        message = f"the spec calls for no document '{document}', but for {', '.join(called)}"
        raise InputError(Fault(loaded.path, 0, 0, message))
    wanted = [called[document]] if document else list(called.values())
    found = (manifest_of(_assemble(one.plan, one.planned)) for one in wanted)
    manifest = review.likeliest([one for one in found if one is not None], returned)
    law = jurisdiction or loaded.value.jurisdiction
    return review.verify(manifest, returned, library, _rules, jurisdiction=law)


@cache  # a program that checks many documents reads them once
def _rules() -> tuple[Rule, ...]:
    """The rules that come with rfpkit, as compiled when it was installed."""
    from rfpkit.lint.compiled import cached_rules

    return cached_rules(data_folder("linters"), None)
