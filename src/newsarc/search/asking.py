"""A query as tantivy understands it."""

from __future__ import annotations

import re

import tantivy
from tantivy import FieldType, Occur

from newsarc.search.document import MARK_ID
from newsarc.search.query import All, Either, Field, Node, Not, Phrase, Query

_TITLE_WEIGHT = 2.0
_FAR = 2**62
"""seconds that no publication is away"""
_RANKED = frozenset({Field.ANY, Field.TITLE})
"""fields whose words say how well a record fits; the others only say whether it does"""


def ranks(query: Query) -> bool:
    """Say whether *query* has words that say how well a record fits."""
    return any(phrase.field in _RANKED for phrase in query.wanted())


class Asking:
    """Makes queries to an index of this *schema*."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def query(self, query: Query, since: int | None, until: int | None) -> tantivy.Query:
        """Return what finds the records that match *query*, published from *since* to before *until* (Unix seconds)."""
        titles = [phrase for phrase in query.wanted() if _is_anywhere(phrase)]
        if since is None and until is None and _is_any_of(query.root):
            # What is in a title is in "any" too, so one union says the same: half the time of a must with its shoulds.
            parts = [(Occur.Should, self._phrase(Field.ANY.value, phrase.terms)) for phrase in titles]
        else:
            parts = [(Occur.Must, self._compiled(query.root))]
        if since is not None or until is not None:
            low, high = _bounded(since, -_FAR), _bounded(until, _FAR)
            when = tantivy.Query.range_query(
                self._schema, "published", FieldType.Integer, low, high, include_upper=False
            )
            parts.append((Occur.Must, tantivy.Query.const_score_query(when, 0.0)))
        for phrase in titles:
            weight = tantivy.Query.boost_query(self._phrase("title", phrase.terms), _TITLE_WEIGHT)
            parts.append((Occur.Should, weight))
        return tantivy.Query.boolean_query(parts)

    def _compiled(self, node: Node) -> tantivy.Query:
        match node:
            case Phrase(words, field, beginning):
                found = self._beginning(field.value, words[0]) if beginning else self._phrase(field.value, words)
                return found if field in _RANKED else tantivy.Query.const_score_query(found, 0.0)
            case All(parts):
                wanted = [(Occur.Must, self._compiled(part)) for part in parts if not isinstance(part, Not)]
                unwanted = [(Occur.MustNot, self._compiled(part.part)) for part in parts if isinstance(part, Not)]
                return tantivy.Query.boolean_query([*(wanted or [self._everything()]), *unwanted])
            case Either(parts):
                return tantivy.Query.boolean_query([(Occur.Should, self._compiled(part)) for part in parts])
            case Not(part):
                return tantivy.Query.boolean_query([self._everything(), (Occur.MustNot, self._compiled(part))])

    def _everything(self) -> tuple[Occur, tantivy.Query]:
        records = [(Occur.Must, tantivy.Query.all_query()), (Occur.MustNot, self.term("id", MARK_ID))]
        return Occur.Must, tantivy.Query.const_score_query(tantivy.Query.boolean_query(records), 0.0)

    def _beginning(self, field: str, start: str) -> tantivy.Query:
        return tantivy.Query.regex_query(self._schema, field, f"{re.escape(start)}.*")

    def _phrase(self, field: str, words: tuple[str, ...]) -> tantivy.Query:
        if len(words) == 1:
            return self.term(field, words[0])
        return tantivy.Query.phrase_query(self._schema, field, list(words))

    def term(self, field: str, value: str) -> tantivy.Query:
        """Return what finds the documents with this very term."""
        return tantivy.Query.term_query(self._schema, field, value)


def _is_anywhere(node: Node) -> bool:
    """Say whether *node* asks for words wherever they stand."""
    return isinstance(node, Phrase) and node.field is Field.ANY and not node.beginning


def _is_any_of(root: Node) -> bool:
    """Say whether *root* asks for nothing but such words, or any of several."""
    return _is_anywhere(root) or (isinstance(root, Either) and all(map(_is_anywhere, root.parts)))


def _bounded(seconds: int | None, otherwise: int) -> int:
    return otherwise if seconds is None else min(max(seconds, -_FAR), _FAR)
