"""What one part says of another: styles, lists, comments, notes, pictures' numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from rfpkit.formats.word.ooxml import value, w
from rfpkit.formats.word.soundness.flaws import Flaw, Part

_USES = {
    "pStyle": "paragraph", "rStyle": "character", "tblStyle": "table",
}  # fmt: skip
_NOT_NOTES = {"separator", "continuationSeparator", "continuationNotice"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a file that speak of each other; None where a file has none of a kind."""

    stories: Sequence[Part]
    styles: Part | None = None
    numbering: Part | None = None
    comments: Part | None = None
    notes: Mapping[str, Part | None] | None = None


def reference_flaws(parts: Parts) -> Iterator[Flaw]:
    """Styles, lists, comments and notes that are named and missing, or there and never named."""
    kinds: dict[str, str] = {}
    if parts.styles is not None:
        kinds = {s.get(w("styleId"), ""): s.get(w("type"), "") for s in parts.styles.all("style")}
        yield from _styles(parts.styles, kinds)
    if parts.numbering is not None:
        yield from _numbering(parts.numbering)
    lists = _lists(parts.numbering)
    known = [part for part in (parts.styles, parts.numbering) if part is not None]
    for part in (*parts.stories, *known):
        yield from _uses(part, kinds, lists)
    yield from _comments(parts)
    for name, notes in (parts.notes or {}).items():
        yield from _notes(parts.stories, name, notes)
    yield from _pictures(parts.stories)


def _styles(part: Part, kinds: Mapping[str, str]) -> Iterator[Flaw]:
    seen: set[str] = set()
    names: set[str] = set()
    defaults: set[str] = set()
    parents = {s.get(w("styleId"), ""): value(s, "basedOn") or "" for s in part.all("style")}
    for style in part.all("style"):
        key, kind, name = (
            style.get(w("styleId"), ""),
            style.get(w("type"), ""),
            value(style, "name"),
        )
        if not key or key in seen:
            yield part.flaw(style, f"there is another style with the id “{key}”")
        if not name or (name.lower() in names):
            yield part.flaw(style, f"the style {key} has no name, or that of another")
        for link in ("basedOn", "next", "link"):
            other = value(style, link)
            if other is not None and other not in kinds:
                yield part.flaw(style, f"the style {key} names {other}, which is not there")
            elif other is not None and link == "basedOn" and kinds[other] != kind:
                yield part.flaw(style, f"the style {key} is based on {other}, of another type")
        if style.get(w("default")) in ("1", "true", "on"):
            if kind in defaults:
                yield part.flaw(style, f"there are two default styles of the type {kind}")
            defaults.add(kind)
        if _circular(key, parents):
            yield part.flaw(style, f"the style {key} is based on itself")
        seen.add(key)
        names.add((name or "").lower())


def _circular(key: str, parents: Mapping[str, str]) -> bool:
    at = parents.get(key, "")
    for _ in range(len(parents)):
        if at == key:
            return True
        at = parents.get(at, "")
    return False


def _lists(part: Part | None) -> frozenset[str]:
    found = part.all("num") if part is not None else []
    return frozenset(num.get(w("numId"), "") for num in found) | {"0"}


def _numbering(part: Part) -> Iterator[Flaw]:
    known = _distinct(part.all("abstractNum"), "abstractNumId")
    used = _distinct(part.all("num"), "numId")
    for name, counted in (("abstractNum", known), ("num", used)):
        for key, elements in counted.items():
            for again in elements[1:]:
                yield part.flaw(again, f"there is another w:{name} {key}")
    for num in part.all("num"):
        if value(num, "abstractNumId") not in known:
            yield part.flaw(num, f"the list {num.get(w('numId'))} has no definition")
    for abstract in part.all("abstractNum"):
        levels = [level.get(w("ilvl")) for level in abstract.iterchildren(w("lvl"))]
        if len(levels) != len(set(levels)):
            yield part.flaw(abstract, "says a level twice")


def _distinct(elements: Sequence[etree._Element], key: str) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = {}
    for element in elements:
        found.setdefault(element.get(w(key), ""), []).append(element)
    return found


def _uses(part: Part, kinds: Mapping[str, str], lists: frozenset[str]) -> Iterator[Flaw]:
    for name, kind in _USES.items():
        for element in part.all(name):
            key = element.get(w("val"), "")
            if key not in kinds:
                yield part.flaw(element, f"the style {key} is not there")
            elif kinds[key] != kind:
                yield part.flaw(element, f"{key} is a {kinds[key]} style, not a {kind} style")
    for element in part.all("numId"):
        if element.get(w("val"), "0") not in lists:
            yield part.flaw(element, f"the list {element.get(w('val'))} is not there")


def _comments(parts: Parts) -> Iterator[Flaw]:
    made = _distinct(parts.comments.all("comment") if parts.comments else [], "id")
    named: set[str] = set()
    for story in parts.stories:
        yield from _named(story, "comment", made, named)
        references = {one.get(w("id")) for one in story.all("commentReference")}
        for start in story.all("commentRangeStart"):
            if start.get(w("id")) not in references:
                yield story.flaw(start, "the range of a comment that nothing names")
    if parts.comments is not None:
        yield from _unnamed(parts.comments, "comment", made, named)


def _notes(stories: Sequence[Part], name: str, part: Part | None) -> Iterator[Flaw]:
    """What is wrong with the notes of a kind: ``name`` is footnote or endnote."""
    made = _distinct(part.all(name) if part is not None else [], "id")
    named: set[str] = set()
    for story in stories:
        yield from _named(story, name, made, named)
    if part is not None:
        yield from _unnamed(part, name, made, named)


def _named(story: Part, name: str, made: Mapping[str, object], named: set[str]) -> Iterator[Flaw]:
    """References of a story to comments or notes; each is there, and named once."""
    for reference in story.all(f"{name}Reference"):
        key = reference.get(w("id"), "")
        if key not in made:
            yield story.flaw(reference, f"the {name} {key} is not there")
        elif key in named:
            yield story.flaw(reference, f"the {name} {key} is named twice")
        named.add(key)


def _unnamed(
    part: Part, name: str, made: Mapping[str, Sequence[etree._Element]], named: set[str]
) -> Iterator[Flaw]:
    """Comments or notes that are there twice, or that no text names."""
    for key, elements in made.items():
        for again in elements[1:]:
            yield part.flaw(again, f"there is another {name} {key}")
        if key not in named and elements[0].get(w("type")) not in _NOT_NOTES:
            yield part.flaw(elements[0], f"the {name} {key} stands nowhere")


def _pictures(stories: Sequence[Part]) -> Iterator[Flaw]:
    """Pictures and shapes with the number of another, and content controls likewise."""
    seen: set[str] = set()
    for part in stories:
        for picture in part.root.iter("{*}docPr"):
            key = picture.get("id", "")
            if key in seen:
                yield part.flaw(picture, f"there is another picture with the number {key}")
            seen.add(key)
    controls: set[str] = set()
    for part in stories:
        for properties in part.all("sdtPr"):
            number = value(properties, "id")
            if number is not None and number in controls:
                yield part.flaw(
                    properties, f"there is another content control with the number {number}"
                )
            controls.add(number or "")
