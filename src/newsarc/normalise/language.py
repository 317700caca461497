"""The language of a text: what the page declares, unless the text speaks against it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from newsarc.lexicon.languages import languages

_SAMPLE = 600
_SUBTAG = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0dff])+")
"""a word, with the marks that Indian, Arabic and other scripts write vowels with, which are no letters"""
_FEW_WORDS = 12
_SMALL_WORDS = 10
"""words of which one is a small one, at least, in running text"""
_CLEAR = 3  # function words in the sample that make a language certain enough
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("gu", re.compile(r"[\u0a80-\u0aff]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u10ff\u1f00-\u1fff\u3040-\ud7af]")
"""a letter of those scripts, or of others that several languages share"""
_SHARE = 0.2  # of the letters, to take a text for written in that script


def declared_language(raw: str | None) -> str | None:
    """Return the primary subtag of what a page declares, in lower case, or None when it says nothing usable.

    Country codes and old codes that pages use by mistake are put right.

    >>> declared_language("de_DE.utf8"), declared_language("English"), declared_language("iw")
    ('de', 'en', 'he')
    """
    if not raw:
        return None
    lower = raw[:40].strip().lower()
    known = languages()
    if lower in known.names:
        return known.names[lower]
    found = _SUBTAG.match(lower.split(".")[0])
    if found is None:
        return None
    return known.mistakes.get(found[0], found[0]) if found[0] not in known.nothing else None


def language_of(declared: str | None, text: str) -> str | None:
    """Return the language of *text*, ISO 639-1: the declared one unless the first 600 characters contradict it.

    Scripts of one language and function words settle nearly all pages; a statistical model is loaded for the others.
    """
    claim = declared_language(declared)
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script:
        return claim if script == "zh" and claim in {"zh", "yue"} else script
    words = _WORD.findall(sample.lower())
    if len(words) < _FEW_WORDS:
        return claim
    counts = _counts(words)
    best = max(counts, key=lambda code: counts[code], default=None)
    if claim in languages().function_words:
        ours = counts.get(claim, 0) if claim else 0
        if ours >= _CLEAR and best and (counts[best] <= ours * 1.5 or best == claim):
            return claim
    elif claim and (best is None or counts[best] < _CLEAR * 2):
        return claim
    found = _judged(claim, words, sample, counts)
    # so much of a text is the same in them that neither words nor the model tell them apart, but their readers do
    return claim if any({claim, found} <= kin for kin in languages().kin) else found


def _judged(claim: str | None, words: list[str], sample: str, counts: dict[str, int]) -> str | None:
    order = sorted(counts, key=lambda code: -counts[code])
    if order and counts[order[0]] >= _CLEAR * 2 and (len(order) == 1 or counts[order[0]] >= 1.5 * counts[order[1]]):
        return order[0]
    least = max(_CLEAR, len(words) / _SMALL_WORDS)
    if order and claim in languages().function_words and not counts.get(claim, 0) and counts[order[0]] >= least:
        return order[0]  # not one small word of the language that is claimed
    guess, sure = _classified(sample)
    return guess if sure or claim is None else claim


def _script(sample: str) -> str | None:
    if sample.isascii() or not _OTHER_SCRIPT.search(sample):
        return None
    letters = sum(char.isalpha() for char in sample)
    for code, pattern in _SCRIPTS:
        if letters and len(pattern.findall(sample)) >= _SHARE * letters:
            return code
    return None


def _counts(words: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    by_word = _by_word()
    for word in words:
        for code in by_word.get(word, ()):
            counts[code] = counts.get(code, 0) + 1
    return counts


@lru_cache(maxsize=1)
def _by_word() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for code, words in languages().function_words.items():
        for word in words:
            table[word] = (*table.get(word, ()), code)
    return table


def _classified(sample: str) -> tuple[str, bool]:
    """Ask the statistical model; its tables (some megabytes) are loaded on first use."""
    identifier = _identifier()
    code, probability = identifier.classify(sample)  # some codes are of a language's written forms
    return declared_language(code) or code, bool(probability > 0.9)


def load() -> None:
    """Load the statistical model now, which is otherwise done when the first text needs it."""
    _identifier()


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]:
        """Return the likeliest language of *text*, and how likely it is, 0 to 1."""
        ...


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loaded only when needed

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
