"""The inflected forms of an English word, by rule and from a table of irregular words."""

from __future__ import annotations

from functools import cache

_VERBS = """
be am is are was were been being isn't aren't wasn't weren't
have has had having
do does did done doing
go goes went gone going
make makes made making
pay pays paid paying
buy buys bought buying
choose chooses chose chosen choosing
bid bids bidding
give gives gave given giving
take takes took taken taking
undertake undertakes undertook undertaken undertaking undertakings
get gets got gotten getting
forget forgot forgotten
hold holds held holding
withhold withholds withheld withholding
uphold upheld
keep keeps kept keeping
build builds built building
rebuild rebuilt
send sends sent sending
spend spends spent spending
lend lent
sell sells sold selling
tell told
resell resells resold reselling
find finds found finding findings
bind binds bound binding
lead leads led leading
leave leaves left leaving
lose loses lost losing
meet meets met meeting meetings
mean means meant meaning
show shows showed shown showing
see sees saw seen seeing
know knows knew known knowing
grow grows grew grown growing
draw draws drew drawn drawing drawings
withdraw withdraws withdrew withdrawn withdrawing
write writes wrote written writing
rewrite rewrites rewrote rewritten rewriting
overwrite overwrote overwritten
underwrite underwrites underwrote underwritten underwriting
drive drives drove driven driving
rise rises rose risen rising
arise arises arose arisen arising
break breaks broke broken breaking
speak spoke spoken
freeze freezes froze frozen freezing
steal stole stolen
bear bears bore borne bearing
wear wore worn
swear swore sworn
begin begins began begun beginning
run runs ran running
come comes came coming
become becomes became becoming
overcome overcame
put puts putting
set sets setting
reset resets resetting
offset offsets offsetting
let lets letting
cut cuts cutting
shut shuts shutting
cost costs costing
read reads reading
spread spreads
seek seeks sought seeking
bring brings brought bringing
think thought
teach taught
catch caught
say says said saying
lay lays laid laying
lie lies lay lain lying
win wins won winning
stand stands stood standing
understand understands understood understanding
withstand withstood
sit sat sitting
forgo forgoes forwent forgone forgoing
forego foregoes forewent foregone foregoing
forbid forbids forbade forbidden forbidding
foresee foresees foresaw foreseen
supersede supersedes superseded superseding
"""
_NOUNS = """
person people persons
child children
man men
woman women
criterion criteria
datum data
phenomenon phenomena
index indexes indices
appendix appendices appendixes
matrix matrices
annex annexes
annexe annexes
analysis analyses
basis bases
crisis crises
memorandum memoranda memorandums
addendum addenda addendums
corrigendum corrigenda
medium media
schema schemas schemata
half halves
life lives
self selves
shelf shelves
leaf leaves
knife knives
staff staffs
"""
_IRREGULAR_NOUNS: dict[str, tuple[str, ...]] = {
    line.split()[0]: tuple(line.split()) for line in _NOUNS.strip().splitlines()
}
_TABLE: dict[str, tuple[str, ...]] = _IRREGULAR_NOUNS | {
    line.split()[0]: tuple(line.split()) for line in _VERBS.strip().splitlines()
}
_VOWELS = "aeiou"


@cache
def inflections(word: str) -> frozenset[str]:
    """Every form of a word, given its base form in lower case; the word itself is one of them.

    Verbs get -s, -ed and -ing, nouns -s; consonants double and a final e drops where English
    does so. Forms that do not exist ("partys") are no harm: they match nothing.
    """
    forms = {word, *_TABLE.get(word, ())}
    if not word.isalpha():
        return frozenset({*forms, word + "s"})
    forms |= _regular(word)
    return frozenset(forms)


@cache
def noun_forms(word: str) -> frozenset[str]:
    """The singular and the plurals of a noun, given its singular in lower case.

    Possessives are not among them: sentences are cut into words without theirs.
    """
    if word in _IRREGULAR_NOUNS:
        return frozenset(_IRREGULAR_NOUNS[word])
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return frozenset({word, word[:-1] + "ies"})
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return frozenset({word, word + "es"})
    if word.endswith("o"):
        return frozenset({word, word + "s", word + "es"})
    return frozenset({word, word + "s"})


def _regular(word: str) -> set[str]:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    if word.endswith("ie"):
        return {word + "s", word + "d", word[:-2] + "ying"}
    if word.endswith("e"):
        stem = word if word.endswith(("ee", "oe", "ye")) else word[:-1]
        return {word + "s", word + "d", stem + "ing"}
    forms = {word + "ed", word + "ing"}
    forms.add(word + "es" if word.endswith(("s", "x", "z", "ch", "sh")) else word + "s")
    if word.endswith("o"):
        forms.add(word + "es")
    if word.endswith("c"):
        forms |= {word + "ked", word + "king"}
    if _doubles(word):
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms


def _doubles(word: str) -> bool:
    """Whether the last consonant may double: a single vowel, then a consonant, at the end."""
    if len(word) < 3 or word[-1] in _VOWELS + "wxy" or word[-2] not in _VOWELS:
        return False
    return word[-3] not in _VOWELS or word[-3:-1] == "ui"
