"""The door to a Dask cluster: several machines that work side by side.

Whoever is killed is replaced by the scheduler's other workers; a task is never lost, and what it gives is registered
by this process alone.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, TypeVar

from circulars.errors import ConflictError, InputFileError, UsageError
from desk.workers import CLUSTER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

#: How long the scheduler may take to answer, and its first worker to come.
_SECONDS: Final = 30
_PORT: Final = 8786
_PROGRAM: Final = "saraban-circulars"
_Task = TypeVar("_Task")
_Done = TypeVar("_Done")


class ClusterWorkers:
    """The workers of a cluster."""

    def __init__(self, client: Any, address: str, count: int) -> None:
        self.count = count
        self._address = address
        # Two files of the same bytes are two tasks: nothing is remembered by content.
        self.client = client
        self._executor = client.get_executor(pure=False)

    def submit(self, work: Callable[[_Task], _Done], task: _Task) -> Future[_Done]:
        """Hand a task over."""
        future: Future[_Done] = self._executor.submit(work, task)
        return future

    def result(self, future: Future[_Done], work: Callable[[_Task], _Done], task: _Task) -> _Done:  # noqa: ARG002 - the scheduler knows the task
        """What became of a task.

        Raises:
            BrokenExecutor: If it killed several workers.
            ConflictError: If the scheduler is gone.
        """
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker as error:
            raise BrokenExecutor from error
        except (CancelledError, OSError) as error:
            raise ConflictError("cluster-lost", address=self._address) from error


@contextmanager
def cluster_workers(address: str) -> Iterator[ClusterWorkers]:
    """The workers of the cluster at that address, ``dask://host:port``.

    Raises:
        UsageError: If what that needs is not installed.
        InputFileError: If the scheduler cannot be reached, or has no worker with this version of the program.
    """
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise UsageError("cluster-not-installed") from error
    place = address.removeprefix(CLUSTER).rstrip("/")
    host = place if place.rpartition(":")[2].isdecimal() else f"{place}:{_PORT}"
    connect: Any = distributed.Client
    try:
        client = connect(f"tcp://{host}", timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputFileError("cluster-unreachable", address=address) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError as error:
            raise InputFileError("cluster-empty", address=address) from error
        _same_program(client, address)
        yield ClusterWorkers(client, address, sum(client.nthreads().values()))


def _same_program(client: Any, address: str) -> None:
    """See that every worker has this version of the program."""
    own = version(_PROGRAM)
    for worker, theirs in client.run(version, _PROGRAM, on_error="return").items():
        if theirs != own:
            found = theirs if isinstance(theirs, str) else "–"
            raise InputFileError("cluster-other", address=address, worker=worker, own=own, theirs=found)
