"""What a user may ask, as a tree.

Words are joined by AND; ``OR`` (or ``|``) binds tighter than that, so ``peru flood OR drought`` wants Peru and one of
the two; ``"a phrase"``; ``-word``, ``-"phrase"``, ``-(group)``; parentheses; ``title:`` ``publisher:`` ``origin:``
``author:`` ``lang:`` before a word, a phrase or a group (``site:`` is ``publisher:``). ``librar*`` is any word that
begins so. ``AND`` between words changes nothing, ``NOT`` is a minus. ``not:a-field`` is plain text. What is not closed
is closed at the end: half-typed questions and pasted headlines are answered; one in capitals alone has no ``NOT``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from newsarc.errors import BadQuery
from newsarc.search.terms import words

LONGEST = 10_000
"""characters of a query"""
MOST_CLAUSES = 200
MOST_TERMS = 1_000
DEEPEST = 20


class Field(StrEnum):
    """Where a phrase is looked for."""

    ANY = "any"
    """title, lead, text, names of authors and origins"""
    TITLE = "title"
    PUBLISHER = "publisher"
    """name and domain"""
    ORIGIN = "origin"
    AUTHOR = "author"
    LANG = "lang"
    """primary code: ``pt`` for Brazilian Portuguese too"""


class Phrase(msgspec.Struct, frozen=True):
    """Terms that stand one after the other in one field: a title, a text, one author's name."""

    terms: tuple[str, ...]
    """at least one"""
    field: Field = Field.ANY
    beginning: bool = False
    """whether there is one term, and a word may go on after it"""


class Not(msgspec.Struct, frozen=True):
    """Everything that *part* does not match."""

    part: Node


class All(msgspec.Struct, frozen=True):
    """What every part matches."""

    parts: tuple[Node, ...]


class Either(msgspec.Struct, frozen=True):
    """What at least one part matches."""

    parts: tuple[Node, ...]


Node = Phrase | Not | All | Either


class Query(msgspec.Struct, frozen=True):
    """A question that can be answered: it names something to find."""

    root: Node

    def wanted(self) -> tuple[Phrase, ...]:
        """Return the phrases that count in favour of a record, in the order given, each once."""
        return tuple(dict.fromkeys(_wanted(self.root)))


def parse(text: str) -> Query:
    """Return what *text* asks for.

    Raises BadQuery, with one line that says why: it names nothing to find, only what to leave out, or too much.

    >>> parse('publisher:"La Nación" -fútbol').root.parts[0].terms
    ('la', 'nacion')
    """
    if len(text) > LONGEST:
        raise BadQuery(f"longer than {LONGEST:,} characters")
    root = _Parser(text).everything()
    if root is None:
        raise BadQuery("nothing to search for", advice='try a word, or a "phrase" in quotes')
    if next(_wanted(root), None) is None:
        raise BadQuery("only says what to leave out", advice="add a word that must be there")
    return Query(root)


EVERYTHING = Query(All(()))
"""finds every record"""


def unknown_fields(text: str) -> tuple[str, ...]:
    """Return the words in *text* that stand where a field would, and are none."""
    return tuple(dict.fromkeys(name.lower() for name in _LIKE_FIELD.findall(text) if name.lower() not in _FIELDS))


def short_beginnings(text: str) -> tuple[str, ...]:
    """Return the words in *text* with a star behind fewer letters than it stands for what follows: ``ab*``."""
    return tuple(dict.fromkeys(_SHORT_BEGINNING.findall(text)))


def _wanted(node: Node) -> Iterator[Phrase]:
    match node:
        case Phrase():
            yield node
        case All(parts) | Either(parts):
            for part in parts:
                yield from _wanted(part)
        case Not():
            return


_FIELDS = {**{field.value: field for field in Field if field is not Field.ANY}, "site": Field.PUBLISHER}
_NAMES = "|".join(_FIELDS)
_LIKE_FIELD = re.compile(r"(?<![^\s(-])([A-Za-z]{2,12}):(?=[^\s/])")
_BEGINNING = 3
"""letters that a word must have before a star: what fewer begin is half of all words"""
_SHORT_BEGINNING = re.compile(rf"(?<![^\s(:-])\w{{1,{_BEGINNING - 1}}}\*(?=[\s)]|$)")
_LONGEST_CODE = 3
_QUOTES = '"“”„＂'
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<minus>-(?=[^\s\-)|]))?
        (?:(?P<field>(?i:{_NAMES})):(?=[^\s)|]))?
        (?:
            (?P<open>\()
          | [{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?:[{_QUOTES}]|$)
          | (?P<word>(?:[^\s()|{_QUOTES}]|(?<=\w)[{_QUOTES}](?=\w))+)
        )
      | (?P<close>\))
      | (?P<bar>\|)
    )""",
    re.VERBOSE,
)
_UNFINISHED = re.compile(rf"-?(?i:{_NAMES}):")


class _Parser:
    """Reads one query from left to right. Counts clauses, so that no question costs too much to answer."""

    def __init__(self, text: str) -> None:
        self._negates = not text.isupper()
        """whether NOT is said on purpose"""
        self._tokens = _TOKEN.finditer(text.strip())
        self._next = next(self._tokens, None)
        self._clauses = 0
        self._terms = 0

    def everything(self) -> Node | None:
        """Return the whole query as a tree; None where it names nothing."""
        parts: list[Node] = []
        while self._next is not None:  # a closing parenthesis that nothing opened is passed over
            part = self._group(Field.ANY, 0)
            if part is not None:
                parts.append(part)
            self._take()
        return _joined(All, parts)

    def _take(self) -> re.Match[str] | None:
        taken, self._next = self._next, next(self._tokens, None)
        return taken

    def _group(self, field: Field, depth: int) -> Node | None:
        """Return what stands before the next closing parenthesis, which is left standing."""
        if depth > DEEPEST:
            raise BadQuery(f"parentheses nested more than {DEEPEST} deep")
        choices: list[list[Node]] = []
        alternative = negated = False
        while self._next is not None and self._next["close"] is None:
            token = self._next
            self._take()
            operator = token[0].strip()
            if operator in {"OR", "|"}:
                alternative = True
            elif operator == "NOT" and self._negates and self._next is not None:
                negated = True
            elif operator != "AND" and (part := self._part(token, field, depth)) is not None:
                part = Not(part) if negated and not isinstance(part, Not) else part
                if alternative and choices:
                    choices[-1].append(part)
                else:
                    choices.append([part])
                alternative = negated = False
        return _joined(All, [either for choice in choices if (either := _joined(Either, choice))])

    def _part(self, token: re.Match[str], field: Field, depth: int) -> Node | None:
        if token["field"]:
            field = _FIELDS[token["field"].lower()]
        part: Node | None
        if token["open"]:
            part = self._group(field, depth + 1)
            self._take()
        else:
            part = self._phrase(token, field)
        return Not(part) if part is not None and token["minus"] else part

    def _phrase(self, token: re.Match[str], field: Field) -> Node | None:
        text = token["quoted"] if token["word"] is None else token["word"]
        found = words(text)
        if _UNFINISHED.fullmatch(text) or (token["field"] and not found):
            raise BadQuery(f"{(token['field'] or found[0]).lower()}: needs a word right after the colon")
        if not found:
            return None
        if field is Field.LANG:
            found = [_code(found[0])]
        self._clauses += 1
        self._terms += len(found)
        if self._clauses > MOST_CLAUSES or self._terms > MOST_TERMS:
            raise BadQuery(f"more than {MOST_CLAUSES} words and phrases, or more than {MOST_TERMS:,} terms in them")
        beginning = token["quoted"] is None and text.endswith("*") and len(found) == 1 and len(found[0]) >= _BEGINNING
        phrase = Phrase(tuple(found), field, beginning and field is not Field.LANG)
        other = _canonical(text) if field is Field.ORIGIN else ()
        return Either((phrase, Phrase(other, field))) if other and other != phrase.terms else phrase


def _code(said: str) -> str:
    """Return the code of the language that *said* is the name of, else *said*."""
    if len(said) <= _LONGEST_CODE:
        return said
    from newsarc.lexicon.languages import languages  # noqa: PLC0415 - most searches need none of the data

    return languages().names.get(said, said)


def _canonical(name: str) -> tuple[str, ...]:
    """Return the terms of the name under which the agency called *name* is archived; none where it is no agency's."""
    from newsarc.lexicon.agencies import agencies  # noqa: PLC0415

    agency = agencies().named(name)
    return tuple(words(agency.canonical)) if agency else ()


def _joined(kind: type[All | Either], parts: list[Node]) -> Node | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(tuple(parts))
