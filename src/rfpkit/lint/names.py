"""What a document tells about the names in it: who supplies, who buys, and what it defines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rfpkit.lint.definitions import defined_terms
from rfpkit.lint.inflection import noun_forms
from rfpkit.lint.passages import Subject
from rfpkit.lint.tokens import word_set, words

Role = str
"""``supplier`` or ``buyer``."""

_SITE = re.compile(
    r"\((?P<inside>[^()\"“‘']{0,60}[\"“‘'](?:the )?[A-Z][^\"”’'()]{1,40}[\"”’'][^()]{0,60})\)"
    r"|\((?:here(?:in)?after|henceforth)[^()\"“‘']{0,40}?\b(?:the |as )"
    r"(?P<bare>[A-Z]\w+(?: [A-Z]\w+)?)\)"
)
_TERM = re.compile(r"[\"“‘'](?:the |The )?([A-Z][^\"”’'()]{1,40})[\"”’']")
_ROLES: Mapping[Role, frozenset[str]] = {
    "supplier": word_set(
        "supplier suppliers vendor contractor consultant licensor provider seller developer "
        "integrator manufacturer publisher reseller distributor"
    ),
    "buyer": word_set(
        "buyer customer client purchaser licensee subscriber agency authority department ministry "
        "owner employer city county state government university district council"
    ),
}
_OTHER = {"supplier": "buyer", "buyer": "supplier"}
_PARTIES = re.compile(r"\b(?:between|among|amongst)\b", re.IGNORECASE)
_LEAD = re.compile(r"\b(?i:between|among|amongst|and|with|by)\s+(?:[Tt]he\s+)?(?=[A-Z])")
_BEGINNING = re.compile(r"\W*(?:[Tt]he\s+)?(?=[A-Z])")
_NAME = re.compile(r"[A-Z][\w&'’-]*(?:,? (?:(?:of|the|and|&|for|de) )*[A-Z][\w&'’-]*){0,7}")
_FORMS = word_set(
    "inc incorporated ltd limited llc llp lp corp corporation company co plc gmbh pvt private sa "
    "ag bv nv pty"
)
_THINGS = word_set(
    "agreement contract date software services service products product system term terms fees "
    "party parties order schedule act rfp sow project work works deliverables licence license "
    "territory program programme website effective solution platform content amendment affiliate"
)
_ABBREVIATION = re.compile(r"\([\"“]?([A-Z][A-Z&]{1,7})s?[\"”]?\)")
_NO_NAMES = word_set(
    "whereas this that these those all any each from after before in on by the a an such if when "
    "where upon under no note now agreed made"
)
_SHORTEST = 3
_OPENING = 120
"""Parties are introduced at the beginning: within so many passages."""


@dataclass(frozen=True, slots=True)
class _Site:
    """A place that gives a party its name: "Acme Inc. (the "Supplier")"."""

    terms: tuple[str, ...]
    name: tuple[str, ...]
    role: Role


_SMALL = re.compile(r"\b[a-zß-öø-ÿ]+\b")


class Names:
    """The names in a document, worked out when they are asked for."""

    def __init__(self, subject: Subject | None = None) -> None:
        self._subject = subject

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Every word that the document writes in small letters somewhere."""
        passages = self._subject.passages if self._subject else ()
        return frozenset().union(*(_SMALL.findall(passage.text) for passage in passages))

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words of its defined terms and of its parties."""
        passages = self._subject.passages if self._subject else ()
        found = {word for d in defined_terms(passages) for word in words(d.term).lower}
        found.update(w for names in self.parties.values() for name in names for w in name)
        return frozenset(found)

    @cached_property
    def own(self) -> frozenset[str]:
        """The words of its defined terms, of its parties, and the abbreviations it explains."""
        passages = self._subject.passages if self._subject else ()
        explained = (_ABBREVIATION.findall(passage.text) for passage in passages)
        return self.terms | {short.lower() for found in explained for short in found}

    @cached_property
    def parties(self) -> Mapping[Role, tuple[tuple[str, ...], ...]]:
        """The names of supplier and buyer where the document says who is who, as folded words."""
        found: dict[Role, set[tuple[str, ...]]] = {"supplier": set(), "buyer": set()}
        for passage in self._subject.passages if self._subject else ():
            if passage.ordinal >= _OPENING:
                break
            if "(" in passage.text and passage.is_body:
                for site in _sites(passage.text):
                    found[site.role].update(_spellings(site))
        both = found["supplier"] & found["buyer"]
        return {
            role: tuple(sorted({f for n in names - both if self._is_telling(n) for f in _forms(n)}))
            for role, names in found.items()
        }

    def _is_telling(self, name: tuple[str, ...]) -> bool:
        """Whether a name is no everyday word, such as the abbreviations "BE" and "NICE"."""
        if len(name) > 1:
            return True
        known = name[0] == "company" or any(name[0] in telling for telling in _ROLES.values())
        return known or (len(name[0]) >= _SHORTEST and name[0] not in self.ordinary)


def _sites(text: str) -> Iterator[_Site]:
    """The places of a passage where a party with a known role gets its name."""
    found = list(_introduced(text))
    if len(found) == 2 and _PARTIES.search(text):
        first, second = found
        found = [
            replace(one, role=one.role or _OTHER.get(other.role, ""))
            for one, other in ((first, second), (second, first))
        ]
    yield from (site for site in found if site.role)


def _introduced(text: str) -> Iterator[_Site]:
    """Every party that a passage introduces with a name in brackets, and its role if it is told."""
    begin = 0
    for site in _SITE.finditer(text):
        bare = (site["bare"],) if site["bare"] else ()
        terms = tuple(_TERM.findall(site["inside"] or "")) or bare
        before = text[begin : site.start()][-300:]
        begin = site.end()
        lead = _LEAD.search(before) or _BEGINNING.match(before)
        found = _NAME.match(before, lead.end()) if lead else None
        name = words(found.group()).lower if found else ()
        if not found or not name or name[0] in _NO_NAMES or not _THINGS.isdisjoint(name):
            continue
        if not all(_THINGS.isdisjoint(words(term).lower) for term in terms):
            continue
        role = _role({words(term).lower[-1] for term in terms})
        if not role and not any(_is_short_for(words(term).lower, name) for term in terms):
            continue
        if not role and _PARTIES.search(text):
            role = _role(set(words(before[found.end() :]).lower))
        yield _Site(terms, name, role)


def _is_short_for(term: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a term is short for a name: its first word, its initials, or "Company"."""
    initials = "".join(word[0] for word in name)
    return bool(term) and (
        term[0] == name[0] or term == ("company",) or initials.startswith(term[0])
    )


def _role(spoken: set[str]) -> Role:
    """The one role that words tell; empty where they tell none, or both."""
    found = [role for role, telling in _ROLES.items() if spoken & telling]
    return found[0] if len(found) == 1 else ""


def _spellings(site: _Site) -> Iterator[tuple[str, ...]]:
    """The ways to write a party's name: its terms, and its name without the legal form."""
    for term in site.terms:
        yield words(term).lower
    spoken: Sequence[str] = site.name
    while spoken and spoken[-1] in _FORMS:
        spoken = spoken[:-1]
    if spoken:
        yield tuple(spoken)


def _forms(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A name and its plural, but for names of several words and what is a plural already."""
    yield name
    if len(name) == 1 and not name[0].endswith("s") and name != ("company",):
        yield from ((form,) for form in noun_forms(name[0]))
