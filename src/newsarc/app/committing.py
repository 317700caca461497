"""Adding to an archive: what is known is said without a trace, the rest is committed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from newsarc.app.clock import utc_now
from newsarc.app.reader import page_key
from newsarc.archive.catalog import Catalog, CatalogBroken, CatalogBusy
from newsarc.archive.decide import Add, Keep, Lack, Version, decide, place_of
from newsarc.archive.filing import Filing
from newsarc.archive.sameness import same_news
from newsarc.archive.store import Knowledge, Store, textless
from newsarc.model.outcome import Archived, Failed, Known, Outcome, Prepared, Skipped
from newsarc.model.record import RecordId


class Committer:
    """Adds to one archive. *lock_timeout* is in seconds."""

    def __init__(self, store: Store, filing: Filing, *, lock_timeout: float) -> None:
        self._store = store
        self._filing = filing
        self._lock_timeout = lock_timeout

    def rehearse(self, batch: Sequence[Prepared | Skipped | Failed]) -> list[Outcome]:
        """Return what settle would, and write nothing. What would be added has no id yet."""
        return self._filing.ask(
            lambda catalog: [
                one if isinstance(one, Skipped | Failed) else self._expected(catalog, one) for one in batch
            ]
        )

    def known(self, batch: Sequence[Prepared]) -> list[Outcome] | None:
        """Return the outcomes where all of *batch* is known already and nobody is writing, without a trace on the disk;
        else None.
        """
        self._filing.catch_up()
        with self._store.resting() as resting:
            return self._filing.ask(lambda catalog: self._all_known(catalog, batch)) if resting else None

    def commit(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Archive *batch*; return one outcome for each, in order. Raises StorageError."""
        lighter = self._filing.ask(lambda catalog: self._without_known_captures(catalog, batch))
        return self._commit_with(lighter, self._filing.knowledge)

    def _all_known(self, catalog: Catalog, batch: Iterable[Prepared]) -> list[Outcome] | None:
        """Return the outcomes when nothing of *batch* is new, None as soon as something is."""
        known: list[Outcome] = []
        for one in batch:
            outcome = self._known(catalog, one)
            if outcome is None:
                return None
            known.append(outcome)
        return known

    def _without_known_captures(self, catalog: Catalog, batch: Iterable[Prepared]) -> list[Prepared]:
        """Return *batch* without what was served for texts that are known: what was known stays so."""
        return [
            msgspec.structs.replace(one, capture=None) if one.capture and self._known(catalog, one) else one
            for one in batch
        ]

    def _known(self, catalog: Catalog, one: Prepared) -> Known | None:
        """Return the outcome of what adds nothing, None for what does."""
        expected = self._expected(catalog, one)
        return expected if isinstance(expected, Known) else None

    def _expected(self, catalog: Catalog, one: Prepared) -> Known | Archived | Failed:
        article = one.article

        def alike(version: Version) -> bool:
            held = self._store.text(version.content_hash, catalog)
            return held is not None and same_news(held, article.text)

        match decide(place_of(article, page_key), one.content_hash, catalog, alike, text=bool(article.text)):
            case Keep(id_):
                return Known(asked=article.asked, id=id_, title=article.title, url=article.url)
            case Lack():
                return textless(article)
            case Add(kind, revises, same_as):
                return Archived(
                    asked=article.asked,
                    kind=kind,
                    id=RecordId(""),
                    title=article.title,
                    url=article.url,
                    of=same_as or revises,
                )

    def _commit_with(self, batch: Sequence[Prepared], known: Knowledge) -> list[Outcome]:
        try:
            return self._store.commit(batch, now=utc_now(), timeout=self._lock_timeout, known=known)
        except (CatalogBroken, CatalogBusy):
            # The catalogue failed under the lock, before a byte was written: decide by the segments alone.
            nothing = Catalog(None, self._store.identity)
            return self._store.commit(batch, now=utc_now(), timeout=self._lock_timeout, known=lambda: (nothing, None))
