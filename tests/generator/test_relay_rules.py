"""Every entry of the tables of relay rules matches its examples, and leaves alone what looks like it."""

from __future__ import annotations

import re

import pytest

from circulars.circular import LetterForm, Paragraph, Part
from circulars.lexicon import table
from circulars.office import Level
from circulars.relay_rules import (
    Names,
    When,
    Where,
    fact_patterns,
    history_patterns,
    relay_words,
    rule_reason,
    spending_rules,
    text_words,
)
from generator.rewording import Rewording, rule_changes

NAMES = Names("กรมการปกครอง", "มุกดาหาร", ("เมืองมุกดาหาร", "ดอนตาล", "หว้านใหญ่"))
WORDS = relay_words(NAMES)
OF_DEPARTMENT = Names("กระทรวงมหาดไทย", "กรมการปกครอง", ("เชียงใหม่", "มุกดาหาร"), level=Level.DEPARTMENT)
#: What belongs to a level; a department has the rules of a province that name no level as well.
TABLES = {"relay": NAMES, "relay_department": OF_DEPARTMENT}
SHARED = {one["id"] for one in table("relay")["rule"] if one.get("any-level")}
RULES = [
    pytest.param(rule, names, id=f"{rule.id}-{place}")
    for names in TABLES.values()
    for place, rule in enumerate(relay_words(names).rules)
    if names is NAMES or rule.id not in SHARED
]


def _reworded(rule, names: Names, text: str) -> str:
    """The text after one rule alone, where the rule may be used."""
    recalled = rule.when is When.OWN_HISTORY
    whole = f"ตามที่ {text} นั้น" if recalled else text
    rewording = Rewording(
        names=names,
        form=next(iter(rule.forms), LetterForm.STAMPED),
        everyone=True,
        one_level=True,
        governed={0: 0},
        own_history=frozenset({0}),
    )
    part = Part.CLOSING if rule.where is Where.CLOSING else Part.PURPOSE
    paragraph = Paragraph(part=part, text=whole, item="1" if rule.where is Where.ITEM else None)
    made, last = "", 0
    for (start, end), after in rule_changes(rule, 0, paragraph, rewording):
        made += whole[last:start] + after
        last = end
    made += whole[last:]
    return made.removeprefix("ตามที่ ").removesuffix(" นั้น") if recalled else made


@pytest.mark.parametrize(("rule", "names"), RULES)
def test_a_rule_rewords_its_examples(rule, names) -> None:
    assert rule.examples
    for before, after in rule.examples:
        assert _reworded(rule, names, before) == after


@pytest.mark.parametrize(("rule", "names"), RULES)
def test_a_rule_leaves_alone_what_only_looks_like_its_examples(rule, names) -> None:
    for text in rule.keeps:
        assert _reworded(rule, names, text) == text


@pytest.mark.parametrize(("rule", "names"), RULES)
def test_a_rule_leaves_its_own_work_alone(rule, names) -> None:
    for _, after in rule.examples:
        assert _reworded(rule, names, after) == after


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("relay", "keep"), ("relay", "leak"), ("relay", "province-only"), ("relay", "fact"),
        ("relay_department", "leak"), ("relay_department", "province-only"),
    ],
)  # fmt: skip
def test_a_pattern_matches_each_of_its_examples(name: str, kind: str) -> None:
    words = relay_words(TABLES[name])
    patterns = {
        "keep": text_words().keeps,
        "leak": tuple(leak.pattern for leak in words.leaks),
        "province-only": words.province_only,
        "fact": tuple(fact.pattern for fact in fact_patterns()),
    }[kind]
    for entry, pattern in zip(table(name)[kind], patterns, strict=True):
        assert entry["examples"]
        for text in entry["examples"]:
            assert pattern.search(text), text


@pytest.mark.parametrize("what", ["quantity", "cross-reference", "channel"])
def test_a_doubt_matches_its_examples(what: str) -> None:
    for text in table("relay")["doubt"][f"{what}-examples"]:
        assert text_words().doubts[what].search(text), text


def test_a_recital_is_told_by_its_opener_and_its_end() -> None:
    opener, end = history_patterns()
    for text in table("relay")["history"]["examples"]:
        assert opener.match(text)
        assert end.search(text)


def test_a_closing_is_a_formula_or_asks_for_something() -> None:
    data = table("relay")["closing"]
    formula = re.compile(data["formula"])
    assert all(formula.fullmatch(text) for text in data["formula-examples"])
    assert not any(formula.fullmatch(text) for text in data["formula-keeps"])
    assert all(re.search(data["asks"], text) for text in data["asks-examples"])


def test_every_rule_says_why_in_both_languages() -> None:
    ids = {rule.id for names in TABLES.values() for rule in relay_words(names).rules}
    for rule in ids | set(table("relay")["act"]):
        assert rule_reason(rule)
        assert rule_reason(rule, "en")
    with pytest.raises(KeyError):
        rule_reason("no-such-rule")


def test_only_named_rules_may_let_facts_go() -> None:
    assert spending_rules() == {"own-reference", "province-only", "renumber", "copy-whole"}


def test_without_an_issuer_no_rule_needs_its_name() -> None:
    words = relay_words(Names(None, "มุกดาหาร"))
    assert not any(rule.id == "copy-forward" for rule in words.rules)
    assert len(words.rules) < len(WORDS.rules)
