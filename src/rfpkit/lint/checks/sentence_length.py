"""Sentences too long to be understood at one reading."""

from __future__ import annotations

from collections.abc import Iterator

from rfpkit.lint.checks.flaw import Flaw, Options
from rfpkit.lint.passages import Subject


def long_sentences(subject: Subject, options: Options) -> Iterator[Flaw]:
    """Sentences of more than ``words`` words; parts that a semicolon sets apart count together."""
    for passage in subject.passages:
        if not passage.is_body or passage.is_quoted_law:
            continue
        start, count = -1, 0
        ordinals = subject.sentences_of(passage.ordinal)
        for ordinal in ordinals:
            part = subject.sentences[ordinal]
            start = part.start if start < 0 else start
            count += sum(word.isalpha() for word in part.words.lower)
            if passage.text[part.end - 1] == ";" and ordinal != ordinals[-1]:
                continue
            if count > options["words"]:
                yield Flaw(passage.ordinal, start, part.end, {"count": str(count)})
            start, count = -1, 0
