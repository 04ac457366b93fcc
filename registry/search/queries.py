"""A `circulars.query.Query` as the index engine takes it."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Final

import tantivy
from tantivy import FieldType, Occur

from circulars.query import All, Any, Between, Day, Key, Near, Not, Query, Words
from registry.search.schema import GRAM, schema

if TYPE_CHECKING:
    from collections.abc import Iterable

Engine = tantivy.Query
#: What a part of a ranked `Any` is worth more than all words of a letter together.
_RANK: Final = 1_000.0
#: A word in the subject is worth more than the same word in the text.
_SUBJECT: Final = 2.0
#: Characters of a beginning that are compared; the engine takes no larger automaton.
_LONGEST_BEGINNING: Final = 60
#: The share of a skeleton's trigrams that a letter must have to be looked at.
_SHARE: Final = 0.6


def engine_query(query: Query) -> Engine:
    """The query of the index for a query."""
    match query:
        case Words():
            return _words(query)
        case Key(field=field, value=value, prefix=True):
            return Engine.const_score_query(Engine.regex_query(schema(), field, _beginning(value)), 1.0)
        case Key(field=field, value=value):
            return Engine.const_score_query(_term(field, value), 1.0)
        case Between(field=field, low=low, high=high):
            return Engine.const_score_query(_range(field, _whole(low), _whole(high)), 0.0)
        case Day(day=day):
            dated = Engine.range_query(schema(), "dated", FieldType.Integer, day.toordinal(), day.toordinal())
            return _either([Engine.const_score_query(dated, 10.0), _constant("days", day.isoformat())])
        case Near(bones=bones):
            return _near(bones)
        case Any(parts=parts, ranked=ranked):
            engines = [engine_query(part) for part in parts]
            if ranked:
                engines = [
                    Engine.const_score_query(one, _RANK * 10 ** (len(engines) - place))
                    for place, one in enumerate(engines[:-1], 1)
                ] + engines[-1:]
            return _either(engines)
        case Not():
            return _all([query])
        case All(parts=parts):
            return _all(parts)


def within(query: Engine, allowed: Iterable[str], but: Engine | None = None) -> Engine:
    """The query among the letters of the allowed classes of secrecy, without those of another query."""
    secrecy = Engine.const_score_query(Engine.term_set_query(schema(), "secrecy", list(allowed)), 0.0)
    parts = [(Occur.Must, query), (Occur.Must, secrecy)]
    return Engine.boolean_query(parts + ([(Occur.MustNot, but)] if but is not None else []))


def _all(parts: Iterable[Query]) -> Engine:
    must: list[tuple[Occur, Engine]] = []
    for part in parts:
        if isinstance(part, Not):
            must.append((Occur.MustNot, engine_query(part.part)))
        else:
            must.append((Occur.Must, engine_query(part)))
    if not any(occur is Occur.Must for occur, _ in must):
        must.append((Occur.Must, Engine.all_query()))
    return Engine.boolean_query(must)


def _either(parts: Iterable[Engine]) -> Engine:
    return Engine.boolean_query([(Occur.Should, part) for part in parts])


def _words(query: Words) -> Engine:
    found = _sequence(query, query.field)
    if query.field != "text":
        return found
    return _either([found, Engine.boost_query(_sequence(query, "subject"), _SUBJECT)])


def _sequence(query: Words, field: str) -> Engine:
    words: list[str | tuple[int, str]] = list(query.words)
    if not query.prefix:
        return (
            _term(field, query.words[0]) if len(words) == 1 else Engine.phrase_query(schema(), field, words)
        )
    if len(words) > 1:
        return Engine.phrase_prefix_query(schema(), field, words)
    return Engine.const_score_query(Engine.regex_query(schema(), field, _beginning(query.words[0])), 1.0)


def _beginning(value: str) -> str:
    return re.escape(value[:_LONGEST_BEGINNING]).replace("\\ ", " ") + ".*"


def _near(bones: str) -> Engine:
    grams = list(dict.fromkeys(bones[at : at + GRAM] for at in range(len(bones) - GRAM + 1)))
    parts = [
        (Occur.Should, Engine.term_query(schema(), "bones", gram, index_option="freq")) for gram in grams
    ]
    return Engine.boolean_query(parts, minimum_number_should_match=math.ceil(len(grams) * _SHARE))


def _term(field: str, value: str) -> Engine:
    return Engine.term_query(schema(), field, value)


def _constant(field: str, value: str) -> Engine:
    return Engine.const_score_query(_term(field, value), 1.0)


def _range(field: str, low: int | None, high: int | None) -> Engine:
    return Engine.range_query(schema(), field, FieldType.Integer, low, high)


def _whole(value: dt.date | int | None) -> int | None:
    return value.toordinal() if isinstance(value, dt.date) else value
