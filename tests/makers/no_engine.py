"""A text recognition engine that is not there, for tests of what the file's own text gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsers.input_file import OcrSettings
from parsers.ocr.engine import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence


class NoEngine:
    """Reads nothing."""

    name = "none"

    def read(self, lines: Sequence[object]) -> tuple[()]:  # noqa: ARG002 - the protocol's
        """Say that the engine is missing."""
        raise EngineError("ocr-missing", program="none")


NO_OCR = OcrSettings(engine="makers.no_engine:NoEngine", workers=1)
