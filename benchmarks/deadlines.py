"""How fast and how rightly deadlines are read: ``python -m benchmarks.deadlines [LABELLED.jsonl]``.

Every figure is CPU time of this process, the best of three rounds; every ratio is of one run. The peers get the
same sentences: a plain pattern (a bound, a day, a month, a year, or so many days from the receipt), and the library
dateparser where it is installed, asked for every date of a text, with the Buddhist era put right. The own labelled
sentences were read while the grammar was written: their F1 shows that nothing is lost, not how unseen ones are read.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from circulars.thai_calendar import BUDDHIST_ERA, MONTHS, OfficeCalendar, ascii_digits
from parsers.deadlines import find_deadlines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUNDS = 3
ROOT = Path(__file__).parent.parent
OWN = ROOT / "tests" / "gold" / "deadlines-own.jsonl"
LETTER = ROOT / "circulars" / "samples" / "w2551.txt"
CALENDAR = OfficeCalendar.shipped()
#: Texts that dateparser is given: it takes seconds for a hundred.
FEW = 120
_DATED = {"absolute", "relative", "range", "event"}
_FULL = re.compile(rf"(?:ภายใน|ไม่เกิน|ก่อน)\s*(?:วันที่)?\s*(\d{{1,2}})\s*({'|'.join(MONTHS)})\s*(\d{{4}})")
_COUNT = re.compile(r"ภายใน\s*(\d{1,3})\s*วัน(?!ที่|ทำการ)")

Item = dict[str, Any]
Reader = "Callable[[Item], set[dt.date]]"


def ours(item: Item) -> set[dt.date]:
    """The due dates that this program finds."""
    found = find_deadlines(
        item["text"],
        letter_date=_day(item["letter_date"]),
        received=_day(item["received_date"]),
        calendar=CALENDAR,
    )
    return {one.deadline.due for one in found.deadlines if one.deadline.due}


def plain_pattern(item: Item) -> set[dt.date]:
    """What ten lines find: full dates after a bound, and days from the receipt."""
    text, near = ascii_digits(item["text"]), _day(item["received_date"]) or _day(item["letter_date"])
    found = set()
    for day, month, year in _FULL.findall(text):
        try:
            found.add(dt.date(int(year) - BUDDHIST_ERA, MONTHS.index(month) + 1, int(day)))
        except ValueError:
            continue
    if near:
        found |= {near + dt.timedelta(int(days)) for days in _COUNT.findall(text)}
    return found


def dateparser_dates(item: Item) -> set[dt.date]:
    """Every date that dateparser finds, a year of the Buddhist era put right."""
    from dateparser.search import search_dates

    near = _day(item["letter_date"]) or _day(item["received_date"]) or dt.date(2025, 1, 1)
    settings = {"RELATIVE_BASE": dt.datetime.combine(near, dt.time()), "DATE_ORDER": "DMY"}
    found = search_dates(ascii_digits(item["text"]), languages=["th"], settings=settings) or []
    return {_christian(moment.date()) for _, moment in found}


def _christian(day: dt.date) -> dt.date:
    return day.replace(year=day.year - BUDDHIST_ERA, day=min(day.day, 28)) if day.year >= 2400 else day


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None


def wanted(item: Item) -> set[dt.date]:
    """The due dates of the labels; those that are vague or optional may be found or not."""
    return {_due(one) for one in item["gold"] if one["kind"] in _DATED and one["due"] and not _is_soft(one)}


def _soft(item: Item) -> set[dt.date]:
    return {_due(one) for one in item["gold"] if one["due"] and _is_soft(one)}


def _due(label: Item) -> dt.date:
    return dt.date.fromisoformat(label["due"][:10])


def _is_soft(label: Item) -> bool:
    return bool(label.get("optional")) or "vague" in label.get("flags", ())


def f1(read: Callable[[Item], set[dt.date]], items: Sequence[Item]) -> float:
    """The F1 of due dates."""
    right = false = missed = 0
    for item in items:
        due, found = wanted(item), read(item)
        right += len(due & found)
        missed += len(due - found)
        false += len(found - due - _soft(item))
    return 2 * right / (2 * right + false + missed) if right else 0.0


def milliseconds(work: Callable[[], object], count: int, rounds: int = ROUNDS) -> float:
    """CPU time of one of ``count`` in the best round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) / count * 1000)
    return min(times)


def main() -> None:
    """Measure and print."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else OWN
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    ours(items[0])
    mine = milliseconds(lambda: [ours(item) for item in items], len(items))
    print(f"{len(items)} labelled texts of {path.name}; ms a text, and F1 of due dates")
    print(f"{'this program':24} {mine:8.3f} ms  {1000 / mine:7.0f} a second  F1 {f1(ours, items):.3f}")
    simple = milliseconds(lambda: [plain_pattern(item) for item in items], len(items))
    print(
        f"{'a plain pattern':24} {simple:8.3f} ms  {simple / mine:7.2f} x        F1 {f1(plain_pattern, items):.3f}"
    )
    if find_spec("dateparser"):
        few = items[:FEW]
        slow = milliseconds(lambda: [dateparser_dates(item) for item in few], len(few), rounds=1)
        print(
            f"{f'dateparser, first {len(few)}':24} {slow:8.3f} ms  {slow / mine:7.1f} x        F1 {f1(dateparser_dates, few):.3f}"
        )
    else:
        print("dateparser: not installed")
    _long_texts()


def _long_texts() -> None:
    letter = LETTER.read_text(encoding="utf-8")
    item = {"text": letter, "letter_date": None, "received_date": "2024-01-25"}
    print(f"one letter of {len(letter)} characters {milliseconds(lambda: ours(item), 1):.2f} ms")
    for name, piece in (
        ("letters", letter),
        ("no blank", "".join(letter.split())),
        ("ภายใน", "ภายใน"),
        ("ทุกวัน", "ทุกวัน"),
    ):
        half, whole = (piece * (size // len(piece)) for size in (500_000, 1_000_000))
        one, two = (
            milliseconds(lambda text=text: ours({**item, "text": text}), 1, rounds=1)
            for text in (half, whole)
        )
        print(f"1 MB of {name:10} {two / 1000:6.2f} s; twice the text takes {two / one:.2f} times as long")


if __name__ == "__main__":
    main()
