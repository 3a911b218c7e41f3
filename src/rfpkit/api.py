"""rfpkit for other programs: the five calls that the command line is made of."""

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
from rfpkit.errors import Fault, InputError
from rfpkit.formats.files import write_whole
from rfpkit.library.load import load_library
from rfpkit.lint import Report, load_rules
from rfpkit.lint.engine import lint_document as _lint_document
from rfpkit.lint.pipelines import trained_pipeline
from rfpkit.spec import load

AnyPath = str | os.PathLike[str]


def plan(spec: AnyPath) -> Plan:
    """The plan of a spec file: its documents, their clauses, the reason of each, the problems.

    Raises ``InputError`` with every fault when the spec or the library is wrong.
    """
    return _plan(load(Path(spec)), load_library(data_root()))


def assemble(plan: Plan, document: str, *, final: bool = False) -> Document:
    """One document of a plan by its name ("rfp", "contract"), numbered, references resolved.

    Raises ``InputError`` when the plan has errors, has no such document, or the document is to be
    final and a blank is open.
    """
    for planned in plan.documents:
        if planned.name == document:
            return _assemble(plan, planned, final=final)
    known = ", ".join(planned.name for planned in plan.documents)
    raise InputError(Fault(plan.spec.path, 0, 0, f"no document '{document}'; there are: {known}"))


def read(path: AnyPath) -> Document:
    """The document in a file: Word, PDF, HTML, Markdown or text, told by the file's ending.

    Raises ``InputError`` for another ending, ``UnreadableError`` for a file that is broken.
    """
    return formats.read(Path(path))


def write(document: Document, path: AnyPath, *, house: str = "plain") -> None:
    """Write a document as .docx, .md or .html, told by the ending; whole or not at all.

    ``house`` names the house style of a Word file. Raises ``InputError`` for another ending.
    """
    target = Path(path)
    style = data_folder("templates") / "house" / f"{house}.docx"
    write_whole(target, formats.rendered(document, target.suffix.lower().lstrip("."), style))


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
    rules = load_rules(data_folder("linters"))
    return _lint_document(
        subject,
        rules,
        as_of=as_of,
        jurisdiction=jurisdiction,
        kind=kind,
        pipeline=trained_pipeline(sys.path),
    )
