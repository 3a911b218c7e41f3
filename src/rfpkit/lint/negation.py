"""Whether the words found in a sentence are negated there.

Only a negation that governs the words counts. One on the far side of a conjunction belongs to
another verb ("is fixed and may not be altered"), one in a condition on bidders denies nothing
("a bidder who does not attend the visit"), and what bids are rejected for lacking is required
("bids without a deposit will be rejected").
"""

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
_FINITE = word_set("is are was were will would shall should may must might can could has have")
_CONDITIONS = word_set("if unless who whoever which that whose where when whether")
_BIDDING = word_set(
    "bidder bidders tenderer tenderers offeror offerors proposer proposers respondent respondents "
    "proponent proponents applicant applicants vendor vendors supplier suppliers contractor "
    "contractors firm firms bid bids tender tenders offer offers proposal proposals quotation "
    "quotations quote quotes submission submissions response responses application applications"
)
_REJECTED = word_set(
    "rejected rejection reject disqualified disqualification disqualify ineligible nonresponsive "
    "unresponsive noncompliant excluded debarred invalid"
)
_CONSIDERED = word_set("considered accepted evaluated entertained opened eligible qualify valid")
_OTHER_CLAUSE = word_set(
    "but if unless which that who whose where when while because although though provided as so"
)
_STOPS = frozenset(",;:()[]—")
_BEFORE_NOT = 3
_BEFORE_NO = 2
_AFTER = 3
_CONDITION_REACH = 8
_REJECTION_REACH = 25


def negated(text: str, words: Words, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end`` are denied: by "not" or "no" shortly before, by
    one in their midst, or by "is not", "shall not" shortly after.

    "not only", "no less than", "not limited to" and their like deny nothing.
    """
    if any(_denies(words.lower, at) for at in range(start, end)):
        return True
    if _before(text, words, start, end):
        return not _is_required(words.lower, end)
    return _after(text, words, start, end)


def ends_negated(words: Words) -> bool:
    """Whether a list's lead-in ends in a negation: "The Supplier must not:"."""
    last = len(words.lower)
    return any(_denies(words.lower, at) for at in range(max(last - 2, 0), last))


def _denies(lower: tuple[str, ...], at: int) -> bool:
    if lower[at] not in _NOT and lower[at] not in _NO:
        return False
    first, second = (*lower[at + 1 : at + 3], "", "")[:2]
    if first in _NOT_NEGATING or (first in ("be", "to") and second in _NOT_NEGATING):
        return False
    if lower[at] == "no":
        return not first[:1].isdigit()  # "Contract No. 5"
    return lower[at - 2 : at] != ("whether", "or")


def _before(text: str, words: Words, start: int, end: int) -> bool:
    lower = words.lower
    joined = ""
    for at in range(start - 1, max(start - 2 - _BEFORE_NOT, -1), -1):
        if _stops(text, words, at) or lower[at] == "but":
            return False
        if lower[at] in ("and", "or") and _begins_verb(lower, at, end):
            joined = lower[at]
        between = start - at - 1
        if _denies(lower, at):
            if lower[at] not in _NOT:
                return joined != "and" and between <= _BEFORE_NO
            within = between <= _BEFORE_NOT and not joined
            return within and not _in_condition(text, words, at, start)
        if any(lower[at : at + len(phrase)] == phrase for phrase in _PHRASES):
            return True
    return False


def _begins_verb(lower: tuple[str, ...], conjunction: int, end: int) -> bool:
    """Whether a conjunction begins a clause with a verb of its own, up to the end of the words."""
    return any(word in _FINITE for word in lower[conjunction + 1 : end])


def _in_condition(text: str, words: Words, at: int, start: int) -> bool:
    """Whether a "not" stands in a condition on bidders or bids, whose content is asked for:
    "bidders who do not …", "if a bid does not …", "a bid not accompanied by …"."""
    lower = words.lower
    if at + 1 < start and lower[at + 1].endswith(("ed", "ing")) and lower[at] == "not":
        return at > 0 and lower[at - 1] in _BIDDING
    for before in range(at - 1, max(at - _CONDITION_REACH, -1), -1):
        if _stops(text, words, before):
            return False
        if lower[before] in _CONDITIONS:
            return any(word in _BIDDING for word in lower[max(before - 1, 0) : at])
    return False


def _is_required(lower: tuple[str, ...], end: int) -> bool:
    """Whether the sentence goes on to say that what lacks the words is rejected."""
    for at in range(end, min(end + _REJECTION_REACH, len(lower))):
        refused = any(word in _NOT for word in lower[max(at - 3, end) : at])
        if lower[at] in _REJECTED and not refused:
            return True
        if lower[at] in _CONSIDERED and refused:
            return True
    return False


def _after(text: str, words: Words, start: int, end: int) -> bool:
    lower = words.lower
    reach = _AFTER + (lower[end : end + 1] in (("and",), ("or",)))
    for at in range(end, min(end + reach, len(lower))):
        if _stops(text, words, at - 1) or _parts(lower, at, start, end):
            return False
        if lower[at] in _NOT and _denies(lower, at):
            return lower[at] != "not" or lower[at - 1] in _AUXILIARIES
    return False


def _parts(lower: tuple[str, ...], at: int, start: int, end: int) -> bool:
    """Whether a word after the found ones begins another clause, with a verb of its own."""
    if lower[at] in ("and", "or"):
        # "Site visits and meetings are not required", but "is fixed and may not be altered".
        following = lower[at + 1 : at + 2]
        has_verb = any(word in _FINITE for word in lower[start:end])
        return has_verb or not following or following[0] in _AUXILIARIES or following[0] in _NOT
    return lower[at] in _OTHER_CLAUSE


def _stops(text: str, words: Words, at: int) -> bool:
    """Whether punctuation between a word and the next one ends what a negation reaches."""
    following = words.starts[at + 1] if at + 1 < len(words.starts) else words.ends[at]
    return any(sign in _STOPS for sign in text[words.ends[at] : following])
