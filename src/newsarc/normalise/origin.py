"""Who is credited for the text: every claim with its evidence, the site itself left out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.outlets import outlets
from newsarc.lexicon.people import given_names
from newsarc.model.article import Origin, Role
from newsarc.model.parts import Credit, Found, Parts, Place
from newsarc.normalise.bylabels import without_day
from newsarc.normalise.claims import (
    Claim,
    Strength,
    address_claim,
    apart,
    is_picture,
    is_riddle,
    known_claim,
    listed,
    supplier,
)
from newsarc.normalise.corners import Dateline
from newsarc.normalise.dateline import read_dateline
from newsarc.normalise.mentions import mentioned
from newsarc.normalise.names import is_paper, read_byline
from newsarc.normalise.selfnames import Site
from newsarc.normalise.stated import stated
from newsarc.normalise.text import clean_line
from newsarc.normalise.url import registered_domain

_LONGEST_CREDIT = 300
_MOST_CREDITS = 60
_LONGEST_BYLINE = 160
_KIND = re.compile(r"^(?:the|der|die|das|blog|magazine?|portal|website|zeitung|online-?magazin) ", re.IGNORECASE)
_STATION = re.compile(r"^([^|]{3,50}?) \| By (?=[^\W\d_a-z])")
"""the station before its reporter, as American public radio prints it"""
_EDITION = re.compile(r"[ -](?:online|digital|web|print|app|news|nieuws|noticias)$", re.IGNORECASE)
_FROM = re.compile(
    r"^(?:da|do|de|del|dal|dalla|della|dell'|from|for|für|vom|van|od|z|redacción|redação|redazione) ", re.IGNORECASE
)
_WORKSHOP = re.compile(
    r"(?:^|[.-])(?:staging|stage|stg|dev|test|preview|preprod|uat|qa|cms|backend|admin|origin|localhost)\d*(?=[.-]|$)"
)
_AUTHOR_EVIDENCE = re.compile(r"jsonld|ld\+json|microdata", re.IGNORECASE)


def origins_of(parts: Parts, dateline: Dateline, site: Site) -> tuple[Origin, ...]:
    """Return who is credited for the text, each once with its plainest evidence, in the order they are named.

    Nothing is concluded from the absence of a credit. The site itself, in any of its spellings, is no origin.
    """
    best: dict[str, tuple[Strength, Origin]] = {}
    for credit, claims in _claims(parts, dateline, site):
        for claim in claims:
            if _is_own(claim, credit, site):
                continue
            known = best.get(claim.name)
            if known is None or claim.strength > known[0]:
                text = without_day(clean_line(credit.text))[:_LONGEST_CREDIT]
                best[claim.name] = (
                    claim.strength,
                    Origin(name=claim.name, role=claim.role, credit=text, found=credit.place),
                )
    return _without_shadows(tuple(origin for _, origin in best.values()))


def _claims(parts: Parts, dateline: Dateline, site: Site) -> list[tuple[Credit, tuple[Claim, ...]]]:
    read = _Reading(site)
    found = [(credit, read.claims(credit)) for credit in parts.credits[:_MOST_CREDITS]]
    found = [
        (credit, tuple(_as_called(claim, parts) for claim in claims) if credit.place is Place.CANONICAL else claims)
        for credit, claims in found
    ]
    if dateline.credit:
        credit = Credit(dateline.credit, Place.DATELINE)
        found.append((credit, _from_dateline(dateline)))
    for byline in _own_bylines(parts.bylines[:_MOST_CREDITS], site):
        credit = Credit(without_day(byline.value), _byline_place(byline))
        found.append((credit, read.claims(credit, marked=True)))
    canonical = Credit(parts.canonical, Place.CANONICAL) if parts.canonical else None
    if canonical is not None:
        found.append((canonical, tuple(_as_called(claim, parts) for claim in read.claims(canonical))))
    return found


def _as_called(claim: Claim, parts: Parts) -> Claim:
    """Return *claim*, that of an address, under the name that a credit of the page gives to who lives there."""
    label = fold(claim.name.partition(".")[0])
    shown = (clean_line(credit.text[:_LONGEST_BYLINE]) for credit in parts.credits if credit.place is Place.BYLINE)
    name = next((text for text in shown if fold(text) == label and "." in claim.name), claim.name)
    return msgspec.structs.replace(claim, name=name)


def _own_bylines(bylines: tuple[Found, ...], site: Site) -> list[Found]:
    """Leave out the visible bylines of other stories: those after the first with a name, unless they share one."""
    kept: list[Found] = []
    named: set[str] = set()
    for found in bylines:
        if found.evidence == "byline":
            parsed = read_byline(found.value, site)
            here = {fold(name) for name in (*parsed.persons, *parsed.others) if name in parsed.persons or _known(name)}
            if named and here and not named & here:
                continue
            named |= here
        kept.append(found)
    return kept


def _known(name: str) -> bool:
    return known_claim(name, Strength.BYLINE) is not None


def _byline_place(found: Found) -> Place:
    if _AUTHOR_EVIDENCE.search(found.evidence):
        return Place.JSONLD
    return Place.META if found.evidence.startswith("meta") else Place.BYLINE


class _Reading:
    """Reads the credits of one page. What mark-up and page say alike is read once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[tuple[str, Place, bool, bool], tuple[Claim, ...]] = {}

    def claims(self, credit: Credit, *, marked: bool = False) -> tuple[Claim, ...]:
        """Read one credit; *marked* when words or mark-up say that it names authors."""
        place = Place.META if credit.place is Place.JSONLD else credit.place  # they are read alike
        key = credit.text, place, marked, credit.supplied
        known = self._known.get(key)
        if known is None:
            text = clean_line(without_day(credit.text[:1000]))
            known = self._known[key] = (
                supplier(text) if credit.supplied else _read(text, place, self._site, marked=marked)
            )
        return known


def _read(text: str, place: Place, site: Site, *, marked: bool) -> tuple[Claim, ...]:
    match place:
        case Place.CANONICAL:
            claim = address_claim(text, Strength.CANONICAL) if _elsewhere(text, site) else None
            return (claim,) if claim else ()
        case Place.DATELINE:
            return _from_dateline(read_dateline(text)) or listed(text, Strength.DATELINE, site)
        case Place.BYLINE:
            return stated(text) or _from_byline(text, site, Strength.BYLINE, marked=marked)
        case Place.FEED:
            return _from_byline(text, site, Strength.MARKUP, marked=True)
        case Place.JSONLD | Place.META:
            return stated(text) or _from_byline(text, site, Strength.MARKUP, marked=True)
        case Place.CLOSING_LINE | Place.NOTE:
            return stated(text) or listed(text, Strength.TAIL, site)


def _from_dateline(dateline: Dateline) -> tuple[Claim, ...]:
    whole = known_claim(dateline.names[0], Strength.DATELINE) if dateline.names else None
    if whole is not None:
        return (whole,)
    claims = [known_claim(name, Strength.DATELINE) for name in dateline.names]
    known = tuple(claim for claim in claims if claim is not None)
    if dateline.credit and " via " in dateline.credit and known:
        return tuple(
            claim or Claim(name, Role.OUTLET, Strength.DATELINE)
            for claim, name in zip(claims, dateline.names, strict=True)
        )
    return known


def _from_byline(text: str, site: Site, strength: Strength, *, marked: bool) -> tuple[Claim, ...]:
    """Count only names the registry knows: a byline may hold persons, the site, desks and places too.

    Where authors are named and nothing else, a sign in capitals is an agency's, though it may be a word elsewhere.
    """
    if len(text) > _LONGEST_BYLINE or is_picture(text):
        return ()
    if not marked and _is_photographed(text):
        return ()
    if is_riddle(text.strip(" ()/"), site) and not (marked and _is_sign(text)):
        return ()
    station = _STATION.match(text)
    byline = read_byline(text, site)
    others = [part for name in byline.others for part in apart(name)]
    claims = [claim for name in others if (claim := _of_other(name, strength))]
    if byline.persons and not claims:
        claims = [claim for name in others if (claim := _of_paper(name, strength, site))]
    if station is not None and not claims and not site.is_part_of_self(station[1]):
        claims = [Claim(station[1], Role.OUTLET, strength)]
    named = {claim.name for claim in claims}
    more = [known_claim(agency.canonical, strength) for agency in mentioned(text) if agency.canonical not in named]
    return (*claims, *(claim for claim in more if claim))


def _is_photographed(text: str) -> bool:
    """Say whether *text* is an agency, a slash and a full name, as pictures are credited: ``AGENCY/Ana Ferro``."""
    agency, slash, name = text.partition("/")
    words = name.split()
    full = 2 <= len(words) <= 3 and words[0].lower() in given_names()
    return bool(slash) and full and agencies().named(agency.strip()) is not None


def _is_sign(text: str) -> bool:
    """Say whether *text* is three capitals or more, or several words: nobody's section, place or given name."""
    return " " in text or (len(text) > 2 and text.isupper() and text.isascii())


def _of_other(name: str, strength: Strength) -> Claim | None:
    claim = known_claim(name, strength)
    if claim is None and " in " in name:
        claim = known_claim(name.split(" in ", maxsplit=1)[0], strength)
    if claim is None and (found := _FROM.match(name)):
        claim = known_claim(name[found.end() :], strength)
    return claim if claim and (claim.role is not Role.OUTLET or strength is Strength.BYLINE) else None


def _of_paper(name: str, strength: Strength, site: Site) -> Claim | None:
    """Return the claim for a paper that need not be known: papers of a group name the house of a reporter."""
    named = name[0].isupper() and is_paper(name) and not site.is_part_of_self(name) and site.may_differ(name)
    return Claim(name, Role.OUTLET, strength) if named else None


def _elsewhere(address: str, site: Site) -> bool:
    """Say whether *address* belongs to another owner than the page.

    Brands keep their name under other endings; a host where pages are made and tried is nobody else's.
    """
    there = registered_domain(address)
    if site.domain is None or there is None or "xn--" in site.domain + there:
        return False
    host = (urlsplit(address).hostname or "").rpartition(".")[0]
    if _WORKSHOP.search(host):
        return False
    return site.domain.split(".")[0] != there.split(".")[0]


def _is_own(claim: Claim, credit: Credit, site: Site) -> bool:
    # papers of a group state each other's names where they print each other's stories
    told = credit.place is Place.NOTE and claim.strength is Strength.STATED and claim.role is not Role.AGENCY
    if told and not site.may_be_chosen(claim.name):
        return False
    if any(map(site.is_self, (claim.name, _KIND.sub("", claim.name), _EDITION.sub("", claim.name)))):
        return True
    if claim.role is Role.AGENCY:
        agency = agencies().named(claim.name)
        return agency is not None and (agency.owns(site.domain) or site.holds(agency.forms))
    if site.is_shortened(claim.name) and outlets().named(claim.name) is None:
        return True
    labelled = credit.place is not Place.NOTE and claim.strength is Strength.STATED
    return labelled and site.is_part_of_self(claim.name)


def _without_shadows(origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """Leave out 'agencies (unnamed)' when agencies are named, and an address beside the name of who lives there."""
    generic = agencies().generic.canonical
    named = [origin for origin in origins if origin.role is Role.AGENCY and origin.name != generic]
    names = [fold(origin.name) for origin in origins if origin.found is not Place.CANONICAL]
    return tuple(
        origin
        for origin in origins
        if (origin.name != generic or not named)
        and not (
            origin.found is Place.CANONICAL and any(name.removeprefix("the") in fold(origin.name) for name in names)
        )
    )
