"""The file sources.toml of an archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from newsarc.app import sourcetext
from newsarc.archive import lock
from newsarc.archive.disk import Disk, replace_durably, storage_errors
from newsarc.archive.layout import Layout
from newsarc.errors import BadSources
from newsarc.model.source import Source

_MAX_BYTES = 4 << 20
"""of a file that people edit: some twenty thousand sources"""
_PATIENCE = 10.0
"""seconds to wait for somebody else who is changing the file"""


class Sources:
    """An archive's sources. Reading takes no lock; a change replaces the file whole, and is on the disk on return."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    @property
    def path(self) -> Path:
        """Where the file is, or would be."""
        return self._layout.sources

    def all(self) -> tuple[Source, ...]:
        """Return every source, also the disabled ones, in the file's order; none where there is no file yet.

        Raises BadSources and StorageError.
        """
        return sourcetext.parse(self._text(), str(self.path))

    def some(self, names: Sequence[str]) -> tuple[Source, ...]:
        """Return the sources of these names, in the file's order; without names, all that are not disabled.

        Raises BadSources, also for a name that there is not, and StorageError.
        """
        sources = self.all()
        for name in names:
            if all(one.name != name for one in sources):
                raise sourcetext.no_source(name, sources, str(self.path))
        return tuple(one for one in sources if (one.name in names if names else not one.disabled))

    def add(self, sources: Sequence[Source]) -> None:
        """Add *sources* at the end of the file. Raises BadSources where a name is taken, ArchiveBusy, StorageError."""
        self._change(lambda text: sourcetext.added(text, sources, str(self.path)))

    def remove(self, name: str) -> None:
        """Take out the source *name*. Raises BadSources, ArchiveBusy, StorageError."""
        self._change(lambda text: sourcetext.removed(text, name, str(self.path)))

    def _text(self) -> str:
        with storage_errors(self.path):
            try:
                with self.path.open("rb") as file:
                    content = file.read(_MAX_BYTES + 1)
            except FileNotFoundError:
                return ""
        if len(content) > _MAX_BYTES:
            raise BadSources(f"more than {_MAX_BYTES >> 20} MiB", subject=str(self.path))
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as err:
            line = content.count(b"\n", 0, err.start) + 1
            raise BadSources("not UTF-8", subject=f"{self.path}:{line}") from err

    def _change(self, change: Callable[[str], str]) -> None:
        with lock.writing(self._layout.lock, _PATIENCE), storage_errors(self.path):
            replace_durably(Disk(), self.path, change(self._text()).encode())
