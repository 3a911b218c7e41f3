"""The document that LibreOffice shows for an .odt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from rfpkit.document.model import AnyBlock, Document
from rfpkit.formats.odt.lists import ListStyles
from rfpkit.formats.odt.names import q
from rfpkit.formats.odt.story import Files, Story
from rfpkit.formats.odt.styles import Styles
from rfpkit.formats.shaping import OWN_STYLE, Kind, first_title
from rfpkit.formats.zipped_xml import Wording, ZippedXml, open_zip

_WORDING = Wording(
    file="an OpenDocument file",
    resave="open it in LibreOffice and save it as a new .odt",
    ole="a Word or password-protected file under another name; save it as .odt",
)
_MARGINS: dict[str, Kind] = {
    q(f"style:{kind}{which}"): kind
    for kind in ("header", "footer")
    for which in ("", "-first", "-left")
}
_CORE = "OOXMLCoreProperty"


def read(path: Path) -> Document:
    """The document that LibreOffice shows for the file at ``path``.

    Tracked changes are accepted, and lists numbered. Headers and footers come last, once each.
    Raises ``UnreadableError``.
    """
    package = ZippedXml(str(path), _WORDING, open_zip(path, _WORDING))
    try:
        return _read(package)
    except RecursionError:
        raise package.fault("is nested deeper than any real document; do not trust it") from None


def _read(package: ZippedXml) -> Document:
    _refuse_encrypted(package)
    if not package.has("content.xml"):
        raise package.fault("is a zip file, but no OpenDocument text; save it as .odt")
    content = package.xml("content.xml")
    body = content.find(f"{q('office:body')}/{q('office:text')}")
    if body is None:
        raise package.fault("is an OpenDocument file, but no text; save it as .odt")
    sheet = package.optional("styles.xml")
    common = None if sheet is None else sheet.find(q("office:styles"))
    files = _files(common, content)
    blocks = list(Story(files).read(body))
    if sheet is not None:
        margins = _files(common, sheet)
        blocks += _margins(margins, sheet.find(q("office:master-styles")), files.masters)
    properties = _properties(package.optional("meta.xml"), own=files.own)
    return Document(
        title=properties.get("title") or first_title(blocks),
        blocks=tuple(blocks),
        kind=properties.pop("kind", ""),
        path=package.path,
        properties=properties,
    )


def _refuse_encrypted(package: ZippedXml) -> None:
    manifest = package.optional("META-INF/manifest.xml")
    if (
        manifest is not None
        and next(manifest.iter(q("manifest:encryption-data")), None) is not None
    ):
        raise package.fault("is password-protected; save it as .odt without a password")


def _files(common: etree._Element | None, root: etree._Element) -> Files:
    """The styles that one part sees: the common ones, and its own automatic ones."""
    automatic = root.find(q("office:automatic-styles"))
    styles = Styles(common, automatic)
    return Files(styles, ListStyles(common, automatic), own=styles.has(OWN_STYLE))


def _margins(files: Files, masters: etree._Element | None, used: list[str]) -> Iterator[AnyBlock]:
    """The page headers and footers of the page styles in use, once each."""
    pages = {
        page.get(q("style:name"), ""): page
        for page in ([] if masters is None else masters.iterchildren(q("style:master-page")))
    }
    seen: set[object] = set()
    for name in _in_use(pages, used):
        for margin in pages[name]:
            kind = _MARGINS.get(margin.tag)
            if kind is None or margin.get(q("style:display")) == "false":
                continue
            found = list(Story(files, kind).read(margin))
            # Page styles often repeat the words of one another.
            words = (kind, tuple(map(repr, found)))
            if words not in seen:
                seen.add(words)
                yield from found


def _in_use(pages: dict[str, etree._Element], used: list[str]) -> list[str]:
    """The page styles that the document uses, and those that come next to them, in file order."""
    waiting = ["Standard", *used]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in pages and name not in reached:
            reached.add(name)
            waiting.append(pages[name].get(q("style:next-style-name"), ""))
    return [name for name in pages if name in reached]


def _properties(root: etree._Element | None, *, own: bool) -> dict[str, str]:
    """What the file says about itself; more where rfpkit wrote the file that it came from."""
    meta = None if root is None else root.find(q("office:meta"))
    if meta is None:
        return {}
    given = {
        one.get(q("meta:name"), ""): (one.text or "").strip()
        for one in meta.iterchildren(q("meta:user-defined"))
    }
    known = {
        "title": _word(meta, "dc:title"),
        "reference": given.get(f"{_CORE}Identifier", ""),
        "status": given.get(f"{_CORE}ContentStatus", "").lower(),
        "language": _word(meta, "dc:language"),
    }
    if own:
        known["subtitle"] = _word(meta, "dc:subject")
        known["buyer"] = _word(meta, "meta:initial-creator")
        known["date"] = _word(meta, "meta:creation-date")[:10]
        known["kind"] = given.get(f"{_CORE}Category", "")
    return {name: text for name, text in known.items() if text}


def _word(meta: etree._Element, name: str) -> str:
    return (meta.findtext(q(name)) or "").strip()
