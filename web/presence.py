"""Who has a letter open just now; kept in memory, because a minute later it is nobody's business."""

from __future__ import annotations

import datetime as dt
from threading import Lock
from typing import Final

#: Whose page has not asked for so long has left.
GONE: Final = dt.timedelta(seconds=20)


class Presence:
    """The people at each letter (ผู้ที่เปิดหนังสืออยู่)."""

    def __init__(self) -> None:
        self._seen: dict[int, dict[str, dt.datetime]] = {}
        self._lock = Lock()

    def beside(self, letter: int, name: str, now: dt.datetime) -> tuple[str, ...]:
        """Note that somebody has a letter open; the names of the others who have."""
        with self._lock:
            people = self._seen.setdefault(letter, {})
            people[name] = now
            for gone in [one for one, at in people.items() if now - at > GONE]:
                del people[gone]
            return tuple(sorted(one for one in people if one != name))
