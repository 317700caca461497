"""One spelling for text: what looks alike is written alike."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_MEANT = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
"""what the controls of Latin-1 stand for where a text of Windows was taken for one: quotes, dashes, the euro"""


def clean_line(raw: str) -> str:
    r"""Return *raw* as one line: NFC, no invisible characters or controls, runs of white space as one space, trimmed.

    Zero-width joiner and non-joiner stay, because scripts are written with them; marks of direction go. Lone
    surrogates become U+FFFD, so that the result can always be written as UTF-8. Controls that are a quote or a dash of
    Windows become that. Idempotent.

    >>> clean_line(" Cafe\u0301\u00a0 am\u00ad\tMarkt\u200b ")
    'Café am Markt'
    """
    if not raw.isprintable():  # which no surrogate, control, mark of direction or space but the plain one is
        raw = _CONTROL.sub(_meant, _INVISIBLE.sub("", _SURROGATE.sub("\ufffd", raw)))
    line = raw if raw.isascii() else unicodedata.normalize("NFC", raw)
    # split() takes NBSP and every other Unicode space with it, line breaks too
    return line if line.isprintable() and not _loose(line) else " ".join(line.split())


def _meant(control: re.Match[str]) -> str:
    return _MEANT.get(control[0], "")


def _loose(line: str) -> bool:
    return "  " in line or line[:1] == " " or line[-1:] == " "


def clean_text(paragraphs: tuple[str, ...]) -> str:
    """Return the text of an article: each paragraph as one clean line, joined by a newline, empty ones left out."""
    text = "\n".join(paragraphs)
    return text if _is_clean(text, len(paragraphs)) else "\n".join(line for line in map(clean_line, paragraphs) if line)


def _is_clean(text: str, count: int) -> bool:
    """Say whether the lines of *text*, made of *count* paragraphs, are clean: asked at once, as nearly all are."""
    bare = text.replace("\n", "")
    if len(text) - len(bare) != count - 1 or not bare.isprintable() or not unicodedata.is_normalized("NFC", text):
        return False
    loose = _loose(text) or " \n" in text or "\n " in text
    return not (loose or "\n\n" in text or text.startswith("\n") or text.endswith("\n"))  # nor is any empty


def clean_items(raw: tuple[str, ...], *, most: int = 50, longest: int = 200) -> tuple[str, ...]:
    """Return clean lines without repetition (case ignored), in their order: at most *most*, each within *longest*."""
    kept: dict[str, str] = {}
    for item in raw[: most * 4]:
        line = clean_line(item[: longest + 1])
        if line and len(line) <= longest:
            kept.setdefault(line.casefold(), line)
        if len(kept) == most:
            break
    return tuple(kept.values())
