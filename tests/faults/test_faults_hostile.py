"""One run of ``newsarc fetch`` over every misbehaviour of the hostile server: each ends as it must, and the run ends.

Each stands on a host of its own (127.1.0.N), so that none pays for what another did.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hostile_server import BOMB_BYTES, MISBEHAVIOURS, HostileServer, bomb

WHOLE = """
    good good-chunked good-gzip good-until-close equal-lengths gzip-unlabelled gzip-twice gzip-twice-said-once
    deflate deflate-raw redirect-good redirect-permanent redirect-utf8 bomb-in-redirect endless-redirect-body
    cookie-wall mad-type no-type charset-unknown charset-long charset-utf16-without-mark charset-utf16-untold
    charset-utf32 charset-utf7 charset-lie nul-bytes deep-300 deep-300000 deep-formatting huge-text
    table-cells huge-colspan many-links open-comments entities doctype-entities deep-json
    json-numbers long-address long-date combining terminal
"""
CUT = """
    length-too-large chunked-cut chunked-no-end reset-in-body gzip-cut gzip-bad-sum gzip-tail gzip-many-members
    deflate-cut close-cut
"""
SKIPPED = """
    partial-content no-content empty empty-gzip no-reason-phrase nul-in-header length-huge bad-chunk-size noise-as-text
    png-as-page pdf-as-page zip-as-page one-byte blanks
"""
TOO_LARGE = """
    length-beyond-limit endless-body gzip-bomb gzip-bomb-layers gzip-bomb-unlabelled robots-endless
"""
STATUS = """
    status-999 status-600 escape-in-phrase not-found server-error ask-later ask-earlier ask-on-a-day ask-nonsense
    forbidden-page login-page gone teapot
"""
REFUSED = "redirect-file redirect-ftp redirect-data redirect-javascript redirect-gopher"
BAD_RESPONSE = """
    six-codings gzip-label-only unknown-coding no-http http-0.9 negative-length two-lengths word-length many-headers
    long-header early-hints not-modified switching multiple-choices use-proxy redirect-nowhere redirect-empty
    redirect-bracket redirect-port redirect-port-word redirect-label redirect-idna redirect-user redirect-backslash
    redirect-control redirect-no-host
"""
LATE = """
    drip-headers drip-status drip-body drip-body-with-length drip-chunks drip-gzip drip-trailers endless-continue
    silent silent-after-headers
"""

pytestmark = pytest.mark.slow

REQUIRED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(WHOLE.split(), ("archived",)),
    **dict.fromkeys(CUT.split(), ("archived", "incomplete")),
    **dict.fromkeys(SKIPPED.split(), ("skipped",)),
    **dict.fromkeys(TOO_LARGE.split(), ("failed", "too-large")),
    **dict.fromkeys(STATUS.split(), ("failed", "http-status")),
    **dict.fromkeys(REFUSED.split(), ("failed", "refused")),
    **dict.fromkeys(BAD_RESPONSE.split(), ("failed", "bad-response")),
    **dict.fromkeys(LATE.split(), ("failed", "timeout")),
    "tiny-paragraphs": ("archived", "incomplete"),  # only so many lines are read
    "many-attributes": ("archived", "incomplete"),  # and only so many attributes
    "open-tags": ("archived", "incomplete"),
    "hang-up": ("failed", "connection-failed"),
    "reset": ("failed", "connection-failed"),
    "redirect-loop": ("failed", "too-many-redirects"),
    "redirect-count/11": ("failed", "too-many-redirects"),
}
"""how each must end: archived whole, archived as cut, skipped, or failed with a reason"""
ROBOTS: dict[str, tuple[str, ...]] = {
    "not-found": ("archived",),
    "forbidden-page": ("archived",),
    "redirect-loop": ("archived",),
    "redirect-count/6": ("archived",),
    "redirect-good": ("archived",),
    "robots-endless": ("archived",),
    "robots-binary": ("archived",),
    "robots-redos": ("archived",),
    "good": ("archived",),
    "empty": ("archived",),
    "robots-no": ("failed", "robots"),
    "server-error": ("failed", "robots"),
    "ask-later": ("failed", "robots"),
    "ask-on-a-day": ("failed", "robots"),
    "redirect-file": ("failed", "refused"),
    "redirect-user": ("failed", "bad-response"),
    "hang-up": ("failed", "connection-failed"),
    "no-http": ("failed", "bad-response"),
    "drip-body": ("failed", "timeout"),
    "gzip-bomb": ("archived",),
}
"""what becomes of a good page whose site has this for a robots.txt"""


def test_every_misbehaviour_is_required_to_end_somehow() -> None:
    named = {name.partition("/")[0] for name in [*REQUIRED, *ROBOTS]}
    assert set(MISBEHAVIOURS) - named == {"redirect-to", "redirect-fold", "payload"}
    assert len(REQUIRED) + len(ROBOTS) >= 120


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """How each page of one run ended, by its address, with ``incomplete`` from the archive; checks the run itself."""
    home = tmp_path_factory.mktemp("hostile")
    for layers in ((), (2,), (3,)):  # made before the clock of whoever asks for them runs
        bomb(BOMB_BYTES, *layers)
    with HostileServer(address="0.0.0.0") as server:  # noqa: S104  # all of 127/8, a host for each misbehaviour
        site_robots = {f"127.1.1.{at}:{server.port}": name for at, name in enumerate(ROBOTS, 1)}
        server.robots = lambda host: site_robots.get(host, "not-found")
        urls = {f"http://127.1.0.{at}:{server.port}/{name}": name for at, name in enumerate(REQUIRED, 1)}
        urls |= {f"http://{host}/good?{name}": f"robots: {name}" for host, name in site_robots.items()}
        (home / "list").write_text("\n".join(urls))
        env = {**os.environ, "NEWSARC_HOSTS_AT_ONCE": "40", "NEWSARC_PAGE_SIZE_MB": "16", "NEWSARC_WORKERS": "2",
               "NEWSARC_PAGE_DEADLINE": "20", "NEWSARC_DELAY": "0"}  # fmt: skip
        run = subprocess.run(
            [sys.executable, "-m", "newsarc", "fetch", "--json", "-i", home / "list", "--archive", home / "a",
             "--fetch-deadline", "6", "--error-file", home / "errors"],
            capture_output=True, text=True, check=False, env=env, timeout=240,
        )  # fmt: skip
        assert server.outlasted == [], "a fetch ended with the server's patience, not with the deadline"
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert not any(ord(char) < 32 and char not in "\n\t" for char in run.stdout + run.stderr)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert sorted(line["input"] for line in lines) == sorted(urls), "each input ended once"
    failed = [line["input"] for line in lines if line["outcome"] == "failed"]
    errors = (home / "errors").read_text().splitlines()
    assert [line for line in errors if not line.startswith("#")] == failed
    segments = (path.read_text().strip().split("\n") for path in (home / "a" / "articles").glob("*"))
    records = [json.loads(line) for segment in segments for line in segment]
    cut = {record.get("asked", record.get("url")) for record in records if record.get("complete") is False}
    for line in lines:
        line["complete"] = line["input"] not in cut
    return {urls[line["input"]]: line for line in lines}


def ended(outcome: dict[str, Any]) -> tuple[str, ...]:
    if outcome["outcome"] in {"new", "copy", "revision", "known"}:
        return ("archived",) if outcome["complete"] else ("archived", "incomplete")
    return (outcome["outcome"],) if outcome["outcome"] == "skipped" else (outcome["outcome"], outcome["reason"])


@pytest.mark.parametrize("name", REQUIRED)
def test_a_misbehaviour_ends_as_required(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    assert ended(outcomes[name]) == REQUIRED[name], outcomes[name]


@pytest.mark.parametrize("name", ROBOTS)
def test_a_robots_txt_is_taken_as_the_standard_has_it(outcomes: dict[str, dict[str, Any]], name: str) -> None:
    assert ended(outcomes[f"robots: {name}"]) == ROBOTS[name], outcomes[f"robots: {name}"]
