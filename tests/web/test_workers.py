from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, sys, time
from functools import partial
from pathlib import Path
from web.workers import work_together

def work(name):
    (Path(sys.argv[1]) / f"{name}-{os.getpid()}").touch()
    time.sleep(60)

work_together([partial(work, "a"), partial(work, "b")])
"""


def seen(folder, name, count):
    """The processes that did a work, as soon as there are so many."""
    for _ in range(400):
        found = [
            int(one.name.partition("-")[2]) for one in sorted(folder.glob(f"{name}-*"), key=os.path.getmtime)
        ]
        if len(found) >= count:
            return found
        time.sleep(0.05)
    return pytest.fail(f"{name} was not done {count} times")


def test_a_worker_that_dies_is_replaced_and_all_end_together(tmp_path):
    parent = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=ROOT)
    try:
        (first,), (other,) = seen(tmp_path, "a", 1), seen(tmp_path, "b", 1)
        os.kill(first, signal.SIGKILL)
        second = seen(tmp_path, "a", 2)[-1]
        assert (first != second, len(seen(tmp_path, "b", 1))) == (True, 1)
        parent.send_signal(signal.SIGTERM)
        assert parent.wait(20) == 0
        for one in (second, other):
            with pytest.raises(ProcessLookupError):
                os.kill(one, 0)
    finally:
        parent.kill()
