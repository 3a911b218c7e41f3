"""Names of products in running text: what ``<product>`` in a pattern stands for.

A name is recognised by what stands beside it: a sign of a trade mark, a word for software ("the
Sybase database", "Maximo software"), or a version ("Kofax v11", "Postgres 9.6"). Words that the
document also writes small, its defined terms and its parties are no names of products.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from rfpkit.lint.tokens import Words, word_set

NOUNS = word_set(
    "database databases server servers software platform platforms suite framework browser "
    "browsers licence licences license licenses dbms rdbms middleware"
)
"""Words for software: a name right before one of them is a product's, or its maker's."""

_SYSTEM = word_set("system systems")
_BETWEEN = word_set("operating application applications web virtual relational desktop client")
"""What may stand between a name and the word for software: "Solaris operating system"."""

_NUMBERED = re.compile(r"v\d{1,2}|r\d{1,2}|\d{1,2}[cgi]|\d{1,2}(?:\.\d{1,2}){1,3}", re.IGNORECASE)
_VERSION = word_set("version versions release v ver")
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,3})*[a-z]?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
CAMEL = re.compile(r"[A-Za-z]*[a-z][A-Z][A-Za-z]*\d*|[A-Z][A-Za-z]*[a-z]\d{1,3}|[A-Z]{2,}\d{1,2}")
_EDITION = word_set("enterprise standard professional express community ultimate")
_ABOUT_SOFTWARE = (
    NOUNS
    | _VERSION
    | word_set(
        "upgrade upgraded compatible running runs installed installation written developed browser "
        "operating windows linux unix java compiler plugin sdk api"
    )
)
_MOST = 4
_SHORTEST = 2
_PLAIN = 0.4
"""So many words of running text are small; in a title each may have a capital."""

GENERIC = word_set(
    """
    a an the this that these those all any each every no other such its our their your his
    if when where while for with from by in on at to of and or as is are not only also then than
    existing current new old proposed required licensed licenced third party parties open source
    commercial off shelf custom standard system systems application applications operating web
    client server database data software hardware cloud mobile desktop central local main
    production test testing development staging backup mail email file print proxy network
    storage security management manager content document documents records record case workflow
    enterprise business information technology technologies digital electronic online internet
    intranet portal integration middleware service services solution solutions product products
    project program programme core base basic advanced premium professional user users named
    concurrent site annual perpetual subscription maintenance support end virtual physical
    dedicated shared host hosted hosting host's relational analytics analytic reporting report
    reports payment payments billing financial finance accounting procurement tender bid bidding
    learning human resource resources customer relationship planning customs tax health medical
    clinical legal judicial court public private state national federal regional municipal city
    county government agency authority department ministry board office council commission
    university college school bank company corporation contractor vendor supplier provider
    consultant bidder tenderer offeror licensor licensee developer publisher manufacturer
    reseller partner integrator agreement contract order section clause article annex appendix
    schedule exhibit attachment table figure part chapter volume phase stage step task item
    option lot level tier class category type form version release module component unit os api
    sdk paragraph subparagraph subsection subpart subclause sub
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    act law code regulation directive rule policy circular constitution bill
    north south east west northern southern eastern western central american british canadian
    indian australian european african asian french german italian spanish united states kingdom
    america britain england scotland wales ireland india canada australia europe africa asia
    zealand alabama alaska arizona arkansas california colorado connecticut delaware florida
    georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland
    massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire
    jersey mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas
    utah vermont virginia washington wisconsin wyoming
    """
)
STANDARDS = word_set(
    """
    html xhtml http https xml json css wcag wai aria tls ssl ftp sftp smtp imap pop dns ldap saml
    oauth openid soap wsdl rest ansi iso iec ieee ietf nist fips far dfars itil cobit usb
    bluetooth wifi ip ipv4 ipv6 tcp udp vpn lan wan pdf csv utf unicode ascii gsm lte sha aes rsa
    bpmn uml epub rtf odf ooxml mpeg jpeg png tiff pci dss hipaa gdpr section
    """
)


def product_names(
    words: Words, ordinary: Collection[str], own: Collection[str]
) -> Iterator[tuple[int, int]]:
    """The names of products among the words of a sentence, as places of words.

    ``ordinary`` are words that the document also writes small, ``own`` those of its defined terms,
    its parties and its abbreviations. From one start a name may have several ends: with the word
    for software after it, and with its version.
    """
    reader = _Reader(words, ordinary, own)
    found: set[tuple[int, int]] = set()
    for at in words.marked:
        found.add((reader.begin(at + 1), at + 1))
    for at, word in enumerate(words.lower):
        before = words.lower[at - 1] if at else ""
        if before in ordinary and before not in _BETWEEN:
            continue  # no name ends here
        if word in NOUNS or (word in _SYSTEM and before == "operating"):
            found.update(reader.beside_noun(at))
        elif word in _VERSION or _NUMBERED.fullmatch(word):
            found.update(reader.beside_version(at))
    yield from sorted(found)


def suspects(vocabulary: Iterable[str]) -> frozenset[str]:
    """The words of a document of which one stands in each sentence that names a product, but for
    those with the sign of a trade mark."""
    fixed = NOUNS | _VERSION | _SYSTEM
    return frozenset(w for w in vocabulary if w in fixed or _NUMBERED.fullmatch(w))


class _Reader:
    def __init__(self, words: Words, ordinary: Collection[str], own: Collection[str]) -> None:
        self.words = words
        self.ordinary = ordinary
        self.own = own

    @cached_property
    def is_title(self) -> bool:
        """Whether most words of the sentence have a capital."""
        small = sum(word.islower() for word in self.words.raw)
        return small < max(2, _PLAIN * len(self.words.raw))

    def begin(self, end: int) -> int:
        """Where the name that ends before a place begins; at ``end`` where there is none."""
        at = end
        while at > max(end - _MOST, 0) and (at == end or self._joined(at - 1)):
            if not self._is_name(at - 1):
                break
            at -= 1
        return min(at, end - 1) if end - 1 in self.words.marked else at

    def beside_noun(self, noun: int) -> Iterator[tuple[int, int]]:
        """The spans of a name right before a word for software."""
        end = noun
        while end > 0 and self.words.lower[end - 1] in _BETWEEN and self._joined(end - 1):
            end -= 1
        start = self.begin(end)
        after = self._version(noun + 1)
        if start == end or not self._joined(end - 1):
            return
        versioned = after > noun + 1
        if self.words.raw[noun][0].isupper() and not versioned:
            # "Governance Framework" has its capitals from something else.
            proven = any(self._is_strong(at) for at in range(start, end))
        else:
            proven = self._proves(start, end, by_version=versioned)
        if proven:
            start = self._without_first(start, end)
            yield start, end
            yield start, noun + 1
            if versioned:
                yield start, after

    def beside_version(self, at: int) -> Iterator[tuple[int, int]]:
        """The spans of a name right before a version."""
        if not at or not self._joined(at - 1):
            return
        start, after = self.begin(at), self._version(at)
        dotted = "." in self.words.lower[at]
        if dotted and not self._speaks_of_software() and not self._is_strong(at - 1):
            return
        if start < at < after and self._proves(start, at, by_version=not dotted):
            start = self._without_first(start, at)
            yield start, at
            yield start, after

    def _version(self, at: int) -> int:
        """The end of the version that begins at a place; the place itself where none does."""
        lower = self.words.lower
        end = at
        if end < len(lower) and lower[end] in _EDITION:
            end += 1
        if end < len(lower) and lower[end] in _VERSION and end + 1 < len(lower):
            return end + 2 if _NUMBER.fullmatch(lower[end + 1]) else at
        if end < len(lower) and (_NUMBERED.fullmatch(lower[end]) or _YEAR.fullmatch(lower[end])):
            return end + 1
        return at

    def _joined(self, at: int) -> bool:
        """Whether only a space or a hyphen, or a sign of a trade mark, parts two words."""
        following = self.words.starts[at + 1 : at + 2]
        apart = following[0] - self.words.ends[at] if following else 0
        return apart == 1 or (apart == 2 and at in self.words.marked)

    def _is_name(self, at: int) -> bool:
        raw, lower = self.words.raw[at], self.words.lower[at]
        if lower in GENERIC or lower.removesuffix("s") in GENERIC or len(raw) < _SHORTEST:
            return False
        if lower in self.ordinary or lower in self.own:
            return False
        return raw[0].isupper() or bool(CAMEL.fullmatch(raw))

    def _is_strong(self, at: int) -> bool:
        """Whether a word's looks alone make it a name: PowerBuilder, DB2."""
        return bool(CAMEL.fullmatch(self.words.raw[at])) and self.words.lower[at] not in STANDARDS

    def _is_telling(self, at: int) -> bool:
        """Whether a word with a capital is a name by its place: not the first of a sentence."""
        raw = self.words.raw[at]
        return at > 0 and len(raw) > 2 and not raw.isupper() and raw.isalpha()

    def _proves(self, start: int, end: int, *, by_version: bool) -> bool:
        """Whether one of the words is a name without doubt."""
        places = range(start, end)
        if any(self._is_strong(at) for at in places):
            return True
        if any(self._is_telling(at) for at in places):
            return not self.is_title
        if not by_version:
            return False
        # Letters alone, as in "SPSS v24": an abbreviation of anything, but for the version.
        known = any(self.words.lower[at] in STANDARDS for at in places)
        return start > 0 and not known and all(self.words.raw[at].isalpha() for at in places)

    def _speaks_of_software(self) -> bool:
        return not _ABOUT_SOFTWARE.isdisjoint(self.words.lower)

    def _without_first(self, start: int, end: int) -> int:
        """The start without a first word of the sentence that is a name only by its capital."""
        weak = start == 0 and end > 1 and not self._is_strong(0)
        return 1 if weak else start
