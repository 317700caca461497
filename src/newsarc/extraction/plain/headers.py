"""What stands above a plain text in lines of its own kind: front matter, labels, headers of mails and of archives."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction import rules
from newsarc.extraction.cleanup import Work
from newsarc.extraction.folding import fold
from newsarc.extraction.plain.lines import Group, Row
from newsarc.extraction.shown import find_written_day
from newsarc.lexicon.cues import cues, every
from newsarc.model.parts import Credit, Found, Place, Removed

_FENCE = re.compile(r"^(-{3}|\+{3})\s*$")
_FRONT_LINE = re.compile(r"^([\w-]{2,30})\s*[:=]\s*(.*)$")
_FRONT_MAX = 100
_FRONT_FIELDS = {
    "headline": "title", "authors": "author", "byline": "author", "published": "date", "updated": "modified",
    "lastmod": "modified", "category": "section", "categories": "section", "keywords": "tags", "link": "url",
    "canonical": "url", "site": "publisher", "publication": "publisher", "lang": "language",
}  # fmt: skip
_ADDRESS = re.compile(r"https?://\S{4,500}")
_END_MARK = re.compile(r"#(?:\s?#){1,4}|-\s?30\s?-|[-–—]?\s?(?:ends?|ENDS?|END OF RELEASE)\s?[-–—]?")
_LABELS = 2
"""labelled lines under a title at least, where no blank line parts them from it"""
_GROUPS = 8
"""groups of lines from the top among which labels stand"""
_MAIL_LINE = re.compile(r"([A-Z][A-Za-z-]{1,30}):\s+\S.*")
_MAIL_FIELDS = frozenset(
    {"from", "to", "subject", "date", "newsgroups", "path", "message-id", "sent", "cc", "reply-to", "organization"}
)
_MAIL_LEAST = 2
"""headers of a mail that stand together"""
_ARCHIVE_LABEL = re.compile(r"([A-Z]{2,}(?:-[A-Z]+)?):(?:\s+(.*))?")
_ARCHIVE_LABELS = {"HEADLINE": "title", "BYLINE": "author", "SECTION": "", "LENGTH": "", "BODY": "", "LOAD-DATE": "",
                   "LANGUAGE": "", "PUBLICATION-TYPE": "", "GRAPHIC": "", "SERIES": "", "JOURNAL-CODE": "",
                   "DATELINE": "", "HIGHLIGHT": "", "TYPE": "", "SUBJECT": "", "EDITION": ""}  # fmt: skip
"""of the newspaper archives that Nexis prints, and the field that each is"""
_ARCHIVE_LEAST = 3
_DOCUMENT = re.compile(r"\d+ (?:of|van|von|de) \d+ [A-Z]{4,}")
_HOLDER = re.compile(r"(?:Copyright|\(c\)|©) ?(?:\d{4})?.*|All Rights Reserved\.?", re.IGNORECASE)
_CODED = re.compile(r"([A-Z]{2,3})(?:\s+(\S.*))?")
_CODES = {"HD": "title", "BY": "author", "PD": "date", "SN": "publisher", "LA": "", "WC": "", "SC": "", "SE": "",
          "CR": "", "PG": "", "CY": "", "LP": "text", "TD": "text", "AN": "", "NS": "", "RE": "", "IN": "", "CO": "",
          "RF": "", "ED": "", "ET": "", "VOL": "", "ART": "", "PUB": "", "IPC": "", "IPD": "", "CT": "",
          "CLM": ""}  # fmt: skip
"""of the newspaper archives that Factiva prints, and the field that each is"""
_CODES_LEAST = 5
_WORD_COUNT = re.compile(r"\d[\d,.]* words")
_BELOW_COUNT = 2
"""lines below the number of words at least: the day, the paper"""


def read(work: Work, found: list[Group]) -> None:
    """Take the headers out of the groups *found*, and keep in *work* what they say."""
    _front_matter(work, found)
    _coded(work, found)
    _counted(work, found)
    _archived(work, found)
    _mail(work, found)
    _release_frame(work, found)
    _title_over_labels(work, found)
    _labelled_lines(work, found)
    found[:] = [group for group in found if group]


def _front_matter(work: Work, found: list[Group]) -> None:
    """Read the block of ``key: value`` lines that Markdown writers put first, between two fences."""
    if not found or not _FENCE.match(found[0][0].text):
        return
    flat = [row.text for group in found[:4] for row in group][:_FRONT_MAX]
    end = next((at for at, line in enumerate(flat) if at and line == flat[0]), None)
    if end is None or end < 2 or not all(_FRONT_LINE.match(line) or line.startswith("- ") for line in flat[1:end]):
        return
    left = end + 1
    while left:
        taken = found[0][:left]
        work.removed.extend(Removed(row.text, "front-matter") for row in taken)
        left -= len(taken)
        del found[0][: len(taken)]
        if not found[0]:
            found.pop(0)
    for line in flat[1:end]:
        if match := _FRONT_LINE.match(line):
            _learn(work, match.group(1).lower(), match.group(2).strip().strip("\"'"))


def _learn(work: Work, name: str, value: str) -> None:
    """Keep what a labelled line says; nothing where it has no field of its own, or no value."""
    field = _FRONT_FIELDS.get(name, name)
    if not value or not field:
        return
    if field == "title":
        work.title = work.title or value
    elif field == "author":
        work.bylines.append(Found(value, "byline"))
        work.credits.append(Credit(value, Place.BYLINE))
    elif field == "date":
        work.published.append(Found(value, "text"))
    elif field == "modified":
        work.modified.append(Found(value, "text"))
    else:
        work.facts.append((field, value))


def _coded(work: Work, found: list[Group]) -> None:
    """Read a text whose lines begin with codes of two letters, as Factiva prints it; what a code says stands behind it
    or below it.
    """
    codes = {code[1] for group in found for row in group if (code := _CODED.fullmatch(row.text))}
    if len(codes & _CODES.keys()) < _CODES_LEAST or not codes & {"LP", "TD"}:
        return
    below: str | None = None  # what the lines up to the next code say; they are text where it is None
    for group in found:
        kept: Group = []
        for row in group:
            code = _CODED.fullmatch(row.text)
            field = _CODES.get(code[1]) if code else None
            if code is None or field is None:
                if below is None:
                    kept.append(row)
                    continue
                work.removed.append(Removed(row.text, "header"))
                _learn(work, below, row.text)
                below = ""
                continue
            value = code[2] or ""
            is_text = field == "text"
            work.removed.append(Removed(code[1] if is_text else row.text, "header"))
            if is_text and value:
                kept.append(Row(value, row.indent))
            elif not is_text:
                _learn(work, field, value)
            below = None if is_text or value else field
        group[:] = kept
    found[:] = [group for group in found if group]


def _counted(work: Work, found: list[Group]) -> None:
    """Read what Factiva prints without codes: headline and byline above the number of words, day and paper below it."""
    lines = [row.text for row in found[0]] if len(found) > 1 else []
    at = next((place for place, line in enumerate(lines) if _WORD_COUNT.fullmatch(line)), 0)
    if not at or len(lines) <= at + _BELOW_COUNT:
        return
    _learn(work, "title", lines[0])
    _learn(work, "author", " ".join(lines[1:at]))
    _learn(work, "date", lines[at + 1])
    _learn(work, "publisher", lines[at + 2])
    work.removed += [Removed(line, "header") for line in lines[1:]]
    found.pop(0)


def _archived(work: Work, found: list[Group]) -> None:
    """Read a text between labels in capitals, as Nexis prints it: the paper and the day stand above the first one, and
    the headline, where no label names it.
    """
    rows = [row for group in found for row in group]
    labels = [_archive_label(row.text) for row in rows]
    fields = {field for field, _value in filter(None, labels)}
    if sum(label is not None for label in labels) < _ARCHIVE_LEAST:
        return
    top = next(at for at, label in enumerate(labels) if label is not None)
    first = max((at + 1 for at, row in enumerate(rows[:top]) if _DOCUMENT.fullmatch(row.text)), default=0)
    lines = [row.text for row in rows[first:top] if not _is_notice(row.text)]
    days = [line for line in lines if find_written_day(line)]
    names = [line for line in lines if line not in days]
    if "title" not in fields and len(names) > 1:
        _learn(work, "title", names.pop())
    for field, values in (("date", days), ("publisher", names)):
        _learn(work, field, next(iter(values), ""))
    for row, label in zip(rows, labels, strict=True):
        if label is not None:
            _learn(work, *label)
        if label is not None or _is_notice(row.text) or row.text in (*days, *names):
            work.removed.append(Removed(row.text, "header"))
    below = zip(rows[top:], labels[top:], strict=True)
    kept = {id(row) for row, label in below if label is None and not _is_notice(row.text)}
    found[:] = [left for group in found if (left := [row for row in group if id(row) in kept])]


def _is_notice(text: str) -> bool:
    """Say whether *text* is the number of a document in an archive, or says who holds the rights in it."""
    return _DOCUMENT.fullmatch(text) is not None or _HOLDER.fullmatch(text) is not None


def _archive_label(text: str) -> tuple[str, str] | None:
    """Return the field, if any, and the value of a line that begins with such a label, None for any other."""
    label = _ARCHIVE_LABEL.fullmatch(text)
    field = _ARCHIVE_LABELS.get(label[1]) if label else None
    return (field, (label[2] or "").strip()) if label and field is not None else None


def _mail(work: Work, found: list[Group]) -> None:
    """Take off the headers of a mail, or of a post to a newsgroup; its day is the text's where nothing else tells."""
    names = [match[1].lower() for row in (found[0] if found else []) if (match := _MAIL_LINE.fullmatch(row.text))]
    if len(names) < len(found[0] if found else []) or len(_MAIL_FIELDS.intersection(names)) < _MAIL_LEAST:
        return
    for row in found.pop(0):
        name, _, value = row.text.partition(":")
        work.removed.append(Removed(row.text, "mail-header"))
        if name.lower() in {"date", "sent"}:
            work.facts.append(("mailed", value.strip()))


def _release_frame(work: Work, found: list[Group]) -> None:
    """Take off what says that a text is a press release, above it, and what says that it ends."""
    if len(found) > 1 and fold(found[0][0].text) in _release_labels():
        work.removed.append(Removed(found[0].pop(0).text, "release-line"))
    while len(found) > 1 and found[-1] and _END_MARK.fullmatch(found[-1][-1].text):
        work.removed.append(Removed(found[-1].pop().text, "end-mark"))
        found[:] = [group for group in found if group]
    found[:] = [group for group in found if group]


@lru_cache(maxsize=1)
def _release_labels() -> frozenset[str]:
    return frozenset(map(fold, every(cues().release_labels)))


def _title_over_labels(work: Work, found: list[Group]) -> None:
    """Take the first line for the title where all others of its group are an address and labelled lines."""
    first, *others = [row.text for row in found[0]] if len(found) > 1 else [""]
    if len(others) < _LABELS or rules.labelled(first) or not all(map(_is_labelled, others)):
        return
    work.title = first
    kept = [row for row in found[0][1:] if not _ADDRESS.fullmatch(row.text)]
    for line in filter(_ADDRESS.fullmatch, others):
        work.removed.append(Removed(line, "url-line"))
        _learn(work, "url", line)
    found[0][:] = kept


def _is_labelled(line: str) -> bool:
    return _ADDRESS.fullmatch(line) is not None or rules.labelled(line) is not None


def _labelled_lines(work: Work, found: list[Group]) -> None:
    """Take ``Title: ...``, ``Date: ...`` and their like out of the first groups, where they cannot be text."""
    for group in found[:_GROUPS]:
        last = group is found[-1]
        while group:
            labelled = rules.labelled(group[0].text)
            if not labelled or (last and len(group) == 1):
                break
            field, value = labelled
            if field == "date" and not re.search(r"\d", value):
                break
            line = group.pop(0).text
            rule = {"author": "byline", "date": "date-line", "modified": "date-line", "source": "credit-line"}
            work.removed.append(Removed(line, rule.get(field, f"{field}-line")))
            if field == "source":
                work.credits.append(Credit(line, Place.CLOSING_LINE))
            else:
                _learn(work, field, value)
        if group and (len(group[0].text) > 140 or rules.is_sentence(group[0].text)):
            break
    found[:] = [group for group in found if group]
