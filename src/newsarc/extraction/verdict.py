"""What a page is. An article is refused only on evidence: to lose one is worse than to keep a list."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from newsarc.extraction import listing
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document
from newsarc.extraction.measure import ends_sentence, weight
from newsarc.lexicon.cues import Words, cues, every
from newsarc.lexicon.phrasebook import Phrasebook
from newsarc.model.parts import Verdict

_SHORT = 25
"""letters; less is no article in any script"""
_WALL = 1500
"""characters; a page with more text is no wall, whatever it says"""
_NAME = 1000
"""characters of a title in which cues are looked for"""
_TEASER = 1200
_OFFER = 300
"""characters; a longer line is a paragraph"""
_SCRIPTED = re.compile(
    r"challenge-platform|cf-chl|captcha-delivery|px-captcha|_incapsula_|hcaptcha\.com|recaptcha/api", re.IGNORECASE
)
_WORDS_OF_A_SHELL = 300
"""characters; a page that says it needs scripts, or a password, and little more shows nothing without them"""
_MOST_THEMES = 5
_SOME_THEMES = 2
_LEAST_OF_A_LIST = 10
"""lines; a page with fewer shows nothing to choose from"""
_OF_A_CHALLENGE = 2000
"""characters of a page that asks whether its reader is human, at most"""
_EXCUSE = 700
"""characters that a page with such a title takes at most, with what else it offers"""
_MESSAGE = 400
"""characters that saying that a page is not there takes at most"""
_FEWEST = 4
"""lines; a page with fewer lists nothing"""
_SENTENCE, _LONG = 30, 160
"""weight of a sentence at least, and of a line that tells something however it ends"""
_OF_LETTERS = 0.55
_TOLD = 0.2
"""of a plain text that sentences make up at least, where it tells anything"""
_LITTLE, _BRIEF, _SHARE = 160, 100, 0.4
"""weight of the sentences of a copied page at least, and of one with a day and an author, or their share in it"""
_NO_SPACES = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GONE = frozenset({404, 410})
_BLOCKED = frozenset({401, 403, 405, 406, 429, 503})


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What the verdict rests on."""

    title: str
    paragraphs: tuple[str, ...]
    status: int | None
    free: bool = True
    signed: bool = False
    """whether the page tells both its day and its author"""


def plain(seen: Seen, around: tuple[str, ...], replaced: int, nuls: int) -> Verdict:
    """Return the verdict on a text without mark-up; the lines *around* the story were taken off it, *replaced*
    characters made no sense in it, *nuls* were dropped.
    """
    length = sum(map(len, seen.paragraphs)) + len(seen.title)
    if replaced * 20 > length or nuls > length:
        return Verdict.DAMAGED
    if seen.status in _GONE or (length < _MESSAGE and _says("not_found", _opening(seen))):
        return Verdict.NOT_FOUND
    asked = length < _MESSAGE and _says("consent", seen.title.lower())
    if asked or (length < _WALL and _themes(_opening(seen)) >= _MOST_THEMES):
        return Verdict.CONSENT
    if _letters(seen) < _SHORT:
        return Verdict.TOO_SHORT
    return Verdict.LISTING if _tells_nothing(seen.paragraphs) or _tells_little(seen, around) else Verdict.ARTICLE


def _opening(seen: Seen) -> str:
    return " ".join((seen.title, *seen.paragraphs))[:_WALL].lower()


def _tells_nothing(paragraphs: tuple[str, ...]) -> bool:
    """Say whether hardly any of *paragraphs* is a sentence: a list, a table, a log, a program. Verses are few lines."""
    if len(paragraphs) < _LEAST_OF_A_LIST:
        return False
    sizes = _sizes(paragraphs)
    return sum(_told(sizes)) < _TOLD * sum(size for size, _text in sizes)


def _sizes(paragraphs: tuple[str, ...]) -> list[tuple[int, str]]:
    return [(weight(text), text) for text in paragraphs]


def _told(sizes: list[tuple[int, str]]) -> list[int]:
    """Return what those paragraphs weigh that are sentences; *sizes* has what each weighs beside it."""
    return [size for size, text in sizes if _is_prose(size, text) or (size >= _SENTENCE and ends_sentence(text))]


def _is_prose(size: int, text: str) -> bool:
    """Say whether *text*, which weighs *size*, is long and made of words: lines of logs are figures and signs."""
    return size >= _LONG and sum(map(str.isalpha, text[:_LONG])) >= _OF_LETTERS * len(text[:_LONG])


def _unwrapped(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return *paragraphs*, those joined that go on in small letters where a line ended."""
    joined: list[str] = []
    for text in paragraphs:
        if joined and text[:1].islower() and not ends_sentence(joined[-1]):
            joined[-1] += f" {text}"
        else:
            joined.append(text)
    return tuple(joined)


def _tells_little(seen: Seen, around: tuple[str, ...]) -> bool:
    """Say whether a copied page tells next to nothing in many lines: a front page, a form, an offer, results of a
    search. With a day and an author it may be a brief.
    """
    lines = len(seen.paragraphs) + len(around)
    told = _told(_sizes(_unwrapped(seen.paragraphs)))
    if lines < _LEAST_OF_A_LIST or len(told) > _FEWEST - 1 or sum(told) >= (_BRIEF if seen.signed else _LITTLE):
        return False
    return sum(told) < _SHARE * sum(map(weight, (*seen.paragraphs, *around)))


def markup(seen: Seen, document: Document, lines: list[Block], hints: float) -> Verdict:
    """Return the verdict on a page of mark-up; *hints* are those of `listing`."""
    length = sum(map(len, seen.paragraphs))
    if seen.status in _GONE:
        return Verdict.NOT_FOUND
    wall = _wall(seen, document, lines, length)
    if wall:
        return wall
    if _letters(seen) < _SHORT:
        # of a list's lines none may be text
        many = len(lines) >= _LEAST_OF_A_LIST
        return Verdict.LISTING if many and listing.certain(hints, lines) else Verdict.TOO_SHORT
    if _sells(document):
        return Verdict.LISTING
    if listing.is_list(hints, seen.paragraphs):
        return _no_article(seen, lines, length)
    if length < _TEASER and (not seen.free or _asks_to_pay(lines)):
        return Verdict.TEASER
    return Verdict.ARTICLE


def _no_article(seen: Seen, lines: list[Block], length: int) -> Verdict:
    """Return what a page is that is shaped like a list: some say that there is nothing, and offer other stories."""
    if length < _MESSAGE and _says("not_found", " ".join(seen.paragraphs[:2]).lower()):
        return Verdict.NOT_FOUND
    return Verdict.TOO_SHORT if len(lines) < _FEWEST and length < _MESSAGE else Verdict.LISTING


def _sells(document: Document) -> bool:
    """Say whether the page calls itself that of a product, and no article."""
    kind = (document.first_meta("og:type") or "").lower().removeprefix("og:")
    return kind.startswith("product") and "article:published_time" not in document.meta


def _letters(seen: Seen) -> int:
    # a CJK sign says as much as two or three letters
    text = " ".join(seen.paragraphs)
    return sum(map(str.isalpha, text[:400])) + 2 * len(
        re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text[:200])
    )


def _wall(seen: Seen, document: Document, lines: list[Block], length: int) -> Verdict | None:
    """Return why the page stands in place of an article, None when it does not."""
    if length >= _WALL:
        return None
    titles, heads = document.texts("title", 1), document.texts("h1, h2", 3)
    names = _lowered(*titles, *heads)
    own = _lowered(*titles, *(document.texts("h1", 2) or heads))
    undated = "article:published_time" not in document.meta
    message = _lowered(*seen.paragraphs[:2]) if length < _MESSAGE else ""
    if undated and _says("gone", f"{own} {message}"):
        return Verdict.NOT_FOUND
    visible = sum(len(block.text) for block in lines)
    if visible > 6000:
        return None
    opening = " ".join(block.text for block in lines)[:_WALL].lower()
    if _is_challenge(document, names, opening, visible, length) or (seen.status in _BLOCKED and length < 500):
        return Verdict.CHALLENGE
    if undated and length < _EXCUSE and _says("not_found", names):
        return Verdict.NOT_FOUND
    if visible < 4000 and _asks_leave(seen, own, names, opening):
        return Verdict.CONSENT
    return Verdict.TOO_SHORT if length < _WORDS_OF_A_SHELL and _is_shell(seen, document, names) else None


def _asks_leave(seen: Seen, own: str, names: str, opening: str) -> bool:
    """Say whether a page asks for consent first: *own* are its title and headline, *names* these and further headings,
    *opening* is what it begins with.

    A banner has headings of a lower rank than the story it lies over, and a story does not speak of it.
    """
    said = _lowered(*seen.paragraphs)
    if _says("consent", own) or _themes(f"{names} {said}") >= _MOST_THEMES:
        return True
    little = len(said) < _MESSAGE and (not said or _says("consent", said) or _themes(said) >= _SOME_THEMES)
    return little and _says("consent", f"{names} {opening}")


def _is_shell(seen: Seen, document: Document, names: str) -> bool:
    """Say whether a page that shows next to nothing needs scripts, or a password."""
    if _says("needs_script", " ".join(seen.paragraphs)):
        return True
    return _says("login", names) and document.tree.css_first("input[type=password]") is not None


def _lowered(*names: str) -> str:
    return " ".join(name[:_NAME] for name in names).lower().replace("’", "'")


def _themes(text: str) -> int:
    """Return how many of the things that consent walls speak of *text* names."""
    return sum(bool(_pattern(words).search(text)) for words in cues().consent_themes.values())


def _is_challenge(document: Document, names: str, opening: str, visible: int, length: int) -> bool:
    if visible < _OF_A_CHALLENGE and (_says("challenge", names) or (visible < 800 and _says("challenge", opening))):
        return True
    return visible < 800 and length < 200 and bool(_SCRIPTED.search(document.markup))


@lru_cache(maxsize=32)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    # scripts without spaces have no edges of words
    free = [re.escape(word) for word in words if _NO_SPACES.search(word)]
    bound = "|".join(re.escape(word) for word in words if not _NO_SPACES.search(word))
    return re.compile("|".join([*free, rf"(?<!\w)(?:{bound})(?!\w)"] if bound else free), re.IGNORECASE)


@lru_cache(maxsize=16)
def _cue(name: str) -> re.Pattern[str]:
    words: Words = getattr(cues(), name)
    return _pattern(every(words))


def _says(name: str, text: str) -> bool:
    """Say whether *text* holds one of the cues called *name*."""
    return bool(_cue(name).search(text))


def _asks_to_pay(lines: list[Block]) -> bool:
    texts = [block.text for block in lines if len(block.text) < _OFFER]
    # asked of all lines at once first, for most pages hold none
    return bool(_offers().within("\n".join(texts).lower())) and any(map(is_offer, texts))


@lru_cache(maxsize=1)
def _offers() -> Phrasebook:
    return Phrasebook(word.lower() for word in every(cues().paywall))


def is_offer(line: str) -> bool:
    """Say whether *line* sells what is not shown."""
    return len(line) < _OFFER and _says("paywall", line)
