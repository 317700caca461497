"""What a user names on the command line: addresses, files, folders, manifests and the standard input, as inputs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from newsarc.app.clock import utc_now
from newsarc.app.config import Config
from newsarc.model.outcome import Failed
from newsarc.model.target import Input, Page, Target

Inputs = Iterator[Input]

STDIN = "-"
"""what a user says for the standard input"""
MANY = 200
"""inputs: from so many on, loading what few of them need pays"""


def files(paths: Sequence[str], manifests: Sequence[str], *, exclude: Sequence[str] = ()) -> Inputs:
    """Yield the files at *paths* and in *manifests*; the folders in *exclude* are not entered. See `unpacked` of -."""
    from newsarc.fetch.manifest import read_manifest

    named = chain.from_iterable(_named(path, exclude) for path in paths)
    return chain(named, *(read_manifest(manifest) for manifest in manifests))


def _named(path: str, exclude: Sequence[str] = ()) -> Inputs:
    from newsarc.fetch.walk import walk

    return iter([Target(asked=STDIN)]) if path == STDIN else walk([path], exclude=exclude)


def missing(paths: Sequence[str]) -> list[Failed]:
    """Return why nothing can be read, when there is nothing at any of *paths*; else an empty list."""
    if STDIN in paths or any(map(os.path.lexists, paths)):
        return []
    return [one for one in files(paths, ()) if isinstance(one, Failed)]


def unpacked(config: Config, items: Inputs) -> Iterator[Input | Page]:
    """Yield *items*, and in place of each file that holds many the pages and articles in it.

    In place of STDIN comes what is read from there now: there is only one chance.
    """
    from newsarc.fetch.unpacking import unpacked

    most = config.page_size_mb << 20
    for item in unpacked(items, max_bytes=most):
        if isinstance(item, Target) and item.asked == STDIN and item.url is item.path is None:
            from newsarc.fetch.files import read_stream

            yield read_stream(sys.stdin.buffer, STDIN, max_bytes=most, now=utc_now())
        else:
            yield item


def count_files(paths: Sequence[str], manifests: Sequence[str], *, exclude: Sequence[str] = ()) -> int | None:
    """Return how many inputs `files` stands for; None where only reading tells.

    WARC and JSONL files hold any number, and a manifest that is a pipe can be read only once.
    """
    if not all(Path(manifest).is_file() for manifest in manifests):
        return None
    count = 0
    for item in files(paths, manifests, exclude=exclude):
        if _holds_many(item):
            return None
        count += 1
    return count


def pages(urls: Iterable[str]) -> Iterator[Target]:
    """Yield the pages at *urls*, as the user typed them; what is no address fails by name when it is fetched."""
    return (Target(asked=url, url=url, typed=True) for url in urls)


def targets(operands: Sequence[str], manifests: Sequence[str]) -> Inputs:
    """Yield what a user named: addresses as they are, everything else as files and folders."""
    from newsarc.fetch.manifest import read_manifest

    for operand in operands:
        yield from pages([operand]) if is_url(operand) else _named(operand)
    for manifest in manifests:
        yield from read_manifest(manifest)


def estimate(items: Callable[[], Inputs], manifests: Sequence[str]) -> int | None:
    """Return how many inputs *items* stands for, no more than MANY: a WARC file alone may hold as many.

    None where one of *manifests* is a pipe, read only once.
    """
    if not all(Path(manifest).is_file() for manifest in manifests):
        return None
    return min(MANY, sum(MANY if _holds_many(item) else 1 for item in islice(items(), MANY)))


def _holds_many(item: Input) -> bool:
    from newsarc.fetch.endings import holds_many

    return isinstance(item, Target) and item.path is not None and holds_many(item.path)


def is_url(operand: str) -> bool:
    """Say whether *operand* is meant as an address and not as a path."""
    return operand.lower().startswith(("http://", "https://"))
