"""Letters as other programs would have stored them: wrapped by hand, or with blanks lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

#: Rows longer than this are paragraphs on one line.
LONG = 95
#: Rows of the heading stand on one line in every letter.
_HEAD = re.compile("ที่|เรื่อง|เรียน|ถึง|อ้างถึง|สิ่งที่ส่งมาด้วย|ส่วนราชการ|[0-9๐-๙][.] ?(?:หนังสือ|แบบ|บัญชี)")
_LEADING = "เแโใไ"
_MARK = re.compile("[ะัาำิ-ฺๅ-๎]")


def rewrapped(text: str, width: int, *, indented: bool) -> str:
    """Every long row broken at about ``width`` characters, its first row set in as it was; or nothing set in at all."""
    pages = ["\n".join(_wrapped_rows(page.split("\n"), width, indented)) for page in text.split("\f")]
    return "\f".join(pages)


def has_long_rows(text: str) -> bool:
    """Whether a letter was written with one row a paragraph, so that it can be wrapped."""
    return any(len(row) > 150 for row in text.split("\n"))


def _wrapped_rows(rows: list[str], width: int, indented: bool) -> Iterator[str]:
    for row in rows:
        words = row.strip()
        lead = row[: len(row) - len(row.lstrip())]
        columns = re.search(r"\S\s{4,}\S", words)
        if len(words) <= width or columns or _HEAD.match(words):
            yield row if indented or columns else words
            continue
        pieces = list(_pieces(words, width - len(lead.expandtabs()) if indented else width))
        yield (lead or " " * 10) * indented + pieces[0]
        yield from pieces[1:]


def _pieces(words: str, width: int) -> list[str]:
    """The rows of a paragraph; the last is made short, or nothing would tell that the paragraph ends there."""
    while True:
        pieces = list(_cut(words, width))
        if len(pieces[-1]) < width - 15:
            return pieces
        width -= 2


def _cut(words: str, width: int) -> Iterator[str]:
    while len(words) > width:
        cut = words.rfind(" ", width - 8, width)
        if cut < 0:
            cut = width
            while _MARK.match(words[cut]) or words[cut - 1] in _LEADING:
                cut -= 1
        yield words[:cut].rstrip()
        words = words[cut:].lstrip()
    yield words


def without_digit_blanks(text: str) -> str:
    """No blank between a word and a number: ที่มท๐๓๑๐.๑/ว๑๔๕๒๗, ๓๑มกราคม๒๕๖๗."""
    digit = "0-9๐-๙"
    text = re.sub(rf"(?<=[ก-๎.]) (?=[{digit}])", "", text)
    return re.sub(rf"(?<=[{digit}]) (?=[ก-ฮเ-ไ])", "", text)


def with_blanks_lost(text: str, seed: int, share: float) -> str:
    """A share of the blanks between Thai letters lost, in long rows only."""
    random = Random(seed)  # noqa: S311 - a test's own choice
    rows = [
        re.sub(r"(?<=[ก-๎]) (?=[ก-ฮเ-ไ])", lambda _: "" if random.random() < share else " ", row)
        if len(row) > LONG
        else row
        for row in text.split("\n")
    ]
    return "\n".join(rows)


def cannot_be_told(text: str, width: int) -> bool:
    """Whether a paragraph of one row fills it: in a text wrapped at that width nothing tells that it ends there."""
    rows = [row.strip() for row in text.split("\n")]
    return any(width - 15 <= len(row) <= width and not _HEAD.match(row) for row in rows)


def pages_broken_below(text: str, mark: str) -> Iterator[str]:
    """A letter of one page with a new page begun below one of its rows from the mark on to its telephone."""
    rows = text.split("\n")
    start = next(at for at, row in enumerate(rows) if mark in row)
    end = next((at for at in range(start, len(rows)) if rows[at].startswith("โทร")), start + 1)
    for at in range(start + 1, end):
        if rows[at].strip():
            yield "\n".join(rows[:at]) + "\n\f" + "\n".join(rows[at:])
