"""A finished PDF taken apart into its objects, so that a few of them can be exchanged at the cost of those few.

The file is as `pikepdf` writes it: without object streams, its cross-references in one table (ISO 32000-1, 7.5).
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from pikepdf import ObjectStreamMode

from generator.png import picture_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pikepdf import Pdf

    from generator.png import Picture

ROOT, INFO, START = (
    re.compile(one) for one in (rb"/Root (\d+) 0 R", rb"/Info (\d+) 0 R", rb"startxref\s+(\d+)")
)
#: What tells two documents apart in the metadata (XMP).
IDENTIFIER = re.compile(rb"(<xmpMM:(?:DocumentID|InstanceID)>)[^<]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfParts:
    """The objects of a file by number, each as it stands there, and which of them its trailer names."""

    head: bytes
    objects: dict[int, bytes]
    root: bytes
    info: bytes
    metadata: int

    @classmethod
    def of(cls, document: Pdf) -> PdfParts:
        """The parts of a document, as it is written."""
        out = BytesIO()
        document.save(out, object_stream_mode=ObjectStreamMode.disable, deterministic_id=True)
        data = out.getvalue()
        table = int(_found(START, data)[-1])
        lines = data[table:].split(b"\n", 2)
        count = int(lines[1].split()[1])
        entries = [lines[2][20 * at : 20 * at + 20] for at in range(count)]
        places = {at: int(one[:10]) for at, one in enumerate(entries) if one[17:18] == b"n"}
        order = sorted(places, key=places.__getitem__)
        ends = [places[one] for one in order[1:]] + [table]
        objects = {one: data[places[one] : end] for one, end in zip(order, ends, strict=True)}
        trailer = data[table:]
        metadata = next(one for one, part in objects.items() if b"/Type /Metadata" in part[:200])
        return cls(
            head=data[: places[order[0]]],
            objects=objects,
            root=_found(ROOT, trailer)[0],
            info=_found(INFO, trailer)[0],
            metadata=metadata,
        )

    def document(self, changed: Mapping[int, bytes]) -> bytes:
        """The file with some objects exchanged; its identifiers follow from those."""
        name = hashlib.md5(b"".join(changed.values()), usedforsecurity=False).hexdigest().encode()
        metadata = IDENTIFIER.sub(lambda one: one[1] + name, self.objects[self.metadata])
        metadata = re.sub(rb"/Length \d+", b"/Length %d" % _stream_length(metadata), metadata, count=1)
        objects = {**self.objects, **changed, self.metadata: metadata}
        pieces, places, place = [self.head], {}, len(self.head)
        for number, part in objects.items():
            places[number] = place
            pieces.append(part)
            place += len(part)
        size = max(objects) + 1
        entries = [
            b"%010d 00000 n \n" % places[at] if at in places else b"0000000000 65535 f \n"
            for at in range(size)
        ]
        trailer = b"trailer << /Info %s 0 R /Root %s 0 R /Size %d /ID [<%s><%s>] >>\nstartxref\n%d\n%%%%EOF\n"
        pieces += [
            b"xref\n0 %d\n" % size,
            *entries,
            trailer % (self.info, self.root, size, name, name, place),
        ]
        return b"".join(pieces)


def content_object(number: int, content: bytes) -> bytes:
    """A page's content as the object of that number."""
    data = zlib.compress(content, 6)
    return _object(number, b"<< /Filter /FlateDecode /Length %d >>" % len(data), data)


def picture_object(number: int, picture: Picture, colours: bytes) -> bytes:
    """A black-and-white PNG as the object of that number; its packed rows are taken over as they are.

    Args:
        number: Of the object.
        picture: A PNG of one bit a pixel.
        colours: The colour space, as a PDF writes it.
    """
    data = picture_data(picture.data)
    entries = (
        b"<< /BitsPerComponent 1 /ColorSpace %s /DecodeParms << /BitsPerComponent 1 /Colors 1 /Columns %d "
        b"/Predictor 15 >> /Filter /FlateDecode /Height %d /Length %d /Subtype /Image /Type /XObject /Width %d >>"
    )
    values = (colours, picture.width, picture.height, len(data), picture.width)
    return _object(number, entries % values, data)


def file_object(number: int, content: bytes, kind: str, stamp: str) -> bytes:
    """A file inside the document as the object of that number.

    Args:
        number: Of the object.
        content: The file.
        kind: Its MIME type.
        stamp: Its date, as a PDF writes it.
    """
    check = hashlib.md5(content, usedforsecurity=False).hexdigest()
    entries = (
        f"<< /Length {len(content)} /Params << /CheckSum <{check}> /CreationDate ({stamp}) /ModDate ({stamp}) "
        f"/Size {len(content)} >> /Subtype /{kind.replace('/', '#2f')} /Type /EmbeddedFile >>"
    )
    return _object(number, entries.encode(), content)


def _object(number: int, entries: bytes, data: bytes) -> bytes:
    return b"".join((b"%d 0 obj\n" % number, entries, b"\nstream\n", data, b"\nendstream\nendobj\n"))


def _stream_length(part: bytes) -> int:
    start, end = part.index(b"stream\n") + len(b"stream\n"), part.rindex(b"\nendstream")
    return end - start


def _found(pattern: re.Pattern[bytes], data: bytes) -> list[bytes]:
    found: list[bytes] = pattern.findall(data)
    if not found:
        msg = f"the file holds no {pattern.pattern!r}"
        raise ValueError(msg)
    return found
