"""Clause texts are written in British spelling; documents of the United States get their own."""

from __future__ import annotations

import re
from functools import lru_cache

_AMERICAN = {
    "anonymis": "anonymiz",
    "authoris": "authoriz",
    "behaviour": "behavior",
    "catalogue": "catalog",
    "centre": "center",
    "colour": "color",
    "customis": "customiz",
    "defence": "defense",
    "favour": "favor",
    "harmonis": "harmoniz",
    "instalment": "installment",
    "judgement": "judgment",
    "labour": "labor",
    "licence": "license",
    "neighbour": "neighbor",
    "organis": "organiz",
    "prioritis": "prioritiz",
    "recognis": "recogniz",
    "summaris": "summariz",
}
"""The beginnings of the words that the library uses and that Americans spell in another way."""

_WORD = re.compile(rf"\b({'|'.join(_AMERICAN)})", re.IGNORECASE)


@lru_cache(maxsize=1_024)
def spelled(text: str, language: str) -> str:
    """The text of a clause in the spelling of a language; capitals stay as they are."""
    return _WORD.sub(_replace, text) if language == "en-US" else text


def _replace(match: re.Match[str]) -> str:
    word = _AMERICAN[match.group().lower()]
    return word.capitalize() if match.group()[0].isupper() else word
