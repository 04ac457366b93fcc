"""The open counter also tells webhooks what happened: a loop beside the pages."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final

from desk.deliver import deliver

if TYPE_CHECKING:
    from web.counter import Counter

log = logging.getLogger("saraban.deliver")

SECONDS: Final = 5.0


class DeliveryLoop(threading.Thread):
    """Delivers every few seconds until it is told to stop."""

    def __init__(self, counter: Counter, seconds: float = SECONDS) -> None:
        super().__init__(name="saraban-deliver", daemon=True)
        self._counter = counter
        self._seconds = seconds
        self._ended = threading.Event()

    def run(self) -> None:
        """Deliver; what fails is logged, and tried again."""
        while not self._ended.wait(self._seconds):
            try:
                done = deliver(self._counter.desk, self._counter.now)
            except Exception as error:
                log.exception("fault", exc_info=error)
                continue
            if done.delivered or done.postponed or done.given_up:
                told = {"delivered": done.delivered, "postponed": done.postponed, "given_up": done.given_up}
                log.info("delivered", extra=told)

    def stop(self) -> None:
        """End after what is being sent now."""
        self._ended.set()
        self.join()
