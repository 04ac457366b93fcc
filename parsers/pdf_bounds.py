"""How much a PDF may unpack to: a small file can be packed, and packed again, so that it fills any machine.

pdfminer unpacks every stream whole. Its one way to do so is replaced here by one that stops.
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from pdfminer import pdftypes

from circulars.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Bytes that one stream may unpack to, and all streams that are read of a file together.
MOST_OF_A_STREAM: Final = 48_000_000
MOST_OF_A_FILE: Final = 600_000_000
_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


@contextmanager
def bounded() -> Iterator[None]:
    """Within, the streams of one file are unpacked and counted together."""
    token = _left.set([MOST_OF_A_FILE])
    try:
        yield
    finally:
        _left.reset(token)


class _Unpacking:
    """Unpacks a stream bit by bit, as pdfminer does with a damaged one."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj()
        self._size = 0

    def decompress(self, data: bytes) -> bytes:
        """The next part.

        Raises:
            InputFileError: If the stream, or the file, unpacks to more than any letter.
        """
        out = self._inner.decompress(data, MOST_OF_A_STREAM + 1)
        self._size += len(out)
        left = _left.get()
        if left is not None:
            left[0] -= len(out)
        if self._size > MOST_OF_A_STREAM or (left is not None and left[0] < 0):
            raise InputFileError("pdf-too-heavy")
        return out


class _Zlib:
    """What pdfminer uses of the library."""

    error = zlib.error
    decompressobj = _Unpacking

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """A whole stream; one that ends early is an error, as it is to the library."""
        unpacking = _Unpacking()
        out = unpacking.decompress(data)
        if not unpacking._inner.eof:  # noqa: SLF001 - our own
            raise zlib.error(-5)
        return out


setattr(pdftypes, "zlib", _Zlib)  # noqa: B010 - a module in which pdfminer looks for it
