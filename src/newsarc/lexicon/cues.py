"""Words that announce something on a news page (a source, a byline, a wall), by language."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load

Words = dict[str, tuple[str, ...]]
"""Language code (``any`` where language does not matter) to words, as printed."""


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/cues.json. Words are spelt as printed; phrases to be found anywhere are lower case."""

    home: Words
    """first word of a breadcrumb"""
    source_labels: Words
    """label before a colon that names the origin"""
    byline: Words
    """word before the names of authors"""
    helper_labels: Words
    """opening of a line that names people who are not the authors"""
    author_labels: Words
    title_labels: Words
    date_labels: Words
    first_labels: Words
    """phrases, lower case, that the day of the first publication follows"""
    modified_labels: Words
    section_labels: Words
    tag_labels: Words
    url_labels: Words
    publisher_labels: Words
    """labels of the header lines in text files"""
    months: Words
    date_words: Words
    """what may stand in a line that holds only a date"""
    sections: Words
    """words that names of sections are made of"""
    republished: Words
    """phrases of a note that the text stood elsewhere first"""
    with_files: Words
    """phrases of a note that others supplied part of the text"""
    itself: Words
    """what a line begins with that speaks of the text it stands with, lower case"""
    told_too: Words
    """those of them that stories use too: a note begins with one, or says that it speaks of the text itself"""
    release_labels: Words
    """what stands above the headline of a press release"""
    kickers: Words
    """labels that stand before a text where a place of filing could"""
    signoff: Words
    """opening of a sign-off (who reported, wrote, edited)"""
    byline_classes: Words
    """words in class attributes of author and source lines"""
    challenge: Words
    """phrases of a wall against robots"""
    consent: Words
    """phrases of a page that asks for consent first"""
    consent_themes: Words
    """what such a page speaks of, by theme instead of language: a text that speaks of most of them is one"""
    login: Words
    """phrases of a page that asks for a password first"""
    needs_script: Words
    """phrases of a page that shows nothing without scripts"""
    not_found: Words
    """phrases of a title that says the article is not there"""
    gone: Words
    """phrases of a text that says so: no story begins with them"""
    ends: Words
    """what stands below a text and says that it ends there, lower case"""
    shop: Words
    """what stands around the entries of a list: to sort, to filter, to buy, to see more"""
    paywall: Words
    """phrases that stand where a text is cut for those who do not pay"""


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the cue words. Read once, on first use."""
    return load("cues.json", Cues)


def every(words: Words) -> tuple[str, ...]:
    """Return the words of all languages, each once, longest first: the order in which alternatives must be tried."""
    return tuple(sorted({word for group in words.values() for word in group}, key=lambda word: (-len(word), word)))
