from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARENT = """
import os, time
from circulars.processes import process_pool

with process_pool(2) as pool:
    print(*{pool.submit(os.getpid).result() for _ in range(20)}, flush=True)
    time.sleep(600)
"""


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_helpers_end_when_their_parent_was_killed():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        helpers = [int(one) for one in parent.stdout.readline().split()]
        assert helpers
        assert all(map(alive, helpers))
        parent.send_signal(signal.SIGKILL)
    for _ in range(600):
        if not any(map(alive, helpers)):
            return
        time.sleep(0.1)
    raise AssertionError(helpers)
