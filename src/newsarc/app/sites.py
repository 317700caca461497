"""The files of sites/ in an archive: what was learned of each site."""

from __future__ import annotations

from collections.abc import Callable

from newsarc.archive import lock
from newsarc.archive.disk import Disk, ensure_dir, replace_durably, storage_errors
from newsarc.archive.layout import Layout
from newsarc.archive.sitefile import SiteFile, decode, encode, in_force
from newsarc.errors import BadSiteRules
from newsarc.model.site import NO_SITES, Sites

_MAX_BYTES = 2 << 20
"""of a file that people edit; what is larger is something else"""
_PATIENCE = 10.0
"""seconds to wait for somebody else who is writing to the archive"""


class SiteFiles:
    """The rules of an archive's sites. Reading takes no lock; a file is replaced whole, and on the disk on return."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def read(self, site: str) -> SiteFile | None:
        """Return what is known of *site*, None where there is no file. Raises BadSiteRules and StorageError."""
        path = self._layout.site(site)
        if path is None:
            return None
        with storage_errors(path):
            try:
                with path.open("rb") as file:
                    content = file.read(_MAX_BYTES + 1)
            except FileNotFoundError:
                return None
        if len(content) > _MAX_BYTES:
            raise BadSiteRules(f"more than {_MAX_BYTES >> 20} MiB", subject=str(path))
        return decode(content, str(path), site)

    def write(self, file: SiteFile) -> None:
        """Put *file* in the place of what was known. Raises ArchiveBusy and StorageError."""
        path = self._layout.site(file.site)
        assert path is not None  # noqa: S101  # learning starts from names that can be files'
        with lock.writing(self._layout.lock, _PATIENCE), storage_errors(path):
            ensure_dir(Disk(), path.parent)
            replace_durably(Disk(), path, encode(file))

    def names(self) -> list[str]:
        """Return the sites that have a file, sorted. Raises StorageError."""
        with storage_errors(self._layout.sites):
            try:
                found = [path.name for path in self._layout.sites.iterdir() if path.suffix == ".jsonl"]
            except (FileNotFoundError, NotADirectoryError):
                return []
        names = (name.removesuffix(".jsonl") for name in found)
        return sorted(name for name in names if self._layout.site(name) is not None)

    def in_force(self, refuse: Callable[[BadSiteRules], None]) -> Sites:
        """Return all rules as extraction takes them; *refuse* is told what is wrong with a file.

        Raises StorageError.
        """
        rules = {}
        for name in self.names():
            try:
                file = self.read(name)
            except BadSiteRules as bad:
                refuse(bad)
            else:
                if file is not None and file.rules:
                    rules[name] = in_force(file)
        return Sites(rules) if rules else NO_SITES
