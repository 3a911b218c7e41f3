"""What the notes of a Word file need beside their words: separators, styles, and settings."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from rfpkit.formats.word.ooxml import VAL, R, W, child, w

NoteKind = Literal["footnote", "endnote"]

_SEPARATORS = {"separator": "-1", "continuationSeparator": "0"}
"""The lines between the text and its notes, with the ids that Word gives them."""

_AFTER_NOTES = {
    w(name)
    for name in (
        "compat", "docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping",
        "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions",
        "readModeInkLockDown", "smartTagType", "shapeDefaults", "doNotEmbedSmartTags",
        "decimalSymbol", "listSeparator",
    )
}  # fmt: skip
"""What comes after both kinds' settings in ``w:settings``, but for what is of other namespaces."""


def empty_notes(kind: NoteKind) -> etree._Element:
    """The root of a part for notes of a kind, without any."""
    return etree.Element(w(f"{kind}s"), nsmap={"w": W, "r": R})


def is_written(note: etree._Element) -> bool:
    """Whether a note is one that somebody wrote, and no separator."""
    return note.get(w("type"), "normal") == "normal"


def separate(root: etree._Element, kind: NoteKind) -> None:
    """Give the notes of a part the separators that they lack."""
    found = {note.get(w("type")) for note in root.iterchildren(w(kind))}
    taken = {note.get(w("id")) for note in root.iterchildren(w(kind))}
    for at, (line, key) in enumerate(_SEPARATORS.items()):
        if line in found:
            continue
        if key in taken:
            key = next(str(free) for free in range(len(taken) + 1) if str(free) not in taken)
        taken.add(key)
        note = (
            f'<w:{kind} xmlns:w="{W}" w:type="{line}" w:id="{key}"><w:p><w:pPr><w:spacing '
            f'w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{line}/></w:r></w:p>'
            f"</w:{kind}>"
        )
        root.insert(at, etree.fromstring(note))


def name_separators(
    settings: etree._Element, notes: etree._Element, kind: NoteKind
) -> etree._Element:
    """What the settings say of a kind of notes, with the separators of their part named."""
    found = child(settings, f"{kind}Pr")
    if found is None:
        found = etree.Element(w(f"{kind}Pr"))
        places = (at for at, node in enumerate(settings) if _comes_after(node, kind))
        settings.insert(next(places, len(settings)), found)
    for node in found.findall(w(kind)):
        found.remove(node)
    for note in notes.iterchildren(w(kind)):
        if not is_written(note):
            etree.SubElement(found, w(kind)).set(w("id"), note.get(w("id"), ""))
    return found


def _comes_after(node: etree._Element, kind: NoteKind) -> bool:
    if not str(node.tag).startswith(f"{{{W}}}"):
        return True
    return node.tag in _AFTER_NOTES or (kind == "footnote" and node.tag == w("endnotePr"))


def text_style(styles: etree._Element, kind: NoteKind) -> str:
    """The id of the style of a note's paragraphs; Word's own is added where there is none."""
    default = next(
        (
            style.get(w("styleId"))
            for style in styles.iterchildren(w("style"))
            if style.get(w("type")) == "paragraph" and style.get(w("default"))
        ),
        None,
    )
    return _style(
        styles,
        f"{kind} text",
        "paragraph",
        ("" if default is None else f'<w:basedOn w:val="{default}"/>'),
        '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>',
    )


def mark_style(styles: etree._Element, kind: NoteKind) -> str:
    """The id of the style of the marks that cite notes; Word's own is added where there is none."""
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return _style(styles, f"{kind} reference", "character", "", look)


def _style(styles: etree._Element, name: str, kind: str, based: str, look: str) -> str:
    """The id of a style by its name; it is added where there is none.

    Word adds it as well when somebody writes the first note.
    """
    made = list(styles.iterchildren(w("style")))
    for style in made:
        said = child(style, "name")
        if said is not None and (said.get(VAL) or "").lower() == name:
            return style.get(w("styleId")) or ""
    taken = {style.get(w("styleId")) for style in made}
    wanted = name.title().replace(" ", "")
    key = next(one for one in (wanted, f"{wanted}1", f"{wanted}2") if one not in taken)
    new = (
        f'<w:style xmlns:w="{W}" w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f'<w:uiPriority w:val="99"/><w:unhideWhenUsed/>{look}</w:style>'
    )
    styles.append(etree.fromstring(new))
    return key
