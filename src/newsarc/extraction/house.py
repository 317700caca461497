"""Where a link leads: away from the site that a page stands on, or to the page of an author."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from newsarc.lexicon.addresses import suffixes
from newsarc.lexicon.people import people

_SHORT = 3
"""letters; so short a name stands in too many other hosts"""
_BEGINS = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_LOOKED_AT = 400
"""characters of a link"""


def house(url: str | None) -> str:
    """Return the name that the hosts of the site of *url* share: the label before the public suffix.

    Empty where there is none, or where it is too short to tell one host from another.

    >>> house("https://www.news.example.co.uk/story")
    'example'
    """
    try:
        host = (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return ""
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in suffixes().second_level:
        labels.pop()
    name = labels[-1] if labels else ""
    return name if len(name) >= _SHORT else ""


def leads_away(href: str, name: str) -> bool:
    """Say whether the link *href* leads to another site than that of *name*: to a source, and not to another story.

    One that hands an address of the site itself on, as buttons to share a page do, does not.
    """
    if not name or not _BEGINS.match(href):  # as most links of a page
        return False
    site, _, handed_on = href.lstrip()[:_LOOKED_AT].lower().partition("?")
    return name not in site.split("/", 3)[2] and name not in handed_on


def leads_to_author(href: str) -> bool:
    """Say whether the address *href* is that of an author's page, by what stands in it before the name or number.

    >>> leads_to_author("/authors/jane-doe"), leads_to_author("/authors/")
    (True, False)
    """
    return _author_page().search(href, 0, _LOOKED_AT) is not None


@lru_cache(maxsize=1)
def _author_page() -> re.Pattern[str]:
    return re.compile(rf"/(?:{'|'.join(map(re.escape, people().author_paths))})/[\w@%.-]")
