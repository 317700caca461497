"""What servers sent, out of raw/ and into a WARC file of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from newsarc.app.archive import Archive
from newsarc.app.exporting import Export, Wanted
from newsarc.archive.digest import content_hash
from newsarc.exporting.formats import Format
from newsarc.fetch.unpacking import unpacked as pages_in
from newsarc.model.article import Article
from newsarc.model.exchange import Exchange
from newsarc.model.outcome import Prepared
from newsarc.model.parts import Verdict
from newsarc.model.target import Target
from newsarc.warc.writing import capture

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"


def fill(archive: Archive, count: int) -> None:
    """Archive *count* stories with what was served, and one without. Two of them were read from one answer."""
    batch = []
    for at in range(count):
        body = b"<p>story %d</p>" % at
        url = f"https://a.example/{at}"
        exchange = Exchange(
            url=url,
            request=b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n",
            head=HEAD % len(body),
            body=body,
            at=datetime(2024, 5, 5, tzinfo=UTC),
        )
        kept = capture(exchange)
        for part in range(2 if at == 0 else 1):
            text = f"Story {at} part {part}"
            article = Article(
                asked=url,
                url=f"{url}?part={part}",
                retrieved_at="2024-05-05T00:00:00Z",
                text=text,
                verdict=Verdict.ARTICLE,
                extractor="t 1",
            )
            batch.append(Prepared(article=article, content_hash=content_hash(text), capture=kept))
    batch.append(
        Prepared(
            article=Article(
                asked="x", retrieved_at="2024-05-05T00:00:00Z", text="Bare", verdict=Verdict.ARTICLE, extractor="t 1"
            ),
            content_hash=content_hash("Bare"),
        )
    )
    archive.settle(batch)


def test_answers_and_requests_come_over_byte_by_byte(tmp_path: Path) -> None:
    out = tmp_path / "out.warc.gz"
    with Archive(tmp_path / "news") as archive:
        fill(archive, 3)
        report = Export(archive, Wanted(format=Format.WARC)).to_file(out, lambda: None)
    assert (report.written, report.without_raw, report.damaged) == (4, 1, 0)
    [kept] = (tmp_path / "news" / "raw").iterdir()
    # what was kept, behind a head of its own
    assert out.read_bytes().partition(b"\x1f\x8b\x08")[0] == b""
    ours, theirs = kept.read_bytes(), out.read_bytes()
    with kept.open("rb") as one, out.open("rb") as other:
        records = ArchiveIterator(other, check_digests="raise")
        kinds = [(record.raw_stream.read(), record.rec_type)[1] for record in records]
        assert kinds == ["warcinfo", *("response", "request") * 3]
        assert [record.rec_type for record in ArchiveIterator(one)] == kinds
    assert ours[len(ours) - 600 :] == theirs[len(theirs) - 600 :]
    again = list(pages_in([Target(asked="out", path=str(out))], max_bytes=1 << 20))
    assert [one.url for one in again if isinstance(one, Target)] == [f"https://a.example/{at}" for at in range(3)]


def test_what_is_damaged_is_left_out_and_counted(tmp_path: Path) -> None:
    with Archive(tmp_path / "news") as archive:
        fill(archive, 2)
        [kept] = (tmp_path / "news" / "raw").iterdir()
        data = bytearray(kept.read_bytes())
        last = next(iter(reversed([record.raw for record in archive if record.raw])))
        data[last.offset + 40] ^= 0xFF
        kept.write_bytes(data)
        report = Export(archive, Wanted(format=Format.WARC)).to_file(tmp_path / "out.warc.gz", lambda: None)
        assert (report.written, report.without_raw, report.damaged, report.exit) == (2, 1, 1, 4)
        kept.unlink()
        report = Export(archive, Wanted(format=Format.WARC)).to_file(tmp_path / "none.warc.gz", lambda: None)
        assert (report.written, report.without_raw, report.exit) == (0, 4, 0)
