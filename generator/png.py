"""Black-and-white PNG pictures written by hand, and the size of pictures read: no picture library is needed."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Start-of-frame markers of JPEG; what they open holds the picture's size.
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG or JPEG picture and its size in pixels."""

    data: bytes
    kind: str  #: "png" or "jpeg"
    width: int
    height: int

    @classmethod
    def of(cls, data: bytes) -> Picture | None:
        """The picture that the bytes are; None if they are neither PNG nor JPEG."""
        if data.startswith(SIGNATURE) and data[12:16] == b"IHDR":
            width, height = struct.unpack_from(">II", data, 16)
            return cls(data=data, kind="png", width=width, height=height)
        size = _jpeg_size(data) if data.startswith(b"\xff\xd8") else None
        return None if size is None else cls(data=data, kind="jpeg", width=size[0], height=size[1])


def one_bit_png(rows: Sequence[bytes], width: int, *, each: int = 1) -> bytes:
    """A PNG of packed rows, eight pixels a byte, 1 for white; the same bytes for the same rows.

    Args:
        rows: From the top down.
        width: In pixels.
        each: How often each row comes.
    """
    # A row that is the row above once more is said as no difference from it (filter 2): that packs quickly.
    again = (b"\2" + bytes(len(rows[0]))) * (each - 1)
    lines = [b"".join((b"\0", row, again)) for row in rows]
    header = struct.pack(">IIBBBBB", width, len(rows) * each, 1, 0, 0, 0, 0)
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(b"".join(lines), 1)),
            _chunk(b"IEND", b""),
        )
    )


def picture_data(png: bytes) -> bytes:
    """The packed rows of a PNG, as its IDAT chunks hold them."""
    found, at = b"", len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            found += png[at + 8 : at + 8 + length]
        at += length + 12
    return found


def dashed_box(width: int, height: int, *, dash: int = 3) -> bytes:
    """A PNG of a dashed frame, for a place that a picture of the office's own is to fill.

    Args:
        width: Eights of pixels across.
        height: Eights of pixels down.
        dash: Eights of pixels of each dash and each gap.
    """
    on = [(column // dash) % 2 == 0 for column in range(max(width, height))]
    edge = bytes(0x00 if on[column] else 0xFF for column in range(width))
    sides = b"\x0f" + b"\xff" * (width - 2) + b"\xf0"
    blank = b"\xff" * width
    middle = [sides if on[row] else blank for row in range(height) for _ in range(2)]
    return one_bit_png([edge, *middle[1:-1], edge], width * 8, each=4)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return None
