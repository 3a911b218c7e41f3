"""Whether a .docx is sound: what Word would call damaged, repair, or silently drop.

The checks know the format, not our writer: parts and relations, the order of elements, values of
attributes, ranges and fields in pairs, tables in line, and styles, lists, comments and notes that
are named and are there.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator

from rfpkit.formats.word.ooxml import W, w
from rfpkit.formats.word.soundness.flaws import Flaw, Part, part_of
from rfpkit.formats.word.soundness.grids import grid_flaws
from rfpkit.formats.word.soundness.order import order_flaws
from rfpkit.formats.word.soundness.packaging import Files, opened
from rfpkit.formats.word.soundness.ranges import bookmark_flaws, field_flaws, range_flaws
from rfpkit.formats.word.soundness.references import Parts, reference_flaws
from rfpkit.formats.word.soundness.values import value_flaws

_STORIES = {w(name) for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")}


def faults_of_package(data: bytes) -> tuple[Flaw, ...]:
    """What is wrong with the bytes of a .docx, part by part; nothing where it is sound.

    Everything is unpacked: a file from elsewhere goes through ``open_package`` first.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        files = opened(archive)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError) as error:
        return (Flaw("", "", f"is no zip that can be read: {error}"),)
    return (*files.flaws, *_part_flaws(files))


def new_flaws(made: bytes, *given: bytes) -> tuple[Flaw, ...]:
    """What is wrong with a .docx that was made from others, and with none of them.

    The paths of elements shift, so that part and fault count alone.
    """
    known: Counter[tuple[str, str]] = Counter()
    for data in given:
        known += Counter((flaw.part, flaw.message) for flaw in faults_of_package(data))
    found = []
    for flaw in faults_of_package(made):
        known[flaw.part, flaw.message] -= 1
        if known[flaw.part, flaw.message] < 0:
            found.append(flaw)
    return tuple(found)


def _part_flaws(files: Files) -> Iterator[Flaw]:
    parts = {
        name: part_of(name, root)
        for name, root in files.roots.items()
        if isinstance(root.tag, str) and root.tag.startswith(f"{{{W}}}")
    }
    stories = [part for part in parts.values() if part.root.tag in _STORIES]
    for part in parts.values():
        yield from order_flaws(part)
        yield from value_flaws(part)
    for part in stories:
        yield from range_flaws(part)
        yield from grid_flaws(part)
    yield from bookmark_flaws(stories)
    names = frozenset(
        mark.get(w("name"), "").lower() for part in stories for mark in part.all("bookmarkStart")
    )
    for part in stories:
        yield from field_flaws(part, names)
    yield from reference_flaws(_related(files, stories, parts))


def _related(files: Files, stories: list[Part], parts: dict[str, Part]) -> Parts:
    """The parts that speak of each other, found as Word finds them."""

    def of(kind: str) -> Part | None:
        return parts.get(files.related(kind))

    return Parts(
        stories=stories,
        styles=of("styles"),
        numbering=of("numbering"),
        comments=of("comments"),
        notes={"footnote": of("footnotes"), "endnote": of("endnotes")},
    )


__all__ = ["Flaw", "faults_of_package"]
