"""What one line is: breadcrumb, section line, byline, date line, credit line, note, or text."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.titles import fold
from newsarc.lexicon.cues import Words, cues, every

_STRONG = r"\s*[»›→▸▶>❯⟩]+\s*|\s*::\s*|\s+/\s+|\s*\|\s*"
_CRUMB = re.compile(_STRONG)
_ARROW = re.compile(r"\s*[»›→▸▶❯⟩]\s*|\s+>\s+")
_WEAK = re.compile(r"\s*[/|:·•>-]+\s*|\s+[–—]\s+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_CONNECTORS = frozenset(
    [
        "and",
        "&",
        "of",
        "the",
        "in",
        "for",
        "to",
        "on",
        "und",
        "der",
        "die",
        "das",
        "für",
        "im",
        "et",
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "y",
        "el",
        "los",
        "en",
        "del",
        "e",
        "da",
        "do",
        "dos",
        "di",
        "della",
        "i",
        "och",
        "og",
        "ja",
    ]
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORDS = re.compile(r"\w+")
_NO_CASE = re.compile(r"[\u0590-\u074f\u0900-\u0fff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIGN_OFF = re.compile(r"^[(（\[].{3,300}[)）\]]\.?$")
_COPYRIGHT = re.compile(r"^(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_LOWER_CASE_AGENCIES = frozenset({"dpa", "epd", "sid", "dapd", "kna", "afp", "ap", "dts", "red"})
MAX_CREDIT = 160
"""characters; a longer line is text"""


def alternatives(*groups: Words) -> str:
    """Return a regular expression of all words in *groups*, longest first."""
    merged = {word for group in groups for word in every(group)}
    return "|".join(re.escape(word) for word in sorted(merged, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def _home() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*(?:{alternatives(cues().home)})(?P<sep>{_STRONG}|\s*[-–—·•:/]+\s*)(?P<rest>.+)$", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _credit_line() -> re.Pattern[str]:
    return re.compile(rf"^[\[(（]?\s*(?:{alternatives(cues().source_labels)})\s*[:：]\s*\S.*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _credit_tail() -> re.Pattern[str]:
    # The label must be spelt with its capital: "the source: a map" is text.
    labels = alternatives(cues().source_labels)
    return re.compile(
        rf"(?<=[.!?…。！？\"”’»)\]）])\s*(?P<credit>[\[(（]?(?:{labels})\s?[:：]\s*[^\s.!?。][^\n!?。]{{0,100}})$"
    )


@lru_cache(maxsize=1)
def _byline() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(cues().byline)})(?:\s*[:：]\s*|\s+)(?P<names>\S.*)$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _labelled() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in label_groups())
    return re.compile(rf"^\W{{0,3}}(?:{groups})\W{{0,3}}?\s*[:：]\s*\**\s*(?P<value>\S.*)$", re.IGNORECASE)


def label_groups() -> tuple[tuple[str, Words], ...]:
    """Return (field, words) for the labels that may open a header line of a text file."""
    known = cues()
    return (
        ("title", known.title_labels),
        ("author", known.author_labels),
        ("modified", known.modified_labels),
        ("date", known.date_labels),
        ("section", known.section_labels),
        ("tags", known.tag_labels),
        ("url", known.url_labels),
        ("publisher", known.publisher_labels),
        ("source", known.source_labels),
    )


def labelled(line: str) -> tuple[str, str] | None:
    """Return (field, value) of a header line such as ``Title: ...``, None for anything else."""
    match = _labelled().match(line) if len(line) <= 400 else None
    if not match:
        return None
    field = next(name for name, _ in label_groups() if match.group(name))
    return field, match.group("value").strip().strip('"“”')


def breadcrumb(line: str, title_keys: frozenset[str]) -> str | None:
    """Return the last part of a breadcrumb line (often the title), None when *line* is not one.

    *title_keys* are folded lines that stand near: one of them as the last part is proof enough for weak separators.
    """
    if len(line) > 400 or "\n" in line:
        return None
    home = _home().match(line)
    return _path_from_home(line, home, title_keys) if home else _path(line, title_keys)


def _path_from_home(line: str, home: re.Match[str], title_keys: frozenset[str]) -> str | None:
    rest = home.group("rest").strip()
    steps = _CRUMB.split(rest)
    for part in (rest, steps[-1].strip(), _WEAK.split(rest)[-1].strip()):
        if fold(part) in title_keys:
            return part
    # without a title to confirm it, a path needs an arrow, or two steps
    arrow = _CRUMB.fullmatch(home.group("sep")) and (_ARROW.search(line) or len(steps) > 1)
    return steps[-1].strip() if arrow and not _is_prose(rest) else None


def _path(line: str, title_keys: frozenset[str]) -> str | None:
    """Return the last step of ``News » Politics » TITLE``: all steps but the last are short."""
    parts = [part.strip() for part in _ARROW.split(line) if part.strip()]
    if len(parts) < 2 or any(len(part) > 40 for part in parts[:-1]) or _is_prose(line):
        return None
    return parts[-1] if len(parts) > 2 or fold(parts[-1]) in title_keys else None


def _is_prose(text: str) -> bool:
    return len(text) > 250 or bool(re.search(r"[.!?]\s+\S", text) and _SENTENCE_END.search(text))


@lru_cache(maxsize=1)
def _section_words() -> frozenset[str]:
    return frozenset(fold(word) for word in every(cues().sections))


def section_share(line: str) -> float:
    """Return which share of *line*'s words names sections, 0 for a line that is a sentence or too long.

    A line of sections glued together has no punctuation and a capital at every word that is no connector.
    """
    words = _WORD.findall(line)
    if not words or len(words) > 25 or len(line) > 200 or re.search(r"[.!?:;,\"“”„«»()…]", line):
        return 0.0
    cased = [word for word in words if word.casefold() not in _CONNECTORS and not _NO_CASE.search(word)]
    if any(not (word[0].isupper() or word[0].isdigit()) for word in cased):
        return 0.0
    known = sum(fold(word) in _section_words() for word in words)
    return max(known, 0.5) / len(words)


def is_credit_line(line: str) -> bool:
    """Say whether *line* is a label and the name of a source, and nothing else."""
    return len(line) <= MAX_CREDIT and bool(_credit_line().match(line)) and len(re.findall(r"[.!?] +\S", line)) <= 1


def split_credit_tail(paragraph: str) -> tuple[str, str] | None:
    """Return (text, credit) of a paragraph with a credit line glued to its end, else None."""
    match = _credit_tail().search(paragraph, max(0, len(paragraph) - 160))
    if not match or not match.start() or len(match.group("credit").split()) > 12:
        return None
    return paragraph[: match.start()].rstrip(), match.group("credit").strip()


@lru_cache(maxsize=1)
def _byline_openings() -> frozenset[str]:
    return frozenset(_FIRST_WORD.match(word.lower())[0] for word in every(cues().byline))  # type: ignore[index]  # each begins with a letter


def byline(line: str) -> str | None:
    """Return the names in a byline (``By X``, ``Von X und Y``), None when *line* is text."""
    opening = _FIRST_WORD.match(line) if len(line) <= 140 else None
    if opening is None or opening[0].lower() not in _byline_openings():
        return None
    match = _byline().match(line)
    if not match:
        return None
    names = match.group("names").strip()
    if names[0].isdigit() or (_SENTENCE_END.search(names) and not re.search(r"\b[A-ZÀ-Þ]\.$", names)):
        return None
    before_day = re.split(r"\s*[|•·–—,]\s*(?=.{0,12}\d)|\s+\d", names)[0]
    words = _WORD.findall(before_day)
    named = [word for word in words if word[0].isupper() or _NO_CASE.search(word) or word in _LOWER_CASE_AGENCIES]
    if not 1 <= len(words) <= 14 or len(named) * 2 < len(words):
        return None
    return names if words[0] in named else None


@lru_cache(maxsize=1)
def _date_words() -> frozenset[str]:
    known = cues()
    groups = (known.months, known.date_words, known.date_labels, known.modified_labels)
    return frozenset(token for group in groups for word in every(group) for token in fold(word).split())


@lru_cache(maxsize=1)
def _date_labels() -> frozenset[str]:
    """Return the labels that say nothing but that a day follows; a bare "Date" may be a heading."""
    known = cues()
    return frozenset(
        fold(word) for group in (known.date_labels, known.modified_labels) for word in every(group) if " " in word
    )


@lru_cache(maxsize=1)
def _change() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*(?:page |last |zuletzt |article )?(?:{alternatives(cues().modified_labels)})(?!\w)", re.IGNORECASE
    )


def is_change(line: str) -> bool:
    """Say whether *line* opens as one that tells of the last change."""
    return bool(_change().match(line))


def is_date_line(line: str) -> bool:
    """Say whether *line* holds a day or a time of day and nothing else, or a label whose day stands elsewhere."""
    if len(line) > 120:
        return False
    if not re.search(r"\d", line):
        return len(line) < 40 and fold(line) in _date_labels()
    words = re.findall(r"[^\W\d_]+", fold(line))
    spelt = _date_words()
    # CJK has no spaces: year, month, day and weekday signs stand among the figures
    rest = [
        word
        for word in words
        if word not in spelt
        and not re.fullmatch(r"[年月日時分秒년월일시분上下午前後週周星期一二三四五六天]+|t|z", word)
    ]
    return not rest and bool(words or re.search(r"\d[./:-]\d", line)) and len(re.findall(r"\d+", line)) <= 14


@lru_cache(maxsize=1)
def _notes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = cues()
    return (
        re.compile(rf"(?:{alternatives(known.republished, known.with_files)})(?!\w)"),
        re.compile(rf"^[(（\[]?\s*(?:{alternatives(known.signoff)})(?!\w)"),
    )


@lru_cache(maxsize=1)
def _note_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the longest word of each phrase of a note, and the phrases of scripts without spaces."""
    phrases = (*every(cues().republished), *every(cues().with_files))
    spaced = [phrase for phrase in phrases if not _NO_CASE.search(phrase)]
    words = frozenset(max(re.findall(r"\w+", phrase), key=len) for phrase in spaced)
    return words, tuple(phrase for phrase in phrases if _NO_CASE.search(phrase))


def is_note(line: str) -> bool:
    """Say whether *line* tells that the text stood elsewhere first, or who supplied part of it."""
    if len(line) > 400:
        return False
    anywhere, opening = _notes()
    lower = line.lower()
    words, phrases = _note_words()
    # most lines hold none of the words, and are spared the search
    likely = not words.isdisjoint(_PLAIN_WORDS.findall(lower)) or (
        not line.isascii() and any(map(lower.count, phrases))
    )
    if likely and any(
        not match.start() or not _is_letter(lower[match.start() - 1]) for match in anywhere.finditer(lower)
    ):
        return True
    return bool(opening.match(line) or (_COPYRIGHT.match(line) and len(line) < 200))


def _is_letter(char: str) -> bool:
    """Say whether *char* continues a word; signs of scripts without spaces do not."""
    return (char.isalnum() or char == "_") and not "\u3040" <= char <= "\ud7af"


def is_sign_off(line: str) -> bool:
    """Say whether *line* is a bracket of its own, as agencies close a text with."""
    return bool(_SIGN_OFF.match(line))


def is_sentence(line: str) -> bool:
    """Say whether *line* ends as a sentence does."""
    return bool(_SENTENCE_END.search(line))
