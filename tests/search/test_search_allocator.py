"""One pool of memory for all threads: what one of them gives back serves the next."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newsarc.search.allocator import share_one_pool

_THREADS = """
import sys, threading
from newsarc.search.allocator import share_one_pool
if sys.argv[1] == "shared":
    share_one_pool()
ready, done = threading.Barrier(9), threading.Event()
def work():
    kept = [bytes(600) for _ in range(2_000)]
    ready.wait()
    done.wait()
for _ in range(8):
    threading.Thread(target=work, daemon=True).start()
ready.wait()
# glibc reserves 64 MiB of addresses for each pool, of which most may not be touched yet.
reserved = [line.split()[:2] for line in open("/proc/self/maps")]
print(sum(mode == "---p" and int(span.split("-")[1], 16) % (64 << 20) == 0 for span, mode in reserved))
done.set()
"""


def pools(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", _THREADS, how], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc says where memory is")
def test_threads_make_no_pools_of_their_own() -> None:
    assert pools("shared") == 0


def test_it_may_be_asked_for_again() -> None:
    share_one_pool()
    share_one_pool()
