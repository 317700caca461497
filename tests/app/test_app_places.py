"""What the catalogue's places are made of cannot change unnoticed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from archive_kit import NOW, prepared

import newsarc.normalise.url as url_module
from newsarc.app.reader import KEY_VERSION
from newsarc.archive.catalog import Catalog
from newsarc.archive.filing import Filing
from newsarc.archive.store import Store
from newsarc.model.outcome import Prepared

KEYS = {
    "https://www.news.example/a/?utm_source=x&b=2&a=1#top": "news.example/a?a=1&b=2",
    "http://m.news.example:80/a/": "news.example/a",
    "https://News.Example/A%7Eb?fbclid=1": "news.example/A~b",
    "https://amp.news.example/a?id=7": "news.example/a?id=7",
}
SEEN = {1: "66d4f38cdb587cf1"}
"""digests of the keys and of the parameters that are dropped, by version; a new one wants a new KEY_VERSION"""


def pin() -> str:
    data = Path(url_module.__file__).parents[1] / "data"
    material = b"".join((data / name).read_bytes() for name in ("tracking.json",))
    return hashlib.sha256(material + repr([url_module.url_key(url) for url in KEYS]).encode()).hexdigest()[:16]


def test_keys_are_what_the_version_says() -> None:
    assert {url: url_module.url_key(url).removeprefix("https://").removeprefix("//") for url in KEYS} == KEYS
    assert pin() == SEEN[KEY_VERSION], "url_key or its data changed: raise KEY_VERSION and add the new digest"


def test_a_catalogue_with_places_told_otherwise_is_made_again(tmp_path: Path) -> None:
    batch: list[Prepared] = [prepared(1, url="https://a.example/1")]
    with_slash = Store(tmp_path / "archive", url_key=str, key_version=1, create=True)
    with_slash.commit(batch, now=NOW, timeout=1, known=Filing(with_slash).knowledge)
    Filing(with_slash).catch_up()
    folded = Store(tmp_path / "archive", url_key=str.upper, key_version=2)
    assert Filing(folded).ask(lambda catalog: catalog.versions("HTTPS://A.EXAMPLE/1"))
    assert Filing(folded).ask(Catalog.count) == 1
