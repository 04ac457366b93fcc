"""Reads plain text in any of the encodings that Thai offices have used."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from circulars.errors import InputFileError
from circulars.source import SourceText, TextFrom, page_lines
from parsers.signatures import is_known
from parsers.text_layer import text_issues

if TYPE_CHECKING:
    from parsers.input_file import InputFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Control characters that no text has.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LINE_END = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_THAI = re.compile("[ก-๛]")
_STRAY_MARK = re.compile("(?<![ก-ฮัิ-ฺ็-๎])[ัิ-ฺ็-๎]|[เแโใไ](?![ก-ฮ])")


class TextReader:
    """Plain text, a form feed beginning a new page."""

    format = "text"

    def claims(self, data: bytes) -> bool:
        """Whether the bytes are text and bear no other format's mark."""
        return not is_known(data) and decoded(data) is not None

    def read(self, file: InputFile) -> SourceText:
        """The text as it is; only line ends are made one.

        Raises:
            InputFileError: If the file holds no character that shows.
        """
        text = decoded(file.data) or ""
        if not text.strip():
            raise InputFileError("file-empty", file=file.name)
        pages = _LINE_END.sub("\n", text).split("\f")
        raw, lines = page_lines(pages)
        return SourceText(
            name=file.name,
            sha256=file.sha256,
            raw=raw,
            lines=lines,
            text_from=(TextFrom.TEXT,) * len(pages),
            issues=text_issues(raw, lines),
        )


def decoded(data: bytes) -> str | None:
    """The text that the bytes are, or None if they are none."""
    for attempt in (_by_mark, _utf8, _utf16, _thai, _latin):
        text = attempt(data)
        if text is not None:
            return None if _NOT_TEXT.search(text) else text
    return None


def _by_mark(data: bytes) -> str | None:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strictly(data, codec)
    return None


def _utf8(data: bytes) -> str | None:
    return _strictly(data, "utf-8") if b"\0" not in data else None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is 0E (Thai) or 00 (ASCII)."""
    if len(data) % 2:
        return None
    for codec, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if (high.count(0x0E) + high.count(0)) * 10 >= len(high) * 9:
            return _strictly(data, codec)
    return None


def _thai(data: bytes) -> str | None:
    """TIS-620, or Windows-874, which adds quotation marks and dashes to it."""
    text = _strictly(data.replace(b"\xa0", b" "), "cp874")
    if text is None:
        return None
    thai = len(_THAI.findall(text))
    return text if len(_STRAY_MARK.findall(text)) * 20 <= thai else None


def _latin(data: bytes) -> str | None:
    """A Western text: few of its letters are accented."""
    accented = sum(byte >= 0x80 for byte in data)
    return _strictly(data, "cp1252") if accented * 5 <= len(data) else None


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None
