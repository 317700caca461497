"""What a line of a page states: labels, and sentences that say where a text comes from, to the names they credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import msgspec

from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.credits import credit_words
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.people import given_names, people
from newsarc.lexicon.phrasebook import Phrasebook
from newsarc.model.article import Role
from newsarc.normalise.claims import (
    EDGE,
    LONGEST,
    LONGEST_NAME,
    MOST_NAMES,
    QUOTES,
    Claim,
    Strength,
    address_claim,
    is_organisation,
    is_picture,
    known_claim,
    named_or_new,
    names_in,
    role_of,
)
from newsarc.normalise.mentions import WITHOUT_SPACES, mentioned
from newsarc.normalise.names import is_paper

_SHORT_LABEL = 3
"""letters; a shorter label is a word of its own"""
_ARTICLE = 4
"""letters of an article or a particle in a name at most"""
_MOST_WORDS = 5
"""of an outlet's name after words such as "with information from", where nothing else says that it is one"""
_EARLY = 25  # characters before a phrase that only counts at the start of a line
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,500}")
_VIA_LINE = re.compile(r"[(\[]?(?i:via|vía) (?P<who>[^\W\d_a-z][^.:;()\[\]]{2,50})[)\]]?\.?")
_YEAR = re.compile(r"\s*(?:,\s*)?(?:\d{1,2}\.\s?\S{1,12}\s)?\(?\b(?:19|20)\d\d\)?.*$")
_SENDER = re.compile(r"(?:SOURCE|FUENTE|FONTE|QUELLE|BRON|KÄLLA) (?=[A-ZÀ-Þ0-9])")
"""the label, in capitals and without a colon, of who sent a release"""
_THEO = re.compile(r"(?:^|\()Theo (?P<who>[^()]{2,40})\)?$")
"""Vietnamese for "according to", which signs a story"""
_WROTE_FOR = re.compile(r"\s(?:at|for|of|with|in|bei|für|von|en|para|de|pour|à|per|di|voor|bij)\s+(?=[^\W\d_a-zà-ÿ])")
"""what parts a person from the paper that the person wrote for"""
_PRINTED = re.compile(
    r"Published in (?P<who>[A-Z][^.:;,]{2,40}), [A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\.?"
)
"""where and when a text was printed, as Pakistan's papers write it"""
_SIGNED_NOTE = re.compile(r"^[(\[].*[.!?] ?[-–—] ?(?P<who>[^-–—()]{2,30})[)\]]$")
_NEXT_LABEL = re.compile(
    r"(?:责任编辑|責任編輯|责编|編輯|编辑|作者|记者|時間|时间|日期|浏览|点击|字号"
    r"|Giriş|Güncelleme|Yayınlanma|Yayın Tarihi)\s?[:：]"
)
"""what follows the source on the same line of Chinese and Turkish pages"""
_WORD = re.compile(r"\S+")


def stated(text: str) -> tuple[Claim, ...]:
    """Return whom a label (``Source: NAME``) or a sentence (``originally published by NAME``) in *text* credits.

    Such words say that a name follows, so the name need not be known. Nothing when *text* speaks of a picture.
    """
    line = _pictured().split(text[:LONGEST], maxsplit=1)[0]
    if is_picture(line):
        return ()
    theo = _THEO.search(line) if "Theo " in line else None
    if theo is not None and (claim := known_claim(theo["who"], Strength.STATED)):
        return (claim,)
    label = _label().match(line) if ":" in line or "：" in line else None  # most lines have none, and it is slow
    sender = _SENDER.match(line)
    if sender is not None and (claim := named_or_new(line[sender.end() :])):
        return (claim,)
    bare = None if label is not None else _bare_label().match(line)
    if bare is not None and (claim := known_claim(line[bare.end() :], Strength.STATED)):
        return (claim,)
    if label is not None:
        word = label[0].strip(" :：([（【").rpartition(" ")[2].lower()
        return _after_label(line[label.end() :], plural=word in credit_words().plural_labels)
    return _in_sentence(line) or _handed_on(line) or _behind_dash(line) or _printed(line)


def _handed_on(line: str) -> tuple[Claim, ...]:
    """Return the outlet of a line that holds nothing else: ``via The NAME``."""
    found = _VIA_LINE.fullmatch(line)
    claim = named_or_new(found["who"]) if found and _is_proper(found["who"]) else None
    return (claim,) if claim else ()


def _printed(line: str) -> tuple[Claim, ...]:
    """Return the paper of a line that says in which one a text was, and when: ``Published in NAME, May 12th, 2024``."""
    found = _PRINTED.fullmatch(line)
    claim = named_or_new(found["who"]) if found else None
    return (claim,) if claim else ()


def _behind_dash(line: str) -> tuple[Claim, ...]:
    """Return the agency that signs a note in brackets: ``(This report has not been edited. - AGENCY)``."""
    found = _SIGNED_NOTE.search(line)
    claim = known_claim(found["who"], Strength.STATED) if found else None
    return (claim,) if claim else ()


def _after_label(rest: str, *, plural: bool = False) -> tuple[Claim, ...]:
    address = _URL.search(rest)
    if address is not None and len(rest[: address.start()].strip(EDGE)) < 3:
        claim = address_claim(address[0], Strength.STATED)
        return (claim,) if claim else ()
    line = _NEXT_LABEL.split(rest[: address.start()] if address else rest, maxsplit=1)[0]
    if WITHOUT_SPACES.match(line):
        line = line.split(" ", 1)[0]  # what follows is another line of the page
    whole = named_or_new(_YEAR.sub("", line))
    if whole is not None and known_claim(line, Strength.STATED):
        return (whole,)
    names = names_in(_YEAR.sub("", line))
    known = [claim for name in names if (claim := known_claim(name, Strength.STATED))]
    studied = plural or any(is_organisation(word) for name in names[1:] for word in name.split())
    if studied and not any(agencies().named(claim.name) for claim in known):
        return ()  # what was consulted
    if known:
        return (*known, *(Claim(name, Role.OUTLET, Strength.STATED) for name in names if is_paper(name.strip(EDGE))))
    if len(names) > 2:
        return ()
    first = named_or_new(names[0]) if names else None
    return (first,) if first else ()


def _in_sentence(line: str) -> tuple[Claim, ...]:
    lower = line.lower()
    if len(lower) != len(line):  # a letter whose lower case is longer: positions would not agree
        return ()
    books = _books()
    if not books.every.within(lower):  # as most lines
        return ()
    found = _phrase_in(lower, books.republished)
    late = found is not None and found.start() > _EARLY and not _itself().match(lower)
    if found is None or (late and found[0] in credit_words().only_first):
        found = None
    if found is not None:
        rest = line[found.end() :].lstrip(" :")
        name = _leading_name(rest, whole=line[found.end() :].startswith(":"))
        if name and _is_persons(name):
            paper = _WROTE_FOR.match(rest, len(name))
            if paper is None and found[0] in credit_words().only_first:
                return ()
            name = _leading_name(rest[paper.end() :]) if paper else name
        claim = named_or_new(name) if name else None
        if claim is None and (address := _URL.match(rest)):
            claim = address_claim(address[0], Strength.STATED)
        return (claim,) if claim else ()
    supplied = list(_phrases_in(lower, books.supplied))
    if supplied:
        named = (_supplied_names(line[at.end() :], alone=not line[: at.start()].strip(EDGE)) for at in supplied)
        return next(filter(None, named), ())
    if books.contributed.within(lower):
        opening = lower.split(" contributed", maxsplit=1)[0]
        if agencies().is_generic(opening):
            return (Claim(agencies().generic.canonical, Role.AGENCY, Strength.STATED),)
        return tuple(Claim(agency.canonical, role_of(agency), Strength.STATED) for agency in mentioned(line))
    return ()


def _is_persons(name: str) -> bool:
    """Say whether *name* is a person's full name: who produced a broadcast, who gave a picture."""
    words = name.split()
    return 2 <= len(words) <= 3 and words[0].lower() in given_names() and known_claim(name, Strength.STATED) is None


def _supplied_names(rest: str, *, alone: bool) -> tuple[Claim, ...]:
    """Return whom *rest* of a line begins with; where a phrase and a name stand *alone*, it need not be a known one."""
    agencies_named = mentioned(rest)
    if agencies_named:
        return tuple(
            Claim(agency.canonical, role_of(agency), Strength.STATED) for agency in agencies_named[:MOST_NAMES]
        )
    name = _leading_name(rest)
    claim = known_claim(name, Strength.STATED) if name else None
    if claim is None and alone and name == rest.strip(EDGE) and _is_proper(name):
        claim = named_or_new(name)
    return (claim,) if claim else ()


def _is_proper(name: str) -> bool:
    """Say whether every word of *name* begins with a capital, and it is no person's."""
    words = name.split()
    return len(words) <= _MOST_WORDS and all(word[0].isupper() for word in words) and not _is_persons(name)


def _leading_name(rest: str, *, whole: bool = False) -> str:
    """Return the name *rest* begins with: what stands in quotes, or the words that can belong to a name; where the
    *whole* is one, as behind a colon, small words within names as well.
    """
    stripped = rest.lstrip()
    if stripped[:1] and stripped[0] in QUOTES:
        end = re.search(f"[{QUOTES}]", stripped[1:LONGEST_NAME])
        return stripped[1 : end.start() + 1] if end else ""
    words: list[str] = []
    for word in _WORD.findall(stripped[:200])[:8]:
        bare = word.strip(EDGE)
        if words and word[0].islower() and bare in credit_words().stops and not (whole and bare in people().particles):
            break
        if bare:
            words.append(word.lstrip("([" + QUOTES))
        if word[-1] in ".,;:!?)]。，" and not re.fullmatch(r"(?:\w\.)+", word):
            break
    while len(words) > 1 and words[1][0].isupper() and _qualifies(words[0]):
        words.pop(0)
    return " ".join(words).strip(EDGE)


def _qualifies(word: str) -> bool:
    """Say whether *word* says what follows, and is none of a name: ``портала NAME``, ``the NAME``."""
    return word == "the" or (len(word) > _ARTICLE and word.islower() and word.isalpha())


@lru_cache(maxsize=1)
def _itself() -> re.Pattern[str]:
    """Return what a line begins with that speaks of the text it stands with."""
    words = "|".join(re.escape(word) for word in every(cues().itself))
    return re.compile(rf"\W*(?:{words})(?!\w)")


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
    return next(_phrases_in(lower, phrases), None)


def _phrases_in(lower: str, phrases: Phrasebook) -> Iterator[re.Match[str]]:
    """Yield those of *phrases* that stand in *lower* as whole words, the longest first."""
    return (found for phrase in phrases.within(lower) if (found := _whole(phrase).search(lower)))


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
