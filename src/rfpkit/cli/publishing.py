"""What an export writes: the release package, and the documents that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rfpkit import api
from rfpkit.assembly.drafting import assemble
from rfpkit.assembly.mixing import papers
from rfpkit.content import data_root
from rfpkit.document.model import Document
from rfpkit.errors import Fault, InputError
from rfpkit.formats import rendered
from rfpkit.library.load import load_library
from rfpkit.reporters import json as json_report
from rfpkit.reporters.ocds import Paper, package
from rfpkit.spec.publication import Publication
from rfpkit.spec.records.folder import Project, load_project

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {"rfp": "biddingDocuments", "contract": "contractDraft"}


@dataclass(frozen=True, slots=True)
class Export:
    """A release package, the files beside it by name, and its releases in a few words."""

    package: Any
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """The tags of the releases, in order."""
        return ", ".join(tag for release in self.package["releases"] for tag in release["tag"])


def published(spec: Path, *, with_documents: bool = True) -> Export:
    """The export of a project; ``InputError`` where it does not say what publishing needs."""
    project = load_project(spec)
    publication = project.dossier.publication
    if publication is None:
        message = "open data needs to know where it is published: add “publication” with "
        message += "“ocid_prefix” and “uri” (the rest: rfpkit explain publication)"
        raise InputError(Fault(project.spec.path, 0, 0, message))
    files: dict[str, bytes] = {}
    listed: list[Paper] = []
    if with_documents:
        for document, name in _drafts(project):
            files[f"{name}.docx"] = rendered(document, "docx", Path(document.house))
            listed.append(_paper(project, publication, document, name))
            report = api.lint_document(
                document, jurisdiction=project.dossier.jurisdiction, kind=document.kind
            )
            files[f"{name}-lint.json"] = json_report.render([report]).encode()
            listed.append(_lint_paper(project, publication, document, name))
    return Export(package(project.dossier, publication, listed), files)


def _drafts(project: Project) -> Iterator[tuple[Document, str]]:
    library = load_library(data_root())
    for one in papers(project.spec, library):
        if one.planned.included:
            yield assemble(one.plan, one.planned), one.name


def _paper(project: Project, publication: Publication, document: Document, name: str) -> Paper:
    dossier = project.dossier
    return Paper(
        id=name,
        stage="tender",
        type=_TYPES[document.kind],
        title=f"{document.title}: {dossier.project.title}",
        format=_WORD,
        url=_address(publication, f"{name}.docx"),
        date=dossier.project.date,
    )


def _lint_paper(project: Project, publication: Publication, document: Document, name: str) -> Paper:
    return Paper(
        id=f"{name}-lint",
        stage="tender",
        type="",  # the standard’s list has no word for it
        title=f"What rfpkit’s linters say of the {document.title.lower()}",
        format="application/json",
        url=_address(publication, f"{name}-lint.json"),
        date=project.dossier.project.date,
    )


def _address(publication: Publication, name: str) -> str:
    return f"{publication.documents.rstrip('/')}/{name}" if publication.documents else ""
