"""The rules of a site as a file that people read and edit: one rule a line. FORMAT.md describes it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

import msgspec

from newsarc.archive.codec import safe_json
from newsarc.errors import BadSiteRules
from newsarc.model.site import Does, Rule, SiteRules, spelt

FORMAT = "newsarc-site"
VERSION = 1
_MOST_LINES = 5_000
"""that are read; learning writes some 250"""
_SAID = 160
"""characters of what is wrong with a line"""


class SiteFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says."""

    site: str
    learned: date | None = None
    """the day; None where a person wrote the file"""
    stories: int = 0
    """that were looked at"""
    pages: int = 0
    """of which so many as the server sent them"""
    rules: tuple[Rule, ...] = ()
    digest: str = ""
    """of the rules that were learned, as they were written"""

    @property
    def by_hand(self) -> tuple[Rule, ...]:
        """The rules a person made."""
        return tuple(rule for rule in self.rules if not rule.stories)

    @property
    def edited(self) -> bool:
        """Say whether a person changed or took away rules that were learned, or wrote the file."""
        return self.digest != digest_of(rule for rule in self.rules if rule.stories)


class _Head(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    format: str
    version: int
    site: str
    learned: date | None = None
    stories: int = 0
    pages: int = 0
    digest: str = ""


class _Line(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    rule: Does
    text: str | None = None
    box: str | None = None
    stories: int = 0
    note: str | None = None
    """whatever a person wants to say; kept"""


_head = msgspec.json.Decoder(_Head).decode
_line = msgspec.json.Decoder(_Line).decode


def encode(file: SiteFile) -> bytes:
    """Return the bytes of *file*: a head, then a rule a line, those made by a person last."""
    learned = [rule for rule in file.rules if rule.stories]
    head = _Head(
        format=FORMAT,
        version=VERSION,
        site=file.site,
        learned=file.learned,
        stories=file.stories,
        pages=file.pages,
        digest=digest_of(learned),
    )
    return b"".join(safe_json(one) + b"\n" for one in (head, *map(_written, (*learned, *file.by_hand))))


def decode(content: bytes, name: str, site: str) -> SiteFile:
    """Return what the file *name* of *site* says. Empty lines say nothing.

    Raises BadSiteRules, which names file and line.
    """
    head: _Head | None = None
    rules = []
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            if head is None:
                head = _checked(_head(raw), site)
            else:
                rules.append(_read(_line(raw), number))
        except ValueError as err:  # msgspec's and Unicode's errors are such too
            raise BadSiteRules(str(err)[:_SAID], subject=f"{name}:{number}") from err
    if head is None:
        raise BadSiteRules(f'the first line must be {{"format":"{FORMAT}", ...}}', subject=f"{name}:1")
    return SiteFile(
        site=site,
        learned=head.learned,
        stories=head.stories,
        pages=head.pages,
        rules=tuple(rules),
        digest=head.digest,
    )


def in_force(file: SiteFile) -> SiteRules:
    """Return the rules of *file* as extraction takes them: what a person keeps is not dropped."""
    kept = {(rule.does, rule.what) for rule in file.rules}
    lines = [r.what for r in file.rules if r.does is Does.DROP_LINE and (Does.KEEP_LINE, r.what) not in kept]
    boxes = [r.what for r in file.rules if r.does is Does.DROP_BOX and (Does.KEEP_BOX, r.what) not in kept]
    by_hand_first = sorted(file.rules, key=lambda rule: rule.stories > 0)
    trusted = [r.what for r in by_hand_first if r.does is Does.TRUST and (Does.DISTRUST, r.what) not in kept]
    said = msgspec.json.encode([sorted(set(lines)), sorted(set(boxes)), trusted])
    return SiteRules(
        site=file.site,
        digest=hashlib.sha256(said).hexdigest()[:8],
        lines=frozenset(lines),
        boxes=frozenset(boxes),
        trusted=tuple(trusted),
    )


def merged(old: SiteFile | None, new: SiteFile) -> SiteFile:
    """Return *new* with the rules that a person made in *old*, and without learned ones that say the same or that a
    person's own rules rule out.
    """
    hand = old.by_hand if old is not None else ()
    said = {(rule.does, rule.what) for rule in hand}
    ruled_out = {Does.DROP_LINE: Does.KEEP_LINE, Does.DROP_BOX: Does.KEEP_BOX, Does.TRUST: Does.DISTRUST}
    learned = [
        rule
        for rule in new.rules
        if (rule.does, rule.what) not in said and (ruled_out.get(rule.does, rule.does), rule.what) not in said
    ]
    return msgspec.structs.replace(new, rules=(*learned, *hand), digest=digest_of(learned))


def digest_of(rules: Iterable[Rule]) -> str:
    """Return sixteen hex digits for *rules*, in their order."""
    said = msgspec.json.encode([(rule.does, rule.what, rule.stories) for rule in rules])
    return hashlib.sha256(said).hexdigest()[:16]


def _checked(head: _Head, site: str) -> _Head:
    if head.format != FORMAT:
        raise ValueError(f"format: not {FORMAT!r} but {head.format[:40]!r}")
    if head.version != VERSION:
        raise ValueError(f"version: this newsarc reads {VERSION}, not {head.version}")
    if head.site != site:
        raise ValueError(f"site: the file is called after {site!r}, its first line says {head.site[:80]!r}")
    return head


def _read(line: _Line, number: int) -> Rule:
    if number > _MOST_LINES:
        raise ValueError(f"more than {_MOST_LINES:,} lines")
    of_line = line.rule in {Does.DROP_LINE, Does.KEEP_LINE}
    wanted, other = ("text", "box") if of_line else ("box", "text")
    what = line.text if of_line else line.box
    if not what or not what.strip():
        raise ValueError(f'{line.rule.value}: "{wanted}" is missing')
    if (line.box if of_line else line.text) is not None:
        raise ValueError(f'{line.rule.value}: takes "{wanted}", not "{other}"')
    if line.stories < 0:
        raise ValueError("stories: less than 0")
    return Rule(does=line.rule, what=spelt(what), stories=line.stories, note=line.note or "")


def _written(rule: Rule) -> _Line:
    of_line = rule.does in {Does.DROP_LINE, Does.KEEP_LINE}
    return _Line(
        rule=rule.does,
        text=rule.what if of_line else None,
        box=None if of_line else rule.what,
        stories=rule.stories,
        note=rule.note or None,
    )
