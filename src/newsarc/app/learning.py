"""Learning what recurs on a site's pages: the use case behind ``newsarc learn``."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import groupby

import msgspec

from newsarc.app.archive import Archive
from newsarc.app.sites import SiteFiles
from newsarc.archive.sitefile import SiteFile, in_force, merged
from newsarc.errors import BadSiteRules, DataError, NotInArchive
from newsarc.extraction.site import MOST, RULE, recurring
from newsarc.learning.rules import USUAL, Learned, learn
from newsarc.model.record import Record, RecordId
from newsarc.model.site import SeenLine, SeenPage, SiteRules, spelt
from newsarc.model.target import Target
from newsarc.normalise.url import registered_domain
from newsarc.pipeline import Settings, look
from newsarc.runners.interface import Loss, NotYet, Runner
from newsarc.runners.serial import Serial

LATEST = 200
"""pages of a site that are looked at: a site changes, and what it shows today is what counts"""


class Became(StrEnum):
    """What became of a site's file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    TOO_FEW = "too-few"
    """stories to tell what recurs"""
    EDITED = "edited"
    """by a person, and left alone"""
    BAD = "bad"
    """the file cannot be read, and is left alone"""
    REHEARSED = "dry-run"


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned of one site."""

    file: SiteFile
    became: Became
    texts: int = 0
    """that were looked at"""
    changed: int = 0
    """texts among them that the rules would change"""
    lines: int = 0
    """that they would take out"""
    why: str = ""


class _Item(msgspec.Struct, frozen=True):
    site: str
    text: SeenPage
    target: Target | None


def sites_of(archive: Archive, names: Sequence[str]) -> dict[str, list[RecordId]]:
    """Return the latest records of each site, oldest first; of those called *names* (domain, address or publisher), or
    of all. One record an address. Raises NotInArchive for a name that no record's site has.
    """
    wanted = {name: (registered_domain(name) or name).lower() for name in names}
    met: set[str] = set()
    found: dict[str, OrderedDict[str, RecordId]] = {}
    for record in archive:
        site, called = site_of(record)
        if not site or archive.layout.site(site) is None:
            continue
        if wanted:
            asked = {name for name, value in wanted.items() if value in (site, called)}
            if not asked:
                continue
            met |= asked
        _note(archive, found.setdefault(site, OrderedDict()), record)
    for name in wanted:
        if name not in met:
            raise NotInArchive("no article is from this site", subject=name, advice="newsarc stats lists publishers")
    return {site: list(records.values()) for site, records in found.items()}


def site_of(record: Record) -> tuple[str, str]:
    """Return the domain that served *record*, empty where it is not known, and its publisher's name, in lower case."""
    article = record.article
    publisher = article.publisher
    domain = publisher.domain if publisher else None
    name = publisher.name.lower() if publisher else ""
    return (domain or registered_domain(article.url or article.canonical_url or "") or "").lower(), name


def _note(archive: Archive, records: OrderedDict[str, RecordId], record: Record) -> None:
    place = archive.key(record.article.url) if record.article.url else record.stamp.id
    records[place] = record.stamp.id
    records.move_to_end(place)
    if len(records) > LATEST:
        records.popitem(last=False)


def lessons(
    archive: Archive,
    sites: dict[str, list[RecordId]],
    runner: Runner,
    settings: Settings,
    now: datetime,
    *,
    force: bool = False,
    dry: bool = False,
) -> Iterator[Lesson]:
    """Learn from the records of each of *sites* and yield what came of it; files are written unless *dry*.

    *force*: also where a person edited what was learned. Raises ArchiveBusy and StorageError.
    """
    files = SiteFiles(archive.layout)
    for site in [site for site, records in sites.items() if len(records) < USUAL.enough]:
        few = SiteFile(site=site, stories=len(sites[site]))
        yield Lesson(file=few, became=Became.TOO_FEW, texts=len(sites[site]))
    enough = {site: records for site, records in sites.items() if len(records) >= USUAL.enough}
    for site, group in groupby(_seen(archive, enough, runner, settings), key=lambda one: one[0]):
        pages = [page for _, page in group]
        yield _lesson(files, site, pages, now, force=force, dry=dry)


def _lesson(files: SiteFiles, site: str, pages: Sequence[SeenPage], now: datetime, *, force: bool, dry: bool) -> Lesson:
    learned = learn(pages)
    from_markup = sum(page.from_markup for page in pages)
    file = SiteFile(site=site, learned=now.date(), stories=learned.stories, pages=from_markup, rules=learned.rules)
    why = ""
    try:
        old = files.read(site)
    except BadSiteRules as bad:
        old, why = None, str(bad)
    file = merged(old, file)
    texts, changed, lines = len(pages), *effect(pages, in_force(file))
    became = _became(learned, file, old, bad=bool(why), force=force, dry=dry)
    if became is Became.WRITTEN:
        files.write(file)
    return Lesson(file=file, became=became, texts=texts, changed=changed, lines=lines, why=why)


def _became(learned: Learned, file: SiteFile, old: SiteFile | None, *, bad: bool, force: bool, dry: bool) -> Became:
    if bad:
        return Became.BAD
    if learned.stories < USUAL.enough:
        return Became.TOO_FEW
    if dry:
        return Became.REHEARSED
    if old is not None and old.edited and not force:
        return Became.EDITED
    if old is not None and old.rules == file.rules and not old.edited:
        return Became.UNCHANGED
    return Became.UNCHANGED if old is None and not file.rules else Became.WRITTEN


def effect(pages: Iterable[SeenPage], rules: SiteRules) -> tuple[int, int]:
    """Return how many of *pages* the lines and boxes of *rules* change, and how many lines they take out."""
    changed = taken = 0
    for page in pages:
        texts = tuple(line.text for line in page.lines)
        hits = set(recurring(texts, rules.lines)) | _boxed(page, rules)
        changed += bool(hits)
        taken += len(hits)
    return changed, taken


def _boxed(page: SeenPage, rules: SiteRules) -> set[int]:
    hits = {at for at, line in enumerate(page.lines) if not rules.boxes.isdisjoint(line.boxes)}
    size = sum(len(page.lines[at].text) for at in hits)
    return hits if size <= MOST * sum(len(line.text) for line in page.lines) else set()


def _seen(
    archive: Archive, sites: dict[str, list[RecordId]], runner: Runner, settings: Settings
) -> Iterator[tuple[str, SeenPage]]:
    """Yield each page with its site: as the server sent it where that is kept, else the text of its record."""
    one_by_one: Runner = Serial()  # no process is started for texts alone
    for site, records in sites.items():
        items = [item for record in records if (item := _item(archive, site, record))]
        how = runner if any(item.target for item in items) else one_by_one
        several: Iterator[SeenPage | NotYet] = how.map(partial(_look, settings=settings), items, _lost)
        for page in several:
            if not isinstance(page, NotYet):
                yield site, page


def _item(archive: Archive, site: str, name: RecordId) -> _Item | None:
    """Return what is to be seen of the record *name*; None where it is damaged."""
    try:
        record = archive.get(name)
    except DataError:
        return None
    article = record.article
    lines = [*article.text.split("\n"), *(entry.text for entry in article.removed if entry.rule == RULE)]
    text = SeenPage(
        name=record.stamp.id,
        title=spelt(article.title),
        lines=tuple(SeenLine(spelled) for line in lines if (spelled := spelt(line))),
    )
    try:
        recorded = archive.served(record)
    except (NotInArchive, DataError):  # not kept, or damaged, which newsarc verify tells: the text is there
        return _Item(site, text, None)
    return _Item(site, text, Target(asked=article.asked, url=article.url, recorded=recorded))


def _look(item: _Item, *, settings: Settings) -> SeenPage:
    return (look(item.target, item.text.name, settings) if item.target else None) or item.text


def _lost(item: _Item, _loss: Loss) -> SeenPage:
    return item.text
