"""What the archive's tests share: invented articles, a store with its catalogue, the audit of what is on the disk."""

from __future__ import annotations

import hashlib
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from newsarc.archive.catalog import Catalog
from newsarc.archive.digest import content_hash
from newsarc.archive.disk import Disk
from newsarc.archive.filing import Filing
from newsarc.archive.segments import Damage, Line
from newsarc.archive.store import Store
from newsarc.model.article import Article
from newsarc.model.exchange import Exchange
from newsarc.model.outcome import Archived, Failed, Known, Outcome, Prepared
from newsarc.model.parts import Verdict
from newsarc.model.record import Kind, RawRef
from newsarc.warc.writing import capture

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FIRST = "0" * 64


def article(number: int, **fields: object) -> Article:
    """Return an invented article; *fields* replace its own."""
    made: dict[str, object] = {
        "url": f"https://paper.example/{number}",
        "asked": f"https://paper.example/{number}",
        "retrieved_at": "2026-11-23T12:00:00Z",
        "title": f"Harbour bridge closed, day {number}",
        "text": f"The harbour bridge stayed closed on day {number}.\nNobody was hurt.",
        "verdict": Verdict.ARTICLE,
        "extractor": "kit 1",
    }
    return Article(**{**made, **fields})  # type: ignore[arg-type]


def prepared(number: int, **fields: object) -> Prepared:
    """Return an invented article, ready for the archive."""
    one = article(number, **fields)
    return Prepared(article=one, content_hash=content_hash(one.text))


def served(number: int, **fields: object) -> Prepared:
    """Return an invented article with the exchange it was read from."""
    one = prepared(number, **fields)
    body = f"<html><body>{one.article.text}</body></html>".encode()
    exchange = Exchange(
        url=one.article.url or "",
        request=b"GET / HTTP/1.1\r\nHost: paper.example\r\n\r\n",
        head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body),
        body=body,
        at=NOW,
    )
    return msgspec.structs.replace(one, capture=capture(exchange))


def fast_folder() -> Path:
    """Return a new folder, in memory where the system has such a place: the tests make thousands of archives."""
    memory = Path("/dev/shm")  # noqa: S108
    return Path(tempfile.mkdtemp(prefix="newsarc-test-", dir=memory if memory.is_dir() else None))


def same(url: str) -> str:
    """Return the key of an address: here, the address."""
    return url


def opened(root: Path, disk: Disk | None = None) -> Store:
    """Return the store at *root*, made where there is none."""
    return Store(root, url_key=same, create=True, disk=disk)


def commit(
    store: Store, batch: Sequence[Prepared], *, now: datetime = NOW, timeout: float = 5.0, filing: Filing | None = None
) -> list[Outcome]:
    """Commit *batch* by what the segments say, or by *filing*'s catalogue."""
    if filing is not None:
        return store.commit(batch, now=now, timeout=timeout, known=filing.knowledge)
    nothing = Catalog(None, store.format.archive)
    try:
        return store.commit(batch, now=now, timeout=timeout, known=lambda: (nothing, None))
    finally:
        nothing.close()


def kinds(outcomes: Iterable[Outcome]) -> list[str]:
    """Return how each ended, in one word."""
    return [one.kind.value if isinstance(one, Archived) else type(one).__name__.lower() for one in outcomes]


def ids(outcomes: Iterable[Outcome]) -> set[str]:
    """Return the ids that *outcomes* promise to be in the archive."""
    return {one.id for one in outcomes if isinstance(one, Archived | Known)}


def no_failure(outcomes: Iterable[Outcome]) -> None:
    """Assert that everything was kept."""
    failed = [one for one in outcomes if isinstance(one, Failed)]
    assert not failed, failed


def records(store: Store) -> list[Line]:
    """Return the good lines."""
    return [line for line in store.scan() if isinstance(line, Line)]


def damages(store: Store) -> list[Damage]:
    """Return the lines that do not check."""
    return [line for line in store.scan() if isinstance(line, Damage)]


def raw_problem(store: Store, ref: RawRef) -> str:
    """Return what is wrong with the bytes that *ref* points to, by zlib and hashlib alone; "" when all is well."""
    try:
        data = (store.layout.raw / ref.file).read_bytes()[ref.offset :]
        unpacker = zlib.decompressobj(31)
        record = unpacker.decompress(data)
    except (OSError, zlib.error) as err:
        return f"{ref}: {err}"
    head, _, rest = record.partition(b"\r\n\r\n")
    if not unpacker.eof or not head.startswith(b"WARC/1.1\r\nWARC-Type: response\r\n") or rest[-4:] != b"\r\n\r\n":
        return f"{ref}: no whole response record"
    found = f"sha256:{hashlib.sha256(rest[:-4]).hexdigest()}"
    return "" if found == ref.digest else f"{ref}: the bytes there are {found}"


def audit(store: Store, acknowledged: Iterable[str] = (), *, damaged: int = 0) -> list[str]:
    """Return what is wrong with the archive: promised but absent, twice, chain broken. Empty when all is well."""
    wrong: list[str] = []
    seen_ids: set[str] = set()
    texts: set[str] = set()
    stands: set[tuple[str, str]] = set()
    prev = FIRST
    for line in records(store):
        record = line.record
        stamp = record.stamp
        if stamp.id in seen_ids:
            wrong.append(f"id twice: {stamp.id}")
        seen_ids.add(stamp.id)
        if stamp.kind is Kind.COPY:
            if record.article.text or (stamp.same_as not in seen_ids and not damaged):
                wrong.append(f"bad copy: {stamp.id}")
        elif stamp.content_hash in texts:
            wrong.append(f"text twice: {stamp.content_hash}")
        else:
            texts.add(stamp.content_hash)
        stand = (store.place(record), stamp.content_hash)
        if stand in stands and not damaged:
            wrong.append(f"twice at one place: {stand}")
        stands.add(stand)
        if not damaged and record.prev != prev:
            wrong.append(f"chain broken at {line.position}")
        prev = record.sum
        if record.raw is not None and (problem := raw_problem(store, record.raw)):
            wrong.append(f"{stamp.id}: {problem}")
    wrong += [f"lost: {one}" for one in acknowledged if one not in seen_ids]
    found = damages(store)
    if len(found) != damaged:
        wrong.append(f"{len(found)} damaged lines, not {damaged}: {found[:3]}")
    return wrong
