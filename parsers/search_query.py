"""What a person types into the search box, as a `circulars.query.Query`.

Grammar::

    query = any ;
    any   = all , { or , all } ;
    all   = one , { [ and ] , one } ;
    one   = [ not ] , ( "(" , any , ")" | field , ":" , value | quoted | number | date | chunk ) ;
    value = quoted | [ "<" | ">" ] , point , [ ".." , point ] | chunk ;
    point = number | date | month with its year ;

Operators and fields stand in ``lexicon/search.toml``. A number and a date are recognised before anything is
cut into words, so every spelling of them is the same. Nothing a person types is an error of grammar: a
quotation mark or bracket without its partner is passed over, and a name before a colon that is no field is words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from circulars.folding import bones, compact, fold
from circulars.lexicon import table
from circulars.number import NUMBER, LetterNumber
from circulars.query import LEAST_BONES, All, Any, Day, Key, Near, Not, Query, Words
from parsers.search_fields import MONTH_OF_YEAR, field_query
from parsers.thai_date import find_dates
from parsers.words import search_words

if TYPE_CHECKING:
    from collections.abc import Iterator

#: More than anybody types; what comes after is not looked at, and the answer says so.
LONGEST = 1_000
_DEEPEST = 12
#: Words whose skeletons are shorter are not looked for on their own.
_LEAST_PART = 4
_QUOTED = re.compile('["“”«]([^"“”«»]*)["“”»]?')
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_SIGN = re.compile(r"[<>]=?\s*")
_JOINT = re.compile(r"\s*(?:\.\.+|-|–|ถึง)\s*(?:วันที่\s*)?")
_CHUNK = re.compile(r'[^\s"“”«»()]+')
#: The end of a number, as people cite it: "ว 2551", "0307.2/ว 2551".
_PART_OF_NUMBER = re.compile(
    r"(?<![ก-๎\d])(?:\d{3,5}(?:\.\d{1,4})*\s*/\s*ว?\s*\.?\s*|ว\s*\.?\s?)\d{1,6}(?![\d/.])"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  #: "open", "close", "and", "or", "not", "leaf"
    leaf: Query | None = None


def parse_query(text: str) -> Query:
    """The meaning of what was typed; an empty `All` where nothing was.

    Raises:
        UsageError: If the value of a field is none that it can have.
    """
    return _Parser(list(_tokens(fold(shortened(text))))).whole()


def shortened(text: str) -> str:
    """As much of a query as is looked at, cut between words."""
    return text if len(text) <= LONGEST else (text[:LONGEST].rpartition(" ")[0] or text[:LONGEST])


def loosened(query: Query) -> Query | None:
    """The same asked for nearly: every word that is long enough by its skeleton; None where none is."""
    near = _near(query)
    return None if near == query else near


def apart(query: Query) -> Query | None:
    """The same with the words of each phrase anywhere in the letter; None where that is no other question."""
    loose = _apart(query)
    return None if loose == query else loose


def _near(query: Query) -> Query:
    match query:
        case Words(words=words, field="text", prefix=False):
            skeleton = bones("".join(words))
            if len(skeleton) < LEAST_BONES:
                return query
            parts = tuple(part for part in map(bones, words) if len(part) >= _LEAST_PART)
            return Near(bones=skeleton, parts=parts)
        case All(parts=parts):
            return All(parts=tuple(map(_near, parts)))
        case Any(parts=parts, ranked=False):
            near = tuple(map(_near, parts))
            return Any(parts=near) if all(isinstance(one, Near) for one in near) else query
    return query


def _apart(query: Query) -> Query:
    match query:
        case Words(words=words, field=where) if len(words) > 1:
            return All(parts=tuple(Words(words=(word,), field=where) for word in dict.fromkeys(words)))
        case All(parts=parts):
            return All(parts=tuple(map(_apart, parts)))
        case Any(parts=parts, ranked=False):
            return Any(parts=tuple(map(_apart, parts)))
    return query


def _tokens(text: str) -> Iterator[_Token]:
    known = _known(text)
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace() or char in "”»":
            at += 1
        elif char in "()":
            yield _Token("open" if char == "(" else "close")
            at += 1
        elif at in known:
            at, leaf = known[at]
            yield _Token("leaf", leaf)
        elif quoted := _QUOTED.match(text, at):
            yield from _words(quoted[1])
            at = quoted.end()
        elif (name := _field_at(text, at)) is not None:
            start = text.index(":", at) + 1
            at = _value_end(text, start, known)
            if value := text[start:at].strip(' "“”«»'):
                yield _Token("leaf", field_query(name, value))
        else:
            chunk = _CHUNK.match(text, at)
            end = min([chunk.end() if chunk else at + 1, *(start for start in known if start > at)])
            yield from _chunk(text[at:end])
            at = end


def _known(text: str) -> dict[int, tuple[int, Query]]:
    """Numbers and dates by where they begin, with their ends."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found: dict[int, tuple[int, Query]] = {}
    taken: list[tuple[int, int]] = list(quoted)

    def take(start: int, end: int, leaf: Query) -> None:
        if all(end <= other or start >= stop for other, stop in taken):
            found[start] = end, leaf
            taken.append((start, end))

    for match in NUMBER.finditer(text):
        take(*match.span(), number_query(LetterNumber.of(match)))
    for one in find_dates(text):
        if one.day is not None and one.words.year is not None:
            start = one.start - 2 * text.endswith("ลง", 0, one.start)
            take(start, one.end, Day(day=one.day))
    for match in _PART_OF_NUMBER.finditer(text):
        take(*match.span(), _part_of_number(match.group()))
    return found


def number_query(number: LetterNumber) -> Query:
    """The letter of that number first, then the letters that cite it, then those that name it anywhere."""
    key = compact(number.key)
    parts = (
        Key(field="number", value=key),
        Key(field="cites", value=key),
        Words(words=tuple(search_words(number.key))),
    )
    return Any(parts=parts, ranked=True)


def _part_of_number(text: str) -> Query:
    part = compact(text).replace("ว.", "ว")
    return Any(parts=(Key(field="number", value=part), Words(words=tuple(search_words(text)))), ranked=True)


def _chunk(text: str) -> Iterator[_Token]:
    for kind, signs in _operators().items():
        if text in signs:
            yield _Token(kind)
            return
    if len(text) > 1 and text[0] == "-":
        yield _Token("not")
        text = text[1:]
    prefix = text.endswith("*")
    words = tuple(search_words(text))
    if not words:
        return
    leaf: Query = Words(words=words, prefix=prefix)
    if prefix and len(words) > 1:
        # The head of a word may fall apart where the whole would not: ปกค* is ปกครอง.
        leaf = Any(parts=(leaf, Words(words=("".join(words),), prefix=True)))
    elif len(words) == 1 and words[0].isdecimal():
        leaf = Any(parts=(Key(field="number", value=words[0]), leaf), ranked=True)
    yield _Token("leaf", leaf)


def _words(text: str) -> Iterator[_Token]:
    words = tuple(search_words(text))
    if words:
        yield _Token("leaf", Words(words=words))


def _field_at(text: str, at: int) -> str | None:
    match = _field_names().match(text, at)
    return _fields()[match[1]] if match else None


def _value_end(text: str, at: int, known: dict[int, tuple[int, Query]]) -> int:
    """Where the value of a field ends: a quotation, dates or numbers with what joins them, or no blank any more."""
    at += len(text[at:]) - len(text[at:].lstrip())
    if quoted := _QUOTED.match(text, at):
        return quoted.end()
    while True:
        sign = _SIGN.match(text, at)
        at = sign.end() if sign else at
        point = _ISO.match(text, at) or MONTH_OF_YEAR.match(text, at)
        end = known[at][0] if at in known else point.end() if point else None
        if end is None:
            chunk = re.compile(r'[^\s"“”«»()]*').match(text, at)
            return chunk.end() if chunk else at
        joint = _JOINT.match(text, end)
        if joint is None or not (
            joint.end() in known or _ISO.match(text, joint.end()) or MONTH_OF_YEAR.match(text, joint.end())
        ):
            return end + (text[end : end + 1] == "*")
        at = joint.end()


@cache
def _fields() -> dict[str, str]:
    return {fold(word): name for name, words in table("search")["fields"].items() for word in words}


@cache
def _field_names() -> re.Pattern[str]:
    names = sorted(map(re.escape, _fields()), key=len, reverse=True)
    return re.compile(rf"({'|'.join(names)})\s?:")


@cache
def _operators() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(fold, signs)) for name, signs in table("search")["operators"].items()}


@dataclass(slots=True)
class _Parser:
    tokens: list[_Token]
    at: int = field(default=0)
    depth: int = field(default=0)

    def whole(self) -> Query:
        parts: list[Query] = []
        while self.at < len(self.tokens):
            before = self.at
            parts += _flat(self._any())
            # A bracket that was never opened ends nothing.
            self.at += self.at == before or self._is("close")
        return _all(parts)

    def _any(self) -> Query:
        """``any = all , { or , all }``."""
        parts = [self._all()]
        while self._is("or"):
            self.at += 1
            parts.append(self._all())
        parts = [part for part in parts if part != All(parts=())]
        return parts[0] if len(parts) == 1 else Any(parts=tuple(parts)) if parts else All(parts=())

    def _all(self) -> Query:
        """``all = one , { [ and ] , one }``."""
        parts: list[Query] = []
        while self.at < len(self.tokens) and not self._is("or", "close"):
            one = self._one()
            parts += [one] if one is not None else []
        return _all(parts)

    def _one(self) -> Query | None:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "not":
            denied = self._one() if self.at < len(self.tokens) and not self._is("or", "close") else None
            return Not(part=denied) if denied is not None else None
        if token.kind == "open" and self.depth < _DEEPEST:
            self.depth += 1
            inner = self._any()
            self.depth -= 1
            self.at += self._is("close")
            return None if inner == All(parts=()) else inner
        return token.leaf

    def _is(self, *kinds: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].kind in kinds


def _flat(query: Query) -> list[Query]:
    return list(query.parts) if isinstance(query, All) else [query]


def _all(parts: list[Query]) -> Query:
    return parts[0] if len(parts) == 1 else All(parts=tuple(parts))
