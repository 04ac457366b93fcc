"""Every entry of ``lexicon/relay.toml`` matches its examples, and leaves alone what looks like it."""

from __future__ import annotations

import re

import pytest

from circulars.circular import LetterForm, Paragraph, Part
from circulars.lexicon import table
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
RULES = [pytest.param(rule, id=f"{rule.id}-{place}") for place, rule in enumerate(WORDS.rules)]


def _reworded(rule, text: str) -> str:
    """The text after one rule alone, where the rule may be used."""
    recalled = rule.when is When.OWN_HISTORY
    whole = f"ตามที่ {text} นั้น" if recalled else text
    rewording = Rewording(
        names=NAMES,
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


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_rewords_its_examples(rule) -> None:
    assert rule.examples
    for before, after in rule.examples:
        assert _reworded(rule, before) == after


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_leaves_alone_what_only_looks_like_its_examples(rule) -> None:
    for text in rule.keeps:
        assert _reworded(rule, text) == text


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_leaves_its_own_work_alone(rule) -> None:
    for _, after in rule.examples:
        assert _reworded(rule, after) == after


@pytest.mark.parametrize("kind", ["keep", "leak", "province-only", "fact"])
def test_a_pattern_matches_each_of_its_examples(kind: str) -> None:
    patterns = {
        "keep": text_words().keeps,
        "leak": tuple(leak.pattern for leak in text_words().leaks),
        "province-only": WORDS.province_only,
        "fact": tuple(fact.pattern for fact in fact_patterns()),
    }[kind]
    for entry, pattern in zip(table("relay")[kind], patterns, strict=True):
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
    for rule in {rule.id for rule in WORDS.rules} | set(table("relay")["act"]):
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
