"""Names of files for articles. No name is the web's: a title lends letters and digits, nothing else."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from newsarc.model.record import Record

_SLUG = 60
"""characters of a title in a name, at most: with day, id and ending a name stays below 100 bytes"""
_ID = re.compile(r"[0-9a-f]{16}\Z")
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?", re.ASCII)
_OTHER = re.compile(r"[^a-z0-9]+")


def file_name(record: Record, ending: str = ".md") -> tuple[str, str]:
    """Return the folder (a month) and the name for *record*: day, title, id. The same record, the same name.

    Lower-case ASCII letters, digits and dashes only, so that names differ on every file system, and begin with a digit
    or "undated", so that none is hidden, an option, or a device on Windows. An id that is none (of a line that foreign
    hands made) is hashed.
    """
    article, given = record.article, record.stamp.id
    day = _DAY.match(article.published_at or "") or _DAY.match(article.retrieved_at)
    dated = "-".join(part for part in day.groups() if part) if day else "undated"
    name = given if _ID.match(given) else hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()[:16]
    return dated[:7], "-".join(part for part in (dated, slug(article.title), name) if part) + ending


def slug(title: str) -> str:
    """Return what ASCII letters and digits *title* has, lower case, its words joined by dashes; perhaps nothing.

    >>> slug("El Niño: ¿qué será? ../../etc/passwd")
    'el-nino-que-sera-etc-passwd'
    """
    folded = unicodedata.normalize("NFKD", title[:1000]).encode("ascii", "ignore").decode().lower()
    words = _OTHER.sub("-", folded).strip("-")
    return words if len(words) <= _SLUG else words[: _SLUG + 1].rpartition("-")[0] or words[:_SLUG]
