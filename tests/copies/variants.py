"""Invented wire stories and what newsrooms do to them: the same ones for the same seed.

Every story has a subject, and stories of one subject share its names and set phrases, as in life; every language has
common words, set phrases of news, and rare words. Sites have boilerplate of their own, the same under all they print.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

_LATIN = "ba ce di fo gu la me ni po ru sa te vi no ka ri ta el or an es in ó é ü"


class Script(NamedTuple):
    """How a language is written."""

    syllables: str
    space: str = " "
    stop: str = ". "


_SCRIPTS = {
    "en": Script(_LATIN),
    "es": Script(_LATIN[::-1]),
    "ru": Script("ба це ди фо гу ла ме ни по ру са те ви но ка ри та ел ор ан"),
    "ar": Script("با تي جو حا دي را سو شي عا في قا كو لا مي نو هي يا"),
    "hi": Script("बा ची दो फा गी ला मे नि पो रू सा ते वि नो का रि", stop="। "),
    "vi": Script("bà chi đô phà gư là mê ni pô rư sá tê vĩ nô ca"),
    "ko": Script("가 나 다 라 마 바 사 아 자 차 카 타 파 하 고 노 도 로 모 보 소 오 조 구 누 두 루 무 부 수"),
    "zh": Script(" ".join(chr(0x4E00 + 7 * n) for n in range(600)), "", "。"),
    "ja": Script(" ".join(chr(code) for code in (*range(0x3042, 0x307E), *range(0x5000, 0x6130, 11))), "", "。"),
    "th": Script("กา ขี คู งา จิ ชา ดี ตู ทา นี บู ปา ผี พู มา ยี รู ลา วี สู หา อี", "", " "),
}
LANGUAGES = ("en", "en", "en", "es", "es", "ru", "ar", "hi", "vi", "ko", "zh", "ja", "th")
"""how often each comes"""

Paragraphs = list[str]


class Text(NamedTuple):
    """A text, and what it comes from."""

    text: str
    story: int
    """texts of one story are copies of each other, others are not"""
    kind: str
    language: str


class Tongue:
    """A language: its words from common to rare, its set phrases, its sites' boilerplate."""

    def __init__(self, name: str, *, size: int = 12_000, phrases: int = 300, sites: int = 25) -> None:
        self.name = name
        script = _SCRIPTS[name]
        syllables, self.space, self.stop = script.syllables.split(), script.space, script.stop
        chance = random.Random(f"tongue {name}")  # noqa: S311 # repeatable, no secret
        lengths = (1, 2) if len(syllables) > 300 else (1, 2, 2, 3, 4)
        self.words = ["".join(chance.choices(syllables, k=chance.choice(lengths))) for _ in range(size)]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(size)))
        self.phrases = [self.draw(chance, chance.randint(2, 6)) for _ in range(phrases)]
        self.boilerplate = [self.paragraph(chance, [], 2, 6) for _ in range(sites)]

    def draw(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self._weights, k=count)

    def sentence(self, chance: random.Random, names: list[list[str]]) -> str:
        """Return a sentence of some 20 words, with set phrases and names of its subject among them."""
        words: list[str] = []
        for _ in range(chance.randint(2, 6)):
            words += self.draw(chance, chance.randint(2, 5))
            if names and chance.random() < 0.3:
                words += chance.choice(names)
            elif chance.random() < 0.3:
                words += chance.choice(self.phrases)
        return self.space.join(words).capitalize() + self.stop

    def paragraph(self, chance: random.Random, names: list[list[str]], least: int = 1, most: int = 4) -> str:
        return "".join(self.sentence(chance, names) for _ in range(chance.randint(least, most))).strip()


class Subject:
    """What stories are about: names and phrases that all of its stories use, and what people said of it."""

    def __init__(self, tongue: Tongue, chance: random.Random) -> None:
        self.tongue = tongue
        self.names = [tongue.draw(chance, chance.randint(2, 5)) for _ in range(12)]
        self.quotes = [f"“{tongue.paragraph(chance, self.names, 1, 2)}”" for _ in range(4)]

    def story(self, chance: random.Random) -> Paragraphs:
        """Return a new story: 4 to 18 paragraphs, most have 6 to 12."""
        count = max(4, min(18, int(chance.lognormvariate(2.1, 0.4))))
        return [self.tongue.paragraph(chance, self.names) for _ in range(count)]


Change = Callable[[Subject, random.Random, Paragraphs], Paragraphs]


def whole(_subject: Subject, _chance: random.Random, story: Paragraphs) -> Paragraphs:
    """Retitled, nothing else: titles are no part of the text."""
    return list(story)


def cut(_subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """Cut from the end, to between its first third and nine tenths."""
    return _up_to(story, chance.uniform(0.34, 0.9))


def third(_subject: Subject, _chance: random.Random, story: Paragraphs) -> Paragraphs:
    """Cut to its first third, in the middle of a sentence where it falls so."""
    return _up_to(story, 1 / 3)


def one_changed(subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """One paragraph rewritten."""
    changed = list(story)
    changed[chance.randrange(len(story))] = subject.tongue.paragraph(chance, subject.names)
    return changed


def new_lead(subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """The first paragraph rewritten, a local voice put in the middle."""
    changed = [subject.tongue.paragraph(chance, subject.names), *story[1:]]
    changed.insert(chance.randrange(1, len(changed)), subject.tongue.paragraph(chance, subject.names, 1, 2))
    return changed


def dateline(subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """Another dateline and credit."""
    place = subject.tongue.space.join(subject.tongue.draw(chance, 2)).upper()
    return [f"{place} ({chance.choice(('Agence Nord', 'Cable Sur', 'Wire One'))}) — {story[0]}", *story[1:], place]


def edited(subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """A desk's spelling: one word in twenty-five is another."""
    return [_respelt(subject.tongue, chance, paragraph, 25) for paragraph in story]


def boilerplate(subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """A site's own lines under it, a pointer to other stories in the middle."""
    changed = [*story, chance.choice(subject.tongue.boilerplate)]
    changed.insert(chance.randrange(1, len(changed)), subject.tongue.sentence(chance, []).strip())
    return changed


def all_at_once(subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """Cut to a half or more, another dateline, some words, boilerplate."""
    changed = _up_to(story, chance.uniform(0.5, 0.95))
    for change in (edited, dateline, boilerplate):
        changed = change(subject, chance, changed)
    return changed


def quotes_only(subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """Another story, with what two people said in the first one: no copy."""
    other = subject.story(chance)
    said = chance.sample(subject.quotes, 2)
    for quote in said:
        story.insert(chance.randrange(1, len(story)), quote)
        other.insert(chance.randrange(1, len(other)), quote)
    return other


def same_form(subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """Next week's figures in last week's sentences, every third word new on the average: no copy."""
    return [_respelt(subject.tongue, chance, paragraph, 3) for paragraph in story]


def same_site(subject: Subject, chance: random.Random, story: Paragraphs) -> Paragraphs:
    """Another story of the same site, with the same boilerplate under it: no copy."""
    under = chance.choice(subject.tongue.boilerplate)
    story.append(under)
    return [*subject.story(chance), under]


def same_subject(subject: Subject, chance: random.Random, _story: Paragraphs) -> Paragraphs:
    """Another story of the same subject: no copy."""
    return subject.story(chance)


COPIES: tuple[Change, ...] = (
    whole, cut, third, one_changed, new_lead, dateline, edited, boilerplate, all_at_once,
)  # fmt: skip
OTHERS: tuple[Change, ...] = (quotes_only, same_form, same_site, same_subject)


def texts(count: int, *, seed: int = 1) -> Iterator[Text]:
    """Yield *count* texts: stories, each with a few copies and one other text that is none."""
    chance = random.Random(seed)  # noqa: S311 # repeatable, no secret
    tongues = {name: Tongue(name) for name in _SCRIPTS}
    made = story = 0
    while made < count:
        language = chance.choice(LANGUAGES)
        subject = Subject(tongues[language], chance)
        original = subject.story(chance)
        change = chance.choice(OTHERS)
        other = change(subject, chance, original)
        family = [Text("\n".join(other), story + 1, change.__name__, language)]
        family.append(Text("\n".join(original), story, "original", language))
        family += [
            Text("\n".join(change(subject, chance, original)), story, change.__name__, language)
            for change in chance.sample(COPIES, chance.randint(1, 4))
        ]
        story += 2
        yield from family[: count - made]
        made += len(family)


def _up_to(story: Paragraphs, share: float) -> Paragraphs:
    left = int(sum(map(len, story)) * share)
    kept: Paragraphs = []
    for paragraph in story:
        kept.append(paragraph[: max(left, 1)])
        left -= len(paragraph)
        if left <= 0:
            break
    return kept


def _respelt(tongue: Tongue, chance: random.Random, paragraph: str, one_in: int) -> str:
    words = paragraph.split(" ") if tongue.space else _pieces(paragraph)
    return tongue.space.join(chance.choice(tongue.words) if chance.random() * one_in < 1 else word for word in words)


def _pieces(paragraph: str) -> list[str]:
    """Return a text without spaces in pieces of two characters, which is a word or so."""
    return [paragraph[at : at + 2] for at in range(0, len(paragraph), 2)]
