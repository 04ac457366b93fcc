"""A Dask cluster of this machine for the tests: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass
class Cluster:
    """Its address, and its workers."""

    address: str
    workers: list[subprocess.Popen]

    def kill_one(self) -> None:
        """End a worker as a power cut does: the process, and the nanny that would bring it back."""
        os.killpg(self.workers[0].pid, signal.SIGKILL)


@contextmanager
def dask_cluster(folder: Path, workers: int):
    """A scheduler and so many workers of one thread each; scratch files go into the folder."""
    pytest.importorskip("distributed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"tcp://127.0.0.1:{port}"
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["worker", place, "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
    running = [_started(scheduler)]
    try:
        _wait(port)
        running += [_started(worker) for _ in range(workers)]
        yield Cluster(f"dask://127.0.0.1:{port}", running[1:])
    finally:
        for one in reversed(running):
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def _started(words: list[str]) -> subprocess.Popen:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the scheduler does not answer")
