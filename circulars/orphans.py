"""Helper processes that end when the process they work for is gone, even if it was killed."""

from __future__ import annotations

import os
import threading
import time

#: How long a helper may outlive its parent, in seconds.
NOTICED_WITHIN = 1.0


def end_with_parent() -> None:
    """Call it first in a helper (``initializer=`` of a pool): without its parent it would wait for work for ever.

    A pool's helpers hold each other's pipes open, so that none of them sees the parent's end of it close.
    """
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(NOTICED_WITHIN)
    os._exit(1)
