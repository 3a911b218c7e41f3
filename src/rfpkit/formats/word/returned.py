"""A Word file that came back: with its tracked changes accepted, and with them rejected."""

from __future__ import annotations

from pathlib import Path

from rfpkit.document.model import text_blocks
from rfpkit.formats.word.ooxml import child, switch, w
from rfpkit.formats.word.package import Package, open_package
from rfpkit.formats.word.places import Origin, Trace, paragraph_of
from rfpkit.formats.word.reader import document_of, main_part
from rfpkit.formats.word.revisions import reject
from rfpkit.formats.word.versions import names_of
from rfpkit.review.model import Returned, View

_NOTES = ("footnotes", "endnotes")


def read_returned(path: Path) -> Returned:
    """The file at ``path`` in both readings, with the bookmarks of each block.

    Raises ``UnreadableError`` when the file is no sound .docx.
    """
    accepted = _view(open_package(path))
    package = open_package(path)
    main = main_part(package)
    parts = [main, *(package.related(main, kind) for kind in _NOTES)]
    roots = [root for root in map(package.optional, parts) if root is not None]
    rejected = [reject(root) for root in roots]
    if not any(rejected):
        return Returned(accepted)
    return Returned(accepted, _view(package))


def _view(package: Package) -> View:
    trace = Trace()
    document = document_of(package, trace)
    origins = [trace.origin(block) for block in text_blocks(document.blocks)]
    struck = (at for at, origin in enumerate(origins) if origin and _is_struck(origin))
    return View(document, tuple(map(_names, origins)), frozenset(struck))


def _is_struck(origin: Origin) -> bool:
    """Whether words of a block are crossed out by their look, which no tracked change tells."""
    looks = (child(piece.element.getparent(), "rPr") for piece in origin.pieces)
    return any(switch(look, name) for look in looks for name in ("strike", "dstrike"))


def _names(origin: Origin | None) -> frozenset[str]:
    """The bookmarks that begin in the paragraph of a block or right before it."""
    paragraph = paragraph_of(origin.pieces[0].element) if origin and origin.pieces else None
    if paragraph is None or paragraph.tag != w("p"):
        return frozenset()
    return frozenset(names_of(paragraph))
