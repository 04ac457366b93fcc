"""How far long work has come: one line on standard error, only where a person looks on."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from terminal.terms import digits
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from terminal.call import Call


@contextmanager
def shown(call: Call, key: str) -> Iterator[Callable[[int, int], None]]:
    """What long work tells how much is done, and of how much; the line is gone when the work is over."""
    visible = sys.stderr.isatty() and not call.json

    def progress(done: int, of: int) -> None:
        if visible:
            text = say(key, call.lang, done=digits(done, call.lang), all=digits(of, call.lang))
            sys.stderr.write(f"\r{text}\x1b[K")
            sys.stderr.flush()

    try:
        yield progress
    finally:
        if visible:
            sys.stderr.write("\r\x1b[K")


@contextmanager
def paced(call: Call, key: str, of: int) -> Iterator[Callable[[int], None]]:
    """As `shown`, with how many are done a second and about how many minutes are left."""
    begun = time.monotonic()
    visible = sys.stderr.isatty() and not call.json

    def progress(done: int) -> None:
        if visible:
            pace = done / max(time.monotonic() - begun, 0.001)
            facts = {
                "done": f"{done:,}",
                "all": f"{of:,}",
                "pace": f"{pace:.1f}",
                "left": f"{max(of - done, 0) / max(pace, 0.001) / 60:.0f}",
            }
            text = say(key, call.lang, **{name: digits(value, call.lang) for name, value in facts.items()})
            sys.stderr.write(f"\r{text}\x1b[K")
            sys.stderr.flush()

    try:
        yield progress
    finally:
        if visible:
            sys.stderr.write("\r\x1b[K")
