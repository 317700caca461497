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
_LATIN = bytes(ord(_SPELLING.get(chr(code)) or chr(code)) for code in range(256))
_LATIN_DROPPED = b"\xad"
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
        spelling = _spelt(text).encode()
    except UnicodeEncodeError:
        spelling = _spelt(storable(text)).encode()
    return ContentHash(f"{_VERSION}:sha256:{hashlib.sha256(spelling).hexdigest()}")


def spelt(text: str) -> str:
    """Return *text* in the spelling that is hashed: see content_hash."""
    return _spelt(storable(text))


def _spelt(text: str) -> str:
    """Return the spelling in a tenth of the time that str.translate and a pattern for white space would take."""
    try:
        # Latin 1 is in NFC whatever it says, and one table does the rest.
        text = text.encode("latin-1").translate(_LATIN, _LATIN_DROPPED).decode("latin-1")
    except UnicodeEncodeError:
        text = unicodedata.normalize("NFC", text)
        for odd, plain in _SPELLING.items():
            if odd in text:
                text = text.replace(odd, plain)
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


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
