"""Small archives with one thing wrong with each: ``python -m tests.verify.sample_archives`` writes fixtures/archives.

The name of a folder is the code that ``newsarc verify`` must find there, a ``_`` and what was done. Clock, ids and
texts are fixed: the same bytes each time.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from newsarc.archive import codec
from newsarc.archive.digest import content_hash, record_id
from newsarc.model.article import Article, Publisher
from newsarc.model.exchange import Capture, Exchange
from newsarc.model.outcome import Prepared
from newsarc.model.parts import Verdict
from newsarc.model.record import Kind, RawRef, RecordId, Stamp, Sum
from newsarc.warc.writing import capture, warcinfo

FOLDER = Path(__file__).parents[2] / "fixtures" / "archives"
ARCHIVE = "6f1c3f52-7c1b-4a6e-9a70-2f1d55aa0c01"
NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
RAW = "20261103T120000Z-0badcafe.warc.gz"
FIRST, SECOND, LAST = "2026-09-0001", "2026-10-0001", "2026-11-0001"
MILL = "The old mill at Ferrow opens to visitors in May.\nIts wheel turned for the first time since 1961 on Tuesday."
MILL_LATER = f"{MILL}\nTickets cost nothing for children, the parish said later."
BRIDGE = "Divers looked at the piers of the Ostra bridge for two days and found no cracks.\nLorries may cross again."
SCHOOL = "“We counted forty-one pupils,” said the head of the village school of Ängby – twice as many as in 2019."
LAMPS = "All street lamps of Port Callow burn all night again after a winter of thrift."
OWLS = "A pair of eagle owls has moved into the signal box of the closed station at Varde."


class Draft(msgspec.Struct):
    """A record before it is written."""

    segment: str
    site: str
    title: str
    text: str
    kind: Kind = Kind.ARTICLE
    of: int | None = None
    """number of the record it revises or copies"""
    served: bool = False
    stamp: Stamp | None = None
    """in place of the right one"""
    v: int = 1


def drafts() -> list[Draft]:
    return [
        Draft(FIRST, "mill", "Mill opens in May", MILL),
        Draft(FIRST, "bridge", "Bridge: no cracks", BRIDGE),
        Draft(FIRST, "mill", "Mill opens in May", MILL_LATER, Kind.REVISION, 0),
        Draft(SECOND, "elsewhere", "Ostra bridge is sound", BRIDGE, Kind.COPY, 1),
        Draft(SECOND, "school", "Pupils return", SCHOOL, served=True),
        Draft(LAST, "lamps", "Light all night", LAMPS),
        Draft(LAST, "owls", "Owls in the signal box", OWLS, served=True),
    ]


Edit = Callable[[list[Draft]], None]


def build(root: Path, edit: Edit | None = None) -> list[RecordId]:
    """Write a whole archive at *root*, its drafts changed by *edit* first; return its ids."""
    made = drafts()
    if edit:
        edit(made)
    (root / "articles").mkdir(parents=True)
    (root / "raw").mkdir()
    (root / "visits").mkdir()
    (root / "FORMAT").write_text(f'{{"format":"newsarc","version":1,"archive":"{ARCHIVE}","features":[]}}\n')
    ids: list[RecordId] = []
    prev = codec.FIRST_PREV
    for draft, raw in zip(made, _served(root, made), strict=True):
        line, prev = _line(draft, ids, raw, prev)
        with (root / "articles" / f"{draft.segment}.jsonl").open("ab") as file:
            file.write(line)
    seal(root)
    visits = [
        f'{{"time":"2026-11-03T12:00:0{n}Z","run":"r","target":"https://{draft.site}.example/","outcome":"new"}}\n'
        for n, draft in enumerate(made)
    ]
    (root / "visits" / "2026-11.jsonl").write_text("".join(visits))
    return ids


def _line(draft: Draft, ids: list[RecordId], raw: RawRef | None, prev: Sum) -> tuple[bytes, Sum]:
    article = Article(
        url=f"https://{draft.site}.example/",
        asked=f"https://{draft.site}.example/",
        retrieved_at="2026-11-03T12:00:00Z",
        title=draft.title,
        text="" if draft.kind is Kind.COPY else draft.text,
        publisher=Publisher(name=draft.site.title(), domain=f"{draft.site}.example", evidence="domain"),
        language="en",
        verdict=Verdict.ARTICLE,
        extractor="sample 1",
    )
    text_hash = content_hash(draft.text)
    of = ids[draft.of] if draft.of is not None else None
    stamp = draft.stamp or Stamp(
        id=record_id(prev, article.url or "", text_hash),
        kind=draft.kind,
        content_hash=text_hash,
        revises=of if draft.kind is Kind.REVISION else None,
        same_as=of if draft.kind is Kind.COPY else None,
    )
    ids.append(stamp.id)
    if draft.v == 1:
        return codec.encode(stamp, article, raw, prev)
    line, _sum = codec.encode(stamp, article, raw, prev)
    return resummed(line.replace(b'{"v":1,', b'{"v":%d,' % draft.v, 1))


def resummed(line: bytes) -> tuple[bytes, Sum]:
    """Return *line* with the sum that fits what it says now."""
    head = line[: line.rindex(b',"sum":')]
    total = hashlib.sha256(head).hexdigest()
    return head + f',"sum":"{total}"}}\n'.encode(), Sum(total)


def _served(root: Path, made: list[Draft]) -> list[RawRef | None]:
    data = warcinfo(RAW, "newsarc/sample", NOW, facts=(("isPartOf", f"newsarc-{ARCHIVE}"),))
    refs: list[RawRef | None] = []
    for draft in made:
        if not draft.served:
            refs.append(None)
            continue
        kept = _capture(draft)
        refs.append(RawRef(RAW, len(data), kept.digest))
        data += kept.data
    (root / "raw" / RAW).write_bytes(data)
    return refs


def _capture(draft: Draft) -> Capture:
    body = f"<h1>{draft.title}</h1><p>{draft.text}</p>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
    request = f"GET / HTTP/1.1\r\nHost: {draft.site}.example\r\n\r\n".encode()
    return capture(
        Exchange(url=f"https://{draft.site}.example/", at=NOW, request=request, head=head, body=body, address=None)
    )


def seal(root: Path) -> None:
    """Write the manifest anew, of all segments but the last."""
    from newsarc.archive.layout import Layout
    from newsarc.archive.manifest import _facts

    layout = Layout(root)
    lines, prev = b"", codec.FIRST_PREV
    for name in layout.segments()[:-1]:
        line, prev = codec.seal_line(_facts(layout.segment(name), name), prev)
        lines += line
    layout.manifest.write_bytes(lines)


def segment(root: Path, name: str) -> Path:
    return root / "articles" / f"{name}.jsonl"


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def swap(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data, (path, old)
    path.write_bytes(data.replace(old, new, 1))


Make = Callable[[Path], None]
CASES: dict[str, Make] = {}


def case(kind: str, name: str) -> Callable[[Make], Make]:
    """Note that *name* is a fixture of ``good``, ``bad`` or ``warn``."""

    def note(make: Make) -> Make:
        CASES[f"{kind}/{name}"] = make
        return make

    return note


def on_whole(kind: str, name: str) -> Callable[[Make], Make]:
    """The same for what is done to a whole archive."""

    def note(change: Make) -> Make:
        def make(root: Path) -> None:
            build(root)
            change(root)

        CASES[f"{kind}/{name}"] = make
        return change

    return note


def edited(kind: str, name: str) -> Callable[[Edit], Edit]:
    """The same for an archive whose records were changed before they were written: every sum is right."""

    def note(edit: Edit) -> Edit:
        def make(root: Path) -> None:
            build(root, edit)

        CASES[f"{kind}/{name}"] = make
        return edit

    return note


@case("good", "whole")
def _whole(root: Path) -> None:
    build(root)


@case("good", "empty")
def _empty(root: Path) -> None:
    root.mkdir(parents=True)
    (root / "FORMAT").write_text(f'{{"format":"newsarc","version":1,"archive":"{ARCHIVE}","features":[]}}\n')


@edited("good", "one-segment")
def _one_segment(made: list[Draft]) -> None:
    del made[3:]


@on_whole("good", "leftovers")
def _leftovers(root: Path) -> None:
    """What killed writers leave: a scratch file, a torn manifest line, something in quarantine, half a visit."""
    (root / "articles" / ".2026-12-0001.jsonl.77-0011aabb.tmp").write_bytes(b"")
    with (root / "manifest.jsonl").open("ab") as file:
        file.write(b'{"name":"2026-11-')
    (root / "quarantine").mkdir()
    (root / "quarantine" / f"{LAST}-4096.torn").write_bytes(b'{"v":1,"id":"00')
    with (root / "visits" / "2026-11.jsonl").open("ab") as file:
        file.write(b'{"time":"2026-')


@on_whole("good", "spool-waits")
def _spool_waits(root: Path) -> None:
    _spool(root, _prepared())


def _prepared() -> bytes:
    article = Article(
        asked="later.html",
        retrieved_at="2026-11-03T12:00:00Z",
        title="Later",
        text="This one waits for the next writer, because another had the lock for too long.",
        verdict=Verdict.ARTICLE,
        extractor="sample 1",
    )
    return codec.encode_spooled(Prepared(article=article, content_hash=content_hash(article.text)))


def _spool(root: Path, line: bytes) -> None:
    (root / "spool").mkdir()
    (root / "spool" / "20261103T120000Z-77-0011aabb.jsonl").write_bytes(line)


@on_whole("bad", "format-damaged_gone")
def _format_gone(root: Path) -> None:
    (root / "FORMAT").unlink()


@on_whole("bad", "format-damaged_cut")
def _format_cut(root: Path) -> None:
    (root / "FORMAT").write_text('{"format":"newsarc","version":1,"arch')


@on_whole("bad", "unreadable_folder-for-a-segment")
def _folder(root: Path) -> None:
    path = segment(root, LAST)
    path.unlink()
    path.mkdir()
    (path / "placeholder").write_bytes(b"")


@on_whole("bad", "sum-wrong_in-the-original-of-a-copy")
def _letter(root: Path) -> None:
    swap(segment(root, FIRST), b"no cracks.", b"no crocks.")


@on_whole("bad", "sum-wrong_last-record")
def _last_record(root: Path) -> None:
    swap(segment(root, LAST), b"eagle owls", b"beagle owl")


@on_whole("bad", "sum-wrong_sum-changed")
def _sum_changed(root: Path) -> None:
    path = segment(root, SECOND)
    first, *rest = lines(path)
    path.write_bytes(first[:-8] + b"00000" + first[-3:] + b"".join(rest))


@on_whole("bad", "sum-missing_zeros-in-the-middle")
def _zeros(root: Path) -> None:
    path = segment(root, SECOND)
    first, second = lines(path)
    path.write_bytes(first + second[:-90] + b"\0" * 89 + b"\n")


@on_whole("bad", "sum-missing_foreign-line")
def _foreign_line(root: Path) -> None:
    path = segment(root, LAST)
    first, second = lines(path)
    path.write_bytes(first + b"somebody wrote this by hand\n" + second)


@on_whole("bad", "newline-lost_two-records-on-a-line")
def _newline(root: Path) -> None:
    path = segment(root, LAST)
    first, second = lines(path)
    path.write_bytes(first[:-1] + second)


@on_whole("bad", "newline-lost_at-the-end")
def _newline_at_end(root: Path) -> None:
    path = segment(root, LAST)
    path.write_bytes(path.read_bytes()[:-1] + b"\x0b")


def _told(root: Path) -> None:
    """Have each visit name the record that came of it, as fetch and collect do."""
    ids = [line[13:29].decode() for name in (FIRST, SECOND, LAST) for line in lines(segment(root, name))]
    path = root / "visits" / "2026-11.jsonl"
    visits = zip(lines(path), ids, strict=True)
    path.write_bytes(b"".join(line[:-2] + f',"id":"{id_}"}}\n'.encode() for line, id_ in visits))


@on_whole("good", "visits-that-name-records")
def _named(root: Path) -> None:
    _told(root)


@on_whole("bad", "record-lost_cut-in-a-line-that-a-visit-names")
def _lost_half(root: Path) -> None:
    _told(root)
    path = segment(root, LAST)
    path.write_bytes(path.read_bytes()[:-50])


@on_whole("bad", "record-lost_cut-between-two-lines")
def _lost_whole(root: Path) -> None:
    _told(root)
    path = segment(root, LAST)
    path.write_bytes(lines(path)[0])


@on_whole("bad", "line-cut_sealed-segment-cut")
def _cut(root: Path) -> None:
    path = segment(root, SECOND)
    path.write_bytes(path.read_bytes()[:-200])


@edited("bad", "fields-wrong_later-version")
def _version(made: list[Draft]) -> None:
    made[1].v = 2
    made[3].kind, made[3].of = Kind.ARTICLE, None


@edited("bad", "text-changed_rewritten-with-new-sums")
def _rewritten(made: list[Draft]) -> None:
    made[5].stamp = Stamp(id=RecordId("00000000000000a5"), kind=Kind.ARTICLE, content_hash=content_hash("another text"))


@edited("bad", "kind-wrong_revision-of-nothing")
def _kind(made: list[Draft]) -> None:
    made[5].stamp = Stamp(id=RecordId("00000000000000a5"), kind=Kind.REVISION, content_hash=content_hash(LAMPS))


@edited("bad", "id-twice_across-segments")
def _twice(made: list[Draft]) -> None:
    for number in (4, 5):
        text_hash = content_hash(made[number].text)
        made[number].stamp = Stamp(id=RecordId("00000000000000a5"), kind=Kind.ARTICLE, content_hash=text_hash)


@on_whole("bad", "chain-broken_record-removed")
def _removed(root: Path) -> None:
    path = segment(root, LAST)
    path.write_bytes(lines(path)[1])


@on_whole("bad", "chain-broken_records-in-another-order")
def _moved(root: Path) -> None:
    path = segment(root, SECOND)
    path.write_bytes(b"".join(reversed(lines(path))))
    seal(root)


@on_whole("bad", "chain-broken_first-segment-and-manifest-removed")
def _beginning(root: Path) -> None:
    build(root / "x", lambda made: made.__delitem__(3))
    for path in (root / "articles").iterdir():
        path.unlink()
    for path in (root / "x" / "articles").iterdir():
        path.rename(root / "articles" / path.name)
    shutil.rmtree(root / "raw")
    shutil.copytree(root / "x" / "raw", root / "raw")
    shutil.rmtree(root / "x")
    segment(root, FIRST).unlink()
    seal(root)


@edited("bad", "reference-missing_revises-nobody")
def _nobody(made: list[Draft]) -> None:
    made[2].stamp = Stamp(
        id=RecordId("00000000000000a2"),
        kind=Kind.REVISION,
        content_hash=content_hash(MILL_LATER),
        revises=RecordId("ffffffffffffffff"),
    )


@edited("bad", "reference-missing_copy-of-a-later-record")
def _later(made: list[Draft]) -> None:
    made[4].stamp = Stamp(id=RecordId("00000000000000a4"), kind=Kind.ARTICLE, content_hash=content_hash(SCHOOL))
    made[3].text = SCHOOL
    made[3].stamp = Stamp(
        id=RecordId("00000000000000a3"),
        kind=Kind.COPY,
        content_hash=content_hash(SCHOOL),
        same_as=RecordId("00000000000000a4"),
    )


@edited("bad", "copy-differs_of-another-text")
def _differs(made: list[Draft]) -> None:
    made[3].of = 0


@on_whole("bad", "segment-missing_deleted")
def _deleted(root: Path) -> None:
    segment(root, SECOND).unlink()


@on_whole("bad", "segment-changed_older-copy-put-back")
def _older(root: Path) -> None:
    path = segment(root, SECOND)
    path.write_bytes(b"".join(lines(path)[:-1]))
    segment(root, LAST).write_bytes(b"")


@on_whole("bad", "manifest-damaged_letter-changed")
def _manifest(root: Path) -> None:
    swap(root / "manifest.jsonl", b'"records":', b'"rekords":')


@on_whole("bad", "manifest-wrong_counts")
def _counts(root: Path) -> None:
    path = root / "manifest.jsonl"
    first, second = lines(path)
    line, _sum = resummed(second.replace(b'"records":2', b'"records":9'))
    assert line != second
    path.write_bytes(first + line)


@on_whole("bad", "manifest-wrong_segment-listed-twice")
def _listed_twice(root: Path) -> None:
    path = root / "manifest.jsonl"
    first, second = lines(path)
    total = second[-67:-3]
    again, _sum = resummed(first.replace(b"0" * 64 + b'","sum"', total + b'","sum"'))
    path.write_bytes(first + second + again)


@on_whole("bad", "manifest-chain-broken_line-removed-and-back")
def _manifest_chain(root: Path) -> None:
    path = root / "manifest.jsonl"
    path.write_bytes(b"".join(reversed(lines(path))))


@on_whole("bad", "raw-damaged_flipped")
def _raw_flipped(root: Path) -> None:
    path = root / "raw" / RAW
    data = bytearray(path.read_bytes())
    data[-20] ^= 4
    path.write_bytes(bytes(data))


@on_whole("bad", "raw-damaged_cut-where-an-article-points")
def _raw_cut(root: Path) -> None:
    path = root / "raw" / RAW
    data = path.read_bytes()
    members = [at for at in range(len(data)) if data.startswith(b"\x1f\x8b\x08", at)]
    path.write_bytes(data[: members[-2] + 100])


@on_whole("bad", "raw-pointer-wrong_file-exchanged")
def _raw_exchanged(root: Path) -> None:
    path = root / "raw" / RAW
    data = path.read_bytes()
    members = [at for at in range(len(data)) if data.startswith(b"\x1f\x8b\x08", at)]
    path.write_bytes(data[: members[1]] + data[members[3] :])


@on_whole("bad", "raw-file-missing_one-of-two")
def _raw_missing(root: Path) -> None:
    path = root / "raw" / RAW
    path.rename(path.with_name("20261103T130000Z-0badcafe.warc.gz"))


@on_whole("bad", "spool-damaged_letter-changed")
def _spool_damaged(root: Path) -> None:
    _spool(root, _prepared().replace(b"next writer", b"text writer"))


@on_whole("warn", "foreign-file_copy-of-a-segment")
def _foreign_file(root: Path) -> None:
    shutil.copyfile(segment(root, FIRST), root / "articles" / "2026-09-0001 (copy).jsonl")


@on_whole("warn", "line-unfinished_writer-died")
def _unfinished(root: Path) -> None:
    with segment(root, LAST).open("ab") as file:
        file.write(lines(segment(root, LAST))[0][:300])


@on_whole("warn", "segment-unsealed_manifest-gone")
def _unsealed(root: Path) -> None:
    (root / "manifest.jsonl").unlink()


@on_whole("warn", "raw-unfinished_writer-died")
def _raw_unfinished(root: Path) -> None:
    with (root / "raw" / RAW).open("ab") as file:
        file.write(_capture(drafts()[0]).data[:150])


@on_whole("warn", "raw-absent_kept-elsewhere")
def _raw_absent(root: Path) -> None:
    shutil.rmtree(root / "raw")


@on_whole("warn", "visit-damaged_torn-in-the-middle")
def _visit(root: Path) -> None:
    path = root / "visits" / "2026-11.jsonl"
    first, *rest = lines(path)
    path.write_bytes(first[:40] + b"\n" + b"".join(rest))


WITHOUT = {
    "line-too-long": "16 MiB and more: made when it is tested",
    "head-missing": "no state of an archive: what was noted elsewhere is an option",
    "reference-uncertain": "comes only together with the damage that it follows from",
    "catalogue-wrong": "a database of one version of SQLite: made when it is tested",
    "index-wrong": "an index of one version of tantivy: made when it is tested",
}
"""codes that have no fixture, and why"""


def main() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, make in CASES.items():
        make(FOLDER / name)


if __name__ == "__main__":
    main()
