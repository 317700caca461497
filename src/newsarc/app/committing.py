"""Adding to an archive: what is known is said without a trace, the rest is committed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import msgspec

from newsarc.app.clock import utc_now
from newsarc.app.reader import page_key
from newsarc.archive.catalog import Catalog, CatalogBroken, CatalogBusy
from newsarc.archive.commit import textless
from newsarc.archive.decide import Add, Holdings, Keep, Lack, Version, decide, place_of
from newsarc.archive.filing import Filing
from newsarc.archive.sameness import same_news
from newsarc.archive.store import Store
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
        return self._filing.consult(
            lambda holdings: [
                one if isinstance(one, Skipped | Failed) else self._expected(holdings, one) for one in batch
            ]
        )

    def known(self, batch: Sequence[Prepared]) -> list[Outcome] | None:
        """Return the outcomes where all of *batch* is known already and nobody is writing, without a trace on the disk;
        else None.
        """
        known = self._filing.consult_unchecked(lambda holdings: self._all_known(holdings, batch))
        if known is None:
            return None
        # Once more while nobody can write: what was read might have been a writer's that failed and cuts it off again.
        with self._store.resting() as resting:
            return self._filing.consult(lambda holdings: self._all_known(holdings, batch)) if resting else None

    def commit(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Archive *batch*; return one outcome for each, in order. Raises StorageError."""
        if len(batch) > 1:
            places = [place_of(one.article, page_key) for one in batch]
            self._filing.ask_ahead([one.content_hash for one in batch], places)
        if any(one.capture for one in batch):
            batch = self._filing.consult(lambda holdings: self._without_known_captures(holdings, batch))
        try:
            known, noted = self._filing.knowledge, self._filing.note
            return self._store.commit(batch, now=utc_now(), timeout=self._lock_timeout, known=known, noted=noted)
        except (CatalogBroken, CatalogBusy):
            # The catalogue failed under the lock, before a byte was written: decide by the segments alone.
            nothing = Catalog(None, self._store.identity)
            return self._store.commit(batch, now=utc_now(), timeout=self._lock_timeout, known=lambda: (nothing, None))

    def _all_known(self, holdings: Holdings, batch: Iterable[Prepared]) -> list[Outcome] | None:
        """Return the outcomes when nothing of *batch* is new, None as soon as something is."""
        known: list[Outcome] = []
        for one in batch:
            outcome = self._known(holdings, one)
            if outcome is None:
                return None
            known.append(outcome)
        return known

    def _without_known_captures(self, holdings: Holdings, batch: Iterable[Prepared]) -> list[Prepared]:
        """Return *batch* without what was served for texts that are known: what was known stays so."""
        return [
            msgspec.structs.replace(one, capture=None) if one.capture and self._known(holdings, one) else one
            for one in batch
        ]

    def _known(self, holdings: Holdings, one: Prepared) -> Known | None:
        """Return the outcome of what adds nothing, None for what does."""
        expected = self._expected(holdings, one)
        return expected if isinstance(expected, Known) else None

    def _expected(self, holdings: Holdings, one: Prepared) -> Known | Archived | Failed:
        article = one.article
        alike = partial(self._alike, holdings, article.text)
        match decide(place_of(article, page_key), one.content_hash, holdings, alike, text=bool(article.text)):
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

    def _alike(self, holdings: Holdings, text: str, version: Version) -> bool:
        held = self._store.text(version.content_hash, holdings)
        return held is not None and same_news(held, text)
