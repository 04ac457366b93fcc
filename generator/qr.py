"""QR codes (คิวอาร์โค้ด) as small black-and-white pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.errors import UsageError
from generator.png import one_bit_png

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Blank modules around the code, without which scanners do not find it (ISO/IEC 18004).
BORDER = 4
#: How wide a code is printed, its quiet zone apart, in cm.
QR_CM = 2.4
#: Pixels per module; eight make a module one byte of a packed row.
SCALE = 8
#: Any of the eight masks is valid; trying all of them is four fifths of the work.
MASK = 4
#: A dark module is eight black pixels, a light one eight white.
MODULES = bytes((0xFF, 0x00)) + bytes(254)


def qr_png(text: str) -> bytes:
    """A PNG of the text as a QR code with its quiet zone, `SCALE` pixels a module; the same bytes each time.

    Raises:
        UsageError: If the text is too long for a QR code.
    """
    import segno

    try:
        code = segno.make_qr(text, error="m", mask=MASK, boost_error=False)
    except segno.DataOverflowError as error:
        raise UsageError("qr-too-long", length=str(len(text))) from error
    return _drawn(code.matrix)


def modules_across(png: bytes) -> int:
    """How many modules wide a code of `qr_png` is, its quiet zone included."""
    return int.from_bytes(png[16:20], "big") // SCALE


def _drawn(matrix: Sequence[Sequence[int]]) -> bytes:
    width = len(matrix) + 2 * BORDER
    side, quiet = b"\xff" * BORDER, [b"\xff" * width] * BORDER
    rows = [*quiet, *(side + bytes(line).translate(MODULES) + side for line in matrix), *quiet]
    return one_bit_png(rows, width * SCALE, each=SCALE)
