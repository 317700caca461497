"""One archive's lines in another: what comes out of export goes into import, whole and once."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarc.app.archive import Archive
from newsarc.app.clock import utc_now
from newsarc.app.exporting import Export, Wanted
from newsarc.app.gather import Tally, gather
from newsarc.archive import codec
from newsarc.archive.merging import merged
from newsarc.errors import BadRecord
from newsarc.exporting.formats import Format
from newsarc.fetch.lines import archive_of
from newsarc.fetch.unpacking import unpacked
from newsarc.fetch.walk import walk
from newsarc.model.article import Article, Publisher
from newsarc.model.imported import RawRef
from newsarc.model.outcome import Failed, Outcome, Reason, Skipped
from newsarc.model.parts import Verdict
from newsarc.model.record import Kind, Record
from newsarc.model.target import Lines, Target
from newsarc.pipeline import Settings, lost
from newsarc.runners.serial import Serial

ROOM = 1 << 20


def article(url: str, text: str, **more: object) -> Article:
    return msgspec.structs.replace(
        Article(
            asked=url,
            url=url,
            retrieved_at="2024-05-15T12:00:00Z",
            title=f"On {url}",
            text=text,
            published_at="2024-05-14T10:00:00+02:00",
            publisher=Publisher(name="The Post", domain="a.example", evidence="jsonld"),
            verdict=Verdict.ARTICLE,
            extractor="test 1",
        ),
        **more,
    )


def imported(archive: Archive, *paths: Path) -> list[Outcome]:
    items = unpacked(walk([str(path) for path in paths]), max_bytes=ROOM)
    return list(gather(archive, items, Serial(), Settings(clock=utc_now, max_bytes=ROOM)))


def exported(archive: Archive, path: Path, **how: object) -> Path:
    Export(archive, Wanted(format=Format.JSONL, **how)).to_file(path, lambda: None)  # type: ignore[arg-type]
    return path


def said(record: Record) -> tuple[object, ...]:
    """Return what a record says, without what another archive adds."""
    return record.stamp.kind, record.stamp.content_hash, msgspec.structs.replace(record.article, imported_from=())


TEXTS = st.sampled_from(
    ["One text of some words.", "Another text, of others.", "A third: nothing alike.", "Zürich\u2028x\x1b"]
)
URLS = st.sampled_from(["https://a.example/1", "https://b.example/2", "https://c.example/3?x=1"])
MANY = st.lists(st.builds(article, URLS, TEXTS), min_size=1, max_size=8)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(many=MANY, with_texts=st.booleans(), packed=st.booleans())
def test_export_then_import_gives_the_same(
    many: list[Article], with_texts: bool, packed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("round")
    with Archive(folder / "one") as one, Archive(folder / "two") as two:
        one.add(*many)
        path = exported(one, folder / ("x.jsonl.gz" if packed else "x.jsonl"), with_texts=with_texts, gzipped=packed)
        first = imported(two, path)
        assert [said(record) for record in two] == [said(record) for record in one]
        assert [record.article.imported_from[0].id for record in two] == [record.stamp.id for record in one]
        assert [record.article.imported_from[0].sum for record in two] == [record.sum for record in one]
        assert len(first) == len(list(one))
        tally = Tally()
        for outcome in imported(two, path):
            tally.count(outcome)
        assert (tally.known, tally.inputs) == (len(first), len(first))


def test_a_segment_says_which_archive_it_is_of(tmp_path: Path) -> None:
    with Archive(tmp_path / "one") as one, Archive(tmp_path / "two") as two, Archive(tmp_path / "three") as three:
        one.add(article("https://a.example/1", "Some words of it."))
        identity = json.loads((tmp_path / "one" / "FORMAT").read_text())["archive"]
        imported(two, tmp_path / "one" / "articles")
        [record] = two
        assert record.article.imported_from[0].archive == identity
        imported(three, tmp_path / "two" / "articles")
        [again] = three
        assert [hop.id for hop in again.article.imported_from] == [record.stamp.id, next(iter(one)).stamp.id]
        assert len(imported(one, tmp_path / "three" / "articles")) == 1
        assert len(list(one)) == 1


@pytest.mark.parametrize("beside", [None, b"", b"{}", b'{"archive":"../../x"}', b"[" * 10_000, b"\xff"])
def test_what_is_no_format_says_nothing(tmp_path: Path, beside: bytes | None) -> None:
    (tmp_path / "articles").mkdir()
    if beside is not None:
        (tmp_path / "FORMAT").write_bytes(beside)
    assert archive_of(str(tmp_path / "articles" / "x.jsonl")) is None
    assert archive_of(str(tmp_path / "x.jsonl")) is None


def lines_of(tmp_path: Path) -> list[bytes]:
    with Archive(tmp_path / "source") as source:
        source.add(*(article(f"https://a.example/{at}", f"Words of number {at}, and no others.") for at in range(4)))
    [segment] = (tmp_path / "source" / "articles").iterdir()
    return segment.read_bytes().splitlines(keepends=True)


def test_a_damaged_line_is_named_and_the_others_come(tmp_path: Path) -> None:
    lines = lines_of(tmp_path)
    lines[1] = lines[1].replace(b"number 1", b"number 9")
    lines[2] = lines[2].rstrip(b"\n")  # a newline was lost: two records on one line
    path = tmp_path / "broken.jsonl"
    path.write_bytes(b"".join(lines))
    with Archive(tmp_path / "here") as here:
        outcomes = imported(here, path)
        assert [type(one).__name__ for one in outcomes] == ["Archived", "Failed", "Archived", "Archived"]
        assert outcomes[1] == Failed(asked=f"{path}:2", reason=Reason.DAMAGED, detail="the sum does not fit the line")


def test_a_line_on_which_endless_records_begin_is_one_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "hostile.jsonl"
    path.write_bytes(b'{"v":' * 200_000 + b"\n" + lines_of(tmp_path)[0])
    with Archive(tmp_path / "here") as here:
        assert [type(one).__name__ for one in imported(here, path)] == ["Failed", "Archived"]


def forged(line: bytes, change: dict[str, object]) -> bytes:
    """Return *line* with other fields and a sum that fits them."""
    record = codec.decode(line)
    stamp = msgspec.structs.replace(record.stamp, **{k: v for k, v in change.items() if hasattr(record.stamp, k)})
    fields = {k: v for k, v in change.items() if hasattr(record.article, k)}
    return codec.encode(stamp, msgspec.structs.replace(record.article, **fields), record.raw, record.prev)[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"content_hash": "1:sha256:" + "0" * 64}, "content_hash"),
        ({"text": ""}, "text"),
        ({"retrieved_at": "yesterday"}, "retrieved_at"),
        ({"retrieved_at": "2024-13-01T00:00:00Z"}, "retrieved_at"),
        ({"retrieved_at": "2024-05-15T12:00:00+02:00"}, "retrieved_at"),
        ({"published_at": "<b>"}, "published_at"),
        ({"modified_at": "2024-05-14\n"}, "modified_at"),
        ({"verdict": Verdict.LISTING}, "verdict"),
        ({"kind": Kind.COPY, "text": "", "content_hash": "9:x"}, "content_hash"),
    ],
)
def test_a_sum_that_fits_makes_no_lie_true(tmp_path: Path, change: dict[str, object], says: str) -> None:
    with pytest.raises(BadRecord, match=says):
        merged(forged(lines_of(tmp_path)[0], change), None)


def test_a_copy_whose_text_is_nowhere_fails_by_name(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(forged(lines_of(tmp_path)[0], {"kind": Kind.COPY, "same_as": "0" * 16, "text": ""}))
    with Archive(tmp_path / "here") as here:
        [outcome] = imported(here, path)
        assert isinstance(outcome, Failed)
        assert outcome.reason is Reason.MISSING
        assert "--with-texts" in outcome.detail
        assert list(here) == []


def test_what_a_server_sent_to_the_other_archive_is_evidence_and_no_pointer(tmp_path: Path) -> None:
    record = codec.decode(lines_of(tmp_path)[0])
    raw = RawRef("../../etc/passwd", 7, "sha256:0")
    line, _ = codec.encode(record.stamp, record.article, raw, record.prev)
    one = merged(line, "a")
    assert one.raw is None
    assert one.article.imported_from[0].raw == raw


JUNK = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [b"", b"{", b"{}", b"null", b"[]", b'{"v":1}', b'{"v":', b"[" * 5000, b'{"text":1,"comments":""}', b" "]
    ),
    st.dictionaries(
        st.sampled_from(
            ["text", "raw_text", "maintext", "plaintext", "body", "authors", "title", "date", "source", "url"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=8),
            lambda s: st.lists(s, max_size=3),
            max_leaves=5,
        ),
    ).map(lambda fields: json.dumps(fields).encode()),
)


TEXT_KEYS = ("text", "raw_text", "maintext", "plaintext", "body", "content_hash")


def is_of_other_things(line: bytes) -> bool:
    """Say whether *line* is whole and no article: a JSON object without a text, at any depth."""
    try:
        value = json.loads(line, parse_constant=int)  # NaN is no JSON, and no int
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and not any(f'"{key}":' in json.dumps(value) for key in TEXT_KEYS)


@settings(max_examples=120, deadline=None)
@given(lines=st.lists(JUNK, max_size=12), cut=st.integers(0, 400), packed=st.booleans())
def test_every_line_ends_as_one_outcome(
    lines: list[bytes], cut: int, packed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = b"\n".join(lines)
    path = tmp_path_factory.mktemp("junk") / ("x.jsonl.gz" if packed else "x.jsonl")
    path.write_bytes(gzip.compress(data)[: cut or None] if packed else data)
    with Archive(path.parent / "here") as here:
        tally = Tally()
        for outcome in imported(here, path):
            tally.count(outcome)
        parts = (tally.new, tally.revisions, tally.copies, tally.known, tally.skipped, tally.failed)
        assert tally.inputs == sum(parts) >= 1
        assert tally.why_failed[Reason.BUG] == 0
        whole = [line for line in data.split(b"\n") if line.strip()]
        if not packed and whole and not all(map(is_of_other_things, whole)):
            assert tally.inputs == len(whole)
        elif not packed:
            assert (tally.inputs, tally.skipped) == (1, 1)


def test_a_damaged_file_is_no_file_of_other_things(tmp_path: Path) -> None:
    """The lines of a file are counted one by one as soon as one may have been an article."""
    for lines, names in [
        ([b"{", b"\0"], ["Failed", "Failed"]),
        ([b"{}", b"null"], ["Failed", "Failed"]),
        ([b"{}", b'{"text":1}'], ["Failed", "Failed"]),
        ([b"{}", b'{"v":1}'], ["Skipped"]),
        ([b" ", b""], ["Skipped"]),
    ]:
        path = tmp_path / "x.jsonl"
        path.write_bytes(b"\n".join(lines))
        with Archive(tmp_path / "here") as here:
            assert [type(one).__name__ for one in imported(here, path)] == names


def test_a_manifest_met_in_a_folder_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_text('{"path":"a.html","url":"https://a.example/"}\n')
    with Archive(tmp_path / "here") as here:
        [outcome] = imported(here, tmp_path / "manifest.jsonl")
    assert isinstance(outcome, Skipped)


def test_what_is_no_jsonl_at_all_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"x\n" * 5000)
    with Archive(tmp_path / "here") as here:
        outcomes = imported(here, path)
    assert len(outcomes) == 1000
    assert isinstance(outcomes[-1], Failed)
    assert "the rest is not read" in outcomes[-1].detail


def test_a_line_that_is_too_long_costs_only_itself(tmp_path: Path) -> None:
    lines = lines_of(tmp_path)
    path = tmp_path / "x.jsonl"
    path.write_bytes(lines[0] + b'{"text":"' + b"x" * (3 * ROOM) + b'"}\n' + lines[1])
    with Archive(tmp_path / "here") as here:
        outcomes = imported(here, path)
    assert [type(one).__name__ for one in outcomes] == ["Archived", "Failed", "Archived"]
    assert isinstance(outcomes[1], Failed)
    assert outcomes[1].asked == f"{path}:2"


def test_a_lost_worker_loses_its_lines_by_their_numbers() -> None:
    chunk = Target(asked="x.jsonl", path="x.jsonl", lines=Lines(lines=((3, b"{}"), (7, b"{}"))))
    assert [(one.asked, one.reason) for one in lost(chunk, Reason.CRASHED, "why")] == [
        ("x.jsonl:3", Reason.CRASHED),
        ("x.jsonl:7", Reason.CRASHED),
    ]
    assert [one.asked for one in lost(Target(asked="x"), Reason.CRASHED, "why")] == ["x"]
