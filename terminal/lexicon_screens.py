"""The office's lexicon, as the terminal shows it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from terminal.layout import Column, paint, table
from terminal.terms import day
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.lexicon import LexiconWord
    from terminal.call import Call


def words_screen(words: Sequence[LexiconWord], call: Call) -> str:
    """All words: as misread, as meant, who noted them and when."""
    if not words:
        return say("lexicon.empty", call.lang)
    columns = [Column(title=say(f"lexicon.{name}", call.lang)) for name in ("seen", "meant", "by", "on")]
    rows = [(one.seen, one.meant, one.by, day(dt.date.fromisoformat(one.on), call.lang)) for one in words]
    return table(columns, rows, call.room)


def added_screen(word: LexiconWord, call: Call) -> str:
    """That a word was noted, and what it does."""
    return paint(say("lexicon.added", call.lang, seen=word.seen, meant=word.meant), "green", "bold")


def removed_screen(word: LexiconWord, call: Call) -> str:
    """That a word was taken out."""
    return say("lexicon.removed", call.lang, seen=word.seen)
