"""The bylines of a page to its authors: which of them are believed, and who only helped."""

from __future__ import annotations

import msgspec

from newsarc.lexicon.agencies import fold
from newsarc.lexicon.people import given_names, people
from newsarc.model.parts import Found
from newsarc.normalise.names import Byline, read_byline, unique_names
from newsarc.normalise.onewords import is_said, one_word
from newsarc.normalise.selfnames import Site

_MOST = 30
"""bylines, and authors"""
_FEW = 2
"""bylines; more are those of other stories"""
_HELPER_EVIDENCE = ("editor", "contributor", "translator")


class Credited(msgspec.Struct, frozen=True):
    """The people of a page."""

    authors: tuple[str, ...]
    contributors: tuple[str, ...]


def people_of(bylines: tuple[Found, ...], site: Site) -> Credited:
    """Return the authors, persons only, and apart from them those named as editors, translators and the like.

    The first evidence that names a person counts; one string of another replaces it when it holds all of its names and
    more. A name of one word counts where there is no other, or only one that no markup calls the author's.
    """
    groups: dict[str, list[Byline]] = {}
    read: list[tuple[Found, Byline]] = []
    helpers: list[str] = []
    for found in bylines[:_MOST]:
        parsed = read_byline(_turned(found), site)
        if any(word in found.evidence.lower() for word in _HELPER_EVIDENCE):
            helpers += parsed.persons
        else:
            groups.setdefault(found.evidence, []).append(parsed)
            read.append((found, parsed))
            helpers += parsed.helpers
    chosen: tuple[str, ...] = ()
    for evidence, group in groups.items():
        if not chosen:
            chosen = _of_group(evidence, group)
        for parsed in group:
            if {fold(name) for name in chosen} < {fold(name) for name in parsed.persons} and chosen:
                chosen = parsed.persons
    own = bool(chosen) and all(map(site.is_self, chosen))
    printed = _printed(groups.get("byline", []), bylines, sure=own)
    if printed and not _words(chosen) & _words(printed):
        chosen = printed
    if not any(parsed.persons and is_said(found) for found, parsed in read):
        chosen = _or_one_word(chosen, *one_word(read, site))
    known = {fold(name) for name in chosen}
    return Credited(chosen[:_MOST], tuple(name for name in unique_names(tuple(helpers)) if fold(name) not in known))


def _printed(group: list[Byline], bylines: tuple[Found, ...], *, sure: bool) -> tuple[str, ...]:
    """Return the persons of the first byline the page shows, when it says that it is one and begins with a name known,
    or any name where that is *sure*, because the markup names nobody but the site.

    Where it names somebody else than the markup, that is who entered the text.
    """
    first = next((found.value for found in bylines if found.evidence == "byline"), "")
    if (
        not group
        or len(group) > _FEW
        or not group[0].persons
        or first.split(" ", 1)[0].strip(":").lower() not in people().by
    ):
        return ()
    return group[0].persons if sure or group[0].persons[0].split()[0].lower() in given_names() else ()


def _or_one_word(guessed: tuple[str, ...], name: str, times: int) -> tuple[str, ...]:
    """Return *name* as the author, where there is one, said so many *times*; persons who are only *guessed* give way to
    a given name, and to what is written as one and said twice, but not to an account.
    """
    if not name or fold(name) in _words(guessed):
        return guessed
    sure = not guessed or name.lower() in given_names() or (times > 1 and name.istitle())
    return (name,) if sure else guessed


def _words(names: tuple[str, ...]) -> set[str]:
    return {fold(word) for name in names for word in name.split()}


def _of_group(evidence: str, group: list[Byline]) -> tuple[str, ...]:
    """Markup lists the authors of this page; visible bylines may go on with those of other stories."""
    names = [parsed.persons for parsed in group if parsed.persons]
    if evidence == "byline":
        names = names[:1]
    return unique_names(tuple(name for persons in names for name in persons))


def _turned(found: Found) -> str:
    """Return "First Last" for the "Last, First" of scholarly markup, anything else unchanged."""
    last, comma, first = found.value.partition(",")
    return (
        f"{first.strip()} {last.strip()}"
        if comma and "," not in first and "citation" in found.evidence
        else found.value
    )
