"""A `circulars.query.Query` as the index engine takes it."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Final

import tantivy
from tantivy import FieldType, Occur

from circulars.query import All, Any, Between, Day, Key, Near, Not, Query, Words
from registry.search.schema import GRAM, PAIRS, pairs, schema

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
            return _begins(field, value)
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
    words = query.words
    if len(words) == 1:
        if query.prefix:
            return _begins(field, words[0])
        return _term(field, words[0], "freq" if field == "text" else "position")
    if field == "text":
        return _paired(words, prefix=query.prefix)
    phrase = Engine.phrase_prefix_query if query.prefix else Engine.phrase_query
    return phrase(schema(), field, list(words))


def _paired(words: tuple[str, ...], *, prefix: bool) -> Engine:
    """Words in sequence in the whole letter, by their pairs: every other one, and the last."""
    found = pairs(words)
    if len(found) == 1:
        return _begins(PAIRS, found[0]) if prefix else _term(PAIRS, found[0])
    if prefix:
        return Engine.phrase_prefix_query(schema(), PAIRS, list(found))
    last = len(found) - 1
    return Engine.phrase_query(
        schema(), PAIRS, [(at, pair) for at, pair in enumerate(found) if at % 2 == 0 or at == last]
    )


def _begins(field: str, value: str) -> Engine:
    return Engine.const_score_query(Engine.regex_query(schema(), field, _beginning(value)), 1.0)


def _beginning(value: str) -> str:
    return re.escape(value[:_LONGEST_BEGINNING]).replace("\\ ", " ") + ".*"


def _near(bones: str) -> Engine:
    grams = _grams([bones])
    return Engine.boolean_query(
        [(Occur.Should, _gram(gram)) for gram in grams],
        minimum_number_should_match=math.ceil(len(grams) * _SHARE),
    )


def likely(query: Query) -> Engine | None:
    """Every letter that has anything of what is asked for nearly, the likeliest first.

    The engine passes over most of them where only the first are wanted. None where something is asked for
    otherwise: the likeliest may then be none of those.
    """
    asked = _only_near(query)
    if asked is None:
        return None
    return Engine.boolean_query([(Occur.Should, _gram(gram)) for gram in _grams(asked)])


def _only_near(query: Query) -> list[str] | None:
    match query:
        case Near(bones=bones):
            return [bones]
        case All(parts=parts) | Any(parts=parts):
            asked = [_only_near(part) for part in parts]
            return None if None in asked else [bones for some in asked for bones in some or ()]
    return None


def _grams(asked: Iterable[str]) -> list[str]:
    return list(
        dict.fromkeys(bones[at : at + GRAM] for bones in asked for at in range(len(bones) - GRAM + 1))
    )


def _gram(gram: str) -> Engine:
    return _term("bones", gram, "freq")


def of_keys(keys: Iterable[str]) -> Engine:
    """The letters of those keys."""
    return Engine.term_set_query(schema(), "key", list(keys))


def _term(field: str, value: str, option: str = "position") -> Engine:
    return Engine.term_query(schema(), field, value, index_option=option)


def _constant(field: str, value: str) -> Engine:
    return Engine.const_score_query(_term(field, value), 1.0)


def _range(field: str, low: int | None, high: int | None) -> Engine:
    return Engine.range_query(schema(), field, FieldType.Integer, low, high)


def _whole(value: dt.date | int | None) -> int | None:
    return value.toordinal() if isinstance(value, dt.date) else value
