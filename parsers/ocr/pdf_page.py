"""A page of a PDF as a picture, drawn by pdfium in the process that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pypdfium2 as pdfium

if TYPE_CHECKING:
    import numpy.typing as npt

#: 300 dots an inch on A4.
_WIDTH: Final = 2480
_LONGEST: Final = 5000


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page, by its number from 0."""

    data: bytes
    index: int

    def picture(self) -> tuple[npt.NDArray[np.uint8], float]:
        """The page at about 300 dots an inch, and points a pixel; white if pdfium cannot draw it."""
        try:
            document = pdfium.PdfDocument(self.data)
            page = document[self.index]
            short, long = sorted(page.get_size())
            scale = min(_WIDTH / max(short, 1), _LONGEST / max(long, 1))
            bitmap = page.render(scale=scale, rev_byteorder=True)
            pixels = np.array(bitmap.to_numpy(), copy=True)
            document.close()
        except pdfium.PdfiumError:
            return np.full((100, 100), 255, np.uint8), 1.0
        return (pixels[:, :, 0] if pixels.shape[2] == 1 else pixels[:, :, :3]), 1 / scale
