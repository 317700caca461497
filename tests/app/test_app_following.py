"""While records stream in another process indexes them; what is searched for is found, whatever becomes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.benchmarks.bench_archive import prepared

from newsarc.app.archive import Archive
from newsarc.model.outcome import Prepared

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarc.app.archive._MANY", 20)
    monkeypatch.setattr("newsarc.app.archive.cores", lambda: 2)


@pytest.fixture(scope="module")
def news() -> list[Prepared]:
    return prepared(120)


def stream(archive: Archive, news: list[Prepared]) -> int:
    """Archive *news*, and return the process that indexes them."""
    for at in range(0, len(news), 15):
        archive.settle(news[at : at + 15])
    assert archive._follower is not None
    return archive._follower._process.pid


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def count(folder: Path) -> int:
    with Archive(folder, create=False) as archive:
        index, current = archive._indexing.current()
        assert current
        return index.count


def test_a_search_waits_for_it_and_sees_all(tmp_path: Path, news: list[Prepared]) -> None:
    with Archive(tmp_path / "a") as archive:
        stream(archive, news[:60])
        assert archive.search("lang:en OR -lang:en", limit=0).total == 60
        assert archive._follower is None
        stream(archive, news[60:])
        assert archive.search("lang:en OR -lang:en", limit=0).total == 120


def test_closing_waits_for_it(tmp_path: Path, news: list[Prepared]) -> None:
    with Archive(tmp_path / "a") as archive:
        pid = stream(archive, news)
    assert not alive(pid)
    assert count(tmp_path / "a") == 120


def test_one_that_was_killed_is_made_up_for(tmp_path: Path, news: list[Prepared]) -> None:
    with Archive(tmp_path / "a") as archive:
        os.kill(stream(archive, news), signal.SIGKILL)
        assert archive.search("lang:en OR -lang:en", limit=0).total == 120


def test_a_run_that_failed_leaves_none_behind(tmp_path: Path, news: list[Prepared]) -> None:
    def fail() -> None:
        with Archive(tmp_path / "a") as archive:
            pids.append(stream(archive, news))
            raise KeyboardInterrupt

    pids: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        fail()
    assert not alive(pids[0])
    assert count(tmp_path / "a") == 120


_STREAM = """
import os, sys
from pathlib import Path
import newsarc.app.archive as module
from tests.app.test_app_following import stream
from tests.benchmarks.bench_archive import prepared
module._MANY, module.cores = 20, lambda: 2
print(stream(module.Archive(Path(sys.argv[1])), prepared(120)), flush=True)
os.kill(os.getpid(), 9)
"""


def test_it_ends_when_who_started_it_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    killed = subprocess.run([sys.executable, "-c", _STREAM, folder], capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    for _ in range(600):
        if not alive(int(killed.stdout)):
            break
        time.sleep(0.1)
    assert not alive(int(killed.stdout))
    assert count(folder) == 120
