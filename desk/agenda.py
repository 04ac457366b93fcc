"""What is due: late, today, in the next days (วันนี้ต้องทำอะไร)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.overview import DirectiveRow, overview

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.office_desk import Clerk, Desk
    from registry.entries import Incoming

#: How far ahead one looks.
DAYS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The directives that somebody is still waited for, by how they press."""

    late: tuple[DirectiveRow, ...]
    today: tuple[DirectiveRow, ...]
    soon: tuple[DirectiveRow, ...]  #: within `DAYS`


def agenda(desk: Desk, clerk: Clerk, sees: Callable[[Incoming], bool]) -> Agenda:
    """What presses today.

    Args:
        desk: The office's desk.
        clerk: Who asks, and when.
        sees: Whether they may know of a letter.
    """
    rows = sorted(
        (row for row in overview(desk, clerk) if row.missing and row.due is not None and sees(row.entry)),
        key=lambda row: (row.due, row.entry.id, row.place),
    )
    last = clerk.today + dt.timedelta(days=DAYS)
    return Agenda(
        late=tuple(row for row in rows if row.due is not None and row.due < clerk.today),
        today=tuple(row for row in rows if row.due == clerk.today),
        soon=tuple(row for row in rows if row.due is not None and clerk.today < row.due <= last),
    )
