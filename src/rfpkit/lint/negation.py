"""Whether the words found in a sentence are negated there."""

from __future__ import annotations

from rfpkit.lint.tokens import Words, word_set

_NOT = word_set("not cannot never can't won't don't doesn't isn't aren't shan't")
_NO = word_set("no without neither nor none")
_PHRASES = (
    ("rather", "than"),
    ("instead", "of"),
    ("free", "from"),
    ("free", "of"),
    ("in", "lieu", "of"),
    ("as", "opposed", "to"),
)
_NOT_NEGATING = word_set(
    "only less more fewer later earlier limited exceed exceeding exceeds greater sooner lower "
    "least necessarily event case longer"
)
_AUXILIARIES = word_set(
    "is are was were be been will would shall should may must might do does did can could has have "
    "need required"
)
_STOPS = frozenset(",;:()[]—")
_BEFORE_NOT = 3
_BEFORE_NO = 2
_AFTER = 3


def negated(text: str, words: Words, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end`` are denied: by "not" or "no" shortly before, by
    one in their midst, or by "is not", "shall not" shortly after.

    "not only", "no less than", "not limited to" and their like deny nothing.
    """
    lower = words.lower
    if any(_denies(lower, at) for at in range(start, end)):
        return True
    return _before(text, words, start) or _after(text, words, end)


def ends_negated(words: Words) -> bool:
    """Whether a list's lead-in ends in a negation: "The Supplier must not:"."""
    last = len(words.lower)
    return any(_denies(words.lower, at) for at in range(max(last - 2, 0), last))


def _denies(lower: tuple[str, ...], at: int) -> bool:
    if lower[at] not in _NOT and lower[at] not in _NO:
        return False
    following = lower[at + 1 : at + 3]
    return not (following and following[0] in _NOT_NEGATING) and following[:2] != ("be", "limited")


def _before(text: str, words: Words, start: int) -> bool:
    lower = words.lower
    for at in range(start - 1, max(start - 2 - _BEFORE_NOT, -1), -1):
        if _stops(text, words, at):
            return False
        between = start - at - 1
        if _denies(lower, at):
            return between <= (_BEFORE_NOT if lower[at] in _NOT else _BEFORE_NO)
        if any(lower[at : at + len(phrase)] == phrase for phrase in _PHRASES):
            return True
    return False


def _after(text: str, words: Words, end: int) -> bool:
    lower = words.lower
    for at in range(end, min(end + _AFTER, len(lower))):
        if _stops(text, words, at - 1):
            return False
        if lower[at] in _NOT and _denies(lower, at):
            return lower[at] != "not" or lower[at - 1] in _AUXILIARIES
    return False


def _stops(text: str, words: Words, at: int) -> bool:
    """Whether punctuation between a word and the next one ends what a negation reaches."""
    following = words.starts[at + 1] if at + 1 < len(words.starts) else words.ends[at]
    return any(sign in _STOPS for sign in text[words.ends[at] : following])
