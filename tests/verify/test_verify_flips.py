"""A slice of the bit flips; ``python -m tests.verify.flips`` has the rest."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest
from tests.verify.flips import Base, Flip
from tests.verify.sample_archives import RAW, build

from newsarc.app.verifying import Verification
from newsarc.warc.reading import Record, records

FLIPS = int(os.environ.get("NEWSARC_FLIPS", "300"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return Base(tmp_path_factory.mktemp("flips"))


def test_every_flip_is_found_at_its_record_and_costs_no_other(base: Base) -> None:
    assert [flip for flip in base.flips(FLIPS, seed=7) if base.hit(flip)] == []


def test_so_is_every_bit_of_the_ends_of_lines(base: Base) -> None:
    for name, data in base.files.items():
        for end in (at for at, byte in enumerate(data) if byte == 0x0A):
            for bit in range(8):
                assert base.hit(Flip(name, end, bit)) == "", (name, end, bit)


def test_flips_in_raw_are_found_or_change_nothing(tmp_path: Path) -> None:
    build(tmp_path / "a")
    path = tmp_path / "a" / "raw" / RAW
    whole = path.read_bytes()
    kept = unpacked(path)
    for offset in range(0, len(whole), 7):
        data = bytearray(whole)
        data[offset] ^= 1 << offset % 8
        path.write_bytes(data)
        found = list(Verification(tmp_path / "a", wait=lambda _seconds: None).findings())
        assert found or unpacked(path) == kept, offset
        assert {one.file for one in found} <= {f"raw/{RAW}"} or {one.code for one in found} == {"raw-pointer-wrong"}


def unpacked(path: Path) -> list[bytes]:
    with path.open("rb") as file:
        return [found.block for found in records(file, lambda _: True, max_block=1 << 20) if isinstance(found, Record)]


def test_a_flip_in_the_spool_is_found(tmp_path: Path) -> None:
    from tests.verify.sample_archives import CASES

    CASES["good/spool-waits"](tmp_path / "a")
    (path,) = (tmp_path / "a" / "spool").iterdir()
    whole = path.read_bytes()
    for offset in range(0, len(whole), 5):
        data = bytearray(whole)
        data[offset] ^= 1 << zlib.crc32(bytes([offset % 256])) % 8
        path.write_bytes(data)
        codes = {one.code for one in Verification(tmp_path / "a").findings()}
        assert codes == {"spool-damaged"}, offset
