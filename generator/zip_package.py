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
VERSION_MADE_BY = struct.pack("<H", VERSION)


@dataclass(frozen=True, slots=True)
class PackedPart:
    """A part of a package, deflated, with the facts that both of its entries state."""

    name: bytes
    facts: bytes
    entry: bytes  #: as it stands in the file


def packed(name: str, content: bytes, *, level: int = 1) -> PackedPart:
    """A part ready to be put into a package; level 9 for what is packed once and used often."""
    deflater = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflater.compress(content) + deflater.flush()
    encoded = name.encode()
    facts = struct.pack(
        "<HHHHHIIIHH",
        VERSION, UTF8_NAMES, DEFLATED, DOS_TIME, DOS_DATE,
        zlib.crc32(content), len(data), len(content), len(encoded), 0,
    )  # fmt: skip
    return PackedPart(encoded, facts, b"".join((b"PK\x03\x04", facts, encoded, data)))


def package(parts: Iterable[PackedPart]) -> bytes:
    """The parts as one ZIP file, in their order."""
    local: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for part in parts:
        place = struct.pack("<HHHII", 0, 0, 0, 0, offset)
        central.append(b"".join((b"PK\x01\x02", VERSION_MADE_BY, part.facts, place, part.name)))
        local.append(part.entry)
        offset += len(part.entry)
    directory = b"".join(central)
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(central), len(central), len(directory), offset, 0
    )
    return b"".join((*local, directory, end))
