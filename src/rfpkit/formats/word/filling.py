"""Fills a user's own Word template, a letter, a form or a cover, with what a spec says."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from rfpkit.assembly.drafting import assemble, properties_of
from rfpkit.assembly.fields import field_values
from rfpkit.assembly.planning import Plan, PlannedDocument
from rfpkit.assembly.values import locale_of
from rfpkit.document.model import Document
from rfpkit.errors import Fault, InputError
from rfpkit.formats.word.borrowed import outfitted
from rfpkit.formats.word.fitting import refuse_damaged
from rfpkit.formats.word.house import BODY
from rfpkit.formats.word.ooxml import serialised, w
from rfpkit.formats.word.tags import PLACES
from rfpkit.formats.word.template import has_place, safe_render
from rfpkit.formats.word.writer import put_body, values, with_manifest
from rfpkit.formats.word.zipped import pack, unpack
from rfpkit.yamlfile import did_you_mean

_STYLES = "word/styles.xml"
# Bookmarks that our own body will have: left from a document of ours that became a template.
_OURS = re.compile(r"_Clause_[0-9a-f]{20}|_Toc[12]00000\d{3}")


def fill(
    template: Path, plan: Plan, name: str = "", *, final: bool = False, paged: bool = False
) -> bytes:
    """The bytes of the user's .docx at ``template`` with its tags filled from the plan's spec.

    Where the template has a place for the body (``{{p clauses }}``), it takes the document of that
    ``name``, which may be left out where the spec calls for one only. ``paged`` as for ``write``.
    Raises ``InputError`` for what is wrong with the template, the plan or the name, and in a
    ``final`` document for blanks that are open.
    """
    if plan.errors:
        raise InputError(*(problem.fault for problem in plan.errors))
    spec = plan.spec.value
    planned = _planned(template, plan, name)
    if planned is None:
        title = spec.project.title
        properties = properties_of(spec, title, spec.project.date, final=final) | {"subtitle": ""}
        document = Document(title, (), properties=properties)
    else:
        document = assemble(plan, planned, final=final)
    said = {**values(document), **field_values(plan), **dict.fromkeys(PLACES, BODY)}
    data = safe_render(template, said, locale_of(spec).listing, "template")
    if planned is None:
        refuse_damaged(template, data)
        return data
    parts = unpack(data)
    taken = outfitted(template, parts, Path(document.house))
    _drop_bookmarks(taken.document)
    own = etree.fromstring(parts[_STYLES])
    put_body(document, taken, paged=paged)
    taken.parts[_STYLES] = _with_own(taken.styles, own)
    made = pack(with_manifest(taken.parts, document))
    refuse_damaged(template, made)
    return made


def _planned(template: Path, plan: Plan, name: str) -> PlannedDocument | None:
    """The document that the template takes, None where it has no place for one."""
    wanted = {document.name: document for document in plan.documents if document.included}
    if not has_place(template):
        if name:
            message = (
                f"has no place for '{name}'; put {{{{p clauses }}}} alone into a paragraph of its "
                "text, or leave the document out"
            )
            raise InputError(Fault(str(template), 0, 0, message))
        return None
    known = ", ".join(sorted(wanted)) or "none"
    if name and name not in wanted:
        guess = did_you_mean(name, wanted)
        message = f"the spec calls for no document '{name}'{guess}; it calls for: {known}"
        raise InputError(Fault(plan.spec.path, 0, 0, message))
    if not name and len(wanted) != 1:
        message = f"has a place for a document; say which with --document: {known}"
        raise InputError(Fault(str(template), 0, 0, message))
    return wanted[name] if name else next(iter(wanted.values()))


def _with_own(styles: etree._Element, own: etree._Element) -> bytes:
    """The styles part with the user's own styles as they were before the document was put in.

    Indents are widened where numbers need room, which must not reach beyond the document.
    """
    kept = {style.get(w("styleId")): style for style in own.iterchildren(w("style"))}
    for style in list(styles.iterchildren(w("style"))):
        if style.get(w("styleId")) in kept:
            styles.replace(style, kept[style.get(w("styleId"))])
    return serialised(styles)


def _drop_bookmarks(root: etree._Element) -> None:
    ours = [m for m in root.iter(w("bookmarkStart")) if _OURS.fullmatch(m.get(w("name"), ""))]
    keys = {mark.get(w("id")) for mark in ours}
    ends = [mark for mark in root.iter(w("bookmarkEnd")) if mark.get(w("id")) in keys]
    for mark in (*ours, *ends):
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
