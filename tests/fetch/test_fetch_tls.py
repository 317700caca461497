"""TLS: only a server that proves who it is is believed, and a deadline holds inside it too."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile_server import PAGE, HostileServer
from tests.fetch.one_page import fetch_url

from newsarc.fetch.settings import HttpSettings
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Page, Target

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="certificates are made with the openssl command"
)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Certificate(NamedTuple):
    """A certificate that signs itself, and its key."""

    file: str
    key: str


def certificate(folder: Path, name: str, *, days: str = "2") -> Certificate:
    made = Certificate(str(folder / f"{name}.pem"), str(folder / f"{name}.key"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", days,
         "-subj", "/CN=newsarc test", "-addext", f"subjectAltName={name}", "-keyout", made.key, "-out", made.file],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


def context(made: Certificate) -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(made.file, made.key)
    return tls


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("tls"), "IP:127.0.0.1")


@pytest.fixture(scope="module")
def server(trusted: Certificate) -> Iterator[HostileServer]:
    with HostileServer(tls=context(trusted)) as running:
        yield running


def get(url: str, settings: HttpSettings) -> Page | Failed:
    return fetch_url(Target(asked=url, url=url), settings, lambda: NOON)


def failed(url: str, settings: HttpSettings) -> Failed:
    got = get(url, settings)
    assert isinstance(got, Failed), got
    return got


def test_a_server_that_is_trusted_is_read(server: HostileServer, trusted: Certificate) -> None:
    got = get(server.url("redirect-good"), HttpSettings(ca_file=trusted.file))
    assert isinstance(got, Page), got
    assert (got.content, got.url) == (PAGE, server.url("good"))


def test_a_server_that_nobody_vouches_for_is_refused(server: HostileServer) -> None:
    before = len(server.requests)
    got = failed(server.url("good"), HttpSettings())
    assert got.reason is Reason.CONNECTION
    assert got.detail.startswith("TLS: self")
    assert len(server.requests) == before


def test_a_certificate_for_another_host_is_refused(tmp_path: Path) -> None:
    other = certificate(tmp_path, "DNS:other.example")
    with HostileServer(tls=context(other)) as server:
        got = failed(server.url("good"), HttpSettings(ca_file=other.file))
        assert (got.reason, server.requests) == (Reason.CONNECTION, [])
        assert got.detail.startswith("TLS: ")


@pytest.mark.parametrize("name", ["drip-headers", "drip-body", "silent", "endless-continue"])
def test_the_deadline_holds_inside_tls(server: HostileServer, trusted: Certificate, name: str) -> None:
    got = failed(server.url(name), HttpSettings(ca_file=trusted.file, timeout=5, deadline=0.7))
    assert (got.reason, got.detail) == (Reason.TIMEOUT, "not done in 0.7 s")
    assert server.outlasted == []


def test_the_deadline_holds_while_hands_are_shaken() -> None:
    with HostileServer() as plain:  # waits for the end of a request that never comes in clear
        got = failed(plain.url("good").replace("http:", "https:"), HttpSettings(timeout=5, deadline=0.5))
        assert got.reason is Reason.TIMEOUT


def test_a_server_that_does_not_speak_tls(trusted: Certificate) -> None:
    with HostileServer(tls=context(trusted)) as server:
        got = failed(server.url("good").replace("https:", "http:"), HttpSettings())
        assert got.reason in {Reason.CONNECTION, Reason.BAD_RESPONSE}


def test_no_redirect_leads_out_of_tls(server: HostileServer, trusted: Certificate) -> None:
    with HostileServer() as plain:
        got = failed(server.url(f"redirect-to?{plain.url('good')}"), HttpSettings(ca_file=trusted.file))
        assert (got.reason, got.detail) == (Reason.REFUSED, "redirected from https to http")
        assert plain.connections == 0


def test_a_cookie_wall_inside_tls_is_passed(server: HostileServer, trusted: Certificate) -> None:
    got = get(server.url("cookie-wall"), HttpSettings(ca_file=trusted.file))
    assert isinstance(got, Page), got
