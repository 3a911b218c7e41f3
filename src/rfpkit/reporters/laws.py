"""How reports tell of dates, periods and sources of law."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable
from typing import Any

from rfpkit.library.model import Source
from rfpkit.process.procedures import Minimum

WIDTH = 80
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(value: dt.date) -> str:
    """A date with its weekday: ``Wed 2027-03-03``."""
    return f"{_DAYS[value.weekday()]} {value.isoformat()}"


def cited(source: Source) -> str:
    """A source in one line, and whether somebody read it: ``… Article 27(4) [verified]``."""
    mark = "verified" if source.verified else "not verified"
    return f"{source.cited} [{mark}]"


def period(least: Minimum) -> str:
    """A period in words: ``30 days``, ``8 working days``, or that the law names no number."""
    return length(least.days, least.unit)


def length(days: int, unit: str) -> str:
    """A number of days in words."""
    kind = "working day" if unit == "working" else "day"
    return f"{days} {kind}" + ("" if days == 1 else "s")


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """The text in lines of 80 characters at most, behind these indents."""
    return textwrap.fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def listed(title: str, texts: Iterable[str], indent: str = "  ") -> list[str]:
    """A title and its texts as bullets; nothing where there are none."""
    lines = [wrapped(text, f"{indent}  - ") for text in texts]
    return [f"{indent}{title}", *lines] if lines else []


def sentence(text: str) -> str:
    """The words as a sentence: a capital first, a full stop last."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def source_data(source: Source) -> dict[str, Any]:
    """A source as plain data."""
    return {
        "title": source.title,
        "section": source.section,
        "url": source.url,
        "date": source.date,
        "verified": bool(source.verified),
    }
