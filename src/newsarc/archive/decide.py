"""What an article adds to an archive: a pure function of what the archive holds already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from typing import Protocol

import msgspec

from newsarc.archive.digest import storable
from newsarc.model.article import Article
from newsarc.model.record import ContentHash, Kind, Position, RecordId

UrlKey = Callable[[str], str]
"""the one spelling of an address by which two of them are told to be the same page"""


class Version(msgspec.Struct, frozen=True):
    """A record at some place."""

    id: RecordId
    content_hash: ContentHash


class Holdings(Protocol):
    """What the archive can say about what it holds."""

    def holder(self, content_hash: ContentHash) -> RecordId | None:
        """Return the first record that carries this text, or None."""
        ...

    def versions(self, place: str) -> tuple[Version, ...]:
        """Return the records at *place*, oldest first."""
        ...

    def taken(self, records: Collection[RecordId]) -> bool:
        """Say whether any of these ids is a record's."""
        ...

    def position(self, record: RecordId) -> Position | None:
        """Return where the record's line is; None where there is none, or none yet."""
        ...


class Add(msgspec.Struct, frozen=True):
    """Write a record of this kind."""

    kind: Kind
    revises: RecordId | None = None
    same_as: RecordId | None = None


class Lack(msgspec.Struct, frozen=True):
    """Write nothing: this copy came without its text, and the archive does not have it."""


class Keep(msgspec.Struct, frozen=True):
    """Write nothing: this record says it already."""

    id: RecordId


Decision = Add | Keep | Lack


Alike = Callable[[Version], bool]
"""whether a version's text says what the new one says, but for what changes by itself"""

_COMPARED = 3
"""versions, newest first, that a new text is compared with: two servers may show two versions in turn"""


def _never(_version: Version) -> bool:
    return False


def decide(
    place: str, content_hash: ContentHash, holdings: Holdings, alike: Alike = _never, *, text: bool = True
) -> Decision:
    """Say what a text found at *place* adds. *alike* is asked only about other texts at the same place. A copy out of
    another archive comes without *text*: where it would have to bring one, Lack.

    | at this place | elsewhere | |
    | --- | --- | --- |
    | this text, in any version | | nothing: known (a copy whose original is damaged and lost counts for other text) |
    | nothing | nothing | article |
    | nothing | this text | copy |
    | other texts, one of the latest three alike | | nothing: known |
    | other texts | nothing | revision of the latest |
    | other texts | this text | copy, which also revises the latest |

    A page that goes back to an older text adds nothing: it would flip for ever between two servers' versions.
    """
    here = holdings.versions(place)
    revises = here[-1].id if here else None
    holder = holdings.holder(content_hash)
    if holder is not None:
        for version in here:
            if version.content_hash == content_hash:
                return Keep(version.id)
    if not text:
        return Lack() if holder is None else Add(Kind.COPY, revises=revises, same_as=holder)
    for version in here[: -_COMPARED - 1 : -1]:
        if alike(version):
            return Keep(version.id)
    if holder is not None:
        return Add(Kind.COPY, revises=revises, same_as=holder)
    return Add(Kind.REVISION if revises else Kind.ARTICLE, revises=revises)


def place_of(article: Article, url_key: UrlKey) -> str:
    """Return where *article* stands: one string for one page.

    With an address: its key. Without (a file of unknown origin): what the page says of itself. File names say
    nothing, so the same text file under another name stands at the same place, but the same text under another
    headline or credited to somebody else does not: that is a copy.
    """
    if article.url:
        return storable(url_key(storable(article.url)))
    says = [article.title, article.publisher.name if article.publisher else "", *(o.name for o in article.origin)]
    return "file:" + hashlib.sha256(storable("\n".join(says)).casefold().encode()).hexdigest()
