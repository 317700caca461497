"""One credit line to the names it credits."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from itertools import chain

import msgspec

from newsarc.errors import BadUrl
from newsarc.lexicon.addresses import suffixes
from newsarc.lexicon.agencies import Agency, AgencyKind, agencies, fold
from newsarc.lexicon.calendar import calendar
from newsarc.lexicon.credits import credit_words
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.outlets import outlets
from newsarc.lexicon.people import given_names
from newsarc.lexicon.phrasebook import Phrasebook
from newsarc.model.article import Role
from newsarc.normalise.mentions import WITHOUT_SPACES, mentioned
from newsarc.normalise.names import is_paper
from newsarc.normalise.selfnames import Site
from newsarc.normalise.url import canonical_url, registered_domain

_LONGEST = 500
_LONGEST_LINE = 90  # a line without a label or a known phrase: longer ones are sentences
_LONGEST_NAME = 80
_SHORT_LABEL = 3
"""letters; a shorter label is a word of its own"""
_MOST_NAMES = 8
_ARTICLE = 4
"""letters of an article or a particle in a name at most"""
_MOST_WORDS = 5
"""of an outlet's name after words such as "with information from", where nothing else says that it is one"""
_EARLY = 25  # characters before a phrase that only counts at the start of a line
_QUOTES = "\"'“”„«»‘’‚‹›"
_EDGE = _QUOTES + " .,;:·•*–—-|()[]【】（）［］〔〕《》「」『』©<>/"
_BRACKETS = ("(", "[", "（", "【")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,500}")
_SEPARATORS = re.compile(r"\s*[/,;|&+、，；／·•\n]\s*|\s[–—-]+\s")
_AND = re.compile(r"\s+(?:und|and|et|y|e|och|og|ve|sowie|и|та|oraz|a|en|med|mit|with|avec|con|com|via)\s+")
_COPYRIGHT = re.compile(
    r"(?:copyright|©|ⓒ|[(（][cｃ][)）]|™|℗)[\s:©ⓒ&™]*(?:\(c\)\s*)?(?:(?:19|20)\d\d)?[\s,:–-]*"
    r"|\ball rights reserved\b.*",
    re.IGNORECASE,
)
_VIA_LINE = re.compile(r"[(\[]?(?i:via|vía) (?P<who>[^\W\d_a-z][^.:;()\[\]]{2,50})[)\]]?\.?")
_BEHIND_HOLDER = re.compile(r"\s*[|•·]\s*|\.\s")
"""what parts the holder of the rights from what else stands at the foot of a page"""
_YEAR = re.compile(r"\s*(?:,\s*)?(?:\d{1,2}\.\s?\S{1,12}\s)?\(?\b(?:19|20)\d\d\)?.*$")
_OF_ITSELF = re.compile(
    r"\W*(?:this (?:story|article|report|post|piece|column|content|interview|investigation|project)|cet article"
    r"|ce (?:reportage|texte)|dieser (?:artikel|text|beitrag)|este (?:artículo|reportaje|texto|artigo)"
    r"|esta (?:nota|historia|reportagem|matéria|investigación)|questo articolo|dit artikel)\b"
)
_RELEASE = re.compile(
    r"(?<=\S)\s(?:press|news|media) (?:release|statement)$"
    r"|^(?:pressemitteilung|pressemeddelande|pressemelding|pressemeddelelse|comunicado(?: de prensa)?"
    r"|communiqué(?: de presse)?|nota (?:de prensa|de imprensa|stampa)|comunicato(?: stampa)?|persbericht)"
    r"(?: (?:der|des|von|vom|de|de la|do|da|di|del|della|van|fra|från))?\s(?=\S)",
    re.IGNORECASE,
)
"""the kind of text, beside the name of who sent it"""
_SENDER = re.compile(r"(?:SOURCE|FUENTE|FONTE|QUELLE|BRON|KÄLLA) (?=[A-ZÀ-Þ0-9])")
"""the label, in capitals and without a colon, of who sent a release"""
_THEO = re.compile(r"(?:^|\()Theo (?P<who>[^()]{2,40})\)?$")
"""Vietnamese for "according to", which signs a story"""
_WROTE_FOR = re.compile(r"\s(?:at|for|of|with|in|bei|für|von|en|para|de|pour|à|per|di|voor|bij)\s+(?=[^\W\d_a-zà-ÿ])")
"""what parts a person from the paper that the person wrote for"""
_HELPED = re.compile(
    r"^[\W_]*(?:with|mit|sowie|avec|con|com|met|med|via|vía|from)\s+(?:(?:der|la|a|o|il|de|d[aeo]s?)\s+|l['’]\s?)?(?=[^\W\d_])",
    re.IGNORECASE,
)
"""what says that the agency behind it helped, where a line is nothing else"""
_SIGNED_NOTE = re.compile(r"^[(\[].*[.!?] ?[-–—] ?(?P<who>[^-–—()]{2,30})[)\]]$")
_NEXT_LABEL = re.compile(r"(?:责任编辑|責任編輯|责编|編輯|编辑|作者|记者|時間|时间|日期|浏览|点击|字号)\s?[:：]")
"""what follows the source on the same line of Chinese pages"""
_WORD = re.compile(r"\S+")
_DASHES = re.compile(r"[-–—]")
_BOUNDARY = "0-9A-Za-zÀ-ɏͰ-ӿ"


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
    trimmed = name.strip(_EDGE)
    agency = registry.named(trimmed) or registry.named(name.strip())
    if agency is not None:
        return Claim(agency.canonical, _role(agency), strength)
    if registry.is_generic(trimmed):
        return Claim(registry.generic.canonical, Role.AGENCY, strength)
    outlet = outlets().named(trimmed) if len(trimmed) > 2 else None
    if outlet is None or (outlet.ambiguous and strength is not Strength.STATED):
        return None
    return Claim(outlet.name, Role.OUTLET, strength)


def supplier(name: str) -> tuple[Claim, ...]:
    """Return the claim for *name*, which data of the page state as who supplied the text; it need not be known."""
    claim = _named_or_new(name) if not is_picture(name) else None
    return (claim,) if claim else ()


def stated(text: str) -> tuple[Claim, ...]:
    """Return whom a label (``Source: NAME``) or a sentence (``originally published by NAME``) in *text* credits.

    Such words say that a name follows, so the name need not be known. Nothing when *text* speaks of a picture.
    """
    line = _pictured().split(text[:_LONGEST], maxsplit=1)[0]
    if is_picture(line):
        return ()
    theo = _THEO.search(line) if "Theo " in line else None
    if theo is not None and (claim := known_claim(theo["who"], Strength.STATED)):
        return (claim,)
    label = _label().match(line) if ":" in line or "：" in line else None  # most lines have none, and it is slow
    sender = _SENDER.match(line)
    if sender is not None and (claim := _named_or_new(line[sender.end() :])):
        return (claim,)
    bare = None if label is not None else _bare_label().match(line)
    if bare is not None and (claim := known_claim(line[bare.end() :], Strength.STATED)):
        return (claim,)
    if label is not None:
        word = label[0].strip(" :：([（【").rpartition(" ")[2].lower()
        return _after_label(line[label.end() :], plural=word in credit_words().plural_labels)
    return _in_sentence(line) or _handed_on(line) or _behind_dash(line)


def _handed_on(line: str) -> tuple[Claim, ...]:
    """Return the outlet of a line that holds nothing else: ``via The NAME``."""
    found = _VIA_LINE.fullmatch(line)
    claim = _named_or_new(found["who"]) if found and _is_proper(found["who"]) else None
    return (claim,) if claim else ()


def _behind_dash(line: str) -> tuple[Claim, ...]:
    """Return the agency that signs a note in brackets: ``(This report has not been edited. - AGENCY)``."""
    found = _SIGNED_NOTE.search(line)
    claim = known_claim(found["who"], Strength.STATED) if found else None
    return (claim,) if claim else ()


def listed(text: str, strength: Strength, site: Site) -> tuple[Claim, ...]:
    """Return the known names in a line that is nothing but a credit: ``(sign/AGENCY)``, ``© AGENCY``.

    An outlet counts only beside an agency: alone on a line its name is as likely a section or a link.
    """
    text = text[:_LONGEST].strip()
    line = _COPYRIGHT.sub("", text).strip()
    if _COPYRIGHT.match(text):
        line = _BEHIND_HOLDER.split(line, maxsplit=1)[0]
    if len(line) > _LONGEST_LINE or is_picture(text):
        return ()
    helped = _HELPED.match(line)
    signed = line[:1] in _BRACKETS or line[:1] == "/"
    if helped is not None and agencies().named(next(iter(_names(line[helped.end() :])), "")):
        line, signed = line[helped.end() :], True
    found = [known_claim(name, strength) for name in (line, *_names(line))]
    claims = tuple(claim for claim in found if claim is not None)
    if claims and not any(claim.role is Role.AGENCY or agencies().named(claim.name) for claim in claims):
        return ()
    if claims and _names_photographer(text):
        return ()
    if claims and not signed and is_riddle(line.strip(_EDGE), site):
        return ()
    return claims or tuple(Claim(agency.canonical, _role(agency), strength) for agency in mentioned(line))


def _names_photographer(text: str) -> bool:
    """Say whether *text* is a sign of copyright, an agency and a person: whose picture it is."""
    if not _COPYRIGHT.match(text.strip()) or text.lower().startswith("copyright"):
        return False
    names = [name.split() for name in _names(_COPYRIGHT.sub("", text))]
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
        return Claim(agency.canonical, _role(agency), strength)
    outlet = outlets().at(domain)
    return Claim(outlet.name if outlet else domain, Role.OUTLET, strength)


@lru_cache(maxsize=256)  # several readings of one credit ask
def is_picture(text: str) -> bool:
    """Say whether *text* credits a picture rather than a text."""
    return _picture().search(text.lower()) is not None


def _role(agency: Agency) -> Role:
    return Role.OUTLET if agency.kind is AgencyKind.SYNDICATE else Role.AGENCY


def _after_label(rest: str, *, plural: bool = False) -> tuple[Claim, ...]:
    address = _URL.search(rest)
    if address is not None and len(rest[: address.start()].strip(_EDGE)) < 3:
        claim = address_claim(address[0], Strength.STATED)
        return (claim,) if claim else ()
    line = _NEXT_LABEL.split(rest[: address.start()] if address else rest, maxsplit=1)[0]
    if WITHOUT_SPACES.match(line):
        line = line.split(" ", 1)[0]  # what follows is another line of the page
    whole = _named_or_new(_YEAR.sub("", line))
    if whole is not None and known_claim(line, Strength.STATED):
        return (whole,)
    names = _names(_YEAR.sub("", line))
    known = [claim for name in names if (claim := known_claim(name, Strength.STATED))]
    studied = plural or any(_is_organisation(word) for name in names[1:] for word in name.split())
    if studied and not any(agencies().named(claim.name) for claim in known):
        return ()  # what was consulted
    if known:
        return (*known, *(Claim(name, Role.OUTLET, Strength.STATED) for name in names if is_paper(name.strip(_EDGE))))
    if len(names) > 2:
        return ()
    first = _named_or_new(names[0]) if names else None
    return (first,) if first else ()


def _in_sentence(line: str) -> tuple[Claim, ...]:
    lower = line.lower()
    if len(lower) != len(line):  # a letter whose lower case is longer: positions would not agree
        return ()
    books = _books()
    if not books.every.within(lower):  # as most lines
        return ()
    found = _phrase_in(lower, books.republished)
    late = found is not None and found.start() > _EARLY and not _OF_ITSELF.match(lower)
    if found is None or (late and found[0] in credit_words().only_first):
        found = None
    if found is not None:
        rest = line[found.end() :].lstrip(" :")
        name = _leading_name(rest)
        if name and _is_persons(name):
            paper = _WROTE_FOR.match(rest, len(name))
            if paper is None and found[0] in credit_words().only_first:
                return ()
            name = _leading_name(rest[paper.end() :]) if paper else name
        claim = _named_or_new(name) if name else None
        if claim is None and (address := _URL.match(rest)):
            claim = address_claim(address[0], Strength.STATED)
        return (claim,) if claim else ()
    found = _phrase_in(lower, books.supplied)
    if found is not None:
        return _supplied_names(line[found.end() :], alone=not line[: found.start()].strip(_EDGE))
    if books.contributed.within(lower):
        opening = lower.split(" contributed", maxsplit=1)[0]
        if agencies().is_generic(opening):
            return (Claim(agencies().generic.canonical, Role.AGENCY, Strength.STATED),)
        return tuple(Claim(agency.canonical, _role(agency), Strength.STATED) for agency in mentioned(line))
    return ()


def _is_persons(name: str) -> bool:
    """Say whether *name* is a person's full name: who produced a broadcast, who gave a picture."""
    words = name.split()
    return 2 <= len(words) <= 3 and words[0].lower() in given_names() and known_claim(name, Strength.STATED) is None


def _supplied_names(rest: str, *, alone: bool) -> tuple[Claim, ...]:
    """Return whom *rest* of a line begins with; where a phrase and a name stand *alone*, it need not be a known one."""
    agencies_named = mentioned(rest)
    if agencies_named:
        return tuple(Claim(agency.canonical, _role(agency), Strength.STATED) for agency in agencies_named[:_MOST_NAMES])
    name = _leading_name(rest)
    claim = known_claim(name, Strength.STATED) if name else None
    if claim is None and alone and name == rest.strip(_EDGE) and _is_proper(name):
        claim = _named_or_new(name)
    return (claim,) if claim else ()


def _is_proper(name: str) -> bool:
    """Say whether every word of *name* begins with a capital, and it is no person's."""
    words = name.split()
    return len(words) <= _MOST_WORDS and all(word[0].isupper() for word in words) and not _is_persons(name)


def _leading_name(rest: str) -> str:
    """Return the name *rest* begins with: what stands in quotes, or the words that can belong to a name."""
    stripped = rest.lstrip()
    if stripped[:1] and stripped[0] in _QUOTES:
        end = re.search(f"[{_QUOTES}]", stripped[1:_LONGEST_NAME])
        return stripped[1 : end.start() + 1] if end else ""
    words: list[str] = []
    for word in _WORD.findall(stripped[:200])[:8]:
        bare = word.strip(_EDGE)
        if words and word[0].islower() and bare in credit_words().stops:
            break
        if bare:
            words.append(word.lstrip("([" + _QUOTES))
        if word[-1] in ".,;:!?)]。，" and not re.fullmatch(r"(?:\w\.)+", word):
            break
    while len(words) > 1 and words[1][0].isupper() and _qualifies(words[0]):
        words.pop(0)
    return " ".join(words).strip(_EDGE)


def _qualifies(word: str) -> bool:
    """Say whether *word* says what follows, and is none of a name: ``портала NAME``, ``the NAME``."""
    return word == "the" or (len(word) > _ARTICLE and word.islower() and word.isalpha())


def _named_or_new(raw: str) -> Claim | None:
    """Return a claim for *raw* whether it is known or not, or None when it does not look like a name."""
    claim = known_claim(raw, Strength.STATED)
    if claim is not None:
        return claim
    name = " ".join(re.sub(r"\([^)]*(?:\)|$)", " ", raw[:_LONGEST]).strip(_EDGE).split())
    name = _RELEASE.sub("", name)
    words = name.split()
    if not words or len(name) > _LONGEST_NAME or len(words) > 9:
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
    organised = any(_is_organisation(word) for word in words)
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
    first = fold(words[0])
    return first in calendar().any or first in _days() or re.fullmatch(r"(?:19|20)\d\d", words[-1]) is not None


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    return frozenset(fold(word) for word in every(cues().date_words) if len(word) > 3)


def _is_organisation(word: str) -> bool:
    lower = word.lower().strip(".,()")
    return lower in credit_words().organisations or lower.endswith(
        ("verband", "ministerium", "universität", "institut", "大学", "政府", "委员会")
    )


def _names(line: str) -> list[str]:
    bare = line.strip(_EDGE)
    return [
        name
        for part in _SEPARATORS.split(bare)[: _MOST_NAMES * 2]
        for joined in _AND.split(part)
        for name in apart(joined)
        if name.strip(_EDGE)
    ]


def apart(name: str) -> list[str]:
    """Return the agencies that dashes join in *name* (``AGENCY-AGENCY``), else *name* as it is."""
    registry = agencies()
    parts = _DASHES.split(name.strip(_EDGE)) if len(name) < _LONGEST_NAME else []
    if len(parts) < 2 or registry.named(name.strip(_EDGE)) or not all(map(registry.named, parts)):
        return [name]
    return parts


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    labels = "|".join(re.escape(word) for word in every(cues().source_labels) if word not in {"Credit", "Via"})
    return re.compile(
        rf"[\s(\[（【]*(?:[\d\s:./年月日-]{{8,24}})?(?:(?:[^:：\n]|\d:(?=\d)){{0,50}}\s)?(?:{labels})\s*[:：]\s*",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _bare_label() -> re.Pattern[str]:
    """Return what a line begins with whose label has no colon: ``Source AFP``."""
    labels = "|".join(re.escape(word) for word in every(cues().source_labels) if len(word) > _SHORT_LABEL)
    return re.compile(rf"[\s(\[]*(?:{labels})\s+(?=\S{{2,30}}[)\].]?$)", re.IGNORECASE)


class _Books(msgspec.Struct, frozen=True):
    every: Phrasebook
    republished: Phrasebook
    supplied: Phrasebook
    contributed: Phrasebook


@lru_cache(maxsize=1)
def _books() -> _Books:
    words = credit_words()
    kinds = (words.republished, words.supplied, words.contributed)
    return _Books(Phrasebook(chain.from_iterable(kinds)), *map(Phrasebook, kinds))


def _phrase_in(lower: str, phrases: Phrasebook) -> re.Match[str] | None:
    """Return the longest of *phrases* in *lower*, as whole words."""
    return next((found for phrase in phrases.within(lower) if (found := _whole(phrase).search(lower))), None)


@lru_cache(maxsize=256)
def _whole(phrase: str) -> re.Pattern[str]:
    joined = ord(phrase[-1]) >= 0x3000 or not phrase[-1].isalpha()  # no space is written after these
    return re.compile(
        (r"\b" if phrase[0].isascii() else "") + re.escape(phrase) + ("" if joined else r"(?=[\s:\"“„«'])")
    )


@lru_cache(maxsize=1)
def _pictured() -> re.Pattern[str]:
    """Return what parts a credit for the text from one for its pictures: ``Source: NAME. Photo: NAME``."""
    words = "|".join(re.escape(word.strip(":=＝.")) for word in credit_words().pictures)
    return re.compile(rf"(?<=\w)\s?[.;|/]\s*(?:{words})\s?[:：]", re.IGNORECASE)


@lru_cache(maxsize=1)
def _picture() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in credit_words().pictures)
    # German and Scandinavian compounds end in the word: Titelbild, Arkivfoto
    return re.compile(rf"(?<![{_BOUNDARY}])(?:{words})(?![{_BOUNDARY}])|[a-zà-ÿ]{{4}}(?:bild|foto)(?![{_BOUNDARY}])")
