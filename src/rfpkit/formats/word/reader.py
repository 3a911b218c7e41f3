"""The document that Word shows for a .docx."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from rfpkit.document.model import AnyBlock, Document
from rfpkit.formats.shaping import Kind, first_title
from rfpkit.formats.word.inline import Pages
from rfpkit.formats.word.lists import Lists
from rfpkit.formats.word.ooxml import R, child, switch, w
from rfpkit.formats.word.package import Package, open_package
from rfpkit.formats.word.places import Trace
from rfpkit.formats.word.story import Files, Story
from rfpkit.formats.word.styles import Styles

CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
MAKER = "rfpkit"
"""The application's name in the files that rfpkit writes, which say more about themselves."""


def read(path: Path) -> Document:
    """The document that Word shows for the file at ``path``: changes accepted, lists numbered.

    Headers and footers come last, once each. Raises ``UnreadableError``.
    """
    return document_of(open_package(path))


def document_of(package: Package, trace: Trace | None = None) -> Document:
    """The document in an opened file; ``trace`` remembers where the text of each block stands.

    Raises ``UnreadableError``.
    """
    try:
        return _read(package, trace)
    except RecursionError:
        raise package.fault("is nested deeper than any real document; do not trust it") from None


def _read(package: Package, trace: Trace | None) -> Document:
    name = main_part(package)
    root = package.xml(name)
    body = child(root, "body")
    if body is None:
        raise package.fault("is not a Word document; open it in Word and save it as .docx")
    files = _files(package, name, trace)
    rendered = next(root.iter(w("lastRenderedPageBreak")), None) is not None
    blocks = Story(files, name, body, pages=Pages() if rendered else None).blocks()
    blocks += _margins(files, name, body)
    properties = _properties(package, files.styles)
    return Document(
        title=properties.get("title") or first_title(blocks),
        blocks=tuple(blocks),
        kind=properties.pop("kind", ""),
        path=package.path,
        properties=properties,
    )


def main_part(package: Package) -> str:
    """The name of the part that holds the body; ``UnreadableError`` where there is none."""
    name = package.related("", "officeDocument")
    if not name or not package.has(name):
        raise package.fault("is a zip file, but no Word document; save it as .docx in Word")
    return name


def _files(package: Package, name: str, trace: Trace | None) -> Files:
    styles = Styles(package.optional(package.related(name, "styles")))
    lists = Lists(package.optional(package.related(name, "numbering")), styles)
    return Files(package, name, styles, lists, trace)


def _margins(files: Files, name: str, body: etree._Element) -> list[AnyBlock]:
    """The page headers and footers that show somewhere, once each."""
    relations = files.package.relations(name)
    settings = files.package.optional(files.package.related(name, "settings"))
    even = bool(switch(settings, "evenAndOddHeaders"))
    seen: set[object] = set()
    blocks: list[AnyBlock] = []
    for section in body.iter(w("sectPr")):
        first = bool(switch(section, "titlePg"))
        for reference in section:
            kind = _margin_kind(reference)
            use = reference.get(w("type"))
            relation = relations.get(reference.get(f"{{{R}}}id", ""))
            hidden = (use == "first" and not first) or (use == "even" and not even)
            if kind is None or relation is None or hidden or relation.target in seen:
                continue
            seen.add(relation.target)
            root = files.package.optional(relation.target)
            found = [] if root is None else Story(files, relation.target, root, kind).blocks()
            # Sections often repeat the words of the one before in a part of their own.
            words = (kind, tuple(map(repr, found)))
            if words not in seen:
                seen.add(words)
                blocks += found
    return blocks


def _margin_kind(reference: etree._Element) -> Kind | None:
    if reference.tag == w("headerReference"):
        return "header"
    return "footer" if reference.tag == w("footerReference") else None


def _properties(package: Package, styles: Styles) -> dict[str, str]:
    """What the file says about itself; more where rfpkit wrote it."""
    core = package.optional(package.related("", "core-properties"))
    known = {
        "title": _word(core, DC, "title"),
        "reference": _word(core, DC, "identifier"),
        "status": _word(core, CORE, "contentStatus").lower(),
        "language": _word(core, DC, "language") or styles.language,
    }
    app = package.optional(package.related("", "extended-properties"))
    if app is not None and app.findtext("{*}Application") == MAKER:
        known["subtitle"] = _word(core, DC, "subject")
        known["buyer"] = _word(core, DC, "creator")
        known["date"] = _word(core, TERMS, "created")[:10]
        known["kind"] = _word(core, CORE, "category")
    return {name: text for name, text in known.items() if text}


def _word(root: etree._Element | None, space: str, name: str) -> str:
    return "" if root is None else (root.findtext(f"{{{space}}}{name}") or "").strip()
