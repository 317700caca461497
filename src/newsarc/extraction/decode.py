"""Bytes to characters, whatever the label says."""

from __future__ import annotations

import codecs
import logging
import re
import unicodedata
from collections import Counter
from functools import lru_cache

import msgspec

from newsarc.lexicon.languages import languages

_SAMPLE = 8192
_GUESS_SAMPLE = 32_768

_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"RIFF", b"\x1f\x8b", b"BZh", b"ID3",
    b"OggS", b"fLaC", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\x7fELF", b"\xd0\xcf\x11\xe0",
    b"wOFF", b"wOF2", b"\x00\x00\x01\x00", b"SQLite format 3", b"{\\rtf", b"%!PS", b"II*\x00", b"MM\x00*",
)  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a label means on the web: the larger set that browsers decode with.
_MEANS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5":
    "big5hkscs",
}  # fmt: skip
# Python knows codecs that are no character sets (zlib, rot13) or that no page should choose (utf-7, idna).
_CHARACTER_SETS = re.compile(
    r"(utf-(8|16|32).*|cp\d+|iso8859-\d+|iso2022_.*|koi8-.|mac-.*|gb.*|big5.*|euc_.*|shift_.*)"
)
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_TWICE = re.compile(rb"\xc3(?:[\x82-\xb4]\xc2[\x80-\xbf]|\xa2\xe2\x82\xac)")
"""a lead byte of UTF-8 and one that continues it, each written in UTF-8 as the Latin-1 character of its number; the
same for a dash or a quote, read as Windows-1252"""
_LEAD = b"\xc3"
"""the byte that all of these begin with"""
_DASH = "â€"
_WINDOWS = {ord(char): code for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
"""the bytes of those characters of Windows-1252 that Latin-1 has not"""
_HIGH = bytes(range(128, 256))
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
"""no word in Latin letters has so many beyond ASCII in a row"""
_LANGUAGE = re.compile(rb"""<html[^>]{0,200}?\slang\s*=\s*["']?([A-Za-z]{2})(?![A-Za-z])""", re.IGNORECASE)
_CENTRAL = ("iso8859-2", "cp1250")
_LATIN = {
    "pl": _CENTRAL, "cs": _CENTRAL, "sk": _CENTRAL, "hu": _CENTRAL, "ro": _CENTRAL, "hr": _CENTRAL, "sl": _CENTRAL,
    "bs": _CENTRAL, "tr": ("cp1254",), "az": ("cp1254",), "lt": ("cp1257",), "lv": ("cp1257",), "et": ("cp1257",),
}  # fmt: skip
"""the encodings of pages in a language that browsers do not take for western ones"""
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5")
_COMMON_LETTERS = frozenset("оеаинтсрвлі")
_COMMON = 0.45
"""of the letters of a text in Cyrillic are its ten commonest, at least; of another text read so a third at most"""
_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘'·\xad–—…«»“”„]+(?=[^\W\d_])|(?<=[^\W\d_])[¹²³]|\ufffd")
_CONTROL = bytes(set(range(1, 32)) - {9, 10, 12, 13, 14, 15, 27}) + b"\x7f"
"""what no text is written with; ISO 2022 shifts between its sets with 14, 15 and 27, and NUL is a case of its own"""
_MOST_CONTROL = 0.02
_ANCHORS = frozenset("\n .,<>、。，\u3000\u06d4\u060c\u0964")
"""what every text has some of: white space, full stops and commas of many scripts, marks of mark-up"""
_LETTERS = frozenset(
    {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Po", "Ps", "Pe", "Pd", "Pi", "Pf", "Zs", "Sm", "Sc"}
)


class Decoded(msgspec.Struct, frozen=True):
    """The characters of a page."""

    text: str
    """no byte order mark, no NUL"""
    encoding: str
    replaced: int
    """how many U+FFFD stand where bytes made no sense"""
    nuls: int
    """how many NUL characters were dropped"""
    encoded: bytes | None = None
    """the text in UTF-8, where the page was just that"""


def looks_binary(content: bytes) -> bool:
    """Say whether *content* is no text in any encoding: a known format, or too many control bytes."""
    head = content[:_SAMPLE]
    if head.startswith(_MAGIC) or head[4:8] == b"ftyp":
        return True
    if _by_bom(head) or _wide(head):
        return False
    return _control(head) > _MOST_CONTROL


def _control(head: bytes) -> float:
    """Return the share of control bytes. NUL counts for nothing: a text padded with it by a crash is damaged, not
    binary.
    """
    text = head.replace(b"\0", b"")
    return 1 - len(text.translate(None, _CONTROL)) / len(text) if text else 0.0


def decode(content: bytes, charset: str | None) -> Decoded:
    """Return the characters of *content*; *charset* is what the server said.

    A byte order mark wins, then bytes that are strictly UTF-8 (chance never makes them so), then what server and page
    say, then a guess. Never raises: bytes that fit nowhere become U+FFFD and are counted. What was stored as UTF-8
    twice is read twice.
    """
    encoding = _by_bom(content) or _wide(content[:_SAMPLE])
    if encoding:
        return _decoded(content, encoding)
    labels = _labels(content, charset)
    if any(label.startswith("iso2022") for label in labels) and b"\x1b" in content:
        return _decoded(content, next(label for label in labels if label.startswith("iso2022")))
    for encoding in ("utf-8", *labels):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        nuls = text.count("\0") if b"\0" in content else 0
        if encoding == "utf-8":
            lead = content.find(_LEAD)
            once = _once(text) if lead >= 0 and _TWICE.search(content, lead) else text
            if once is text and not nuls:
                return Decoded(text, encoding, 0, 0, content)
            text = once
        return _finish(text, encoding, known=0, nuls=nuls)
    return _least_damage(content, labels)


def _once(text: str) -> str:
    """Return *text* as it was before a program took its UTF-8 for Latin-1 or Windows-1252 and stored that as UTF-8.

    So do programs that believe the default of HTTP where a server names no character set. As everywhere, bytes that
    are strictly UTF-8 are so by no chance: one letter that was read rightly shows that all were.
    """
    try:
        return (text.translate(_WINDOWS) if _DASH in text else text).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _least_damage(content: bytes, labels: tuple[str, ...]) -> Decoded:
    """Return the reading with the fewest replacements; a tie goes to the earlier label."""
    guesses = [_decoded(content, encoding) for encoding in ("utf-8", *labels)]
    best = min(guesses, key=lambda decoded: decoded.replaced)
    # a multi-byte text with a few bytes lost is still what its label says; anything worse is a wrong label
    if best.replaced * 200 <= len(best.text) and (best.encoding in labels or _is_mostly_utf8(best)):
        return best
    return _decoded(content, _guess(content))


def _is_mostly_utf8(decoded: Decoded) -> bool:
    """Say whether more characters beyond ASCII were read than not: a text of another encoding has none."""
    return decoded.encoding == "utf-8" and len(decoded.text.encode()) - len(decoded.text) > 4 * decoded.replaced


def _guess(content: bytes) -> str:
    """Return the likeliest encoding of unlabelled bytes: of one byte a letter, unless most lie outside ASCII."""
    first = re.search(rb"[\x80-\xff]", content)
    start = max(0, (first.start() if first else 0) - 200)
    sample = content[start : start + _GUESS_SAMPLE]
    visible = re.sub(rb"<[^>]{0,2000}>|\s+", b"", sample)
    high = len(visible) - len(visible.translate(None, _HIGH))
    if high < 0.25 * len(visible) and 2 * sum(map(len, _HIGH_RUN.findall(visible))) <= high:
        return _latin(content, visible)
    if cyrillic := _cyrillic(visible):
        return cyrillic
    from bs4.dammit import UnicodeDammit  # noqa: PLC0415 - slow to load, needed for few pages

    # its warning about characters replaced is our Decoded.replaced
    logging.getLogger("bs4.dammit").addHandler(logging.NullHandler())
    named = UnicodeDammit(sample, ["utf-8"]).original_encoding
    return (named and _character_set(named)) or "cp1252"


def _cyrillic(visible: bytes) -> str | None:
    """Return the Cyrillic encoding in which most letters of *visible* are the commonest of Russian and its kin, None
    where there is none: read in another they are the rare ones, or capitals within words.
    """
    shares = {encoding: _common(visible.decode(encoding, "replace")) for encoding in _CYRILLIC}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _COMMON else None


def _common(text: str) -> float:
    letters = [char for char in text if char > "\x7f"]
    return sum(char in _COMMON_LETTERS for char in letters) / max(1, len(letters))


def _latin(content: bytes, visible: bytes) -> str:
    """Return which Latin encoding *visible* is in: that of the page's language, else the first without odd signs in
    which its letters are those of one language.

    What is a letter in one is a superscript or a currency in another: no word has such a sign between two letters.
    """
    found = _LANGUAGE.search(content[:_SAMPLE])
    own = _LATIN.get(found.group(1).decode().lower(), ()) if found else ()
    encodings = (*own, "cp1252", *_CENTRAL, "cp1254", "cp1257")
    if own:
        return min(encodings, key=lambda encoding: _odd_signs(visible, encoding))
    return min(encodings, key=lambda encoding: (_odd_signs(visible, encoding), -_of_one_language(visible, encoding)))


def _of_one_language(visible: bytes, encoding: str) -> float:
    """Return which share of the letters beyond ASCII, read so, are of the one language that has the most of them."""
    letters = Counter(char for char in visible.decode(encoding, "replace").lower() if char > "\x7f" and char.isalpha())
    total = sum(letters.values())
    return max(sum(letters[char] for char in alphabet) for alphabet in _alphabets()) / total if total else 0.0


@lru_cache(maxsize=1)
def _alphabets() -> tuple[str, ...]:
    return tuple(languages().alphabets.values())


def _odd_signs(visible: bytes, encoding: str) -> int:
    return len(_IN_WORD.findall(visible.decode(encoding, "replace")))


def _decoded(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, errors="replace")
    return _finish(text, encoding, known=None, nuls=text.count("\0"))


def _finish(text: str, encoding: str, *, known: int | None, nuls: int) -> Decoded:
    replaced = text.count("\ufffd") if known is None else known
    return Decoded(
        text.removeprefix("\ufeff").replace("\0", "") if nuls else text.removeprefix("\ufeff"), encoding, replaced, nuls
    )


def _by_bom(content: bytes) -> str | None:
    return next((encoding for bom, encoding in _BOMS if content.startswith(bom)), None)


def _wide(head: bytes) -> str | None:
    """Return the UTF-16 order of *head*, None where it is no UTF-16 without a mark.

    In western text every second byte is NUL; in others the bytes look like a binary file's, but read as UTF-16 they are
    letters, with white space and stops between them. What reads better of the two orders wins.
    """
    nuls = head.count(0)
    if len(head) < 8 or not (nuls > 0.02 * len(head) or _control(head) > _MOST_CONTROL):
        return None
    if _is_utf8(head) and (not head.isascii() or (_control(head) <= _MOST_CONTROL and nuls < 0.25 * len(head))):
        return None
    size = len(head) & ~1
    anchors, best = max((_anchored(head[:size], order), order) for order in ("utf-16-le", "utf-16-be"))
    return best if anchors > 0.005 * size / 2 else None


def _is_utf8(head: bytes) -> bool:
    """Say whether *head* is UTF-8, the last character perhaps cut: UTF-16 with bytes beyond ASCII never is."""
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.end == len(head) and error.reason.startswith("unexpected end")
    return True


def _anchored(head: bytes, encoding: str) -> int:
    """Return how many characters of *head* stand between words, 0 where it is no text in *encoding*."""
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError:
        text = head[:-2].decode(encoding, "replace")  # a pair of surrogates may be cut
    odd = sum(unicodedata.category(char) not in _LETTERS and not char.isspace() for char in text)
    return 0 if odd > 0.05 * len(text) else sum(char in _ANCHORS for char in text)


def _labels(content: bytes, charset: str | None) -> tuple[str, ...]:
    found = _META.search(content[:_SAMPLE])
    declared = (found.group(1) or found.group(2)).decode("ascii", "replace") if found else None
    named = (_character_set(label) for label in (charset, declared) if label)
    # a page that could be read far enough to find its label is not in a wide encoding
    return tuple(dict.fromkeys(name for name in named if name and not name.startswith(("utf-16", "utf-32", "utf-8"))))


def _character_set(label: str) -> str | None:
    """Return the codec to use for *label*, None when it names no character set."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    name = _MEANS.get(name, name)
    return name if _CHARACTER_SETS.fullmatch(name) else None
