"""The rules by which a relay rewords its source, read from ``lexicon/relay.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from circulars.agencies import agency_names, agency_short_names
from circulars.circular import LetterForm
from circulars.lexicon import table
from circulars.office import Level
from circulars.places import provinces

_WORD = re.compile(r"«([^»]+)»")
_NEVER = "(?!)"


class When(StrEnum):
    """What must hold where a rule is to be used."""

    ALWAYS = "always"
    ORDER = "order"  #: outside what recalls an earlier letter, unless that is our own
    ONE_LEVEL = "one-level"  #: an order, and the circular nowhere tells the levels apart
    OWN_HISTORY = "own-history"  #: only in what recalls our own earlier letter
    GOVERNED = "governed"  #: an order given to the province alone
    NAMES_US = "names-us"  #: an order whose words name our province


class Where(StrEnum):
    """In which paragraphs a rule is to be used."""

    ANY = "any"
    TEXT = "text"  #: without a number
    ITEM = "item"  #: with one
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Names:
    """What patterns call by name: who sent the circular, the office that relays it, and those that it relays to."""

    issuer: str | None
    own: str  #: a province's without "จังหวัด", a department's in full
    below: tuple[str, ...] = ()  #: the offices one level below, without "อำเภอ" or "จังหวัด"
    units: tuple[str, ...] = ()  #: the units that drafted the circular
    level: Level = Level.PROVINCE  #: of the office that relays


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayRule:
    """One way in which a relay rewords its source (กฎการปรับถ้อยคำ)."""

    id: str
    pattern: re.Pattern[str]
    after: str  #: groups as ``\\g<name>``, «all» for the addressees
    when: When
    where: Where
    forms: frozenset[LetterForm]  #: of the draft; empty for all
    yields: bool  #: not where the next words are the province's alone
    examples: tuple[tuple[str, str], ...]
    keeps: tuple[str, ...]  #: looks like it and stays as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPattern:
    """One kind of fact that a draft must hold."""

    what: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Words that would give the province's part to the districts."""

    pattern: re.Pattern[str]
    history: bool  #: also where an earlier letter is recalled


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayWords:
    """The rules, and what tells who must act, for one circular and one office."""

    rules: tuple[RelayRule, ...]
    province_only: tuple[re.Pattern[str], ...]
    told_apart: re.Pattern[str]
    province_item: re.Pattern[str]
    province_act: re.Pattern[str]  #: in a circular that tells the levels apart
    with_districts: re.Pattern[str]  #: what nobody can do to himself
    governed: re.Pattern[str]
    governed_no_more: re.Pattern[str]
    some_provinces: re.Pattern[str]  #: provinces by name
    addressees: dict[str, re.Pattern[str]]  #: who is written to: named, every, except, handed
    amphoe: re.Pattern[str]  #: the names of the offices below
    both: re.Pattern[str]  #: our level and the one below, told together
    below: str  #: what one office below is called, "อำเภอ"
    everyone: str  #: and all of them, "ทุกอำเภอ"
    us: str  #: what those below call us, "จังหวัด"
    leaks: tuple[Leak, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWords:
    """What holds for every draft, whoever sent the circular."""

    keeps: tuple[re.Pattern[str], ...]
    doubts: dict[str, re.Pattern[str]]
    item: re.Pattern[str]


@lru_cache(maxsize=32)
def relay_words(names: Names) -> RelayWords:
    """The rules and patterns for a circular of that issuer and an office of that province."""
    data = _table_of(names.level)
    words = {**_fixed_words(), **data["words"], **_named_words(names)}
    us = words["us"].replace("«own»", names.own)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(_filled(pattern, words))

    return RelayWords(
        rules=tuple(
            _rule(one, compiled(one["pattern"]), names, us)
            for one in _rules_of(names.level)
            if names.issuer or "«issuer»" not in one["after"]
        ),
        province_only=tuple(compiled(one["pattern"]) for one in data["province-only"]),
        told_apart=compiled(data["told-apart"]["district"]),
        province_item=compiled(data["told-apart"]["province"]),
        province_act=compiled(data["told-apart"]["act"]),
        with_districts=compiled(data["told-apart"]["with"]),
        governed=compiled(data["governed"]["pattern"]),
        governed_no_more=compiled(data["governed"]["broken"]),
        some_provinces=compiled("«named»"),
        addressees={key: compiled(one) for key, one in data["addressees"].items()},
        amphoe=compiled("«amphoe»"),
        both=compiled(data["told-apart"]["both"]),
        below=words["below"],
        everyone=f"ทุก{words['below']}",
        us=us,
        leaks=tuple(
            Leak(pattern=compiled(one["pattern"]), history=one.get("history", False)) for one in data["leak"]
        ),
    )


def _table_of(level: Level) -> dict[str, Any]:
    """The rules by which an office of a level relays."""
    return table("relay_department" if level is Level.DEPARTMENT else "relay")


def _rules_of(level: Level) -> list[dict[str, Any]]:
    """The rules of a level; a department has those of a province that name no level as well, behind its own."""
    own: list[dict[str, Any]] = _table_of(level)["rule"]
    shared = [one for one in table("relay")["rule"] if one.get("any-level")]
    return own if level is Level.PROVINCE else [*own, *shared]


@cache
def text_words() -> TextWords:
    """The patterns that need no names: what is kept, what must not be, what a person should know."""
    data = table("relay")

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(_filled(pattern, _fixed_words()))

    return TextWords(
        keeps=tuple(compiled(one["pattern"]) for one in data["keep"]),
        doubts={key: compiled(data["doubt"][key]) for key in ("quantity", "cross-reference", "channel")},
        item=compiled(r"\s*«item»"),
    )


def _rule(data: dict[str, Any], pattern: re.Pattern[str], names: Names, us: str) -> RelayRule:
    return RelayRule(
        id=data["id"],
        pattern=pattern,
        after=data["after"].replace("«issuer»", names.issuer or "").replace("«us»", us),
        when=When(data.get("when", When.ORDER)),
        where=Where(data.get("where", Where.ANY)),
        forms=frozenset(LetterForm(form) for form in data.get("forms", ())),
        yields=data.get("yields", False),
        examples=tuple((before, after) for before, after in data["examples"]),
        keeps=tuple(data.get("keeps", ())),
    )


def _filled(pattern: str, words: dict[str, str]) -> str:
    """The pattern with each «word» replaced by what it stands for, words in words as well."""
    while _WORD.search(pattern):
        pattern = _WORD.sub(lambda match: words[match[1]], pattern)
    return pattern


@cache
def _fixed_words() -> dict[str, str]:
    data = table("relay")
    return {**data["words"], **data["fact-words"], "name": _any(one.name for one in provinces())}


def _named_words(names: Names) -> dict[str, str]:
    upper = [*agency_names(), *agency_short_names(), *names.units, *([names.issuer] if names.issuer else [])]
    capital = ["เมือง"] if any(one.startswith("เมือง") for one in names.below) else []
    return {
        "own": re.escape(names.own) or _NEVER,
        "issuer": re.escape(names.issuer) if names.issuer else _NEVER,
        "upper": _any(upper),
        "amphoe": _any([*names.below, *capital]),
    }


def _any(words: Any) -> str:
    found = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, found)) + ")" if found else _NEVER


@cache
def fact_patterns() -> tuple[FactPattern, ...]:
    """The kinds of fact, the most telling first."""
    return tuple(
        FactPattern(what=one["what"], pattern=re.compile(_filled(one["pattern"], _fixed_words())))
        for one in table("relay")["fact"]
    )


@cache
def history_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a text that recalls an earlier letter begins (ตามที่ …) and ends (… นั้น)."""
    data = table("relay")["history"]
    return re.compile(data["opener"]), re.compile(data["end"])


@cache
def word_pattern(name: str) -> str:
    """What a fixed word of the table stands for, to be put into a larger pattern."""
    return _filled(f"«{name}»", _fixed_words())


@cache
def spending_rules() -> frozenset[str]:
    """The rules whose edits may leave facts of the source out."""
    data = table("relay")
    rules = {one["id"] for one in data["rule"] if one.get("spends")}
    return frozenset(rules | {name for name, one in data["act"].items() if one.get("spends")})


def rule_reason(rule: str, lang: str = "th") -> str:
    """Why a rule changes what it changes, in the reader's language.

    Raises:
        KeyError: If there is no such rule.
    """
    data = table("relay")
    if rule in data["act"]:
        return str(data["act"][rule]["why"][lang])
    rules = [one for level in (Level.PROVINCE, Level.DEPARTMENT) for one in _table_of(level)["rule"]]
    found = next((one for one in rules if one["id"] == rule), None)
    if found is None:
        raise KeyError(rule)
    return str(found["why"][lang])
