"""How far long work is, on one line that goes away; only where someone looks at a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from terminal.layout import paint, width
from terminal.terms import digits
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from terminal.call import Call


def shown_progress(call: Call, key: str) -> Callable[[int, int], None] | None:
    """What tells of progress in the words of a key with ``{done}`` and ``{all}``; None where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, count: int) -> None:
        if count < 2:
            return
        words = say(key, call.lang, done=digits(done, call.lang), all=digits(count, call.lang))
        shown = "\r" + " " * width(words) + "\r" if done == count else "\r" + paint(words, "dim")
        sys.stderr.write(shown)
        sys.stderr.flush()

    return tell
