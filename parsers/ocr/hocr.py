"""Tesseract's two outputs put together: hOCR has the place of each character, plain text has the blanks."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from parsers.ocr.engine import Character, ReadLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"<span class='ocrx_word'[^>]*?x_wconf (\d+)[^>]*>")
_CHARACTER = re.compile(
    r"<span class='ocrx_cinfo' title='x_bboxes (-?\d+) (-?\d+) (-?\d+) (-?\d+); x_conf [-\d.]+'>(.*?)</span>"
)


def read_lines(hocr: str, text: str, count: int) -> tuple[ReadLine, ...]:
    """The lines of a run over ``count`` pictures of one line each.

    Raises:
        ValueError: If the output is not of so many pictures.
    """
    pages = hocr.split("<div class='ocr_page'")[1:]
    plain = text.split("\f")
    if len(pages) != count or len(plain) < count:
        message = f"{len(pages)} pages instead of {count}"
        raise ValueError(message)
    return tuple(
        ReadLine(tuple(_spaced(_characters(page), " ".join(line.split("\n")).strip())))
        for page, line in zip(pages, plain, strict=False)
    )


def _characters(part: str) -> Iterator[Character]:
    """The characters with the confidence of their word: Tesseract's Thai words are single characters."""
    words = list(_WORD.finditer(part))
    ends = [word.start() for word in words[1:]] + [len(part)]
    for word, end in zip(words, ends, strict=False):  # without words there is one end too many
        for match in _CHARACTER.finditer(part, word.end(), end):
            left, top, right, bottom = (float(number) for number in match.groups()[:4])
            yield Character(html.unescape(match[5]), (left, top, right, bottom), float(word[1]) / 100)


def _spaced(characters: Iterable[Character], plain: str) -> Iterator[Character]:
    """The characters with the blanks that the plain line has between them."""
    at = 0
    for one in characters:
        blanks = len(plain[at:]) - len(plain[at:].lstrip())
        if plain[at + blanks :].startswith(one.text):
            if blanks and at:
                yield Character(" ", None, 1.0)
            at += blanks + len(one.text)
        yield one
