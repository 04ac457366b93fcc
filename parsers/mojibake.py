"""Thai that was read in the wrong encoding, and how to read it again."""

from __future__ import annotations

import re

_TAIL_BYTES = [bytes([byte]) for byte in range(0x80, 0xC0)]
#: What the bytes 80–BF become when read as Windows-1252 or Latin-1.
_LATIN_TAIL = "".join(byte.decode("cp1252", "ignore") + byte.decode("latin-1") for byte in _TAIL_BYTES)
#: The same bytes read as Windows-874 (Thai).
_THAI_TAIL = "".join(byte.decode("cp874", "ignore") or byte.decode("latin-1") for byte in _TAIL_BYTES)

#: UTF-8 read byte by byte as Latin: à¸ªà¸³.
UTF8_AS_LATIN = re.compile(f"(?:[àâ](?:(?<=à)[¸¹]|(?<=â)[€\x80])[{re.escape(_LATIN_TAIL)}])+")
#: The same read as Thai, เธชเธณเธ™; three letters at least, for เธ alone begins words.
UTF8_AS_THAI = re.compile(f"(?:(?:เ[ธน]|โ€)[{re.escape(_THAI_TAIL)}]){{3,}}")
#: TIS-620 read as Latin-1; two bytes may have passed for one letter of UTF-8.
LATIN_RUN = re.compile("[\u00a1-\u00da\u00df-\u00fb\u0100-\u07ff]+")
_HIGH = re.compile("[\u00a1-\u00da\u00df-\u00fb]+")
#: So many of these letters stand together in no language that is written with them.
LATIN_WORD = re.compile("[\u00a1-\u00da\u00df-\u00fb]{4,}(?![A-Za-z])")


def decode_utf8(match: re.Match[str]) -> str:
    """The run read as UTF-8, or as it is if it is none."""
    run = match.group()
    codec = "cp874" if run[0] == "เ" else "cp1252"
    try:
        return b"".join(_byte(char, codec) for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return run


def _byte(char: str, codec: str) -> bytes:
    """The byte that a character was read from; the codec has none for some, and they were kept as they were."""
    return char.encode(codec, "ignore") or char.encode("latin-1")


def decode_tis620(match: re.Match[str]) -> str:
    """The run read as TIS-620, or as it is if it is none."""
    run = match.group()
    try:
        return b"".join(char.encode("latin-1" if ord(char) < 0x100 else "utf-8") for char in run).decode(
            "tis-620"
        )
    except UnicodeDecodeError:
        return run


def is_tis620(text: str) -> bool:
    """Whether the text as a whole is TIS-620 read as Latin-1: such letters outnumber Thai ones and plain ones."""
    high = sum(len(run) for run in _HIGH.findall(text))
    if high < 6:
        return False
    thai = sum(1 for char in text if "ก" <= char <= "๛")
    plain = sum(1 for char in text if char.isascii() and char.isalpha())
    return high > thai and high > plain
