"""Processes that work side by side (`concurrent.futures`): of this machine, or of a Dask cluster."""

from __future__ import annotations

import os
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from circulars.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

CLUSTER: Final = "dask://"
_Task = TypeVar("_Task")
_Done = TypeVar("_Done")


class Workers(Protocol):
    """Whoever takes work off this process."""

    @property
    def count(self) -> int:
        """How many tasks are worked at side by side."""

    def submit(self, work: Callable[[_Task], _Done], task: _Task) -> Future[_Done]:
        """Hand a task over."""

    def result(self, future: Future[_Done], work: Callable[[_Task], _Done], task: _Task) -> _Done:
        """What became of a task; it is worked at again where whoever had it was killed.

        Raises:
            BrokenExecutor: If the task kills whoever works at it.
            ConflictError: If there is nobody left to work.
        """


class LocalWorkers:
    """Processes of this machine."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: Executor = ProcessPoolExecutor(count)

    def submit(self, work: Callable[[_Task], _Done], task: _Task) -> Future[_Done]:
        """Hand a task over; where a process was killed the others ended with it, and new ones begin."""
        try:
            return self._pool.submit(work, task)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = ProcessPoolExecutor(self.count)
            return self._pool.submit(work, task)

    def result(self, future: Future[_Done], work: Callable[[_Task], _Done], task: _Task) -> _Done:
        """What became of a task.

        Raises:
            BrokenExecutor: If it kills its process, also where it has one to itself.
        """
        try:
            return future.result()
        except BrokenProcessPool:
            with ProcessPoolExecutor(1) as alone:
                return alone.submit(work, task).result()

    def close(self) -> None:
        """Let the processes go."""
        self._pool.shutdown(cancel_futures=True)


@contextmanager
def workers(cluster: str | None, count: int | None, most: int) -> Iterator[Workers]:
    """Workers for so many tasks.

    Args:
        cluster: The address of a Dask scheduler, ``dask://host:port``; None for processes of this machine.
        count: How many processes; None for one a core.
        most: More than that are no use.

    Raises:
        UsageError: If a cluster is asked for and what that needs is not installed.
        InputFileError: If the cluster cannot be reached, or has no worker of this version of the program.
    """
    if cluster is not None:
        from desk.cluster import cluster_workers

        with cluster_workers(cluster) as found:
            yield found
        return
    local = LocalWorkers(min(count or os.cpu_count() or 1, most))
    try:
        yield local
    finally:
        local.close()


def asked_workers(text: str | None) -> tuple[int | None, str | None]:
    """How many processes of this machine, or the address of which cluster.

    Raises:
        UsageError: If it is neither a number nor an address.
    """
    if text is None:
        return None, None
    if text.isdecimal() and int(text) > 0:
        return int(text), None
    if text.startswith(CLUSTER) and len(text) > len(CLUSTER):
        return None, text
    raise UsageError("workers-wrong", value=text)
