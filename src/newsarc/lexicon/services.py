"""How pages that serve a site, and tell no story, are called and made: about us, terms, jobs, threads of a forum."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.cues import Words
from newsarc.lexicon.load import load


class Services(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/services.json."""

    names: Words
    """what such pages are called"""
    kinds: frozenset[str]
    """types of structured data that such pages have"""
    story_kinds: frozenset[str]
    """types of a page that tells a story, beside those of articles"""
    jobs: Words
    """labels, lower case, in an advertisement for a job, by what they announce instead of language"""
    job_titles: tuple[str, ...]
    """what stands in the title of such a page, lower case"""
    threads: tuple[str, ...]
    """classes, lower case, of what stands around each post of a forum"""
    addresses: tuple[str, ...]
    """parts of the paths of services: quotes, programmes, advertisements, tables"""
    address_ends: tuple[str, ...]
    """what the paths of others end with"""
    thread_addresses: tuple[str, ...]
    thread_hosts: frozenset[str]
    """first part of a forum's host"""


@lru_cache(maxsize=1)
def services() -> Services:
    """Return the words. Read once, on first use."""
    return load("services.json", Services)
