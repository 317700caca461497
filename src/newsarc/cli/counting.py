"""Numbers with what they count."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return *number* and what it counts; *many* where that is not *one* with an s.

    >>> counted(1, "page"), counted(2_000, "page"), counted(0, "entry", "entries")
    ('1 page', '2,000 pages', '0 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
