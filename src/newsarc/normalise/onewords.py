"""Authors that go by one word: a given name, or what they chose to be called on the site."""

from __future__ import annotations

import re
from collections import Counter

from newsarc.lexicon.people import given_names, people
from newsarc.model.parts import Found
from newsarc.normalise.names import Byline, is_no_name
from newsarc.normalise.selfnames import Site

_STATED = ("jsonld", "meta:", "microdata", "rel-author", "author-link")
_PLAIN = re.compile(r"[^\W\d_]{3,12}")
_ACCOUNT = re.compile(
    r"[a-z][a-z_-]{2,20}[a-z]|[A-Za-z]{1,12}(?:\.[A-Za-z]{1,12}){0,2}\.[A-Za-z]{4,12}|[A-Z][a-z]+[A-Z][A-Za-z]{0,15}"
)
"""``jdoe``, ``jane.doe``, ``JaneD``; what ends as addresses do is a site"""


def one_word(bylines: list[tuple[Found, Byline]], site: Site) -> tuple[str, int]:
    """Return the name of one word that *bylines*, each with what was read in it, give the author, "" for none; and how
    often it is said to be the author's.

    It counts when two evidences agree on it, or markup or a word such as "by" says that it is the author's: then it
    must be a common given name, or look like the name of an account, which a firm's does not.
    """
    words = {(parsed.others[0], found.evidence): is_said(found) for found, parsed in bylines if _is_alone(parsed)}
    times = Counter(name for name, _evidence in words)
    said = Counter(name for (name, _evidence), sure in words.items() if sure)
    for name in times:
        known = times[name] > 1 or (name in said and name.lower() in given_names())
        if (known and _is_given_name(name, site)) or (name in said and _is_account(name, site)):
            return name, said[name]
    return "", 0


def _is_alone(parsed: Byline) -> bool:
    return len(parsed.others) == 1 and not parsed.persons


def is_said(found: Found) -> bool:
    """Say whether markup, or a word such as "by", says that what was *found* is the author."""
    if found.evidence == "byline":
        return found.value.split(" ", 1)[0].strip(":").lower() in people().by
    return found.evidence.startswith(_STATED)


def _is_given_name(name: str, site: Site) -> bool:
    if name.lower() not in given_names() and site.is_shortened(name):
        return False
    plain = _PLAIN.fullmatch(name) is not None and name.istitle()
    return plain and not is_no_name(name, site) and not site.is_part_of_self(name)


def _is_account(name: str, site: Site) -> bool:
    if not _ACCOUNT.fullmatch(name) or any(word in name.lower() for word in people().in_accounts):
        return False
    return not (is_no_name(name, site) or site.is_part_of_self(name) or site.is_shortened(name))
