"""Words for the mutations: what a counterparty changes in a text, adds to it and leaves alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from random import Random

SWAPPED = {
    "must": "may", "may": "shall", "shall": "may", "Buyer": "Supplier", "Supplier": "Buyer",
    "within": "after", "before": "after", "after": "before", "all": "some", "any": "certain",
    "only": "also", "Party": "Buyer", "Parties": "Suppliers", "and": "or", "or": "and",
    "written": "oral", "free": "paid", "each": "every second", "days": "weeks",
    "months": "years", "end": "suspend", "public": "private", "more": "less",
}  # fmt: skip
OTHERS = ("reasonable", "commercial", "relevant", "approved", "standard", "usual", "agreed")
INSERTED = (
    "reasonably", "normally", "material", "where practicable", "in its sole discretion",
    "promptly", "undisputed", "direct", "so far as possible",
)  # fmt: skip
MODALS = r"\b(?:must|may|shall|will|is|are|can)\b"

FOREIGN = (
    ("Exclusivity", "During the Term, the Buyer shall obtain all services of this kind from the "
     "Supplier alone. Services that the Buyer obtains elsewhere are charged as if the Supplier had "
     "performed them.", "This obligation survives a reorganisation of the Buyer."),
    ("Late payment", "Interest accrues on overdue invoices at eight per cent a year above the base "
     "rate, from day to day, until payment in full.", "The Supplier may suspend performance while "
     "any invoice is overdue by more than seven days."),
    ("No hiring of staff", "Neither side shall solicit or employ the other's staff for eighteen "
     "months after they last worked on the engagement. A breach is settled by a lump sum equal to "
     "one year's salary of the person concerned."),
    ("Publicity and use of the logo", "The Supplier may name the customer as a reference and show "
     "its crest in brochures, on its website and at trade fairs.", "Consent may be withdrawn on "
     "ninety days' notice, for future publications only."),
    ("Software audit", "The Supplier may inspect the customer's premises, records and equipment "
     "twice a year to establish how many users the software has.", "Excess use is invoiced at list "
     "price, without discount, back to the date of installation.", "The customer bears the cost of "
     "an inspection that reveals excess use."),
    ("Minimum purchase", "The customer commits to buying no fewer than four thousand licences in "
     "every contract year. A shortfall is payable in January of the following year."),
    ("Indexation", "All fees rise each January by the consumer price index plus three points.",
     "A fall of the index leaves the fees as they are."),
    ("Retention of title", "Title to goods and media stays with the vendor until the invoice has "
     "been settled in full, whatever has been delivered or installed by then."),
    ("Licence of feedback", "Suggestions, wishes and bug reports become the vendor's property at "
     "the moment they are made. The customer waives every claim to remuneration for them.",
     "This applies also to sketches, models and prototypes."),
    ("Suspension of the service", "The vendor may suspend access without notice where it suspects "
     "misuse, and is not liable for what follows from the suspension."),
    ("Export control", "Delivery is subject to the export legislation of the vendor's home country "
     "and of the countries of its suppliers. A refusal of a permit releases the vendor."),
    ("Benchmarking", "A neutral expert may compare the fees with those of the market every third "
     "year. Costs of the comparison are shared equally.", "The comparison binds nobody."),
    ("Deemed approval", "Work results that nobody objects to within three calendar days are deemed "
     "approved. Use in live operation is approval in every case.", "Objections that arrive later "
     "are handled as new orders."),
    ("Travel and expenses", "Journeys are invoiced door to door at full hourly rates. Hotels, "
     "meals, tolls and parking are reimbursed on production of receipts."),
    ("Arbitration seated abroad", "Quarrels are finally resolved by three arbitrators sitting in "
     "Zurich, in German, under the rules of the chamber of commerce there.", "Recourse to state "
     "courts is excluded as far as permitted."),
    ("Standard terms of the vendor", "The vendor's general conditions of sale, as printed on its "
     "order forms from time to time, supplement this document and prevail in a conflict."),
    ("Set-off and withholding", "The customer waives set-off and retention, whether a counterclaim "
     "has been acknowledged or not.", "Deductions of tax are grossed up."),
    ("Data for product improvement", "Usage statistics, content samples and telemetry may be "
     "analysed in order to improve the vendor's products and to train its models.", "Results of "
     "the analysis belong to the vendor and its affiliates."),
)  # fmt: skip
"""Clauses that no library of a buyer holds: a heading, then its paragraphs."""

ADDED = (
    "The vendor may adjust this arrangement at the turn of each quarter by posting a bulletin.",
    "Nothing in this passage obliges the vendor to bear expenses above two thousand euros a year.",
    "A fee of three per cent applies to each instruction that arrives outside office hours.",
    "Claims lapse unless they are raised by registered letter in the calendar month they arise.",
    "For the avoidance of doubt, third-party cloud tariffs are passed through without a ceiling.",
    "The foregoing is subject to availability of personnel at the vendor's Bratislava office.",
    "Warranty service ceases as soon as anybody except the vendor touches the installation.",
    "Liability under this head is capped at one tenth of the fees of the preceding quarter.",
    "The customer acknowledges having examined the premises and waives further enquiries.",
    "Delays caused by upstream manufacturers extend every milestone by the same period.",
    "The vendor's price list of January prevails where it is more recent.",
    "Copies on removable media are provided against reimbursement of shipping.",
)
LISTED = (
    "unusual weather at the vendor's depot;",
    "consumables, spare parts and batteries;",
    "visits by more than two auditors at a time;",
    "tariffs that a carrier raises without warning;",
    "translations into languages other than German;",
)
ROWS = ("Handling surcharge", "Courier service", "Weekend rate", "Storage of pallets", "Rush order")
ANSWERS = ("Meridian Softworks Ltd", "Kestrel Systems plc", "Halden & Berg GmbH", "21 working days")


@lru_cache(50_000)
def folded(text: str) -> str:
    """The text as far as its words go: one kind of quote, dash and space, nothing unseen."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", text)
    text = re.sub("[“”„‟«»″]", '"', text)
    text = re.sub("[‘’‚‛‹›′`´]", "'", text)
    text = re.sub("[‐‑‒–—―−]", "-", text)
    return " ".join(text.replace("…", "...").split())


def _words(text: str, pattern: str = r"[A-Za-z]{2,}") -> list[re.Match[str]]:
    return list(re.finditer(rf"\b{pattern}\b", text))


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def word_replaced(rng: Random, text: str) -> str | None:
    """One word is another one, best one that turns the sense."""
    turning = [match for match in _words(text) if match[0] in SWAPPED]
    if turning and rng.random() < 0.7:
        match = rng.choice(turning)
        return _put(text, match, SWAPPED[match[0]])
    words = _words(text, r"[a-z]{4,}")
    return _put(text, rng.choice(words), rng.choice(OTHERS)) if words else None


def word_deleted(rng: Random, text: str) -> str | None:
    """One word is gone, and the space before it."""
    words = list(re.finditer(r" [A-Za-z]{2,}\b", text))
    return _put(text, rng.choice(words), "") if words else None


def word_inserted(rng: Random, text: str) -> str | None:
    """A word or a phrase more."""
    gaps = list(re.finditer(r"(?<=\w) (?=[a-z])", text))
    return _put(text, rng.choice(gaps), f" {rng.choice(INSERTED)} ") if gaps else None


def negated(rng: Random, text: str) -> str | None:
    """A "not" after a verb."""
    verbs = list(re.finditer(MODALS, text))
    if not verbs:
        return None
    match = rng.choice(verbs)
    return _put(text, match, f"{match[0]} not")


def number_changed(rng: Random, text: str) -> str | None:
    """One figure of a number, a sum, a date or a section of a law is another."""
    digits = list(re.finditer(r"\d", text))
    if not digits:
        return None
    match = rng.choice(digits)
    return _put(text, match, rng.choice([d for d in "123456789" if d != match[0]]))


def point_moved(rng: Random, text: str) -> str | None:
    """A number with a nought more, or a sum without one."""
    numbers = list(re.finditer(r"\d+", text))
    if not numbers:
        return None
    match = rng.choice(numbers)
    number = match[0]
    return _put(text, match, number[:-1] if number.endswith("00") else f"{number}0")


def letter_changed(rng: Random, text: str) -> str | None:
    """One letter doubled, dropped or of the other case."""
    words = _words(text, r"[A-Za-z]{4,}")
    if not words:
        return None
    match = rng.choice(words)
    word = match[0]
    at = rng.randrange(1, len(word) - 1)
    ways = [
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
        word.swapcase()[0] + word[1:],
    ]
    return _put(text, match, rng.choice(ways))


def comma_changed(rng: Random, text: str) -> str | None:
    """One comma more or less."""
    commas = list(re.finditer(r",(?= )", text))
    if commas:
        return _put(text, rng.choice(commas), "")
    gaps = list(re.finditer(r"(?<=[a-z])(?= [a-z])", text))
    return _put(text, rng.choice(gaps), ",") if gaps else None


def apostrophe_dropped(rng: Random, text: str) -> str | None:
    """ "Supplier's" without its apostrophe."""
    marks = list(re.finditer(r"(?<=[a-z])[’'](?=s\b)", text))
    return _put(text, rng.choice(marks), "") if marks else None


EDITS: dict[str, Callable[[Random, str], str | None]] = {
    "word replaced": word_replaced,
    "word deleted": word_deleted,
    "word inserted": word_inserted,
    "not inserted": negated,
    "number changed": number_changed,
    "nought added or dropped": point_moved,
    "letter changed": letter_changed,
    "comma changed": comma_changed,
    "apostrophe dropped": apostrophe_dropped,
}
"""Edits of a stretch of text, by name; None where the text has nothing to edit in that way."""

_LOOKS = (
    ("“", '"'), ("”", '"'), ("’", "'"), ("-", "–"), ("-", "\u2011"), (" ", "\u00a0"), (" ", "  "),
    ("'", "’"), ("–", "-"),
)  # fmt: skip


def retyped(rng: Random, text: str) -> str:
    """The same words with the quotes, dashes and spaces of another word processor."""
    for old, new in rng.sample(_LOOKS, 4):
        places = [match.start() for match in re.finditer(re.escape(old), text[1:-1])]
        if places:
            at = 1 + rng.choice(places)
            text = text[:at] + new + text[at + len(old) :]
    if len(text) > 8 and rng.random() < 0.2:
        at = rng.randrange(2, len(text) - 2)
        text = text[:at] + rng.choice("\u00ad\u200b") + text[at:]
    return text
