"""What a run remembers of the manners of the last one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from newsarc.app.config import load
from newsarc.app.web import OpenWeb
from newsarc.fetch.pacing import HostState
from newsarc.fetch.polite import Manners


def kept(memory: Path) -> Manners:
    """Return what a run that asks for nothing leaves in the file *memory*."""
    config, _ = load({"archive": str(memory.parent)}, env={}, cwd=memory.parent)
    with OpenWeb(config, memory):
        pass
    return msgspec.json.decode(memory.read_bytes(), type=Manners)


def test_hosts_in_trouble_are_handed_on(tmp_path: Path) -> None:
    (tmp_path / "manners.json").write_bytes(b'{"hosts":[{"host":"harbour.example","next_at":9e10,"failures":3}]}')
    assert kept(tmp_path / "manners.json").hosts == (HostState(host="harbour.example", next_at=9e10, failures=3),)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"hosts":1}', b'"\xff"', b'{"x":' + b"[" * 100_000], ids=len)
def test_a_file_that_cannot_be_read_is_that_of_a_first_run(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "manners.json").write_bytes(content)
    assert kept(tmp_path / "manners.json") == Manners()
