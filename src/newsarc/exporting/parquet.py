"""Parquet, for data frames. The only module that knows pyarrow, which is not installed unless asked for."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from newsarc.errors import StorageError
from newsarc.exporting.columns import COLUMNS, Value, plain
from newsarc.model.record import Record

_GROUP_TEXT = 16 << 20
"""characters of text after which a group of rows is written: it is held in memory until then"""
_GROUP = 10_000
"""rows in a group, at most"""


class ParquetWriter:
    """Writes the file *path*. See Writer."""

    def __init__(self, path: Path) -> None:
        kinds = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
        several = pa.list_(pa.string())
        self._schema = pa.schema([(name, kinds.get(column.kind, several)) for name, column in COLUMNS.items()])
        self._path = path
        self._file = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Value]] = []
        self._text = 0

    def add(self, record: Record) -> bool:
        """See Writer."""
        self._rows.append({name: plain(column.read(record)) for name, column in COLUMNS.items()})
        self._text += len(record.article.text)
        if len(self._rows) >= _GROUP or self._text >= _GROUP_TEXT:
            self._write()
        return True

    def finish(self) -> None:
        """See Writer."""
        self._write()
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _write(self) -> None:
        if not self._rows:
            return
        try:
            self._file.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        except pa.ArrowException as err:
            raise StorageError(str(err), subject=str(self._path)) from err
        self._rows, self._text = [], 0
