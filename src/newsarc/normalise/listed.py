"""What the feed that led to a page says of it: heard after everything the page says itself."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec

from newsarc.model.parts import Credit, Found, Parts, Place
from newsarc.model.source import Entry
from newsarc.normalise.url import registered_domain

EVIDENCE = "feed"


def with_listed(parts: Parts, entry: Entry | None, url: str | None) -> Parts:
    """Return *parts* with the words of *entry* behind the page's own: its date, and as credits its source and authors.

    Of these only names that are known count: a feed's author may be a person, its source a folder's name. A source
    (RSS and Atom ``source``) that is the page's own site credits nobody: services that gather headlines name the
    publisher there.
    """
    if entry is None:
        return parts
    source = [entry.credit] if entry.credit and not _same_owner(entry.credit_url, url) else []
    named = tuple(Credit(name, Place.FEED) for name in (*source, *entry.authors))
    published = (Found(entry.published.isoformat(), EVIDENCE),) if entry.published else ()
    return msgspec.structs.replace(parts, credits=(*parts.credits, *named), published=(*parts.published, *published))


def _same_owner(one: str | None, other: str | None) -> bool:
    """Say whether two addresses are of one site; hosts are compared where there is no domain."""
    if not one or not other:
        return False
    mine, theirs = (
        registered_domain(one) or urlsplit(one).hostname,
        registered_domain(other) or urlsplit(other).hostname,
    )
    return mine == theirs
