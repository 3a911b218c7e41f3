"""Names of systems, products and makers in running text: what ``<system>`` in a pattern stands for.

Wider than ``<product>``: it asks for no word for software beside the name, so it is meant for
patterns whose other words say what the name is of ("integrate with <system>", "authorised by
<system>").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rfpkit.lint.products import CAMEL, GENERIC, STANDARDS
from rfpkit.lint.tokens import Words, word_set

KINDS = word_set(
    "system systems database databases registry register repository warehouse gateway portal "
    "platform suite directory bus hub ledger module application applications software server "
    "servers index exchange controller controllers manager network fabric tenant instance "
    "environment erp crm gis lis his cad rms dms lms ecm hrms hris bms scada plc emr ehr mis sis "
    "ils pacs siem cmms cmdb itsm eam fmis ifmis cloud"
)
"""Words that name a kind of system: capitals before one are its name."""

_TITLED = KINDS - word_set("manager network environment")
_ABBREVIATION = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z][A-Z0-9]{2,9}s?|[A-Z]{1,5}\d{1,2}")
_NUMBER = re.compile(r"v?\d{1,4}(?:\.\d{1,3})*[a-z]?|[A-Z]{0,3}\d{1,5}[A-Za-z]{0,2}")
_MOST = 7
_APART = (" ", "-", "/", "\n", " - ", "® ", "™ ", "®", "™")
_PLAIN = 0.35
"""So many words of running text are small; in a title each may have a capital."""
_SMALL_BETWEEN = 2
"""So many small words may part a name from its kind: "Kone E-Link remote monitoring system"."""

_LEADING = word_set(
    "the a an this that these those any all each every no other such its our their your his new "
    "existing current legacy proposed offered present incumbent future additional external "
    "internal third party parties various several both either said following in of and or to "
    "with from by for"
)
_PEOPLE = word_set(
    "staff personnel officer officers official officials team teams representative "
    "representatives director directors office offices manager managers contractor contractors "
    "vendor vendors lead leads contact contacts employee employees user users stakeholder "
    "stakeholders department departments agency agencies ministry council committee board "
    "engineer engineers architect consultant consultants specialist specialists coordinator "
    "administrator administrators analyst "
    "authority authorities division unit bureau commission section branch group counsel court "
    "standard standards guideline guidelines policy policies requirement requirements regulation "
    "regulations message messages specification specifications "
    "program programme project projects act law code directive rule rules procedure procedures "
    "recommendations compliance compliant framework methodology principles plan plans agreement "
    "contract form forms clause article paragraph"
)
"""What makes a name before it that of people, of a body or of a paper."""

_PARTS = word_set(
    "section attachment annex appendix schedule exhibit volume part clause article paragraph table "
    "figure chapter item task phase lot form page step stage tier level category class option "
    "grade band score rating scale revision rev cat type note group row"
)
"""Words before a number that make it a place in the papers: "Attachment J9"."""

_EVERYDAY = word_set(
    """
    api apis cots gots sms gis cad erp crm hrms hris sso javascript wcag ict it tcp sql ssl siem
    hl7 fhir edi niem gui mfa pki voip sip ehr emr lms dms cms ivr soa etl pos atm iot gps rfid
    snmp smtp imap pmo cotr cor cio ciso soc noc qa qc pm sme smes dba gsa usa us uk eu tbd itu
    ansi etsi w3c ogc pcs ada mhz ghz ac dc windows scada x12 onvif jdbc odbc ocr kpi kpis rpo
    rto vpn vpns mis bi ai ml ui ux uat sla slas sow pws sor rfp rfq rft itt itb boq tor msa nda oem
    oems dod dhs cac piv hvac bms plc ups cctv nvr san nas raid ssd hdd ram cpu gpu led lcd pc os
    saas paas iaas ssp ato fedramp fisma fips nist section annex appendix schedule attachment
    exhibit volume part any all and or for the not with this shall must will should may no yes
    software system product service services systems data information url uri html5 csv xlsx docx
    utc gmt mw kv kw db lis his rms ecm lims ils pacs eam mdm iam idam idp edms cmdb itsm crud
    rest restful json yaml graphql ajax dicom snomed loinc icd isbn marc z39 ncip iban swift sepa
    bacnet modbus lonworks dali knx mqtt opc profibus poe ntp nfc qr 2d 3d bim ifc cobie
    linux unix android java python php net ceo cfo cto hr vat gst tax id ids iot
    """
)


_TWO_LETTERS = word_set(
    "ii iv vi ix xi co sa ag bv nv lp id tv hr pc mr ms dr st no or if is it to vs"
)
"""Two capitals that name no system."""

_NO_NAMES = GENERIC | STANDARDS | _EVERYDAY | KINDS


def system_names(
    words: Words, ordinary: Collection[str], own: Collection[str]
) -> Iterator[tuple[int, int]]:
    """The names of systems among the words of a sentence, as places of words.

    ``ordinary`` are words that the document also writes small, ``own`` those of its defined terms
    and its parties. A name has one start, and ends with its last capital or number, and again
    with a word for a kind of system shortly after.
    """
    small = sum(word.islower() for word in words.raw)
    if small < max(2, _PLAIN * len(words.raw)):
        return  # a title
    reader = _Reader(words, ordinary, own)
    end = 0
    for at, word in enumerate(words.raw):
        if at >= end and not word.islower() and _has_capital(word):
            end = reader.run(at)
            yield from reader.names(at, end)


class _Reader:
    def __init__(self, words: Words, ordinary: Collection[str], own: Collection[str]) -> None:
        self.words = words
        self.raw = words.raw
        self.lower = words.lower
        self.ordinary = ordinary
        self.own = own

    def run(self, start: int) -> int:
        """Where the words with a capital that begin at a place end."""
        end = start + 1
        while end < min(start + _MOST, len(self.raw)) and self._joined(end - 1):
            if not (_has_capital(self.raw[end]) or _NUMBER.fullmatch(self.raw[end])):
                break
            end += 1
        return end

    def names(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """The name in a run of words with capitals, without and with its kind of system."""
        start = self._without_lead(first, end)
        if start >= end or self._is_of_people(start, end):
            return
        if any(self.lower[at] in _PARTS for at in range(start, end)):
            return  # "Attachment J9"
        if self._proves(first, start, end):
            yield start, end
            kind = self._kind(end)
            if kind > end:
                yield start, kind

    def _without_lead(self, start: int, end: int) -> int:
        """The start without articles and terms, and without the first word of the sentence."""
        while start < end and (self.lower[start] in _LEADING or self.lower[start] in self.own):
            start += 1
        weak = start == 0 and not self._is_strong(0)
        return start + 1 if weak else start

    def _kind(self, end: int) -> int:
        """The end of a kind of system that follows a name, some small words between."""
        at = end
        while at < min(end + _SMALL_BETWEEN + 1, len(self.raw)) and self._joined(at - 1):
            if not self.raw[at].islower():
                break
            at += 1
            if self.lower[at - 1] in KINDS:
                return at
        return end

    def _is_of_people(self, start: int, end: int) -> bool:
        """Whether people, a body or a paper have the name: "the DHSS staff"."""
        if self.lower[end - 1] in _PEOPLE:
            return not (self.lower[end - 1] == "manager" and end - start > 2)
        if end == len(self.raw) or not self._joined(end - 1):
            return False
        compound = self.words.text[self.words.ends[end] : self.words.ends[end] + 1] == "-"
        return self.lower[end] in _PEOPLE and not compound  # "contract-writing tool"

    def _proves(self, first: int, start: int, end: int) -> bool:
        """Whether the words are a name without doubt."""
        places = range(start, end)
        if any(self._is_strong(at) and self.lower[at] not in self.own for at in places):
            return True
        if any(at > first and self._is_short(at) for at in places):
            return True  # "the Ministry AD"
        titled = end - start >= 2 and self.lower[end - 1] in _TITLED
        if titled and not all(self.lower[at] in self.own for at in places):
            return True
        return any(self._is_proper(at) for at in places)

    def _is_strong(self, at: int) -> bool:
        """Whether a word's looks alone make it a name: FINTRAK, PD2, PowerBuilder."""
        lower, raw = self.lower[at], self.raw[at]
        if lower in _NO_NAMES or lower.removesuffix("s") in _EVERYDAY or lower in _PEOPLE:
            return False
        return bool(_ABBREVIATION.fullmatch(raw) or CAMEL.fullmatch(raw))

    def _is_short(self, at: int) -> bool:
        raw, lower = self.raw[at], self.lower[at]
        capitals = len(raw) == 2 and raw.isupper() and raw.isalpha()
        return capitals and lower not in _NO_NAMES and lower not in _TWO_LETTERS

    def _is_proper(self, at: int) -> bool:
        """Whether a word is a name that the document never writes small: Alma, Otis."""
        raw, lower = self.raw[at], self.lower[at]
        if len(raw) < 3 or not raw.isalpha() or raw.isupper():
            return False
        known = _NO_NAMES | _LEADING | _PEOPLE
        return not (
            lower in known
            or lower.removesuffix("s") in GENERIC
            or lower in self.ordinary
            or lower in self.own
        )

    def _joined(self, at: int) -> bool:
        """Whether only a space, a hyphen or the like parts two words, and no possessive."""
        if at + 1 >= len(self.raw):
            return False
        start, end = self.words.starts[at], self.words.ends[at]
        between = self.words.text[end : self.words.starts[at + 1]]
        return between in _APART and not self.words.text[start:end].endswith(("'s", "’s"))


def _has_capital(raw: str) -> bool:
    return raw[0].isupper() or bool(CAMEL.fullmatch(raw))
