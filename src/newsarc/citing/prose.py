"""Citations for people: APA (7th edition) and MLA (9th edition), without italics.

APA: Publication Manual, 7th ed., chapters 9 (authors, dates, retrieval dates of pages that may change) and 10 (webpages
on news websites): ``Author, A. A. (Year, Month Day). Title. Site. Retrieved Month Day, Year, from URL``.
MLA: Handbook, 9th ed., chapter 5 (the core elements, and the date of access, which is optional):
``Author, First. “Title.” Site, Day Month Year, URL. Accessed Day Month Year.``
Both end with where the archived text is, which is newsarc's own addition. Titles keep the capitals they are printed
with: which words of a headline are names is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsarc.citing.names import Name, initials
from newsarc.citing.work import UNTITLED, Day, Work

_SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()  # noqa: SIM905 # MLA appendix 1
_MANY = 20
"""authors that APA lists; of more, the first 19 and the last"""
_CLOSING = (".", "!", "?", "…", "。", "？", "！", "؟", "।")
_INNER = str.maketrans('“”„"', "‘’‘'")


def apa(work: Work) -> str:
    """Return *work* in the style of the APA, on one line."""
    container = "" if _is_author(work, work.container) else work.container
    author, when = _stopped(_apa_authors(work.authors)), f"({_apa_day(work.issued)})."
    title = _stopped(work.title)
    head = (author, when, title) if work.authors else (title, when)
    return _joined(*head, _stopped(container), _apa_address(work), f"[{_credited(work)}Archived copy: {work.archived}]")


def mla(work: Work) -> str:
    """Return *work* in the style of the MLA, on one line."""
    author = "" if _is_author(work, work.container) and not work.personal else _stopped(_mla_authors(work.authors))
    title = _stopped(UNTITLED[1:-1]) if work.title == UNTITLED else f"“{_stopped(work.title.translate(_INNER))}”"
    source = _stopped(", ".join(part for part in (work.container, _mla_day(work.issued), work.url) if part))
    accessed = f"Accessed {_mla_day(work.accessed)}." if work.accessed and work.url else ""
    return _joined(author, title, source, accessed, f"{_credited(work)}Archived as {work.archived}.")


def _apa_authors(authors: Sequence[Name]) -> str:
    shown = [_apa_name(name) for name in authors]
    if len(shown) > _MANY:
        return f"{', '.join(shown[: _MANY - 1])}, . . . {shown[-1]}"
    if len(shown) < 2:
        return "".join(shown)
    # Two groups, whose names hold no commas of their own, are joined without one.
    joint = " & " if len(shown) == 2 and all(name.literal for name in authors) else ", & "
    return ", ".join(shown[:-1]) + joint + shown[-1]


def _apa_name(name: Name) -> str:
    if name.literal:
        return name.literal
    return ", ".join(part for part in (name.last, initials(name.given), name.suffix) if part)


def _apa_day(day: Day | None) -> str:
    if day is None:
        return "n.d."
    rest = " ".join(part for part in (day.month_name, str(day.day or "")) if part)
    return f"{day.year}, {rest}" if rest else str(day.year)


def _apa_address(work: Work) -> str:
    if not work.url or work.accessed is None or work.accessed.month is None:
        return work.url
    return f"Retrieved {work.accessed.month_name} {work.accessed.day}, {work.accessed.year}, from {work.url}"


def _mla_authors(authors: Sequence[Name]) -> str:
    if not authors:
        return ""
    first = authors[0]
    if len(authors) == 2:
        joint = " and " if first.literal else ", and "
        return f"{first.inverted}{joint}{authors[1].whole}"
    return f"{first.inverted}, et al." if len(authors) > 2 else first.inverted


def _mla_day(day: Day | None) -> str:
    if day is None:
        return ""
    return " ".join(
        part for part in (str(day.day or ""), _SHORT[day.month - 1] if day.month else "", str(day.year)) if part
    )


def _is_author(work: Work, name: str) -> bool:
    return any(author.whole.casefold() == name.casefold() for author in work.authors)


def _credited(work: Work) -> str:
    """Say who the text is credited to, where persons stand as its authors."""
    return f"Text credited to {', '.join(work.credited)}. " if work.personal and work.credited else ""


def _stopped(text: str) -> str:
    """Return *text* with a full stop, unless it ends with a mark that closes a sentence."""
    return text if not text or text.rstrip("’”'\"»)").endswith(_CLOSING) else f"{text}."


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
