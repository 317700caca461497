"""The folder of an index, and what can be wrong with it. Knows tantivy's lock and its errors, never loads it."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from newsarc.errors import DataError, Exit, NewsarcError, StorageError

_LOCK = ".tantivy-writer.lock"


class IndexBusy(NewsarcError):
    """Another process is indexing, and did not finish in time. What is not indexed yet will be by it, or next time."""

    exit_code: ClassVar[Exit] = Exit.BUSY
    headline: ClassVar[str] = "index busy"


class IndexBroken(DataError):
    """The index cannot be read: damaged, or built by another newsarc. Nothing is lost: wipe it and build it anew."""

    headline: ClassVar[str] = "search index not readable"


def remove(path: Path) -> None:
    """Remove the index in folder *path*, if there is one. Raises IndexBusy while another process adds to it."""
    import shutil  # noqa: PLC0415 # searching does without

    if not path.is_dir():
        path.unlink(missing_ok=True)
        return
    lock = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.rename(path.with_name(f"{path.name}.wiped-{os.getpid()}"))  # nobody may open what is half removed
        for left in path.parent.glob(f"{path.name}.*-*"):  # and what was left by who was killed at this before
            shutil.rmtree(left, ignore_errors=True)
    except BlockingIOError as error:
        raise IndexBusy(subject=str(path)) from error
    finally:
        os.close(lock)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn whatever tantivy raises, a panic of its engine included, into an error of newsarc's tree."""
    try:
        yield
    except NewsarcError:
        raise
    except OSError as error:
        raise StorageError(str(error), subject=str(path)) from error
    except (ValueError, RuntimeError, LookupError, TypeError) as error:
        kind = StorageError if _REFUSED.search(str(error)) else IndexBroken
        raise kind(_one_line(error), subject=str(path)) from error
    except BaseException as error:
        # A panic derives from BaseException and its class cannot be imported: known by name.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexBroken(_one_line(error), subject=str(path)) from error


# Interrupted, device, memory, permission, descriptors, size, space, read-only, locks, quota; and what is left of any of
# them in a writer's thread.
_REFUSED = re.compile(r"(?:os error |code: )(?:4|5|12|13|23|24|27|28|30|37|122)\b|index writer was killed")


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
