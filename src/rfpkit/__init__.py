"""rfpkit: assemble and lint the documents of a public software procurement.

The public names are loaded when they are first used, so that ``import rfpkit`` costs nothing::

    import rfpkit

    plan = rfpkit.plan("spec.yml")
    contract = rfpkit.assemble(plan, "contract")
    rfpkit.write(contract, "contract.docx")
    report = rfpkit.lint_document("contract.docx")
    print([finding.message for finding in report.findings])
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rfpkit.api import (
        advise_procedure,
        assemble,
        evaluate,
        fill,
        lint_document,
        plan,
        read,
        sign,
        status,
        timetable,
        trace,
        verify,
        write,
    )
    from rfpkit.document.model import Document
    from rfpkit.errors import Fault, InputError, RfpkitError, UnreadableError

__all__ = [
    "Document",
    "Fault",
    "InputError",
    "RfpkitError",
    "UnreadableError",
    "advise_procedure",
    "assemble",
    "evaluate",
    "fill",
    "lint_document",
    "plan",
    "read",
    "sign",
    "status",
    "timetable",
    "trace",
    "verify",
    "write",
]

_HOMES = {
    "Document": "rfpkit.document.model",
    "Fault": "rfpkit.errors",
    "InputError": "rfpkit.errors",
    "RfpkitError": "rfpkit.errors",
    "UnreadableError": "rfpkit.errors",
    "advise_procedure": "rfpkit.api",
    "assemble": "rfpkit.api",
    "evaluate": "rfpkit.api",
    "fill": "rfpkit.api",
    "lint_document": "rfpkit.api",
    "plan": "rfpkit.api",
    "read": "rfpkit.api",
    "sign": "rfpkit.api",
    "status": "rfpkit.api",
    "timetable": "rfpkit.api",
    "trace": "rfpkit.api",
    "verify": "rfpkit.api",
    "write": "rfpkit.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'rfpkit' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
