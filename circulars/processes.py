"""Helper processes that end when the process they work for is gone, even if it was killed."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ProcessPoolExecutor

#: How long a helper may outlive its parent, in seconds.
NOTICED_WITHIN = 1.0


def process_pool(count: int) -> ProcessPoolExecutor:
    """So many helpers on this machine.

    A pool's helpers hold each other's pipes open, so that none of them sees the parent's end close: each looks whether
    the parent is still there, or it would wait for work for ever.
    """
    return ProcessPoolExecutor(count, initializer=_end_with_parent)


def _end_with_parent() -> None:
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(NOTICED_WITHIN)
    os._exit(1)
