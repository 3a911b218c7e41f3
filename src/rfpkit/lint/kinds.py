"""What a document is for: an RFP, a contract, a statement of work, a spec, or something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rfpkit.document.model import Document, Paragraph, text_blocks
from rfpkit.lint.tokens import word_set

_TITLES = {
    "rfp": re.compile(
        r"request for (?:proposals?|quot(?:e|ation)s?|tenders?|offers?|bids?)"
        r"|invitation (?:to|for) (?:tender|bids?|negotiate)|\b(?:rfp|rfq|itt|rft|ifb)\b"
        r"|solicitation|instructions? to (?:bidders|offerors|tenderers|suppliers)|tender document"
        r"|bidding documents?|call for tenders"
    ),
    "contract": re.compile(
        r"\b(?:agreement|contract|lease|memorandum of understanding|licen[cs]e terms|deed"
        r"|terms (?:and|&) conditions|terms of (?:service|use))\b"
    ),
    "statement-of-work": re.compile(
        r"(?:performance work statement|statements? of (?:work|objectives|requirements?)"
        r"|terms of reference|scope of work|task order)"
    ),
}
_SIGNS = {
    # Whoever writes to bidders instructs them about their proposals.
    "rfp": word_set(
        "offeror offerors bidder bidders tenderer tenderers proposer proposers respondent "
        "respondents applicant applicants quoter quoters quote quotes proposal proposals tender "
        "tenders bid bids solicitation solicitations rfp rfq"
    ),
    "contract": word_set(
        "hereto hereby herein hereunder thereof severability indemnify indemnifies "
        "indemnification counterparts waiver warrants customer licencee licensee licencor licensor"
    ),
    "statement-of-work": word_set(
        "task tasks deliverable deliverables milestone milestones sow pws cor"
    ),
}
"""Words that tell what a document is for, by their number."""

_PHRASES = {
    "rfp": (
        *("evaluation criteria", "evaluation factor", "evaluation committee", "closing date"),
        *("submission deadline", "award criteria"),
    ),
    "contract": (
        *("this agreement", "this deed", "this lease", "this licence", "this license"),
        *("governing law", "governed by", "in witness whereof", "entire agreement"),
        *("either party", "the parties", "effective date", "force majeure"),
    ),
    "statement-of-work": (
        *("period of performance", "place of performance", "statement of work"),
        *("performance work statement", "contracting officer's representative"),
        *("the contractor shall", "the contractor must", "the contractor will"),
        "acceptance criteria",
    ),
}
_WORD = re.compile("[a-z]+")
_OPENINGS = {
    "rfp": re.compile(_TITLES["rfp"].pattern + r"|\b(?:offerors?|bidders?|tenderers?|quoters?)\b"),
    "contract": re.compile(
        r"\b(?:agreement|deed|lease|contract)\b.{0,300}\b(?:between|entered into|the parties)\b"
        r"|\bthis (?:\w+ )?(?:agreement|deed|lease)\b"
    ),
    "statement-of-work": _TITLES["statement-of-work"],
}
_ASIDE = ("header", "footer", "note", "box")
_OPENING_WORDS = 150
_SAMPLE = 60_000
_SLICES = 20
_FEW = 4
_ENOUGH_BIDDING = 8
_WEIGHT = 8


def kind_of(document: Document) -> str:
    """What the document is for: "rfp", "contract", "statement-of-work", "spec" or "other".

    A kind that the document states wins. Otherwise words decide, weighed per thousand, with what
    the title and the opening say on top.
    """
    if document.kind:
        return document.kind
    text = _folded(_sample(" ".join(_body(document))))
    total = max(len(text.split()), 1)
    opening = f"{document.title.lower()} {_opening(document)}"
    words = Counter(_WORD.findall(text))
    scores = {
        kind: 1000
        * (sum(words[w] for w in signs) + sum(map(text.count, _PHRASES[kind])))
        / (total + 200)
        for kind, signs in _SIGNS.items()
    }
    for kind in _SIGNS:
        if _OPENINGS[kind].search(opening):
            scores[kind] += _WEIGHT
        if _TITLES[kind].search(document.title.lower()):
            scores[kind] += _WEIGHT
    return _decide(scores)


def _folded(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _opening(document: Document) -> str:
    """The first words, those of the page header among them: it names what the file belongs to."""
    found: list[str] = []
    for block in text_blocks(document.blocks):
        found += _folded(block.text).split()
        if len(found) >= _OPENING_WORDS:
            break
    return " ".join(found[:_OPENING_WORDS])


def _body(document: Document) -> Iterator[str]:
    """The texts of a document without what its pages repeat."""
    for block in text_blocks(document.blocks):
        if not isinstance(block, Paragraph) or block.kind not in _ASIDE:
            yield block.text


def _sample(text: str) -> str:
    """The beginning of a long text, and slices from all over the rest of it."""
    if len(text) <= _SAMPLE:
        return text
    half = _SAMPLE // 2
    step, length = (len(text) - half) // _SLICES, half // _SLICES
    slices = (text[start : start + length] for start in range(half, len(text), step))
    return " ".join([text[:half], *slices])


def _decide(scores: dict[str, float]) -> str:
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] < _FEW:
        return "other"
    # A solicitation holds its contract and its statement of work; neither of them instructs.
    if scores["rfp"] >= _ENOUGH_BIDDING and best == "statement-of-work":
        return "rfp"
    return best
