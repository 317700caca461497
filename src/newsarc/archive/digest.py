"""The content hash and the record's id. No business logic: what is hashed, how it is spelt, nothing else."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from newsarc.model.record import ContentHash, RecordId, Sum

_VERSION = "1"  # bump when the spelling below changes; hashes of older versions stay valid for what they name

# One wire story on two sites differs in these without saying anything else: typographic quotes, dashes and ellipses,
# invisible characters, the split into paragraphs.
_SPELLING = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff"),
    }
)
_SPACE = re.compile(r"\s+")
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
    return ContentHash(f"{_VERSION}:sha256:{hashlib.sha256(spelt(text).encode()).hexdigest()}")


def spelt(text: str) -> str:
    """Return *text* in the spelling that is hashed: see content_hash."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", storable(text)).translate(_SPELLING)).strip()


def storable(text: str) -> str:
    """Return *text* as a line gives it back: lone surrogates, which UTF-8 cannot hold, are U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def record_id(prev: Sum, place: str, text_hash: ContentHash, attempt: int = 0) -> RecordId:
    """Return the 16 hex digits that name a record: unique because *prev* is; *attempt* counts collisions met."""
    digest = hashlib.sha256(f"{prev}\n{place}\n{text_hash}\n{attempt}".encode())
    return RecordId(digest.hexdigest()[:16])
