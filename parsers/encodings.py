"""From bytes to text, in any of the encodings that Thai offices have used."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Control characters that no text has.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_THAI = re.compile("[ก-๛]")
_STRAY_MARK = re.compile("(?<![ก-ฮัิ-ฺ็-๎])[ัิ-ฺ็-๎]|[เแโใไ](?![ก-ฮ])")
#: What web pages and mails call the Thai encodings of Windows, all of which Windows-874 can read.
_THAI_NAMES = frozenset(
    {"windows-874", "x-windows-874", "cp874", "tis-620", "tis620", "iso-8859-11", "iso8859-11", "thai"}
)


def decoded(data: bytes) -> str | None:
    """The text that the bytes are, or None if they are none."""
    for attempt in (_by_mark, _utf8, _utf16, _thai, _latin):
        text = attempt(data)
        if text is not None:
            return None if _NOT_TEXT.search(text) else text
    return None


def decoded_as(data: bytes, named: str | None) -> str | None:
    """The text in the encoding that a file names itself; in any that fits where it names none, or a wrong one."""
    name = (named or "").strip().strip("\"'").lower()
    if name in _THAI_NAMES:
        return _strictly(data, "cp874") or decoded(data)
    try:
        # Many Thai files say Latin-1 because their programs always do.
        known = codecs.lookup(name).name not in {"iso8859-1", "cp1252", "ascii"}
    except (LookupError, ValueError):
        known = False
    text = _strictly(data, name) if known and not data.startswith(_BOMS[0][0]) else None
    return text or decoded(data)


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
    except (UnicodeError, LookupError, ValueError):
        return None
