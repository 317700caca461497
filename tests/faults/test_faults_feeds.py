"""One run of ``newsarc collect`` over every hostile feed and sitemap: each ends as it must, in bounded time and memory,
nothing is opened or asked for that they name, and the feed beside them is collected.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from collect_kit import archive_of, newsarc, records
from feeds import CANARY, CASES, answer, item, rss
from hostile_server import HostileServer
from traps import Audit

pytestmark = pytest.mark.slow

MOST_MEMORY = 700 << 10
"""KiB that the largest of newsarc's processes may ever have held; a worker's address space is limited to 1 GiB"""


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The run's last word on each source, by name."""
    home = tmp_path_factory.mktemp("feeds")
    canary = home / "canary"
    canary.write_text(CANARY)
    with HostileServer() as server:
        for name in CASES:
            server.shelf[f"/{name}"] = answer(server, name, str(canary))
        server.put("well", rss(item(server, "well")), kind="application/xml")
        sources = {name: (one.kind, [server.url(name)]) for name, one in CASES.items()}
        archive = archive_of(home, {**sources, "well": ("feed", [server.url("well")])})
        text = (archive / "sources.toml").read_text()
        few = re.sub(r"^kind", "limit = 3\nkind", text, flags=re.MULTILINE)  # of the pages; all entries are read
        (archive / "sources.toml").write_text(few.replace('hosts"]\nlimit = 3', 'hosts"]'))
        audit = Audit(home)
        env = {**audit.environment, "NEWSARC_PAGE_DEADLINE": "20", "NEWSARC_PAGE_SIZE_MB": "24"}
        ran = newsarc("--archive", archive, "collect", "--json", env=env)
        asked = [request.path for request in server.requests]
        lines = [line for file in (archive / "visits").iterdir() for line in file.read_text().splitlines()]
        visits = [json.loads(line) for line in lines]
        assert audit.seen() == {("127.0.0.1", server.port)}
    assert ran.largest < MOST_MEMORY
    assert not any(path.startswith("/trap") and "child" not in path for path in asked)
    assert len([path for path in asked if path.startswith("/trap?child")]) <= 50
    assert CANARY not in ran.said + json.dumps(ran.outcomes) + json.dumps(records(archive)) + "".join(lines)
    assert not any(ord(char) < 32 and char not in "\n\t" for char in ran.said)
    assert all(line["outcome"] in ("new", "copy", "known", "failed") for line in ran.outcomes)
    refused = [line for line in ran.outcomes if line["source"] == "feed-of-thousands-of-hosts"]
    assert [line["reason"] for line in refused] == ["refused"] * 2_000
    own = {server.url(name) for name in (*CASES, "well")}
    return {visit["source"]: visit for visit in visits if visit.get("part") == "source" and visit["target"] in own}


def test_the_feed_beside_them_is_collected(collected: dict[str, Any]) -> None:
    assert (collected["well"]["outcome"], collected["well"]["entries"], collected["well"]["new"]) == ("read", 1, 1)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_source_ends_as_required(collected: dict[str, Any], name: str) -> None:
    visit = collected[name]
    ended = f"{visit['outcome']} {visit['reason'] if visit['outcome'] == 'failed' else visit.get('entries', 0)}"
    assert ended in CASES[name].required, visit
    assert CASES[name].said in visit.get("detail", ""), visit
