"""References to parts of the document that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rfpkit.document.notes import is_note
from rfpkit.lint.checks.flaw import Flaw, Options
from rfpkit.lint.passages import Subject
from rfpkit.lint.tokens import word_set

_REFERENCE = re.compile(
    r"\b(?P<word>clause|section|article|paragraph|part|annex|annexe|appendix|schedule|exhibit"
    r"|attachment|chapter)s?\s+(?P<number>\d{1,3}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})*|[IVX]{1,5})"
    r"(?![\w-]|\.\d)(?P<after>[^.;]{0,60})",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^(?:\([\w.]+\)|\s)*\s*(?:of|to|in|under)\s+(?:the\s+)?(?!this\b|these\b)"
    r"(?:\w+\s+){0,6}?(?:act|law|code|regulations?|directive|rules?|far|cfr|usc|statute|order"
    r"|agreement|contract|policy|schedule|annex|appendix|exhibit|constitution|publication)\b"
    r"|^(?:\([\w.]+\)|\s)*\s*(?:U\.?S\.?C|C\.?F\.?R|,?\s*[A-Z][\w ]+ Act\b)",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"(?:\s*(?:to|and|or|,|–|-)\s*\d{1,3}\b)*(?:\([\w.]+\)|\s)*\s*of (?:the |its |any |that )?"
    r"(?!RF[PQT]|Agreement|Contract|Solicitation)[A-Z]"
)
_FOREIGN = re.compile(
    r"(?:\b(?:act|code|regulations?|directive|law|rules?|far|dfars|usc|cfr|u\.s\.c\.|c\.f\.r\."
    r"|statute|gdpr|order|circular|constitution|\d{4})[\s,(]+|§\s*)$",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"^\W*(?P<word>clause|section|article|paragraph|part|annex|annexe|appendix|schedule|exhibit"
    r"|attachment|chapter)?\s*(?P<number>\d{1,3}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})*|[IVX]{1,5})\b",
    re.IGNORECASE,
)
_IN_LINE = re.compile(r"(?<![\w.$])(\d{1,3}(?:\.\d{1,3})+)\.?(?=\s+[A-Z“\"(])")
"""A number in the midst of a line, where a file lost its line breaks."""
_POINTING = re.compile(
    r"\b(?:clauses?|sections?|articles?|paragraphs?|through|and|or|to)\s+$", re.I
)
_SAME = {"annexe": "annex", "article": "clause", "section": "clause", "paragraph": "clause"}
_PART_NAMES = word_set(
    "clause section article paragraph part annex annexe appendix schedule exhibit attachment"
    " chapter"
)
_PARTS = _PART_NAMES | {f"{name}s" for name in _PART_NAMES}
_LETTERED = word_set("annex appendix schedule exhibit attachment part")
_ENOUGH = 5
_LAW = 100
"""Plain numbers from here on are sections of laws ("Section 508"), not of documents."""


def dangling_references(subject: Subject, _options: Options) -> Iterator[Flaw]:
    """References to a clause, section, annex … whose number no heading or paragraph has.

    References to other texts ("section 3 of the Act") are left alone, and so is a whole document
    that shows too few numbers of that sort for their absence to mean anything.
    """
    known: dict[str, set[str]] = {}
    for ordinal in sorted({subject.sentences[at].passage for at in subject.holding(_PARTS)}):
        passage = subject.passages[ordinal]
        if not passage.is_body:
            continue
        for found in _REFERENCE.finditer(passage.text):
            word, number = _word(found["word"]), found["number"]
            if number.islower() or (number.isdigit() and int(number) >= _LAW):
                continue
            before, after = _before(passage.text, found.start()), found["after"]
            known = known or _numbers(subject)
            elsewhere = _ELSEWHERE.match(after) or _OF_ANOTHER.match(after)
            if elsewhere or _FOREIGN.search(before) or _is_there(word, number, known):
                continue
            end = found.end("number")
            yield Flaw(passage.ordinal, found.start(), end, {"number": number})


def _before(text: str, offset: int) -> str:
    """The few words before an offset."""
    return text[max(offset - 40, 0) : offset]


def _word(word: str) -> str:
    return _SAME.get(word.lower(), word.lower())


def _numbers(subject: Subject) -> dict[str, set[str]]:
    """The numbers that parts of the document bear, by what they are called; "" for plain ones."""
    known: dict[str, set[str]] = {}
    for passage in subject.passages:
        texts = [] if is_note(passage.block) else [passage.block.number]
        for ordinal in subject.sentences_of(passage.ordinal):
            sentence = subject.sentences[ordinal]
            texts.append(passage.text[sentence.start : sentence.end])
        for text in texts:
            found = _HEADED.match(text)
            if found:
                known.setdefault(_word(found["word"] or ""), set()).add(found["number"].upper())
        for found in _IN_LINE.finditer(passage.text):
            if not _POINTING.search(_before(passage.text, found.start())):
                known.setdefault("", set()).add(found[1])
    return known


def _is_there(word: str, number: str, known: dict[str, set[str]]) -> bool:
    wanted = number.upper()
    plain = known.get("", set()) | known.get("clause", set())
    mine = known.get(word, set()) if word in _LETTERED or word == "chapter" else plain
    if wanted in mine or any(n.startswith(wanted + ".") for n in mine | plain):
        return True
    if word in _LETTERED:
        # An attachment may lie in a file of its own; only a gap in a series is telling.
        return len(mine) < 2
    if wanted in plain:
        return True
    depth = wanted.count(".")
    return sum(n.count(".") == depth for n in plain) < _ENOUGH
