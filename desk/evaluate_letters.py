"""Measuring readings of whole letters against readings that people wrote.

``NAME.expected.json`` stands beside the letter ``NAME.txt`` (or .pdf, .docx, …) and names the values that are
to be compared; what it does not name is not compared. Texts are compared without their blanks and with ASCII
digits: how a row was wrapped is no part of a value.

* a *field* is right when its whole value is; a value wrongly found is false, one not found or wrong is missed;
* a *list* (references, enclosures, telephones, …) is scored entry by entry;
* a *directive* is right when its item, actors and kind are; what else it says is scored where it is right.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from circulars.errors import InputFileError
from circulars.reading_json import letter_to_json
from circulars.thai_calendar import ascii_digits
from desk.tally import Tally
from parsers import parse, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from circulars.reading import Reading
    from circulars.thai_calendar import OfficeCalendar

Labels = dict[str, Any]
_EXPECTED = ".expected.json"
#: Fields with one value; of a number and an addressee each part counts.
_SINGLE = (
    "form",
    "urgency",
    "secrecy",
    "dated",
    "issuer",
    "email",
    "subject",
    "subject_derived",
    "signatory",
)
_PARTS = {"number": ("key",), "addressee": ("text", "level", "all", "names", "except")}
_LISTS = ("drafting_unit", "phones", "copies_to", "references", "enclosures")
#: What a directive says beside its item, actors and kind.
_DETAILS = ("relay", "standing", "quota", "nil_report", "otherwise")
_DEADLINE = ("kind", "due", "time", "rrule")
#: Issues that only repeat what a deadline says of itself.
_OF_DEADLINES = {"deadline-doubt", "due-on-holiday"}


@dataclass(slots=True)
class LetterScore:
    """The score of a folder of letters."""

    letters: int = 0
    exact: int = 0  #: heading fields that are exactly right
    compared: int = 0  #: heading fields compared
    fields: dict[str, Tally] = field(default_factory=dict)
    directives: Tally = field(default_factory=Tally)
    by_kind: dict[str, Tally] = field(default_factory=dict)
    details: dict[str, Tally] = field(default_factory=dict)
    issues: Tally = field(default_factory=Tally)
    worst: list[Labels] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the heading fields that is exactly right; 1 if none was compared."""
        return self.exact / self.compared if self.compared else 1.0

    def tally(self, table: dict[str, Tally], name: str) -> Tally:
        """The tally of that name, made where there is none."""
        return table.setdefault(name, Tally())

    def figures(self) -> Labels:
        """The score as JSON data, the letters with most differences first."""
        return {
            "letters": self.letters,
            "header_exact": {
                "right": self.exact,
                "of": self.compared,
                "share": round(self.share, 3),
            },
            "fields": {name: one.figures() for name, one in self.fields.items()},
            "directives": self.directives.figures(),
            "by_kind": {name: one.figures() for name, one in sorted(self.by_kind.items())},
            "details": {name: one.figures() for name, one in self.details.items()},
            "issues": self.issues.figures(),
            "worst": sorted(self.worst, key=lambda one: -len(one["differences"])),
        }


def evaluate_letters(folder: Path, calendar: OfficeCalendar) -> LetterScore:
    """The score of the readings of a folder's letters.

    Args:
        folder: Holds letters, each with its expected reading beside it.
        calendar: The days on which the office works.

    Raises:
        InputFileError: The folder holds no expected reading, one is none, or its letter is missing or unreadable.
    """
    score = LetterScore()
    for expected in sorted(folder.glob(f"*{_EXPECTED}")):
        wanted = _expected(expected)
        reading = parse(read(_letter_of(expected)), calendar=calendar)
        score.letters += 1
        differences = [*_compared(wanted, reading, score)]
        if differences:
            name = expected.name.removesuffix(_EXPECTED)
            score.worst.append({"letter": name, "differences": differences})
    if not score.letters:
        raise InputFileError("no-expected-readings", file=str(folder))
    return score


def _expected(path: Path) -> Labels:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputFileError("expected-not-json", file=path.name) from error
    if not isinstance(data, dict) or not isinstance(data.get("letter"), dict):
        raise InputFileError("expected-not-json", file=path.name)
    return data


def _letter_of(expected: Path) -> Path:
    name = expected.name.removesuffix(_EXPECTED)
    beside = (one for one in sorted(expected.parent.glob(f"{name}.*")) if one != expected)
    letter = next((one for one in beside if one.stem == name), None)
    if letter is None:
        raise InputFileError("expected-without-letter", file=expected.name)
    return letter


def _compared(wanted: Labels, reading: Reading, score: LetterScore) -> Iterator[Labels]:
    got = letter_to_json(reading.letter)
    yield from _heading(wanted["letter"], got, score)
    if "directives" in wanted["letter"]:
        yield from _directives(wanted["letter"]["directives"], got["directives"], score)
    kinds = {one.kind.value for one in reading.issues} - _OF_DEADLINES
    if "issues" in wanted:
        expected = set(wanted["issues"]) - _OF_DEADLINES
        yield from _entries("issues", sorted(expected), sorted(kinds), score.issues)
    elif "issues_at_least" in wanted:
        least = sorted(set(wanted["issues_at_least"]))
        yield from _entries("issues", least, sorted(kinds & set(least)), score.issues)


def _heading(wanted: Labels, got: Labels, score: LetterScore) -> Iterator[Labels]:
    for name in _SINGLE:
        if name in wanted:
            yield from _value(name, wanted[name], got[name], score)
    for name, parts in _PARTS.items():
        if name in wanted:
            for part in parts:
                if wanted[name] is None or part in wanted[name]:
                    mine, theirs = (wanted[name] or {}).get(part), (got[name] or {}).get(part)
                    yield from _value(f"{name}.{part}", mine, theirs, score)
    for name in _LISTS:
        if name in wanted:
            found = [_only(one, wanted[name]) for one in got[name]]
            differing = [*_entries(name, wanted[name], found, score.tally(score.fields, name))]
            score.compared += 1
            score.exact += not differing
            yield from differing


def _only(entry: Any, wanted: list[Any]) -> Any:
    """An entry with only those of its values that the expected entries name."""
    named = {key for one in wanted if isinstance(one, dict) for key in one}
    return {key: entry[key] for key in entry if key in named} if isinstance(entry, dict) and named else entry


def _value(name: str, wanted: Any, got: Any, score: LetterScore) -> Iterator[Labels]:
    if isinstance(wanted, dict) and isinstance(got, dict):
        got = {key: got.get(key) for key in wanted}
    tally = score.tally(score.fields, name)
    right = folded(wanted) == folded(got)
    score.compared += 1
    score.exact += right
    tally.right += right and wanted is not None
    tally.missed += not right and wanted is not None
    tally.false += not right and got is not None
    if not right:
        yield {"field": name, "expected": wanted, "found": got}


def _entries(name: str, wanted: list[Any], got: list[Any], tally: Tally) -> Iterator[Labels]:
    """A list compared entry by entry, whatever their order."""
    mine, theirs = Counter(map(folded, wanted)), Counter(map(folded, got))
    tally.right += (mine & theirs).total()
    tally.missed += (mine - theirs).total()
    tally.false += (theirs - mine).total()
    if mine != theirs:
        yield {"field": name, "expected": wanted, "found": got}


def _directives(wanted: list[Labels], got: list[Labels], score: LetterScore) -> Iterator[Labels]:
    free = list(got)
    missed: list[Labels] = []
    for one in wanted:
        same = next((other for other in free if _core(other) == _core(one)), None)
        kind = score.tally(score.by_kind, one["kind"])
        if same is None:
            missed.append(one)
            score.directives.missed += 1
            kind.missed += 1
            continue
        free.remove(same)
        score.directives.right += 1
        kind.right += 1
        yield from _details(one, same, score)
    for other in free:
        score.directives.false += 1
        score.tally(score.by_kind, other["kind"]).false += 1
    if missed or free:
        shown = [[{**_shown(one), "text": one.get("text")} for one in ones] for ones in (missed, free)]
        yield {"field": "directives", "expected": shown[0], "found": shown[1]}


def _core(directive: Labels) -> Any:
    return directive["item"], sorted(directive["actors"]), directive["kind"]


def _shown(directive: Labels) -> Labels:
    return {name: directive[name] for name in ("item", "actors", "kind")}


def _details(wanted: Labels, got: Labels, score: LetterScore) -> Iterator[Labels]:
    where = f"directives[{wanted['item'] or '-'}]"
    for name in _DETAILS:
        if name in wanted:
            yield from _entries(
                f"{where}.{name}",
                [wanted[name]] if wanted[name] else [],
                [got[name]] if got[name] else [],
                score.tally(score.details, name),
            )
    if "channels" in wanted:
        mine, theirs = ([one["kind"] for one in each["channels"]] for each in (wanted, got))
        yield from _entries(f"{where}.channels", mine, theirs, score.tally(score.details, "channels"))
    if "deadlines" in wanted:
        named = [key for key in _DEADLINE if all(key in one for one in wanted["deadlines"])]
        mine, theirs = ([_told(one, named) for one in each["deadlines"]] for each in (wanted, got))
        yield from _entries(f"{where}.deadlines", mine, theirs, score.tally(score.details, "deadlines"))


def _told(deadline: Labels, named: Sequence[str]) -> Labels:
    """What is compared of a deadline: its day without the time, which stands beside it."""
    told = {key: deadline[key] for key in named}
    return told | {"due": told["due"][:10]} if told.get("due") else told


def folded(value: Any) -> Any:
    """A value as it is compared: texts without blanks and with ASCII digits; hashable."""
    if isinstance(value, str):
        return ascii_digits("".join(value.split()))
    if isinstance(value, dict):
        return tuple(sorted((key, folded(one)) for key, one in value.items()))
    if isinstance(value, list | tuple):
        return tuple(folded(one) for one in value)
    return value
