"""The commands, each on a small archive of its own, for syscalls.py and limits.py."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import msgspec
from archive_kit import NOW, article, fast_folder
from collect_kit import newsarc

from newsarc.app.archive import Archive
from newsarc.archive.digest import content_hash
from newsarc.model.exchange import Exchange
from newsarc.model.outcome import Prepared
from newsarc.warc.writing import capture

SMALL_SEGMENT = 2_000
"""bytes after which the commands with small segments seal one"""


@dataclass(frozen=True)
class Command:
    """A command line, run in a folder that *prepare* fills; it finds ``archive`` there."""

    name: str
    arguments: tuple[str, ...]
    prepare: Callable[[Path, str], None]
    """given the folder and a server's address"""
    makes: tuple[str, ...] = ()
    """what is written beside the records; compared with what a run without faults makes"""
    again: tuple[int, ...] = (0,)
    """with what the second run may end: it may find that the first one had done it all"""
    small_segments: bool = False
    usual_index: bool = False
    """the index is made as another command makes it, where the calls on it are tried"""
    reads: bool = False
    """nothing is to be archived: searching and counting, which make what is derived"""


def page(number: int, title: str = "Bridge report") -> str:
    """Return an invented page."""
    text = "".join(
        f"<p>On day {number} the council of Lindfell met again about the old harbour bridge, and speaker {part} said"
        f" that the repairs, which began {number + part} weeks ago, would cost more than anybody had planned.</p>"
        for part in range(1, 4)
    )
    text += "<p>Follow the Harbour Post on every channel there is.</p>"
    head = f"<head><title>{title} {number}</title></head>"
    return f"<html>{head}<body><article><h1>{title} {number}</h1>{text}</article></body></html>"


def write_pages(folder: Path, *numbers: int, title: str = "Bridge report") -> Path:
    """Write invented pages into *folder*, which is made where there is none."""
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{title[0]}{number}.html").write_text(page(number, title))
    return folder


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Serve some pages and a feed of them on the loopback, from a process of its own; give the address."""
    folder = fast_folder()
    write_pages(folder, 1, 2, 3)
    program = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().partition("(")[2].partition("/)")[0]
        items = "".join(f"<item><title>{n}</title><link>{address}/B{n}.html</link></item>" for n in (1, 2))
        (folder / "feed.xml").write_text(f'<rss version="2.0"><channel><title>Bay</title>{items}</channel></rss>')
        yield address
    finally:
        process.kill()
        process.communicate()
        shutil.rmtree(folder)


def _import(folder: Path, *paths: Path) -> None:
    done = newsarc("import", *paths, "--archive", folder / "archive", env={"NEWSARC_WORKERS": "1"})
    assert done.code == 0, done


def _nothing(folder: Path, _server: str) -> None:
    write_pages(folder / "in", 1, 2)


def _some(folder: Path, _server: str) -> None:
    """Two records; three files, of which one is known, one new, one a copy."""
    _import(folder, write_pages(folder / "first", 1, 2))
    write_pages(folder / "in", 2, title="Copied report")
    write_pages(folder / "in", 2, 3)


def _torn(folder: Path, server: str) -> None:
    """As _some, and a writer died in the middle of a line."""
    _some(folder, server)
    segment = max((folder / "archive" / "articles").glob("*.jsonl"))
    segment.write_bytes(segment.read_bytes() + segment.read_bytes()[:150])


def _unindexed(folder: Path, server: str) -> None:
    _some(folder, server)
    shutil.rmtree(folder / "archive" / "index")


def _jsonl(folder: Path, server: str) -> None:
    _some(folder, server)
    _import(folder, folder / "in")
    (folder / "archive" / "articles").rename(folder / "other")
    shutil.rmtree(folder / "archive")


def _other(folder: Path, server: str) -> None:
    """A whole other archive, to be merged."""
    _some(folder, server)
    (folder / "archive").rename(folder / "other")


def _served(folder: Path, texts: Callable[[int, str], str], *numbers: int) -> None:
    """Make an archive of pages as they were served; *texts* says what they were read as."""
    with Archive(folder / "archive") as archive:
        for number in numbers:
            url = f"https://harbour.example/{number}"
            one = article(number, url=url, asked=url, publisher=None)
            body = page(number).encode()
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
            kept = capture(Exchange(url=url, request=b"GET / HTTP/1.1\r\n\r\n", head=head, body=body, at=NOW))
            one = msgspec.structs.replace(one, text=texts(number, one.text))
            archive.settle([Prepared(article=one, content_hash=content_hash(one.text), capture=kept)])


def _raw(folder: Path, _server: str) -> None:
    _served(folder, lambda number, text: f"Cut {number}. {text}", 1, 2)


def _revised(folder: Path, server: str) -> None:
    """As _raw, and one page was read again with another text."""
    _raw(folder, server)
    _served(folder, lambda _number, text: f"{text} On Friday the mayor withdrew the plan for the harbour.", 1)


def _sealed(folder: Path, server: str) -> None:
    """As _revised, in several segments."""
    from newsarc.archive import store

    store.SEGMENT_BYTES = SMALL_SEGMENT  # here alone: this runs in a process of its own
    _revised(folder, server)
    _served(folder, lambda _number, text: text, 3, 4)


def _visited(folder: Path, server: str) -> None:
    """A feed was collected."""
    _sources(folder, server)
    done = newsarc("collect", "--now", *_WEB, "--archive", folder / "archive", env={"NEWSARC_WORKERS": "1"})
    assert done.code == 0, done


def _sites(folder: Path, _server: str) -> None:
    _served(folder, lambda _number, text: f"{text}\nFollow the Harbour Post on every channel there is.", *range(1, 7))


def _warc(folder: Path, server: str) -> None:
    _raw(folder, server)
    next((folder / "archive" / "raw").iterdir()).rename(folder / "in.warc.gz")
    shutil.rmtree(folder / "archive")


def _sources(folder: Path, server: str) -> None:
    _import(folder, write_pages(folder / "first", 1))
    (folder / "archive" / "sources.toml").write_text(
        f'# the bay\n[source.bay]\nurl = "{server}/feed.xml"\nkind = "feed"\n\n'
        f'[source.old]\nurl = "{server}/old.xml"\nkind = "feed"\ndisabled = true\n'
    )


_WEB = ("--allow-private", "--delay", "0", "--json")
_MAKES = {"jsonl": "out.jsonl", "csv": "out.csv", "sqlite": "out.sqlite", "warc": "out.warc.gz", "markdown": "out"}
if find_spec("pyarrow"):
    _MAKES["parquet"] = "out.parquet"


def commands(server: str) -> list[Command]:
    """Return every command; *server* is where fetch and collect look."""
    import_in = ("import", "in", "--json")
    files = ("archive/sources.toml",)
    return [
        Command("import-new", import_in, _nothing),
        Command("import-more", import_in, _some),
        Command("import-torn", import_in, _torn, usual_index=True),
        Command("import-sealing", import_in, _some, small_segments=True, usual_index=True),
        Command("import-jsonl", ("import", "other", "--json"), _jsonl, usual_index=True),
        Command("import-archive", ("import", "other", "--json"), _other, usual_index=True),
        Command("import-warc", ("import", "in.warc.gz", "--json"), _warc, usual_index=True),
        Command("fetch", ("fetch", f"{server}/B1.html", f"{server}/B2.html", *_WEB), _nothing),
        Command("collect", ("collect", "--now", *_WEB), _sources),
        Command(
            "source-add", ("source", "add", f"{server}/feed.xml", "--name", "bay", *_WEB[:3]), _some, files, (0, 2)
        ),
        Command("source-remove", ("source", "remove", "old"), _sources, files, (0, 2)),
        Command("reindex", ("reindex",), _torn, reads=True),
        Command("reextract", ("reextract", "--json"), _raw),
        Command("learn", ("learn", "--all"), _sites, ("archive/sites",)),
        *(
            Command(f"export-{form}", ("export", "-o", made, "-f", form), _raw, (made,), (0, 2), reads=True)
            for form, made in _MAKES.items()
        ),
        Command("export-found", ("export", "bridge", "-o", "out.jsonl"), _raw, ("out.jsonl",), (0, 2), reads=True),
        Command("search", ("search", "bridge", "--json"), _unindexed, reads=True),
        Command("search-behind", ("search", "bridge", "--json"), _torn, reads=True),
        Command("stats", ("stats", "--json"), _unindexed, reads=True),
        Command("show", ("show", "https://harbour.example/1", "--raw"), _raw, reads=True),
        Command("show-provenance", ("show", "https://harbour.example/1", "--provenance"), _sites, reads=True),
        Command("search-group", ("search", "bridge", "--group", "--json"), _sites, reads=True),
        Command("extract", ("extract", "in", "--json"), _some, reads=True),
        Command("history", ("history", "https://harbour.example/1", "--json"), _revised, reads=True),
        Command("diff", ("diff", "https://harbour.example/1", "--json"), _revised, reads=True),
        Command("copies", ("copies", "https://harbour.example/1", "--json"), _sites, reads=True),
        Command("verify", ("verify", "--json"), _revised, reads=True),
        Command("verify-sealed", ("verify", "--json"), _sealed, reads=True),
        Command("verify-quick", ("verify", "--quick", "--json"), _sealed, reads=True),
        Command("verify-head", ("verify", "--print-head"), _sealed, reads=True),
        Command("log", ("log", "--json"), _visited, reads=True),
        Command("source-list", ("source", "list", "--json"), _visited, reads=True),
    ]
