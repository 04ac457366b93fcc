"""ZIP packages of office documents, byte for byte the same for the same parts.

`zipfile` packs a part each time anew; the parts that all letters share are deflated once here.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: 1 January 1980, the earliest date that the format knows.
DOS_TIME, DOS_DATE = 0, 0x21
UTF8_NAMES, DEFLATED, VERSION = 0x800, 8, 20


@dataclass(frozen=True, slots=True)
class PackedPart:
    """A part of a package, deflated."""

    name: bytes
    data: bytes
    checksum: int
    size: int


def packed(name: str, content: bytes, *, level: int = 1) -> PackedPart:
    """A part ready to be put into a package; level 9 for what is packed once and used often."""
    deflater = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflater.compress(content) + deflater.flush()
    return PackedPart(name.encode(), data, zlib.crc32(content), len(content))


def package(parts: Iterable[PackedPart]) -> bytes:
    """The parts as one ZIP file, in their order."""
    local: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for part in parts:
        facts = struct.pack(
            "<HHHHHIIIHH",
            VERSION, UTF8_NAMES, DEFLATED, DOS_TIME, DOS_DATE,
            part.checksum, len(part.data), part.size, len(part.name), 0,
        )  # fmt: skip
        entry = b"".join((b"PK\x03\x04", facts, part.name, part.data))
        place = struct.pack("<HHHII", 0, 0, 0, 0, offset)
        central.append(b"".join((b"PK\x01\x02", struct.pack("<H", VERSION), facts, place, part.name)))
        local.append(entry)
        offset += len(entry)
    directory = b"".join(central)
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(central), len(central), len(directory), offset, 0
    )
    return b"".join((*local, directory, end))
