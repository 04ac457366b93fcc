"""The phrases of ``circulars/lexicon/deadlines.toml``, ready to be found in skeletons."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from circulars.thai_calendar import ascii_digits
from parsers.skeleton import skeleton_of

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Marks whose presence in a pattern is a matter of spelling only; see `pattern`.
_MARKS = re.compile("[่้๊๋็์]")
_GROUP_IN_PATTERN = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase of the lexicon may be."""

    kinds: frozenset[str]
    spellings: frozenset[str]  #: without blanks, with their marks
    exact: bool
    not_before: tuple[str, ...]
    tight: bool = False  #: without blanks inside


@cache
def _table() -> dict[str, Any]:
    text = (files("circulars") / "lexicon" / "deadlines.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def cues() -> dict[str, Cue]:
    """Every phrase by its skeleton."""
    found: dict[str, Cue] = {}
    for kind, entry in _table()["cue"].items():
        for phrase in entry["phrases"]:
            skeleton = skeleton_of(phrase)
            old = found.get(skeleton, Cue(frozenset(), frozenset(), exact=False, not_before=()))
            found[skeleton] = Cue(
                old.kinds | {entry.get("kind", kind)},
                old.spellings | {ascii_digits(phrase.replace(" ", ""))},
                old.exact or entry.get("exact", False),
                (*old.not_before, *entry.get("not_before", ())),
                old.tight or entry.get("tight", False),
            )
    return {skeleton: _with_event(skeleton, cue, found) for skeleton, cue in found.items()}


def _with_event(skeleton: str, cue: Cue, found: dict[str, Cue]) -> Cue:
    """A verb or an action's noun that holds the name of an event (จัดพิธี, การประชุม) is one, too."""
    action = "act" in cue.kinds or skeleton.startswith("การ")
    events = (phrase for phrase, other in found.items() if "event" in other.kinds)
    if action and any(event in skeleton for event in events):
        return replace(cue, kinds=cue.kinds | {"event"})
    return cue


def examples() -> dict[str, str]:
    """An example sentence for each kind of cue."""
    return {kind: entry["example"] for kind, entry in _table()["cue"].items()}


@cache
def group(name: str) -> frozenset[str]:
    """The skeletons of a group of words."""
    return frozenset(map(skeleton_of, _table()["group"][name]))


@cache
def mentions(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of a group in a skeleton."""
    return re.compile(alternation(group(name)))


def unbroken() -> tuple[str, ...]:
    """Words in which a blank or a missing mark is damage."""
    return tuple(_table()["unbroken"]["words"])


@cache
def named_days() -> dict[str, str]:
    """The name in the office calendar, by the skeleton of how letters name the day."""
    return {
        skeleton_of(phrase): entry["holiday"]
        for entry in _table()["named_day"]
        for phrase in entry["phrases"]
    }


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words, in time that does not grow with their number."""
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(trie)


def _branches(node: dict[str, Any]) -> str:
    branches = [re.escape(char) + _branches(below) for char, below in sorted(node.items()) if char]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{body})?" if "" in node else body


def pattern(text: str) -> str:
    """A pattern over skeletons from one spelt as Thai is; ``{name}`` stands for a group of the lexicon."""
    filled = _GROUP_IN_PATTERN.sub(lambda name: f"(?:{alternation(group(name[1]))})", text)
    return f"(?:{_MARKS.sub('', ''.join(filled.split()))})"
