"""Every document of a project by its name: whether it can be built, and the text that is signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from rfpkit.assembly.drafting import CHOICES, assemble, open_blanks
from rfpkit.assembly.guidance import is_guidance
from rfpkit.assembly.mixing import Paper, papers
from rfpkit.assembly.step_planning import step_plans
from rfpkit.document.fingerprints import hash_of, normalised
from rfpkit.document.model import AnyBlock, Document, Heading, text_blocks
from rfpkit.errors import Fault, InputError
from rfpkit.library.load import Library
from rfpkit.library.step_documents import read_step_document
from rfpkit.process.gates import Fingerprint
from rfpkit.process.papers import Papers, PaperStatus
from rfpkit.spec.dossier import Dossier
from rfpkit.spec.records.folder import Project
from rfpkit.yamlfile import Loaded, did_you_mean

_SIGNED_PROPERTIES = ("title", "subtitle", "buyer", "reference", "date")


def find_paper(project: Project, library: Library, name: str) -> Paper:
    """The document of this name, such as rfp, underwriting or conflict-declaration-anna.

    Raises ``InputError`` where there is none, or the project does not need it.
    """
    found = {one.name: one for one in _papers(_unsigned(project), library, name)}
    if name not in found:
        known = sorted({*library.templates, *library.steps, *found})
        guess = did_you_mean(name, known) or f"; there are {', '.join(known)}"
        raise InputError(Fault(project.spec.path, 0, 0, f"there is no document “{name}”{guess}"))
    one = found[name]
    if not one.planned.included:
        reasons = "; ".join(one.planned.reasons)
        message = f"the project does not need “{name}”: {reasons}"
        raise InputError(Fault(project.spec.path, 0, 0, message))
    return one


def signed_fingerprint(paper: Paper) -> str:
    """64 hexadecimal digits for what somebody signs: all words and dates of the document.

    Notes to the drafter, and what only a draft says about itself, do not count; nor do the
    signatures that are on record already.
    """
    document = assemble(paper.plan, paper.planned)
    said = [document.properties.get(name, "") for name in _SIGNED_PROPERTIES]
    said += [block.text for block in text_blocks(tuple(_lasting(document)))]
    return hash_of([normalised(text) for text in said])


def fingerprints_of(project: Project, library: Library) -> Fingerprint:
    """A function that gives a document's fingerprint now; None where it cannot be built."""

    @cache
    def fingerprint(name: str) -> str | None:
        try:
            return signed_fingerprint(find_paper(project, library, name))
        except InputError:
            return None

    return fingerprint


def paper_status(project: Project, library: Library) -> Papers:
    """A function that tells how far a document is, by its name."""
    unsigned = _unsigned(project)

    @cache
    def status(name: str) -> PaperStatus:
        if name not in library.templates and name not in library.steps:
            return PaperStatus(name, "missing", note="the library has no such document")
        try:
            found = tuple(_papers(unsigned, library, name))
        except InputError as error:
            return PaperStatus(name, "faulty", note=str(error.faults[0]))
        needed = [one for one in found if one.planned.included]
        if not needed:
            reasons = "; ".join(found[0].planned.reasons) if found else "nothing is on record yet"
            return PaperStatus(name, "not-needed", note=reasons)
        copies = tuple(one.name for one in needed)
        for one in needed:
            if one.plan.errors:
                fault = str(one.plan.errors[0].fault)
                return PaperStatus(name, "faulty", note=fault, copies=copies)
        blanks = sum(len(open_blanks(one.planned, one.plan.spec.value)) for one in needed)
        return PaperStatus(name, "blanks" if blanks else "ready", blanks, copies=copies)

    return status


def _unsigned(project: Project) -> Loaded[Dossier]:
    """The project without its signatures: they stand under a text and are no part of it."""
    dossier = project.dossier
    return replace(
        project.spec, value=replace(dossier, records=replace(dossier.records, signoffs=()))
    )


def _papers(spec: Loaded[Dossier], library: Library, name: str) -> Iterator[Paper]:
    """The documents that go by a name: one, or one for each bidder, member, strategy and so on."""
    for known in sorted(library.steps, key=len, reverse=True):
        if name == known or name.startswith(f"{known}-"):
            document = read_step_document(library.steps[known])
            for one in step_plans(spec, library, document):
                yield Paper(one.name, one.plan, one.planned)
            return
    yield from (one for one in papers(spec, library) if name in (one.name, one.planned.name))


def _lasting(document: Document) -> Iterator[AnyBlock]:
    """The blocks that are issued: without guidance, and without the table of choices at the end."""
    for block in document.blocks:
        if isinstance(block, Heading) and block.text == CHOICES:
            return
        if not is_guidance(block):
            yield block
