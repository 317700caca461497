"""However a segment is cut into pieces, the same is found in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.verify import sample_archives

from newsarc.app.verifying import Verification
from newsarc.archive.verify import reading
from newsarc.archive.verify.finding import Finding
from newsarc.archive.verify.ledger import Ledger
from newsarc.archive.verify.lines import Piece
from newsarc.model.record import ContentHash, Kind, RecordId, Stamp

SEGMENTS = sorted(
    path for path in sample_archives.FOLDER.glob("*/*/articles/*.jsonl") if path.is_file() and path.stat().st_size
)


def checked(path: Path, piece: int) -> tuple[list[Finding], bytes, int]:
    """Return the findings, the ids and the number of references of a segment that is cut into pieces."""
    ledger = Ledger()
    ids = b""
    found: list[Finding] = []
    for task in reading.tasks(path, "a", path.stat().st_size, piece=piece):
        one = reading.run(task)
        assert isinstance(one, Piece)
        ids += one.ids
        found += ledger.take(one, "a")
        if one.unfinished is not None:
            found.append(Finding("line-unfinished", "a", one.unfinished))
    found += ledger.rest()
    return sorted(found, key=lambda one: (one.offset or 0, one.code)), ids, ledger.references


@pytest.mark.parametrize("path", SEGMENTS[::4], ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_the_same_is_found_in_pieces_of_any_size(path: Path) -> None:
    whole = checked(path, 1 << 30)
    for piece in (1, 2, 7, 97, 500, 661, 662, 663, 664, 665, 1_000):
        found, ids, references = checked(path, piece)
        assert (ids, references) == whole[1:], piece
        assert [(one.code, one.offset, one.length) for one in found] == [
            (one.code, one.offset, one.length) for one in whole[0]
        ], piece


def test_a_hash_in_another_spelling_is_a_changed_text(tmp_path: Path) -> None:
    def edit(made: list[sample_archives.Draft]) -> None:
        made[5].stamp = Stamp(id=RecordId("00000000000000a5"), kind=Kind.ARTICLE, content_hash=ContentHash("md5:xyz"))

    sample_archives.build(tmp_path / "a", edit)
    found = list(Verification(tmp_path / "a", wait=lambda _seconds: None).findings())
    assert [(one.code, one.id) for one in found] == [("text-changed", "00000000000000a5")]
