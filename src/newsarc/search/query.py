"""What a user may ask, as a tree.

Words are joined by AND; ``OR`` (or ``|``) binds tighter than that, so ``peru flood OR drought`` wants Peru and one of
the two; ``"a phrase"``; ``-word``, ``-"phrase"``, ``-(group)``; parentheses; ``title:`` ``publisher:`` ``origin:``
``author:`` ``lang:`` before a word, a phrase or a group. ``AND`` between words changes nothing. ``not:a-field`` is
plain text. What is not closed is closed at the end: half-typed questions and pasted headlines are answered.
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

    >>> parse('publisher:"La Nación" -fútbol').root.parts[0]
    Phrase(terms=('la', 'nacion'), field=<Field.PUBLISHER: 'publisher'>)
    """
    if len(text) > LONGEST:
        raise BadQuery(f"longer than {LONGEST:,} characters")
    root = _Parser(text).everything()
    if root is None:
        raise BadQuery("nothing to search for", advice='try a word, or a "phrase" in quotes')
    if next(_wanted(root), None) is None:
        raise BadQuery("only says what to leave out", advice="add a word that must be there")
    return Query(root)


def _wanted(node: Node) -> Iterator[Phrase]:
    match node:
        case Phrase():
            yield node
        case All(parts) | Either(parts):
            for part in parts:
                yield from _wanted(part)
        case Not():
            return


_QUOTES = '"“”„＂'
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<minus>-(?=[^\s\-)|]))?
        (?:(?P<field>(?i:title|publisher|origin|author|lang)):(?=[^\s)|]))?
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
_UNFINISHED = re.compile(r"-?(?i:title|publisher|origin|author|lang):")


class _Parser:
    """Reads one query from left to right. Counts clauses, so that no question costs too much to answer."""

    def __init__(self, text: str) -> None:
        self._tokens = _TOKEN.finditer(text.strip())
        self._next = next(self._tokens, None)
        self._clauses = 0
        self._terms = 0

    def everything(self) -> Node | None:
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
        alternative = False
        while self._next is not None and self._next["close"] is None:
            token = self._next
            self._take()
            operator = token[0].strip()
            if operator in {"OR", "|"}:
                alternative = True
            elif operator != "AND" and (part := self._part(token, field, depth)) is not None:
                if alternative and choices:
                    choices[-1].append(part)
                else:
                    choices.append([part])
                alternative = False
        return _joined(All, [either for choice in choices if (either := _joined(Either, choice))])

    def _part(self, token: re.Match[str], field: Field, depth: int) -> Node | None:
        if token["field"]:
            field = Field(token["field"].lower())
        part: Node | None
        if token["open"]:
            part = self._group(field, depth + 1)
            self._take()
        else:
            part = self._phrase(token, field)
        return Not(part) if part is not None and token["minus"] else part

    def _phrase(self, token: re.Match[str], field: Field) -> Phrase | None:
        text = token["quoted"] if token["word"] is None else token["word"]
        found = words(text)
        if _UNFINISHED.fullmatch(text) or (token["field"] and not found):
            raise BadQuery(f"{(token['field'] or found[0]).lower()}: needs a word right after the colon")
        if not found:
            return None
        if field is Field.LANG:
            found = found[:1]
        self._clauses += 1
        self._terms += len(found)
        if self._clauses > MOST_CLAUSES or self._terms > MOST_TERMS:
            raise BadQuery(f"more than {MOST_CLAUSES} words and phrases, or more than {MOST_TERMS:,} terms in them")
        return Phrase(tuple(found), field)


def _joined(kind: type[All | Either], parts: list[Node]) -> Node | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else kind(tuple(parts))
