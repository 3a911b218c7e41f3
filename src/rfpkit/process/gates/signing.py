"""Gates that wait for signatures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rfpkit.process.gates.case import Answer, Case, Lack, idle, judged
from rfpkit.process.signoffs import Signature, folded, signatures

if TYPE_CHECKING:
    from rfpkit.spec.orientation import Department
    from rfpkit.spec.vocabulary import RoleName


def signed(case: Case) -> Answer:
    """The document is signed by a holder of each role, or by whoever read it as something.

    In a project of several strategies that is so of each of its copies.
    """
    document = case.settings.document
    copies = (case.papers(document).copies if case.papers else ()) or (document,)
    given = {copy: signatures(case.project, copy, case.fingerprint) for copy in copies}
    lacks = [lack for copy, signed in given.items() for lack in _copy_lacks(case, copy, signed)]
    refusals = [lack for signed in given.values() for lack in _refusals(case, signed)]
    counting = [one.signoff.name for signed in given.values() for one in signed if one.counts]
    who = ", ".join(dict.fromkeys(counting))
    verb = "is" if len(copies) == 1 else "are"
    return judged([*lacks, *refusals], f"{' and '.join(copies)} {verb} signed by {who}")


def _copy_lacks(case: Case, document: str, given: tuple[Signature, ...]) -> Iterator[Lack]:
    for role in case.settings.by:
        yield from _role_lack(case, document, role, given)
    reader = case.settings.reader
    reading = tuple(one for one in given if _is(one, reader))
    if reader and not any(one.counts for one in reading):
        message = f"nobody has signed {document} with the role “{reader}”"
        yield _unsigned(case, message, reading, "", document)


def underwriting(case: Case) -> Answer:
    """Whoever speaks for each department has signed the underwriting."""
    departments = case.dossier.departments
    if not departments:
        message = "no department is named; add each with its person under “departments”"
        return judged([case.in_spec(message, "departments")], "")
    given = signatures(case.project, case.settings.document, case.fingerprint)
    lacks = [lack for one in departments for lack in _department_lack(case, one, given)]
    missing = len(lacks)
    lacking = f"{missing} of {len(departments)} have not signed the text as it is now"
    return judged(
        lacks, f"{len(departments)} of {len(departments)} departments have signed", lacking
    )


def papers_signed(case: Case) -> Answer:
    """Every document that is signed and that the project needs has a signature."""
    if case.papers is None:
        return idle("no documents were looked at")
    found = [paper for name in case.settings.parts if (paper := case.papers(name)).is_needed]
    if not found:
        return idle(f"the project does not need {', '.join(case.settings.parts)}")
    copies = [copy for paper in found for copy in paper.copies]
    lacks = [lack for copy in copies for lack in _paper_lack(case, copy)]
    return judged(lacks, f"signed: {', '.join(copies)}")


def _paper_lack(case: Case, document: str) -> Iterator[Lack]:
    given = signatures(case.project, document, case.fingerprint)
    refused = any(one.standing == "refused" for one in given)
    if refused or not any(one.counts for one in given):
        message = f"{document} is not signed"
        yield _unsigned(case, message, given, "", document)


def _role_lack(
    case: Case, document: str, role: RoleName, given: tuple[Signature, ...]
) -> Iterator[Lack]:
    holders = case.holders(role)
    names = {folded(name) for name in holders}
    own = [one for one in given if folded(one.signoff.name) in names or _is(one, role)]
    if any(one.counts for one in own):
        return
    if not holders:
        message = f"nobody has the role {role}, who must sign {document}; add it under “roles”"
        yield case.in_spec(message, "roles")
        return
    message = f"{document} is not signed by the {role.replace('-', ' ')}"
    yield _unsigned(case, message, tuple(own), holders[0], document)


def _department_lack(
    case: Case, department: Department, given: tuple[Signature, ...]
) -> Iterator[Lack]:
    own = [
        one for one in given
        if folded(one.signoff.name) == folded(department.person) or _is(one, department.name)
    ]  # fmt: skip
    if any(one.counts for one in own):
        return
    message = f"{case.settings.document} is not signed by {department.person}, who speaks for "
    yield _unsigned(case, message + department.name, tuple(own), department.person)


def _unsigned(
    case: Case, message: str, own: tuple[Signature, ...], who: str, document: str = ""
) -> Lack:
    """What is said where a signature is missing, refused or lapsed, at its own line."""
    document = document or case.settings.document
    lapsed = next((one for one in own if one.standing == "changed"), None)
    refused = next((one for one in own if one.standing == "refused"), None)
    found = refused or lapsed
    if found is None:
        message += f"; when it is, write it down with: rfpkit sign … {document}"
        return case.in_records(message, "signoffs", who=who)
    remedy = "settle the reasons" if found is refused else "read what changed"
    message = f"{message}: {found.story}; {remedy} and sign again"
    return case.in_records(message, "signoffs", found.index, who=who)


def _refusals(case: Case, given: tuple[Signature, ...]) -> Iterator[Lack]:
    """Refusals of others than those whose signature is wanted: they count too."""
    wanted = {folded(name) for role in case.settings.by for name in case.holders(role)}
    for one in given:
        if one.standing == "refused" and folded(one.signoff.name) not in wanted:
            message = f"{one.story}; settle the reasons and sign again"
            yield case.in_records(message, "signoffs", one.index, who=one.signoff.name)


def _is(signature: Signature, role: str) -> bool:
    return folded(signature.signoff.role) == folded(role)
