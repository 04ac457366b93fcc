"""The way back from a prepared sheet to the page that was given."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circulars.source import Box
    from parsers.ocr.engine import Pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """How a sheet was had from a page: turned by quarters, scaled, cut from a spread, straightened."""

    unit: float  #: points a pixel of the sheet
    width: float  #: of the turned page, in points
    height: float
    quarter: int  #: quarter turns clockwise
    left: float = 0.0  #: pixels cut off at the left
    skew: float = 0.0  #: degrees
    middle: tuple[float, float] = (0.0, 0.0)  #: about which it was straightened

    @classmethod
    def turned(cls, unit: float, width: int, height: int, quarter: int) -> Placement:
        """A page of so many pixels after it was turned."""
        return cls(unit=unit, width=width * unit, height=height * unit, quarter=quarter % 4)

    def scaled(self, factor: float) -> Placement:
        """Made larger or smaller."""
        return replace(self, unit=self.unit / factor)

    def shifted(self, left: int) -> Placement:
        """Cut from a spread."""
        return replace(self, left=self.left + left)

    def straightened(self, skew: float, width: int, height: int) -> Placement:
        """Turned about its middle by a small angle."""
        return replace(self, skew=skew, middle=(width / 2, height / 2))

    def on_page(self, pixels: Pixels) -> Box:
        """A box of the sheet on the page, in points from its top left corner."""
        left, top, right, bottom = pixels
        x, y = self._crooked((left + right) / 2, (top + bottom) / 2)
        half_width, half_height = (right - left) / 2 * self.unit, (bottom - top) / 2 * self.unit
        x, y = (x + self.left) * self.unit, y * self.unit
        if self.quarter % 2:
            half_width, half_height = half_height, half_width
        x, y = self._turned_back(x, y)
        box = (x - half_width, y - half_height, x + half_width, y + half_height)
        return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))

    def _crooked(self, x: float, y: float) -> tuple[float, float]:
        angle = math.radians(self.skew)
        x, y = x - self.middle[0], y - self.middle[1]
        crooked_x = x * math.cos(angle) - y * math.sin(angle)
        crooked_y = x * math.sin(angle) + y * math.cos(angle)
        return crooked_x + self.middle[0], crooked_y + self.middle[1]

    def _turned_back(self, x: float, y: float) -> tuple[float, float]:
        """A point of the turned page on the page as given."""
        return (
            (x, y),
            (y, self.width - x),
            (self.width - x, self.height - y),
            (self.height - y, x),
        )[self.quarter]
