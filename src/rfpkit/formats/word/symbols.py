"""Characters of the symbol fonts, as Unicode: what a ``w:sym`` shows."""

from __future__ import annotations

_PRIVATE = 0xF000
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x76: "❖",
    0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x97: "●"}
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD2: "®", 0xD3: "©", 0xD4: "™",
    0xD6: "√", 0xD7: "⋅", 0xE2: "®", 0xE3: "©", 0xE4: "™",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_UNKNOWN = "▪"


def symbol(font: str, code: str) -> str:
    """The character that ``code`` (hexadecimal) shows in a font; a small box where not known."""
    try:
        at = int(code, 16)
    except ValueError:
        return ""
    known = _FONTS.get(font.lower())
    place = at - _PRIVATE if _PRIVATE <= at < _PRIVATE + 0x100 else at
    if known is not None:
        return known.get(place, _UNKNOWN)
    if place != at and not 0x20 <= place < 0x7F:
        return _UNKNOWN
    return chr(place) if 0x20 <= place < 0x110000 and not 0xD800 <= place < 0xE000 else ""
