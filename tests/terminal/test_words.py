from __future__ import annotations

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from circulars.labels import label
from circulars.reading import Severity
from terminal.words import FILES, knows, say

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "terminal").glob("*.py"))


def entries(table, path=()):
    for name, value in table.items():
        if isinstance(value, dict) and "th" in value:
            yield ".".join((*path, name)), value
        if isinstance(value, dict):
            yield from entries({k: v for k, v in value.items() if isinstance(v, dict)}, (*path, name))


TABLES = {
    name: tomllib.loads((ROOT / "terminal" / f"{name}.toml").read_text(encoding="utf-8"))
    for name in ("commands", "options", "words")
}
WORDS = {key: entry for table in TABLES.values() for key, entry in entries(table)}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_key_stands_in_the_file_where_it_is_looked_for(name):
    assert {part for part in TABLES[name] if FILES.get(part, "words") != name} == set()


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(WORDS))
def test_both_languages_say_the_same_facts(key):
    entry = WORDS[key]
    assert entry["th"].strip()
    assert entry["en"].strip()
    assert fields(entry["th"]) == fields(entry["en"])
    assert re.search("[ก-๙]", entry["th"]) or key.endswith(".usage")


def said_keys():
    """The keys that the screens name outright."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "say"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield node.args[0].value


@pytest.mark.parametrize("key", sorted(set(said_keys())))
def test_every_key_that_is_said_has_words(key):
    assert key in WORDS


def test_no_words_are_left_that_nothing_says():
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*SOURCES, ROOT / "cli.py"])
    # Keys whose end is a value, as in say(f"letter.{kind}").
    beginnings = tuple(re.findall(r"""say\(f["']([a-z_.]+)\{""", code))
    unsaid = [
        key
        for key in WORDS
        if not key.startswith(beginnings)
        and key.split(".")[0] not in {"verb", "param", "option", "field", "severity", "measure"}
        and not re.search(f"[\"']{re.escape(key)}[\"']", code)
        # Of several words one is chosen by its name: f"letter.{kind}".
        and not re.search(rf"f\"{re.escape(key.rpartition('.')[0])}\.\{{", code)
    ]
    assert unsaid == []


def test_the_severities_have_words():
    for severity in Severity:
        assert say(f"severity.{severity}", "en") == f"[{label(severity, 'en')}]"


def test_an_unknown_key_is_a_mistake():
    assert not knows("no.such.words")
    with pytest.raises(KeyError):
        say("no.such.words", "th")
