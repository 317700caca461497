"""Bytes made worse: by blind hands, by hands that know a grammar's joints, and by hands that know JSON.

Everything is drawn from the one random.Random that is passed in, so a seed gives the same bytes for ever.
"""

# ruff: noqa: E501  # lists of samples

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

LONGEST = 400_000
"""bytes of an input, before the rare huge one"""
HUGE = 4_000_000

TOKENS = [
    b"\0", b"\0" * 40, b"\x1b[31m", b"\x1b]8;;http://evil.example\x1b\\", b"\x07", b"\x08\x7f", b"\r", b"\r\n", b"\n\n", b"\x0b\x0c",
    b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xc2\x85", b"\xc2\x9b31m", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xe2\x80\xae", b"\xe2\x81\xa6",
    b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"+ADw-", b"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80",
    b"\xf3\xa0\x81\x81", b"\xcc\x81" * 60, b"\xc0\x80", b"\xf4\x90\x80\x80", b"\x80\x80", b"\xf0\x9f", b"&#0;", b"&#xD800;", b"&#1114112;",
    b"&#99999999999999999999;", b"&lt;script&gt;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"?>", b"'", b'"', b"\\", b"\\u0000",
    b"\\ud800", b"\\uDC00\\uD800", b"%00", b"%s%n", b"{}", b"{0}", b"../../../../etc/passwd", b"file:///etc/passwd", b"javascript:alert(1)",
    b"http://[::1", b"https://xn--/", b"https://\xc3\xa9.example:99999/", b"//evil.example", b"http://a@b:c@d/", b"https:///x",
    b"=cmd|' /C calc'!A0", b"[link=http://evil.example]", b"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", b"\xe5\xbb\x83\xe6\xa0\xa1" * 9,
]  # fmt: skip
"""for every format"""
NUMBERS = [
    b"0", b"-1", b"1", b"-0", b"2147483648", b"4294967296", b"9223372036854775808", b"18446744073709551616", b"-9223372036854775809",
    b"1e999", b"-1e999", b"1e-999", b"NaN", b"inf", b"0x7f", b"00012", b"1_000", b"9" * 400, b"9" * 5_000, b"0.0000000001", b"1.5",
]  # fmt: skip
DATES = [
    b"0000-00-00", b"0001-01-01T00:00:00Z", b"9999-12-31T23:59:59Z", b"9999-12-31T23:59:59-14:00", b"0001-01-01T00:00:00+14:00",
    b"10000-01-01", b"-0044-03-15", b"2026-02-30", b"2026-13-45T25:61:61Z", b"2026-11-23T23:59:60Z", b"2099-01-01", b"1969-12-31",
    b"Thu, 32 Foo 99999 99:99:99 +9999", b"Mon, 01 Jan 0001 00:00:00 +2400", b"2026-11-23T12:00:00+99:99", b"1e300", b"23/11/26",
    b"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6-11-23", b"2026-W53-7", b"20261123T120000Z", b"now", b"2026-11-23T12:00:00.123456789Z",
]  # fmt: skip
CHARSETS = [
    b"utf-8", b"utf-16", b"utf-7", b"utf-32", b"iso-8859-1", b"windows-1252", b"gb18030", b"shift_jis", b"euc-kr", b"iso-2022-jp", b"hz",
    b"big5", b"koi8-r", b"idna", b"punycode", b"rot13", b"base64", b"unicode_escape", b"undefined", b"mbcs", b"x-user-defined", b"", b"\0",
    b"utf-8\0", b"zlib_codec", b"raw-unicode-escape", b"a" * 3_000,
]  # fmt: skip
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")
_DATE = re.compile(
    rb"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?|[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d{4}[^\r\n<\"]*"
)
_CHARSET = re.compile(rb"((?:charset|encoding)\s*=\s*[\"']?)([\w.:-]+)", re.IGNORECASE)
_DEEP = re.compile(r'"\\u0001(\d{1,6})"')
"""stands for lists in lists, so many: json itself would not write them"""
_JOINTS = re.compile(rb"(?<=>)|(?<=\n)|(?<=\r\n\r\n)|(?=<)|(?<=,)|(?= )")
_ENCODINGS = ("utf-16", "utf-16-le", "utf-7", "utf-32", "cp1252", "gb18030", "shift_jis", "koi8-r", "utf-8-sig")
_NEST = [
    b"<div>",
    b"<b>",
    b"<table><tr><td>",
    b"[",
    b'{"a":',
    b"(",
    b"<outline>",
    b"-(",
    b'"',
    b"<blockquote>",
    b"<a>",
    b"<ul><li>",
]


def mutated(chance: Random, content: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """Return *content* after a few accidents; pieces of *others* may get into it, and of the format's own *tokens*."""
    for _ in range(min(12, 1 + int(chance.expovariate(0.6)))):
        content = chance.choices(_HANDS, _WEIGHTS)[0](chance, content, others, tokens)
        limit = HUGE if chance.random() < 0.002 else LONGEST
        content = content[:limit]
    return content


def _flip(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        if made:
            made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _insert(chance: Random, content: bytes, _others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    at = _joint(chance, content)
    pool = tokens if tokens and chance.random() < 0.6 else TOKENS
    return content[:at] + chance.choice(pool) * chance.choice((1, 1, 1, 2, 30)) + content[at:]


def _noise(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    at = _joint(chance, content)
    return (
        content[:at] + chance.randbytes(chance.choice((1, 4, 40, 600))) + content[at + chance.choice((0, 0, 4, 40)) :]
    )


def _delete(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    start, end = _stretch(chance, content)
    return content[:start] + content[end:]


def _cut(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] if chance.random() < 0.8 else content[at:]


def _repeat(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    start, end = _stretch(chance, content)
    times = min(chance.choice((2, 2, 3, 10, 200, 3_000)), HUGE // max(1, end - start))
    return content[:end] + content[start:end] * times + content[end:]


def _swap(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    cuts = sorted(_joint(chance, content) for _ in range(4))
    a, b, c, d = cuts
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def _splice(chance: Random, content: bytes, others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    other = chance.choice(others) if others else content
    start, end = _stretch(chance, other)
    at = _joint(chance, content)
    return content[:at] + (other[start:end] if chance.random() < 0.7 else other[start:]) + content[at:]


def _number(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    return _replaced(chance, content, _NUMBER, NUMBERS)


def _date(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    return _replaced(chance, content, _DATE, DATES)


def _charset(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    if not _CHARSET.search(content):
        return _recode(chance, content, _others, _tokens)
    said = chance.choice(CHARSETS)
    return _CHARSET.sub(lambda match: match[1] + said, content, count=1)


def _recode(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    return content.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


def _nest(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    at = _joint(chance, content)
    return (
        content[:at]
        + chance.choice(_NEST) * chance.choices((3, 30, 300, 3_000, 30_000), (9, 9, 9, 4, 1))[0]
        + content[at:]
    )


def _line_twice(chance: Random, content: bytes, _others: Sequence[bytes], _tokens: Sequence[bytes]) -> bytes:
    """A key, a header, a record once more, elsewhere or right here, perhaps with another value."""
    lines = content.split(b"\n")
    one = chance.choice(lines)
    if chance.random() < 0.5 and (joint := re.search(rb"[:=]", one)):
        one = one[: joint.end()] + b" " + chance.choice(TOKENS + NUMBERS + DATES)
    lines.insert(chance.randrange(len(lines) + 1), one)
    return b"\n".join(lines)


_HANDS: list[Callable[[Random, bytes, Sequence[bytes], Sequence[bytes]], bytes]] = [
    _flip, _insert, _noise, _delete, _cut, _repeat, _swap, _splice, _number, _date, _charset, _recode, _nest, _line_twice,
]  # fmt: skip
_WEIGHTS = [6, 16, 3, 6, 4, 4, 5, 7, 6, 6, 4, 1, 2, 5]


def mutated_gzip(chance: Random, content: bytes) -> bytes:
    """Return *content* packed, mostly well, else cut, flipped, with something behind it, or in several members."""
    packed = gzip.compress(content, chance.choice((1, 9)), mtime=0)
    match chance.randrange(8):
        case 0:
            return packed[: chance.randrange(len(packed) + 1)]
        case 1:
            return _flip(chance, packed, (), ())
        case 2:
            return packed + chance.choice((b"\0" * 9, b"garbage", packed, b"\x1f\x8b", b"\x1f\x8b\x08\0"))
        case 3:
            at = chance.randrange(len(content) + 1)
            return gzip.compress(content[:at], mtime=0) + gzip.compress(content[at:], mtime=0)
    return packed


def mutated_json(chance: Random, value: Any, depth: int = 0) -> Any:
    """Return a JSON *value* in which something, somewhere, is of another type, size or sense."""
    if isinstance(value, dict) and value and (depth == 0 or chance.random() < 0.7):
        made = dict(value)
        key = chance.choice(list(made))
        match chance.randrange(8):
            case 0:
                del made[key]
            case 1:
                made[chance.choice((key.upper(), key + " ", "", "\0", "x" * 300, "path"))] = made[key]
            case _:
                made[key] = mutated_json(chance, made[key], depth + 1)
        return made
    if isinstance(value, list) and value and chance.random() < 0.7:
        made_list = list(value)
        at = chance.randrange(len(made_list))
        made_list[at] = mutated_json(chance, made_list[at], depth + 1)
        return made_list * chance.choice((1, 1, 1, 50))
    if isinstance(value, str) and chance.random() < 0.75:
        return _worse_text(chance, value)
    return chance.choice(_VALUES)() if chance.random() < 0.9 else _deep(chance.choice((50, 1_500, 100_000)))


_VALUES: list[Callable[[], Any]] = [
    lambda: None, lambda: True, lambda: False, lambda: 0, lambda: -1, lambda: 2**63, lambda: 2**70, lambda: 1.5e300, lambda: float("inf"),
    lambda: "", lambda: " \n ", list, dict, lambda: [None], lambda: {"a": []}, lambda: "\ud800", lambda: ["\udcff", 1],
    lambda: "x" * 100_000, lambda: [["a"]] * 300, lambda: {"": ""}, lambda: "9" * 5_000,
]  # fmt: skip


def _deep(levels: int) -> str:
    return f"\x01{levels}"


def _worse_text(chance: Random, text: str) -> str:
    match chance.randrange(7):
        case 0:
            return chance.choice(DATES).decode()
        case 1:
            return chance.choice(NUMBERS).decode()
        case 2:
            at = chance.randrange(len(text) + 1)
            return (
                text[:at]
                + chance.choice(("\ud800", "\0", "\x1b[2J", "\u202e", "\u2028", "\n", "\x85", "\udfff\ud800"))
                + text[at:]
            )
        case 3:
            return text * chance.choice((2, 40))
        case 4:
            return text[: chance.randrange(len(text) + 1)]
        case 5:
            return text.swapcase()
    return mutated(chance, text.encode("utf-8", "surrogatepass"), (), ()).decode("utf-8", "replace")


def spelt(chance: Random, value: Any) -> bytes:
    """Return *value* as JSON in one of the ways JSON can be written, not all of them allowed."""
    text = json.dumps(value, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.1 and text.startswith("{") and '": ' in text:  # a key twice
        key = text[1 : text.index(":")]
        text = "{" + f"{key}: {chance.choice(NUMBERS).decode()}, " + text[1:]
    text = _DEEP.sub(lambda match: "[" * int(match[1]) + "]" * int(match[1]), text)
    return text.encode("utf-8", "surrogatepass")


def _joint(chance: Random, content: bytes) -> int:
    """Return a place in *content*, more often than not one where a grammar has a joint."""
    at = chance.randrange(len(content) + 1)
    if chance.random() < 0.6 and (near := _JOINTS.search(content, at, at + 2_000)):
        return near.start()
    return at


def _stretch(chance: Random, content: bytes) -> tuple[int, int]:
    start = _joint(chance, content)
    if chance.random() < 0.5:
        return start, min(len(content), start + chance.choice((1, 3, 12, 60, 400)))
    return tuple(sorted((start, _joint(chance, content))))  # type: ignore[return-value]  # two of them


def _replaced(chance: Random, content: bytes, pattern: re.Pattern[bytes], values: Sequence[bytes]) -> bytes:
    found = list(pattern.finditer(content, chance.randrange(len(content) + 1) if chance.random() < 0.7 else 0))[:400]
    if not found:
        return content
    one = chance.choice(found)
    return content[: one.start()] + chance.choice(values) + content[one.end() :]
