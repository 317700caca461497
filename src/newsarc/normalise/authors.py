"""The bylines of a page to its authors: which of them are believed, and who only helped."""

from __future__ import annotations

import msgspec

from newsarc.lexicon.agencies import fold
from newsarc.lexicon.people import given_names, people
from newsarc.model.parts import Found
from newsarc.normalise.names import Byline, is_no_name, read_byline, unique_names
from newsarc.normalise.selfnames import Site

_MOST = 30
"""bylines, and authors"""
_STATED = ("jsonld", "meta:", "microdata", "rel-author")
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
    more. A name of one word counts only when two evidences agree on it, or markup states it and it is a common given
    name.
    """
    groups: dict[str, list[Byline]] = {}
    helpers: list[str] = []
    for found in bylines[:_MOST]:
        parsed = read_byline(_turned(found), site)
        if any(word in found.evidence.lower() for word in _HELPER_EVIDENCE):
            helpers += parsed.persons
        else:
            groups.setdefault(found.evidence, []).append(parsed)
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
    chosen = chosen or _single_name(groups, site)
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


def _words(names: tuple[str, ...]) -> set[str]:
    return {fold(word) for name in names for word in name.split()}


def _of_group(evidence: str, group: list[Byline]) -> tuple[str, ...]:
    """Markup lists the authors of this page; visible bylines may go on with those of other stories."""
    names = [parsed.persons for parsed in group if parsed.persons]
    if evidence == "byline":
        names = names[:1]
    return unique_names(tuple(name for persons in names for name in persons))


def _single_name(groups: dict[str, list[Byline]], site: Site) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for group in groups.values():
        for name in {parsed.others[0] for parsed in group if len(parsed.others) == 1 and not parsed.persons}:
            seen[name] = seen.get(name, 0) + 1
    stated = {parsed.others for found, group in groups.items() if found.startswith(_STATED) for parsed in group}
    return tuple(
        name
        for name, times in seen.items()
        if (times > 1 or ((name,) in stated and name.lower() in given_names())) and _is_single_name(name, site)
    )[:1]


def _is_single_name(name: str, site: Site) -> bool:
    plain = name.isalpha() and name.istitle() and 3 <= len(name) <= 12
    if name.lower() not in given_names() and site.is_shortened(name):
        return False
    return plain and not is_no_name(name, site) and not site.is_part_of_self(name)


def _turned(found: Found) -> str:
    """Return "First Last" for the "Last, First" of scholarly markup, anything else unchanged."""
    last, comma, first = found.value.partition(",")
    return (
        f"{first.strip()} {last.strip()}"
        if comma and "," not in first and "citation" in found.evidence
        else found.value
    )
