"""How often a program may ask: a few requests at once, and then so many a minute."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

#: Requests a minute of the programs of one account at one worker, in the long run and at once; a program that reads a whole
#: register page by page stays below, one that has run wild does not.
A_MINUTE: Final = 1200
AT_ONCE: Final = 600
#: Accounts that are remembered; whoever was not heard for so long has all its requests again anyway.
_MOST: Final = 10_000


class Pace:
    """How many requests each account has left; each worker counts for itself, so several let through more."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[int, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, account: int) -> float:
        """Take one request of an account: seconds until it may ask again, 0 if it may now."""
        each = 60 / A_MINUTE
        with self._lock:
            now = self._clock()
            left, since = self._left.pop(account, (float(AT_ONCE), now))
            left = min(left + (now - since) / each, AT_ONCE)
            self._left[account] = (max(left - 1, 0.0) if left >= 1 else left, now)
            if len(self._left) > _MOST:
                self._left.popitem(last=False)
            return 0.0 if left >= 1 else (1 - left) * each
