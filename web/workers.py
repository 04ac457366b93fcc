"""Several processes that serve the same port, and one that looks after them: a worker that dies is replaced."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import time
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.context import ForkProcess
    from types import FrameType

log = logging.getLogger("saraban.workers")

#: Seconds; what a worker has to end what it is answering.
PATIENCE: Final = 15.0
#: Seconds; one that dies at once, over and over, must not take the whole machine.
PAUSE: Final = 1.0
#: A worker needs memory of its own; a larger machine has other things to do as well.
MOST: Final = 4


def usual_workers() -> int:
    """One for each core, up to `MOST`; one alone where processes cannot be forked."""
    return min(os.cpu_count() or 1, MOST) if hasattr(os, "fork") else 1


def work_together(works: Sequence[Callable[[], None]]) -> None:
    """Do each work in a process of its own, until somebody stops this one (SIGINT, SIGTERM)."""
    with _stoppable() as stopped:
        running = {_started(work): work for work in works}
        while not stopped:
            ended = wait([one.sentinel for one in running], timeout=PAUSE)
            if ended and not stopped:
                running = {
                    (one if one.is_alive() else _again(one, work)): work for one, work in running.items()
                }
        _end(list(running))


def _started(work: Callable[[], None]) -> ForkProcess:
    # Forked, so that all have the one socket; the parent has no threads and no open database.
    made = multiprocessing.get_context("fork").Process(target=_done, args=(work,), daemon=True)
    made.start()
    return made


def _done(work: Callable[[], None]) -> None:
    for one in (signal.SIGINT, signal.SIGTERM):
        # The parent's way of noting them would keep a worker from ending before it has one of its own.
        signal.signal(one, signal.SIG_DFL)
    work()


def _again(gone: ForkProcess, work: Callable[[], None]) -> ForkProcess:
    log.error("worker-died", extra={"worker": gone.pid, "exit": gone.exitcode})
    time.sleep(PAUSE)
    return _started(work)


@contextmanager
def _stoppable() -> Iterator[list[int]]:
    """Holds the signals that came: they end the loop, not the program in the midst of something."""
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {one: signal.signal(one, note) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _end(running: Sequence[ForkProcess]) -> None:
    for one in running:
        one.terminate()
    for one in running:
        one.join(PATIENCE)
        if one.is_alive():
            one.kill()
