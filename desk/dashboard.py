"""How the office and its districts are doing (แดชบอร์ด): what was answered in time, what late, what not at all."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from circulars.places import provinces

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.circular import Secrecy
    from desk.office_desk import Clerk, Desk
    from registry.outcomes import OutcomeCount

#: How far back a dashboard looks, and how many weeks of it are drawn.
DAYS: Final = 90
WEEKS: Final = 13


class Outcome(StrEnum):
    """How a task ended, or stands."""

    IN_TIME = "in_time"  #: ตอบทันกำหนด
    AFTER = "after"  #: ตอบหลังกำหนด
    SETTLED = "settled"  #: ยกเว้น หรือถือตามหนังสือ
    WAITING = "waiting"  #: ยังไม่ถึงกำหนด
    OVERDUE = "overdue"  #: เกินกำหนด


@dataclass(slots=True)
class Bar:
    """How the tasks of an office, or of a week, stand."""

    name: str
    counts: Counter[Outcome] = field(default_factory=Counter)
    start: dt.date | None = None  #: of a week, its Monday

    @property
    def total(self) -> int:
        """All of them."""
        return self.counts.total()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """How tasks stand, together, by office and by the week they are due."""

    since: dt.date
    total: Bar
    offices: tuple[Bar, ...]  #: districts and the province; a department's are provinces
    weeks: tuple[Bar, ...]  #: the oldest first


def dashboard(desk: Desk, clerk: Clerk, seen: Collection[Secrecy]) -> Dashboard:
    """How the tasks of letters received lately stand, of the classes of secrecy that may be seen."""
    since = clerk.today - dt.timedelta(days=DAYS)
    with desk.database.reading() as store:
        counts = store.outcomes.since(since, seen)
    total = Bar("")
    offices: dict[str, Bar] = {}
    weeks = _weeks(clerk.today)
    for one in counts:
        outcome = outcome_of(one, clerk.today)
        code, name = _office(one, nationwide=desk.office.nationwide)
        week = weeks.get(_monday(one.due)) if one.due else None
        for bar in (total, offices.setdefault(code, Bar(name)), week):
            if bar is not None:
                bar.counts[outcome] += one.tasks
    ordered = sorted(offices, key=lambda code: (-len(code), code))
    return Dashboard(
        since=since,
        total=total,
        offices=tuple(offices[code] for code in ordered),
        weeks=tuple(weeks.values()),
    )


def outcome_of(one: OutcomeCount, today: dt.date) -> Outcome:
    """How tasks that are counted together stand on a day; what has no day is answered in time."""
    if one.state.answered:
        return Outcome.IN_TIME if one.in_time or one.due is None else Outcome.AFTER
    if one.state.closed:
        return Outcome.SETTLED
    return Outcome.OVERDUE if one.due is not None and one.due < today else Outcome.WAITING


def _office(one: OutcomeCount, *, nationwide: bool) -> tuple[str, str]:
    if not nationwide:
        return one.office_code, one.office
    code = one.office_code[:2]
    return code, next((place.name for place in provinces() if place.code == code), one.office)


def _weeks(today: dt.date) -> dict[dt.date, Bar]:
    """The weeks that are drawn, this one and the next among them."""
    last = _monday(today) + dt.timedelta(days=7)
    mondays = [last - dt.timedelta(days=7 * back) for back in reversed(range(WEEKS))]
    return {monday: Bar("", start=monday) for monday in mondays}


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
