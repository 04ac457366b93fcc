"""Measuring what is read against what should be read.

Deadlines are scored by what a person would do with them:

* a *due date* is right when its calendar day is right, and strictly right when its time is, too;
* a *rhythm* is right when it falls on the same days for three years, and strictly right with the same times;
* *at once* is counted by how often it is said;
* a deadline whose day cannot be known is right when it is raised without a day, and *invented* with one;
* a *trap* is a text without any deadline; it alarms when one is found;
* a wrong day or rhythm is *undoubted* when nothing tells a person to look at it.

What the labels call optional or vague costs neither a miss nor a false alarm.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from circulars.errors import InputFileError
from desk.deadlines import deadline_lines
from desk.occurrences import same_rule
from desk.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from circulars.thai_calendar import OfficeCalendar

Labels = dict[str, Any]
#: What a label that says nothing of it holds.
_BLANK: Labels = {"quote": "", "due": None, "time": None, "rrule": None, "flags": ()}
_DATED = {"absolute", "relative", "range", "event"}
_DOUBTED = {"check", "doubt", "open"}
_TALLIES = ("due", "due_and_time", "rhythm", "rhythm_and_time", "at_once", "actors")
_COUNTS = ("unknowable", "invented", "traps", "alarmed", "undoubted", "texts", "exact")


@dataclass(slots=True)
class DeadlineScore:
    """The score of a set of labelled texts."""

    due: Tally = field(default_factory=Tally)
    due_and_time: Tally = field(default_factory=Tally)
    rhythm: Tally = field(default_factory=Tally)
    rhythm_and_time: Tally = field(default_factory=Tally)
    at_once: Tally = field(default_factory=Tally)
    actors: Tally = field(default_factory=Tally)  #: of right due dates whose actor is labelled
    unknowable: int = 0
    invented: int = 0
    traps: int = 0
    alarmed: int = 0
    undoubted: int = 0  #: wrong days and rhythms that were called sure
    by_class: dict[str, dict[str, Tally]] = field(default_factory=dict)
    texts: int = 0
    exact: int = 0  #: texts of which every due date, rhythm and silence is right
    worst: list[Labels] = field(default_factory=list)

    def add(self, other: DeadlineScore) -> None:
        """Count another score in."""
        for name in _TALLIES:
            getattr(self, name).add(getattr(other, name))
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, tallies in other.by_class.items():
            mine = self.by_class.setdefault(name, {})
            for of, tally in tallies.items():
                mine.setdefault(of, Tally()).add(tally)
        self.worst += other.worst

    def figures(self) -> Labels:
        """The score as JSON data."""
        return {
            **{name: getattr(self, name).figures() for name in _TALLIES if name != "actors"},
            "actors": {
                "right": self.actors.right,
                "of": self.actors.right + self.actors.missed,
                "share": round(self.actors.recall, 3),
            },
            "unknowable": {"of": self.unknowable, "invented": self.invented},
            "traps": {"of": self.traps, "alarmed": self.alarmed},
            "undoubted": {
                "of": sum(each.right + each.false for each in (self.due, self.rhythm)),
                "wrong": self.undoubted,
            },
            "texts": {"of": self.texts, "exact": self.exact},
            "by_class": {
                name: {field: tally.figures() for field, tally in tallies.items()}
                for name, tallies in sorted(self.by_class.items())
            },
            "worst": sorted(self.worst, key=lambda one: -one["wrong"]),
        }


def evaluate_deadlines(lines: Iterable[str], calendar: OfficeCalendar) -> DeadlineScore:
    """The score of the deadline engine on labelled texts.

    Args:
        lines: JSON objects with ``text``, ``letter_date``, ``received_date`` and the labels ``gold``.
        calendar: The days on which the office works.

    Raises:
        InputFileError: A line is not JSON, or not labelled.
    """
    labelled = list(_labelled(lines))
    asked = (json.dumps(item, ensure_ascii=False) for item in labelled)
    score = DeadlineScore()
    for item, answer in zip(labelled, deadline_lines(asked, calendar), strict=True):
        if "error" in answer:
            raise InputFileError(answer["error"], line=str(answer["line"]), field="", value="")
        _score(item, answer["deadlines"], score)
    return score


def _labelled(lines: Iterable[str]) -> Iterator[Labels]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError as error:
            raise InputFileError("line-without-labels", line=str(number)) from error
        if not _is_labelled(item):
            raise InputFileError("line-without-labels", line=str(number))
        yield {**item, "gold": [{**_BLANK, **label} for label in item["gold"]]}


def _is_labelled(item: Any) -> bool:
    labels = item.get("gold") if isinstance(item, dict) and isinstance(item.get("text"), str) else None
    return isinstance(labels, list) and all(
        isinstance(label, dict) and isinstance(label.get("kind"), str) for label in labels
    )


def _score(item: Labels, found: list[Labels], score: DeadlineScore) -> None:
    one = DeadlineScore(texts=1)
    gold = item["gold"]
    _score_due(gold, found, one)
    _score_rhythms(item, gold, found, one)
    _score_at_once(gold, found, one)
    _score_unknowable(item, gold, found, one)
    if all(label["kind"] == "none" for label in gold):
        one.traps = 1
        one.alarmed = int(any(each["due"] or each["rrule"] or each["kind"] == "immediate" for each in found))
    wrong = sum(each.false + each.missed for each in (one.due, one.rhythm, one.at_once)) + one.invented
    one.exact = int(not wrong)
    if wrong:
        one.worst.append(_worst(item, found, wrong))
    classes = one.by_class.setdefault(item.get("cls") or "all", {})
    classes.update({"due": one.due, "rhythm": one.rhythm, "at_once": one.at_once})
    score.add(one)


def _worst(item: Labels, found: list[Labels], wrong: int) -> Labels:
    fields = ("quote", "kind", "due", "time", "rrule")
    return {
        "id": item.get("id"),
        "wrong": wrong,
        "text": item["text"],
        "expected": [
            {key: label.get(key) for key in fields} for label in item["gold"] if label["kind"] != "none"
        ],
        "found": [{key: each.get(key) for key in fields} for each in found],
    }


def _is_optional(label: Labels) -> bool:
    return bool(label.get("optional"))


def _is_soft(label: Labels) -> bool:
    return _is_optional(label) or "vague" in label.get("flags", ())


def _score_due(gold: list[Labels], found: list[Labels], score: DeadlineScore) -> None:
    wanted = sorted((label for label in gold if label["kind"] in _DATED and label["due"]), key=_is_soft)
    given = [one for one in found if one["due"]]
    matched = _matched(wanted, given, lambda label, one: label["due"][:10] == one["due"][:10])
    strict = _matched(wanted, given, _is_same_moment)
    _count(score.due, wanted, given, matched)
    _count(score.due_and_time, wanted, given, strict)
    taken = set(matched.values())
    score.undoubted += sum(
        one["confidence"] not in _DOUBTED for at, one in enumerate(given) if at not in taken
    )
    for label_at, one_at in matched.items():
        if (actor := wanted[label_at].get("actor")) and not _is_soft(wanted[label_at]):
            right = _is_same_actor(actor, given[one_at]["actor"])
            score.actors.right += right
            score.actors.missed += not right


def _is_same_moment(label: Labels, one: Labels) -> bool:
    return bool(one["due"].startswith(label["due"]))


def _is_same_actor(wanted: str, given: str | None) -> bool:
    return bool(given) and (wanted in str(given) or str(given) in wanted)


def _score_rhythms(item: Labels, gold: list[Labels], found: list[Labels], score: DeadlineScore) -> None:
    wanted = [label for label in gold if label["kind"] == "recurring" and label["rrule"]]
    given = [one for one in found if one["rrule"]]

    def same(label: Labels, one: Labels) -> bool:
        start = label.get("start") or item.get("letter_date") or item.get("received_date")
        rules = (label["rrule"], *label.get("rrule_alt", ()))
        return any(same_rule(rule, one["rrule"], start) for rule in rules)

    matched = _matched(wanted, given, same)
    strict = _matched(wanted, given, lambda label, one: same(label, one) and label["time"] == one["time"])
    _count(score.rhythm, wanted, given, matched, soft=_is_optional)
    _count(score.rhythm_and_time, wanted, given, strict, soft=_is_optional)
    taken = set(matched.values())
    score.undoubted += sum(
        one["confidence"] not in _DOUBTED for at, one in enumerate(given) if at not in taken
    )


def _score_at_once(gold: list[Labels], found: list[Labels], score: DeadlineScore) -> None:
    wanted = sum(label["kind"] == "immediate" and not label.get("optional") for label in gold)
    optional = sum(label["kind"] == "immediate" and bool(label.get("optional")) for label in gold)
    given = sum(one["kind"] == "immediate" for one in found)
    score.at_once.right += min(wanted, given)
    score.at_once.missed += max(0, wanted - given)
    score.at_once.false += max(0, given - wanted - optional)


def _score_unknowable(item: Labels, gold: list[Labels], found: list[Labels], score: DeadlineScore) -> None:
    for label in gold:
        if label["kind"] not in {"absolute", "relative"} or label["due"] or label.get("optional"):
            continue
        first = item["text"].find(label["quote"])
        last = first + len(label["quote"])
        there = [one for one in found if one["span"][0] < last and first < one["span"][1]]
        score.unknowable += 1
        score.invented += any(one["due"] for one in there)


def _matched(
    wanted: list[Labels], given: list[Labels], same: Callable[[Labels, Labels], bool]
) -> dict[int, int]:
    """Each label with the first finding that is the same and not yet taken, by their places."""
    taken: dict[int, int] = {}
    for label_at, label in enumerate(wanted):
        free = (at for at, one in enumerate(given) if at not in taken.values() and same(label, one))
        if (at := next(free, None)) is not None:
            taken[label_at] = at
    return taken


def _count(
    tally: Tally,
    wanted: list[Labels],
    given: list[Labels],
    matched: dict[int, int],
    soft: Callable[[Labels], bool] = _is_soft,
) -> None:
    hard = [at for at, label in enumerate(wanted) if not soft(label)]
    tally.right += sum(at in matched for at in hard)
    tally.missed += sum(at not in matched for at in hard)
    tally.false += len(given) - len(matched)
