"""Persons' names taken apart, where that is certain."""

from __future__ import annotations

import re

import msgspec

from newsarc.lexicon.people import people

# The family name comes first, or there is none, or its place depends on the family: these names stay whole.
_WHOLE = frozenset("am bn hu id is ja km ko lo ms mn my ne si so ta te th ti vi zh".split())  # noqa: SIM905 # a line
_SUFFIX = re.compile(r"(?:[JS]r\.?|II|III|IV)\Z")
_INITIALS = re.compile(r"[^\W\d_]\Z|(?:[^\W\d_]\.-?){1,4}\Z")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-])*\Z")
_LATIN = re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff'’.\\-\\s]+\\Z")
_NO_PARTICLES = frozenset({"y", "e", "i", "und"})


class Name(msgspec.Struct, frozen=True):
    """Who wrote: in parts, or whole in *literal*."""

    literal: str = ""
    family: str = ""
    given: str = ""
    particle: str = ""
    """small words before the family name, as printed: ``van``, ``de la``"""
    suffix: str = ""

    @property
    def whole(self) -> str:
        """The name as people say it."""
        said = " ".join(part for part in (self.given, self.particle, self.family) if part)
        return self.literal or said + (f" {self.suffix}" if self.suffix else "")

    @property
    def inverted(self) -> str:
        """The name as bibliographies begin with it: "Doe, Jane, Jr."; the whole name where it has no parts."""
        return self.literal or ", ".join(part for part in (self.last, self.given, self.suffix) if part)

    @property
    def last(self) -> str:
        """The family name with its particle; the whole name where it has no parts."""
        return self.literal or " ".join(part for part in (self.particle, self.family) if part)


def person(name: str, language: str | None) -> Name:
    """Return *name*, as a byline prints it on a page in *language* (ISO code), in parts where these are certain.

    Certain are, in Latin letters and languages that put the family name last: two words; initials between two words;
    a particle in lower case between two words; each with Jr., Sr., II, III or IV behind it. Of "Gabriel García Márquez"
    or "Mary Anne Smith" nobody can tell without knowing the person.

    >>> person("Ludwig van Beethoven", "de").last
    'van Beethoven'
    >>> person("Gabriel García Márquez", "es").literal
    'Gabriel García Márquez'
    """
    said = " ".join(name.split())
    words = said.split(" ")
    if language is None or language in _WHOLE or not _LATIN.match(said):
        return Name(literal=said)
    suffix = words.pop() if len(words) > 2 and _SUFFIX.match(words[-1]) else ""
    if not all(map(_NAME.match, words)) or len(words) < 2 or len(words) > 6:
        return Name(literal=said)
    first, *middle, last = words
    if _is_particle(first) or not first[0].isupper() or not _is_family(last):
        return Name(literal=said)
    initials = [word for word in middle if _INITIALS.match(word) and word[0].isupper()]
    particles = [word for word in middle if _is_particle(word)]
    if middle != initials + particles:
        return Name(literal=said)
    return Name(family=last, given=" ".join([first, *initials]), particle=" ".join(particles), suffix=suffix)


def initials(given: str) -> str:
    """Return *given* names as ``J.-L. M.``, their first letters."""
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split())


def _is_particle(word: str) -> bool:
    return word.islower() and word in people().particles and word not in _NO_PARTICLES


def _is_family(word: str) -> bool:
    """Say whether *word* can be a family name: Doe, al-Sayed, d'Angelo; not M.D."""
    return any(char.isupper() for char in word) and not _INITIALS.match(word)
