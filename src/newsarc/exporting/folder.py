"""A folder of documents, one for each article, in a folder for each month."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from newsarc.exporting.markdown import document
from newsarc.exporting.naming import file_name
from newsarc.model.record import Record


class MarkdownWriter:
    """Writes into *folder*, which is empty. See Writer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, record: Record) -> bool:
        """See Writer."""
        month, name = file_name(record)
        below = self._folder / month
        below.mkdir(exist_ok=True)
        data = document(record).encode("utf-8", "replace")
        for attempt in count(1):  # newsarc writes no two lines with one id; both are written
            path = below / (name if attempt == 1 else f"{name.removesuffix('.md')}-{attempt}.md")
            try:
                with path.open("xb") as file:
                    file.write(data)
            except FileExistsError:
                continue
            break
        return True

    def finish(self) -> None:
        """See Writer."""
