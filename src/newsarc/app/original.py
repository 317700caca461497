"""What the server sent, as it was: the use case behind ``newsarc show --raw``."""

from __future__ import annotations

from newsarc.app.archive import Archive
from newsarc.app.clock import utc_now
from newsarc.archive.raw import MOST
from newsarc.errors import DataError
from newsarc.model.target import Page, Target


def original(archive: Archive, name: str) -> Page:
    """Return the page that the record *name* was read from: its body without content coding, byte for byte.

    Raises what Archive.get raises, NotInArchive where the bytes were not kept, DataError where they are damaged.
    """
    from newsarc.fetch.warc import recorded_page

    record = archive.get(name)
    target = Target(asked=record.article.asked, url=record.article.url, recorded=archive.served(record))
    page = recorded_page(target, max_bytes=MOST, now=utc_now())
    if not isinstance(page, Page):
        raw = archive.raw(record)
        raise DataError(page.detail, subject=f"raw/{raw.file if raw else ''}")
    return page
