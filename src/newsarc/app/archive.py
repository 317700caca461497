"""An archive as a whole: its records, its catalogue and its search index. The public ``newsarc.Archive``."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from newsarc import __version__
from newsarc.app.clock import elapsed
from newsarc.app.committing import Committer
from newsarc.app.cores import cores
from newsarc.app.hits import Hit as Hit  # noqa: PLC0414
from newsarc.app.hits import Hits as Hits  # noqa: PLC0414
from newsarc.app.reader import KEY_VERSION as KEY_VERSION  # noqa: PLC0414 # whoever opens an archive may ask for it
from newsarc.app.reader import page_key
from newsarc.app.searcher import Searcher
from newsarc.archive.disk import storage_errors
from newsarc.archive.filing import Filing
from newsarc.archive.standings import Standings
from newsarc.archive.store import Store
from newsarc.archive.visits import VisitLog
from newsarc.errors import NewsarcError
from newsarc.model.article import Article
from newsarc.model.outcome import Failed, Outcome, Prepared, Skipped

if TYPE_CHECKING:
    from newsarc.app.following import Follower
    from newsarc.search.index import SearchIndex

_INDEX_EVERY = 10.0
"""seconds between two commits of the search index while records trickle in"""
_MANY = 2_000
"""records since then, after which another process indexes while this one goes on archiving"""


class Archive(Searcher):
    """News in one folder. Opens it, and makes it where there is none unless *create* is False.

    Use it as a context manager, or call close(): that is when the last records become searchable. It belongs to the
    thread that opened it: open one in each, as many as you like, in any number of processes. Raises NoArchive,
    UnknownFormat and StorageError.
    """

    def __init__(self, path: str | PathLike[str], *, create: bool = True, lock_timeout: float = 30.0) -> None:
        store = Store(
            Path(path).absolute(),
            url_key=page_key,
            key_version=KEY_VERSION,
            create=create,
            software=f"newsarc/{__version__}",
        )
        filing = Filing(store)
        super().__init__(store, filing)
        self._committer = Committer(store, filing, lock_timeout=lock_timeout)
        self._indexed_at = elapsed()
        self._added = 0
        """records that were archived since"""
        self._follower: Follower | None = None

    @cached_property
    def visits(self) -> VisitLog:
        """The log of attempts to read the web."""
        return VisitLog(self._store.layout)

    @cached_property
    def standings(self) -> Standings:
        """What the log of visits comes to, address by address. Call its catch_up() first."""
        return Standings(self._store.layout.standings, self.visits, identity=self._store.identity, url_key=page_key)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(index=error is None)

    def close(self, *, index: bool = True) -> None:
        """Make what was added searchable (unless *index* is False: the next search will), and close the files."""
        if index and self._unindexed:
            self._index()
        if self._follower is not None:
            self._follower.end()
            self._follower = None
        self._indexing.close()
        self._filing.close()
        self.standings.close()

    def add(self, *articles: Article) -> list[Outcome]:
        """Archive *articles*; return one outcome for each. What is said to be Archived is on the disk.

        An article whose verdict is not ``article`` or ``teaser`` is skipped. Raises StorageError.
        """
        from newsarc.pipeline import admit

        return self.settle([admit(article) for article in articles])

    def settle(self, batch: Sequence[Prepared | Skipped | Failed]) -> list[Outcome]:
        """Archive what is prepared in *batch*; return one outcome for each, in order. Raises StorageError."""
        from newsarc.pipeline import settle

        outcomes = settle(batch, self._commit)
        if self._unindexed and self._follower is None:
            if self._added >= _MANY and cores() > 1:
                self._follow()
            elif elapsed() - self._indexed_at > _INDEX_EVERY:
                self._index()
        return outcomes

    def rehearse(self, batch: Sequence[Prepared | Skipped | Failed]) -> list[Outcome]:
        """Return what settle would, and write nothing. What would be added has no id yet."""
        return self._committer.rehearse(batch)

    def check_space(self) -> None:
        """Raise StorageError when the disk is all but full."""
        self._store.check_space()

    def reindex(self, advance: Callable[[int], None] = lambda _bytes: None) -> int:
        """Throw away everything derived and make it again; return the number of records. Raises StorageError.

        *advance* is told of bytes as they are read; all of size() is read twice.
        """
        with storage_errors(self.layout.index):
            self._filing.forget()
            self._indexing.forget()
            self.standings.forget()
        self._filing.catch_up(advance)
        self._indexing.current(advance)
        return len(self)

    def _commit(self, batch: Sequence[Prepared]) -> list[Outcome]:
        known = self._committer.known(batch)
        if known is not None:
            return known
        outcomes = self._committer.commit(batch)
        self._unindexed = True
        self._added += len(batch)
        return outcomes

    def _ready(self) -> tuple[SearchIndex, bool]:
        self._followed()
        return super()._ready()

    def _index(self) -> None:
        """Bring catalogue and index up to date. Errors are ignored: nothing is lost, and whoever asks them next makes
        them anew and is told what is wrong. What was archived must not be called failed for their sake.
        """
        with contextlib.suppress(NewsarcError, OSError):
            self._filing.catch_up()
            self._followed()
            _index, current = self._indexing.current()
            self._unindexed = not current
        self._indexed_at, self._added = elapsed(), 0

    def _follow(self) -> None:
        from newsarc.app.following import Follower

        self._added = 0
        with contextlib.suppress(OSError):  # then it is indexed here, by and by
            self._follower = Follower(self.layout.root)

    def _followed(self) -> None:
        """Wait until what was archived is indexed, where that is another process's work."""
        if self._follower is not None:
            self._follower.finish()
            self._follower = None
