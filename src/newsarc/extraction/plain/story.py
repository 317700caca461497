"""Where in a plain text the story is: its headline, what stands above it, and where it ends.

A page that was copied as text brings its menus and boxes along, and nothing but words tells them from the story. The
headline says itself: the window's title, the path of sections or the line above a second byline repeat it. The story
begins below it and ends where readers comment or other stories are offered.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from newsarc.extraction import phrases, rules
from newsarc.extraction.folding import fold
from newsarc.extraction.measure import ends_sentence, weight
from newsarc.extraction.plain import around, sitename
from newsarc.extraction.plain.lines import Line, is_dense
from newsarc.extraction.rules.words import NO_CASE
from newsarc.extraction.shown import find_written_day
from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.cues import cues, every

_TOP = 60
"""lines from the top among which the headline stands"""
_PATHS = 8
"""lines from the top among which a path of sections stands"""
_PROSE = 80
"""weight of a line that tells something, if it ends as a sentence does"""
_LONG = 160
"""weight of a line that tells something however it ends"""
_LONGEST = 220
"""characters of a headline"""
_LEAST_WORDS, _LEAST_SIGNS = 3, 7
"""words of a headline, and signs of one in a script without capitals or spaces"""
_SAID_AGAIN = 12
"""letters and figures of a headline that another line holds by no chance"""
_AROUND = 90
"""characters around it in a line that repeats the headline: the site's name, a path of sections"""
_QUOTED = frozenset("」』")
_SIGNED = re.compile(r"(?:[.!?…؟][\"'”’»]?(?:\s?[-–—(（]\s?|\s)|[。！？][\"'”’»]?\s?[-–—(（]?\s?)[\w/]{2,16}[)）]?\.?$")
_SIGN = 40
"""characters at the end in which a sign stands"""
_NO_STOPS = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff]{20}")
_SENTENCE = 50
"""weight of a sentence that begins a text where none is longer"""
_FAR = 400
"""lines that are looked at"""
_MASTHEAD = 3
"""lines from the top among which the name of the site stands"""
_CLUSTER = 4
"""lines below the first that tells something among which another does, where the text begins"""
_MENU = re.compile(r"\s[|•·/»›>]\s|\s{3,}|\t")
_ENTRY = 3
"""words of an entry of a menu at most"""
_BY_AGENCY = re.compile(r"(.{4,60}?)\s?[(/–—-]\s?([^()/]{2,30})\)?")
"""a person, and the agency whose report was used"""
_CODE = re.compile(r"[\w.-]*\d[\w./-]*|[A-Z]{2,}[-_][\w-]+")
_BREAK = re.compile(r"[^\W\d_]{3}[.]\s+[A-ZÀ-Þ]")
"""between sentences, of which a headline has one"""
_SHARED = 0.25
"""of a headline's words that the text has at least, where the line below has more of them"""
_AGAIN = 3
"""points for a headline that another line repeats"""
_ABOVE, _LEAD = 2, 3
"""points that a headline has at least, and those that the line below it may be ahead by"""
_STEM = 5
"""letters by which words are compared"""
_LIKELY = 4
"""words from which on a line is rather a headline than the name of a site or a section"""
_LABEL = 40


class Story(msgspec.Struct, frozen=True):
    """The part of a text that is the story."""

    at: int | None
    """the line of the headline, or of the path of sections that ends with it; None where there is none"""
    title: str
    """the headline itself"""

    @property
    def first(self) -> int:
        """The first line below the headline."""
        return 0 if self.at is None else self.at + 1


NONE = Story(None, "")


def is_prose(line: Line) -> bool:
    """Say whether *line* tells something."""
    size = weight(line.text[:_LONG])
    return size >= _LONG or (size >= _PROSE and ends(line.text))


def ends(text: str) -> bool:
    """Say whether *text* ends as a sentence does, an agency's sign behind it aside; Thai and its like have no sign."""
    signed = ends_sentence(text) or text[-1:] in _QUOTED or _SIGNED.search(text[-_SIGN:])
    return bool(signed) or _NO_STOPS.search(text) is not None


def find(lines: list[Line]) -> Story:
    """Return where the story stands in *lines*."""
    prose = telling(lines)
    marked = next((at for at, line in enumerate(lines[:_TOP]) if line.heading), None)
    if marked is not None and (not prose or marked <= prose[0]):
        return Story(marked, lines[marked].text)
    return _likeliest(lines, prose) if prose else _path(lines)


def _path(lines: list[Line]) -> Story:
    """Return the story below a path of sections that ends with its headline."""
    for at, line in enumerate(lines[:_PATHS]):
        last = rules.breadcrumb(line.text, frozenset())
        if last and _may_be_headline(Line(last)):
            return Story(at, last)
    return NONE


def telling(lines: list[Line]) -> list[int]:
    """Return the first few hundred lines that tell something; where there are none, the sentences."""
    told = [at for at, line in enumerate(lines[:_FAR]) if is_prose(line) and not _asks(line.text)]
    return told or [at for at, line in enumerate(lines[:_FAR]) if weight(line.text) >= _SENTENCE and ends(line.text)]


def _body(prose: list[int]) -> int:
    """Return where the text begins: one line that tells something among many short ones is a notice of the page."""
    return next((one for one, other in pairwise(prose) if other - one <= _CLUSTER), prose[0])


def below(title: str, lines: list[Line]) -> Story:
    """Return the story below the last line near the top that says the *title*, which is known."""
    key = fold(title)
    said = [at for at, line in enumerate(lines[:_PATHS]) if fold(line.text) == key]
    return Story(said[-1], title) if said else NONE


def _asks(text: str) -> bool:
    """Say whether *text* asks the reader for something: to subscribe, to write, to agree."""
    if len(text) > 2 * _LONGEST:
        return False
    lower = text.lower()
    return (
        phrases.contains(text, "prompts")
        or phrases.contains(text, "closing")
        or any(words in lower for words in every(cues().consent))
    )


def _said_again(lines: list[Line], likely: list[int]) -> set[int]:
    """Return those of the *likely* headlines that other lines near the top repeat, those aside that others hold: a
    firm's or a site's name stands in its headlines, too.
    """
    end = min(len(lines), _TOP)
    keys = [_key(line.text) for line in lines[:end]]
    long = [at for at in likely if len(keys[at]) >= _least(lines[at].text)]
    said = [at for at in long if any(_holds(lines[by].text, keys[by], keys[at]) for by in range(end) if by != at)]
    return {at for at in said if not any(keys[at] != keys[by] and keys[at] in keys[by] for by in said)}


def says(text: str, title: str) -> bool:
    """Say whether the line *text* holds the *title* and little else."""
    key = _key(title)
    return bool(key) and _holds(text, _key(text), key)


def _least(text: str) -> int:
    return _LEAST_SIGNS if NO_CASE.search(text) else _SAID_AGAIN


def _key(text: str) -> str:
    return fold(text[:600]).replace(" ", "")


def _holds(text: str, whole: str, part: str) -> bool:
    """Say whether the line *text*, whose letters are *whole*, repeats the headline *part* and says little else."""
    little = len(whole) - len(part) <= min(_AROUND, 1.5 * len(part))
    return part in whole and little and not (is_prose(Line(text)) and whole != part)


def _may_be_headline(line: Line) -> bool:
    """Say whether *line* may be the headline: some words, and not what stands around one."""
    text = line.text
    if text[-1] in "。！？" if is_dense(text) else text[-1] == "." and is_prose(line):
        return False
    if line.point or len(text) > _LONGEST or text[-1] in ":：,;" or text[0] in "©ⓒ" or "@" in text or "://" in text:
        return False
    words = text.split()
    dense = is_dense(text)
    if len(words) < _LEAST_WORDS and not (dense and len(text) >= _LEAST_SIGNS) and len(text) < _LABEL // 2:
        return False
    day = find_written_day(text) if any(map(str.isdigit, text)) else None
    if day and 3 * len(day) > len(text):
        return False
    if 2 * sum(bool(_CODE.fullmatch(word)) for word in words) > len(words) or _is_menu(text):
        return False
    return rules.breadcrumb(text, frozenset()) is None and not _stands_around(text)


def _is_menu(text: str) -> bool:
    """Say whether *text* is entries of a menu, or a path of sections, in one line."""
    entries = _MENU.split(text)
    return len(entries) > _ENTRY or (len(entries) == _ENTRY and all(len(entry.split()) <= _ENTRY for entry in entries))


def _stands_around(text: str) -> bool:
    """Say whether *text* is known for what stands around headlines: a byline, a day, a button, a credit."""
    return (
        rules.is_date_line(text)
        or rules.byline(text) is not None
        or rules.is_credit_line(text)
        or rules.is_agency_line(text)
        or rules.is_buttons(text)
        or rules.is_full_name(text)
        or _is_byline_of_agency(text)
        or around.is_caption(text)
        or rules.counts(text)
        or rules.section_share(text) > 0.5
        or any(phrases.starts(text, group) for group in ("more", "tools", "photo", "contact"))
        or _asks(text)
    )


def _is_byline_of_agency(text: str) -> bool:
    """Say whether *text* is some words and an agency: ``NAME (PAP)``, ``NAME - PTI``."""
    signed = _BY_AGENCY.fullmatch(text)
    return signed is not None and len(signed[1].split()) <= _LIKELY and agencies().named(signed[2].strip()) is not None


def _likeliest(lines: list[Line], prose: list[int]) -> Story:
    """Return the story below the likeliest headline: *prose* are the lines that tell something."""
    body = _body(prose)
    told = fold(" ".join(lines[at].text for at in prose if at >= body)[:20_000])
    tops = {fold(line.text[:_LONGEST]) for line in lines[:_MASTHEAD]}
    likely = [at for at in range(min(prose[-1], _TOP)) if _may_be_headline(lines[at])]
    likely = [at for at in likely if _in_brackets(lines[at].text) not in tops]  # those are captions of the page's own
    again = _said_again(lines, likely)
    near = [at for at in likely if at < body or (at in again and len(lines[at].text.split()) > _LIKELY)]
    scores = {at: _points(lines, at, body, told) + (_repeated(lines[at].text) if at in again else 0) for at in near}
    best = max(scores, key=lambda at: (scores[at], at if at in again else -at), default=None)
    path = _path(lines)
    if path.at is not None and (best is None or best not in again):
        whole = 2 + 4 * _share(path.title, told)
        if best is None or whole + _AGAIN > scores[best]:
            return path
    if best is None or scores[best] <= 0:
        return path
    # a standfirst has more of the text's words than the headline above it
    while best not in again and scores.get(best - 1, 0) > max(_ABOVE, scores[best] - _LEAD):
        if len(lines[best - 1].text.split()) < _LIKELY or _share(lines[best - 1].text, told) < _SHARED:
            break
        best -= 1
    return Story(best, lines[best].text)


def _in_brackets(text: str) -> str | None:
    """Return what *text* ends with in brackets, folded, if anything."""
    return fold(text[text.rindex("(") + 1 : -1]) if text.endswith(")") and "(" in text else None


def _points(lines: list[Line], at: int, body: int, told: str) -> float:
    """Return how likely line *at* is the headline of the text that begins at *body* and whose words are *told*."""
    text = lines[at].text
    words = len(text.split())
    long = words >= _LIKELY or is_dense(text)
    name = words <= _LIKELY and sitename.is_paper(text)
    sentences = 4 * text.endswith((".", "。")) or 2 * (_BREAK.search(text) is not None)
    return 2 * long - sentences - 4 * name + _heads(lines, at, body) + 4 * _share(text, told)


def _repeated(text: str) -> float:
    """Return what it says for a headline that another line repeats it: sites and sections have short names."""
    return _AGAIN if is_dense(text) else min(_AGAIN, max(0, len(text.split()) - 2))


def _share(text: str, told: str) -> float:
    """Return which share of the words of *text* that say something stands in the text itself, folded, too."""
    if is_dense(text):
        whole = fold(text).replace(" ", "")
        pairs = [whole[at : at + 2] for at in range(len(whole) - 1)]
        return sum(pair in told for pair in pairs) / max(2, len(pairs))
    words = fold(text).split()
    long = [word[:_STEM] for word in words if len(word) >= _STEM - 1]
    if 2 * len(long) >= len(words):
        return sum(f" {word}" in told for word in long) / max(2, len(long))
    return len(set(words) & set(told.split())) / max(2, len(words))


def _heads(lines: list[Line], at: int, body: int) -> int:
    """Say whether what follows line *at* is what follows headlines: a byline, a day, a sentence, the text itself."""
    below = lines[at + 1].text
    return int(
        at + 1 == body
        or ends_sentence(below)
        or rules.byline(below) is not None
        or rules.is_date_line(below)
        or rules.is_full_name(below)
    )
