"""The content hash and the record's id. No business logic: what is hashed, how it is spelt, nothing else."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from newsarc.model.record import ContentHash, RecordId, Sum

_VERSION = "1"  # bump when the spelling below changes; hashes of older versions stay valid for what they name

# One wire story on two sites differs in these without saying anything else: typographic quotes, dashes and ellipses,
# invisible characters, the split into paragraphs.
_SPELLING = {
    **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", ""),
    # every white space but the space itself
    **dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
}
# A whole archive is hashed whenever it is verified, so most texts take a short way through their UTF-8. It is open to
# those that hold nothing but these bytes and newlines: ASCII that is spelt as it is, and letters that are in NFC
# whatever stands beside them (U+00C0-027F, U+02C0-02FF, U+0400-047F, U+4000-9FFF); and from U+2000 on only what
# the table has.
_PLAIN = bytes(code for code in range(128) if chr(code) not in _SPELLING) + bytes(
    (*range(0x80, 0xC0), *range(0xC3, 0xCA), 0xCB, 0xD0, 0xD1, *range(0xE4, 0xEA))
)
_LEAD = b"\xe2"
_AFTER_LEAD = {
    odd.encode()[1:]: plain.encode()
    for odd, plain in _SPELLING.items()
    if odd.encode()[:1] == _LEAD and odd not in "\u2000\u2001"
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def content_hash(text: str) -> ContentHash:
    r"""Return ``1:sha256:<hex>`` over the normalised *text* alone.

    Normalised: NFC; quotes, dashes and ellipses in their ASCII spelling; soft hyphens, zero-width spaces and direction
    marks dropped; every run of white space, paragraph breaks too, one space; none at the ends. Case and every other
    character count. Title, address, dates and provenance are left out on purpose: the same story on two sites must
    hash alike.

    >>> content_hash("It’s  here.\nNow") == content_hash("It's here. Now")
    True
    """
    try:
        spelling = _spelt_shortly(text)
    except (UnicodeEncodeError, KeyError):
        spelling = spelt(text).encode()
    return ContentHash(f"{_VERSION}:sha256:{hashlib.sha256(spelling).hexdigest()}")


def spelt(text: str) -> str:
    """Return *text* in the spelling that is hashed: see content_hash."""
    text = unicodedata.normalize("NFC", storable(text))
    for odd, plain in _SPELLING.items():
        if odd in text:
            text = text.replace(odd, plain)
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def _spelt_shortly(text: str) -> bytes:
    """Return the UTF-8 of the spelling. Raises KeyError or UnicodeEncodeError where there is no short way to it."""
    raw = text.encode()
    odd = raw.translate(None, _PLAIN)
    if odd.strip(b"\n" + _LEAD):
        raise KeyError
    if _LEAD in odd:
        first, *rest = raw.split(_LEAD)
        raw = first + b"".join([_AFTER_LEAD[part[:2]] + part[2:] for part in rest])
    raw = raw.replace(b"\n", b" ")
    while b"  " in raw:
        raw = raw.replace(b"  ", b" ")
    return raw.strip(b" ")


def storable(text: str) -> str:
    """Return *text* as a line gives it back: lone surrogates, which UTF-8 cannot hold, are U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def record_id(prev: Sum, place: str, text_hash: ContentHash, attempt: int = 0) -> RecordId:
    """Return the 16 hex digits that name a record: unique because *prev* is; *attempt* counts collisions met."""
    digest = hashlib.sha256(f"{prev}\n{place}\n{text_hash}\n{attempt}".encode())
    return RecordId(digest.hexdigest()[:16])
