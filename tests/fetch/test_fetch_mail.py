"""Mails and saved pages: which part is read, what the headers say, and that nothing hostile breaks it."""

from __future__ import annotations

import quopri
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.fetch.mail import MAIL, SAVED, unfolded
from newsarc.model.article import Article
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Page, Target
from newsarc.pipeline import Settings, read

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
PROSE = tuple(f"Sentence {at} of a press release about the ferry, which runs again from Monday on." for at in range(8))
HTML = "<html><head><title>Harbour News</title></head><body><article>{}</article></body></html>".format(
    "".join(f"<p>{line}</p>" for line in PROSE)
)


def mail(
    *, text: str | None = "\n\n".join(PROSE), html: str | None = None, subject: str = "Ferry runs again"
) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "The Harbour Post <news@post.example>"
    message["To"] = "reader@reader.example"
    message["Date"] = "Tue, 14 May 2024 10:00:00 +0200"
    if text is not None:
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def opened(content: bytes, kind: str = MAIL) -> Page | Skipped | Failed:
    return unfolded(Page(asked="a.eml", content=content, retrieved_at=NOON, media_type=kind))


def page(content: bytes, kind: str = MAIL) -> Page:
    found = opened(content, kind)
    assert isinstance(found, Page), found
    return found


def article(path: Path, content: bytes) -> Article:
    path.write_bytes(content)
    (found,) = read(Target(asked=path.name, path=str(path)), Settings(clock=lambda: NOON))
    assert isinstance(found, Article), found
    return found


def test_a_release_by_mail_is_an_article(tmp_path: Path) -> None:
    found = article(tmp_path / "a.eml", bytes(mail()))
    assert found.title == "Ferry runs again"
    assert found.text.split("\n") == list(PROSE)
    assert (found.published_at, found.published_from) == ("2024-05-14T10:00:00+02:00", "mail")
    assert found.publisher is not None
    assert (found.publisher.name, found.publisher.evidence) == ("The Harbour Post", "mail")
    assert found.verdict == "article"


def test_a_newsletter_is_read_from_its_html(tmp_path: Path) -> None:
    found = article(tmp_path / "a.eml", bytes(mail(html=HTML)))
    assert (found.title, found.alt_titles[:1]) == ("Ferry runs again", ("Harbour News",))
    assert found.text.split("\n") == list(PROSE)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: Fwd: Ferry runs again", "Ferry runs again"),
        ("AW: WG: Fähre fährt wieder", "Fähre fährt wieder"),
        ("Refugees: two return", "Refugees: two return"),
        ("渡船再開", "渡船再開"),
    ],
)
def test_the_subject_is_decoded_and_what_mail_programs_add_is_dropped(subject: str, title: str) -> None:
    letter = page(bytes(mail(subject=subject))).letter
    assert letter is not None
    assert letter.subject == title


def test_a_mail_in_a_mail_is_read_where_the_outer_says_nothing() -> None:
    outer = mail(text=None, subject="Fwd: see below")
    outer.add_attachment(mail(subject="Inner"))
    assert PROSE[0].encode() in page(bytes(outer)).content
    both = mail(text="The outer mail says this.")
    both.add_attachment(mail(subject="Inner"))
    assert b"The outer mail says this." in page(bytes(both)).content


def test_an_attached_file_is_no_text() -> None:
    message = mail(text="What it says.")
    message.add_attachment("<p>An attached page", subtype="html", filename="a.html")
    assert b"What it says." in page(bytes(message)).content


def test_flowed_lines_are_joined() -> None:
    content = b"Content-Type: text/plain; format=flowed\r\n\r\nOne line \r\nthat goes on.\r\n\r\nAnother.\r\n"
    assert page(content).content.decode().strip() == "One line that goes on.\n\nAnother."


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "windows-1252", None, "x-nobody"])
def test_charsets(charset: str | None) -> None:
    kind = f"text/plain; charset={charset}" if charset else "text/plain"
    words = "Die Fähre fährt."
    body = words.encode("iso-8859-1" if charset == "iso-8859-1" else "cp1252" if charset == "windows-1252" else "utf-8")
    assert words in page(f"Content-Type: {kind}\r\n\r\n".encode() + body).content.decode()


def saved(html: str = HTML, location: str = "https://post.example/ferry") -> bytes:
    body = quopri.encodestring(html.encode()).decode()
    return (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://post.example/snapshot\r\nSubject: Harbour\r\n"
        "Date: Tue, 14 May 2024 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n'
        "------b\r\nContent-Type: text/css\r\nContent-Location: cid:x\r\n\r\np {}\r\n"
        f"------b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: {location}\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n------b--\r\n"
    ).encode()


def test_a_saved_page_has_its_address_and_its_day(tmp_path: Path) -> None:
    for name in ("a.mhtml", "b.MHT"):
        found = article(tmp_path / name, saved())
        assert found.url == "https://post.example/ferry"
        assert found.retrieved_at == "2024-05-14T08:00:00Z"
        assert found.title == "Harbour News"
        assert found.text.split("\n") == list(PROSE)


def test_addresses_that_are_none_and_days_to_come_are_not_believed() -> None:
    for location in ("cid:frame-1@mhtml.blink", "file:///etc/passwd", "javascript:alert(1)"):
        assert page(saved(location=location), SAVED).url == "https://post.example/snapshot"
    late = saved().replace(b"2024 08:00", b"2094 08:00")
    assert page(late, SAVED).retrieved_at == NOON


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", MAIL),
        (b"Subject: only this\r\n\r\n", MAIL),
        (b"Content-Type: image/png\r\n\r\nxx", MAIL),
        (b"just some text", SAVED),
        (b"", SAVED),
    ],
)
def test_without_text_it_is_skipped(content: bytes, kind: str) -> None:
    found = opened(content, kind)
    assert isinstance(found, Skipped)
    assert found.reason is Reason.NOT_TEXT


def nested(depth: int) -> bytes:
    """Return multiparts within multiparts."""
    lines = [f"Content-Type: multipart/mixed; boundary=b{at}\r\n\r\n--b{at}\r\n" for at in range(depth)]
    return "".join(lines).encode() + b"Content-Type: text/plain\r\n\r\nwords\r\n"


@pytest.mark.parametrize("depth", [5, 90, 3_000])
def test_deep_nesting_ends_well(depth: int) -> None:
    found = opened(nested(depth))
    assert isinstance(found, Page | Failed | Skipped)
    assert isinstance(found, Page) or depth > 5


def test_many_parts_end_well() -> None:
    parts = b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * 5_000
    found = opened(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + b"--b\r\n\r\ntext\r\n--b--")
    assert isinstance(found, Skipped)


HEADERS = st.sampled_from(
    [
        b"Subject",
        b"From",
        b"Date",
        b"Content-Type",
        b"Content-Disposition",
        b"Content-Transfer-Encoding",
        b"Content-Location",
    ]
)
VALUES = st.one_of(
    st.binary(max_size=30),
    st.sampled_from(
        [
            b"=?utf-8?b?gA==?=",
            b"=?x-none?q?=FF?=",
            b"=?utf-8?b?a?=",
            b"multipart/mixed; boundary=b",
            b"multipart/mixed",
            b"message/rfc822",
            b"message/external-body",
            b"text/html; charset*=x''%ff; charset*1=y",
            b"text/plain; format*=",
            b"base64",
            b"x-uuencode",
            b"quoted-printable",
            b"Mon, 99 Foo 99999 99:99:99 +9999",
            b"Mon, 01 Jan 0001 00:00:00 +2359",
            b"<<<@@>>>,,(((",
            b"attachment; filename*=",
            b"\r\n folded",
        ]
    ),
)
BODIES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"--b\r\n\r\nx\r\n--b--", b"begin 666 a\n!!!", b"====", b"<p>words</p>", b"Subject: x\n\ny"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(HEADERS, VALUES), max_size=6), BODIES, st.sampled_from([MAIL, SAVED]))
def test_no_bytes_break_it(headers: list[tuple[bytes, bytes]], body: bytes, kind: str) -> None:
    content = b"".join(name + b": " + value + b"\r\n" for name, value in headers) + b"\r\n" + body
    found = opened(content, kind)
    if isinstance(found, Page):
        assert found.media_type in {"text/html", "application/xhtml+xml", "text/plain"}
        assert found.retrieved_at <= NOON
        assert found.url is None or found.url.startswith(("http://", "https://"))
