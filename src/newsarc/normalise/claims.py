"""A name to what it claims: which agency or outlet it is, or that it may be one that is not known."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

import msgspec

from newsarc.errors import BadUrl
from newsarc.lexicon.addresses import suffixes
from newsarc.lexicon.agencies import Agency, AgencyKind, agencies, fold
from newsarc.lexicon.calendar import calendar
from newsarc.lexicon.credits import credit_words
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.outlets import outlets
from newsarc.lexicon.people import given_names
from newsarc.model.article import Role
from newsarc.normalise.mentions import mentioned
from newsarc.normalise.selfnames import Site
from newsarc.normalise.url import canonical_url, registered_domain

LONGEST = 500
_LONGEST_LINE = 90  # a line without a label or a known phrase: longer ones are sentences
LONGEST_NAME = 80
MOST_NAMES = 8
QUOTES = "\"'“”„«»‘’‚‹›"
EDGE = QUOTES + " .,;:·•*–—-|()[]【】（）［］〔〕《》「」『』©<>/"
_BRACKETS = ("(", "[", "（", "【")
_MARKS = ("/", "-", "–", "—")
"""what stands before an agency's sign at a text's end"""
_SEPARATORS = re.compile(r"\s*[/,;|&+、，；／·•\n]\s*|\s[–—-]+\s")
_AND = re.compile(r"\s+(?:und|and|et|y|e|och|og|ve|sowie|и|та|oraz|a|en|med|mit|with|avec|con|com|via)\s+")
_COPYRIGHT = re.compile(
    r"(?:copyright|©|ⓒ|[(（][cｃ][)）]|™|℗)[\s:©ⓒ&™]*(?:\(c\)\s*)?(?:(?:19|20)\d\d)?[\s,:–-]*"
    r"|\ball rights reserved\b.*",
    re.IGNORECASE,
)
_BEHIND_HOLDER = re.compile(r"\s*[|•·]\s*|\.\s")
"""what parts the holder of the rights from what else stands at the foot of a page"""
_RELEASE = re.compile(
    r"(?<=\S)\s(?:press|news|media) (?:release|statement)$"
    r"|^(?:pressemitteilung|pressemeddelande|pressemelding|pressemeddelelse|comunicado(?: de prensa)?"
    r"|communiqué(?: de presse)?|nota (?:de prensa|de imprensa|stampa)|comunicato(?: stampa)?|persbericht)"
    r"(?: (?:der|des|von|vom|de|de la|do|da|di|del|della|van|fra|från))?\s(?=\S)",
    re.IGNORECASE,
)
"""the kind of text, beside the name of who sent it"""
_HELPED = re.compile(
    r"^[\W_]*(?:with|mit|sowie|avec|con|com|met|med|via|vía|from)\s+(?:(?:der|la|a|o|il|de|d[aeo]s?)\s+|l['’]\s?)?(?=[^\W\d_])",
    re.IGNORECASE,
)
"""what says that the agency behind it helped, where a line is nothing else"""
_DASHES = re.compile(r"[-–—]")
_BOUNDARY = "0-9A-Za-zÀ-ɏͰ-ӿ"

_YEAR = re.compile(r"(?:19|20)\d\d")


class Strength(IntEnum):
    """How plainly a credit speaks; of two for one name the stronger is kept as evidence."""

    CANONICAL = 1
    MARKUP = 2
    TAIL = 3
    BYLINE = 4
    DATELINE = 5
    STATED = 6
    """a label, or a sentence that says where the text comes from"""


class Claim(msgspec.Struct, frozen=True):
    """A name that a credit claims as origin."""

    name: str
    role: Role
    strength: Strength


def known_claim(name: str, strength: Strength) -> Claim | None:
    """Return the claim for *name* when the registry knows it as agency or outlet, or None."""
    registry = agencies()
    trimmed = name.strip(EDGE)
    agency = registry.named(trimmed) or registry.named(name.strip())
    if agency is not None:
        return Claim(agency.canonical, role_of(agency), strength)
    if registry.is_generic(trimmed):
        return Claim(registry.generic.canonical, Role.AGENCY, strength)
    outlet = outlets().named(trimmed) if len(trimmed) > 2 else None
    if outlet is None or (outlet.ambiguous and strength is not Strength.STATED):
        return None
    return Claim(outlet.name, Role.OUTLET, strength)


def supplier(name: str) -> tuple[Claim, ...]:
    """Return the claim for *name*, which data of the page state as who supplied the text; it need not be known."""
    claim = named_or_new(name) if not is_picture(name) else None
    return (claim,) if claim else ()


def listed(text: str, strength: Strength, site: Site) -> tuple[Claim, ...]:
    """Return the known names in a line that is nothing but a credit: ``(sign/AGENCY)``, ``© AGENCY``.

    An outlet counts only beside an agency: alone on a line its name is as likely a section or a link.
    """
    text = text[:LONGEST].strip()
    line = _COPYRIGHT.sub("", text).strip()
    if _COPYRIGHT.match(text):
        line = _BEHIND_HOLDER.split(line, maxsplit=1)[0]
    if len(line) > _LONGEST_LINE or is_picture(text):
        return ()
    helped = _HELPED.match(line)
    signed = line[:1] in _BRACKETS or line[:1] in _MARKS
    if helped is not None and agencies().named(next(iter(names_in(line[helped.end() :])), "")):
        line, signed = line[helped.end() :], True
    found = [known_claim(name, strength) for name in (line, *names_in(line))]
    claims = tuple(claim for claim in found if claim is not None)
    if claims and not any(claim.role is Role.AGENCY or agencies().named(claim.name) for claim in claims):
        return ()
    if claims and _names_photographer(text):
        return ()
    if claims and not signed and is_riddle(line.strip(EDGE), site):
        return ()
    return claims or tuple(Claim(agency.canonical, role_of(agency), strength) for agency in mentioned(line))


def _names_photographer(text: str) -> bool:
    """Say whether *text* is a sign of copyright, an agency and a person: whose picture it is."""
    if not _COPYRIGHT.match(text.strip()) or text.lower().startswith("copyright"):
        return False
    names = [name.split() for name in names_in(_COPYRIGHT.sub("", text))]
    return any(2 <= len(words) <= 3 and words[0].lower() in given_names() for words in names)


def is_riddle(name: str, site: Site) -> bool:
    """Say whether *name* is an agency's sign that is also a word, a place or a party, on a site far from the agency."""
    agency = agencies().named(name)
    return agency is not None and name in agency.ambiguous and not site.is_near(agency)


def address_claim(address: str, strength: Strength) -> Claim | None:
    """Return the claim for the site at *address*: under its known name, else under its host."""
    try:
        domain = registered_domain(canonical_url(address if "://" in address else f"http://{address}"))
    except BadUrl:
        return None
    if domain is None or domain in suffixes().shared or domain in credit_words().no_publishers:
        return None
    agency = agencies().at(domain)
    if agency is not None:
        return Claim(agency.canonical, role_of(agency), strength)
    outlet = outlets().at(domain)
    return Claim(outlet.name if outlet else domain, Role.OUTLET, strength)


@lru_cache(maxsize=256)  # several readings of one credit ask
def is_picture(text: str) -> bool:
    """Say whether *text* credits a picture rather than a text."""
    return _picture().search(text.lower()) is not None


def role_of(agency: Agency) -> Role:
    """Return what *agency* is to a text: who syndicates the texts of others is an outlet."""
    return Role.OUTLET if agency.kind is AgencyKind.SYNDICATE else Role.AGENCY


def named_or_new(raw: str) -> Claim | None:
    """Return a claim for *raw* whether it is known or not, or None when it does not look like a name."""
    claim = known_claim(raw, Strength.STATED)
    if claim is not None:
        return claim
    name = " ".join(re.sub(r"\([^)]*(?:\)|$)", " ", raw[:LONGEST]).strip(EDGE).split())
    name = _RELEASE.sub("", name)
    words = name.split()
    if not words or len(name) > LONGEST_NAME or len(words) > 9:
        return None
    if name.lower() in credit_words().not_names or _is_phrase(words) or _is_evidence(name):
        return None
    if _is_dated(words):
        return None
    if len(name) < 2 or name[0].isdigit() or any(char in name for char in "?!…=@"):
        return None
    if name.islower() and (len(words) > 1 or len(name) < 4):
        return None
    host = registered_domain(name) if "." in name and len(words) == 1 else None
    if host:
        return address_claim(name, Strength.STATED)
    organised = any(is_organisation(word) for word in words)
    return Claim(name, Role.ORGANISATION if organised else Role.OUTLET, Strength.STATED)


def _is_phrase(words: list[str]) -> bool:
    """Say whether *words* begin as a phrase does, not a name: ``our sister site``, ``The study``."""
    known = credit_words().not_names
    return words[0] in known or (words[0].lower() in known and len(words) > 1 and words[1].islower())


def _is_evidence(name: str) -> bool:
    """Say whether *name* is what facts were taken from (a survey, a data set, a journal), not where a text was."""
    lower = f" {name.lower()} "
    return any(f" {word} " in lower for word in credit_words().evidence)


def _is_dated(words: list[str]) -> bool:
    """Say whether a date stands where a name was expected: ``originally published in March 2022``."""
    folded = [fold(word) for word in words]
    year = any(_YEAR.fullmatch(word.strip(",.")) for word in words)
    if year and not calendar().any.keys().isdisjoint(folded):
        return True
    return folded[0] in calendar().any or folded[0] in _days() or _YEAR.fullmatch(words[-1]) is not None


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    return frozenset(fold(word) for word in every(cues().date_words) if len(word) > 3)


def is_organisation(word: str) -> bool:
    """Say whether *word* is one of those that names of organisations have: ``University``, ``Verband``."""
    lower = word.lower().strip(".,()")
    return lower in credit_words().organisations or lower.endswith(
        ("verband", "ministerium", "universität", "institut", "大学", "政府", "委员会")
    )


def names_in(line: str) -> list[str]:
    """Return the names that *line* is made of, parted by commas, slashes and words for "and"."""
    bare = line.strip(EDGE)
    return [
        name
        for part in _SEPARATORS.split(bare)[: MOST_NAMES * 2]
        for joined in _AND.split(part)
        for name in apart(joined)
        if name.strip(EDGE)
    ]


def apart(name: str) -> list[str]:
    """Return the agencies that dashes join in *name* (``AGENCY-AGENCY``), else *name* as it is."""
    registry = agencies()
    parts = _DASHES.split(name.strip(EDGE)) if len(name) < LONGEST_NAME else []
    if len(parts) < 2 or registry.named(name.strip(EDGE)) or not all(map(registry.named, parts)):
        return [name]
    return parts


@lru_cache(maxsize=1)
def _picture() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in credit_words().pictures)
    # German and Scandinavian compounds end in the word: Titelbild, Arkivfoto
    return re.compile(rf"(?<![{_BOUNDARY}])(?:{words})(?![{_BOUNDARY}])|[a-zà-ÿ]{{4}}(?:bild|foto)(?![{_BOUNDARY}])")
