"""What an OCR engine is: something that turns pictures of lines into characters."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from circulars.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from parsers.ocr.picture import Grey

#: Left, top, right, bottom in pixels of the picture that was read.
Pixels = tuple[float, float, float, float]


class Character(NamedTuple):
    """One character as read; a blank has no box."""

    text: str
    box: Pixels | None
    confidence: float  #: 0 to 1


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line as read, its characters from left to right, marks after their letter; boxes are of its picture."""

    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        """The line as a string."""
        return "".join(one.text for one in self.characters)

    @property
    def confidence(self) -> float:
        """The mean over what was read; blanks do not count."""
        sure = [one.confidence for one in self.characters if one.box is not None]
        return sum(sure) / len(sure) if sure else 0.0


class EngineError(Exception):
    """An engine could not read; the kind is that of a message."""

    def __init__(self, kind: str, **facts: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.facts = facts


@runtime_checkable
class OcrEngine(Protocol):
    """Reads pictures of lines.

    An engine holds no state between pages and can be sent to another process.
    """

    @property
    def name(self) -> str:
        """The name and version, which also tell cached pages of different engines apart."""

    def read(self, lines: Sequence[Grey]) -> tuple[ReadLine, ...]:
        """What stands in each picture of a line, in the same order; a line without writing is empty.

        The pictures are upright, straight, dark on light, about as large as 16 point
        letters at 200 dots an inch.

        Raises:
            EngineError: If the engine is missing, fails, or does not answer in time.
        """


def engine_of(setting: str = "tesseract") -> OcrEngine:
    """The engine that a setting names.

    Args:
        setting: ``tesseract``; or ``package.module:Name``, or ``/path/to/file.py:Name``, where
            ``Name`` is called without arguments and gives an `OcrEngine`.

    Raises:
        UsageError: If there is no such engine.
    """
    if setting == "tesseract":
        from parsers.ocr.tesseract import Tesseract

        return Tesseract()
    engine = _factory(setting)()
    if not isinstance(engine, OcrEngine):
        raise UsageError("ocr-engine-unknown", value=setting)
    return engine


def _factory(setting: str) -> Callable[[], object]:
    place, _, name = setting.rpartition(":")
    try:
        if place.endswith(".py"):
            spec = importlib.util.spec_from_file_location(Path(place).stem, place)
            if spec is None or spec.loader is None:
                raise UsageError("ocr-engine-unknown", value=setting)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
        else:
            module = importlib.import_module(place)
        factory: Callable[[], object] = getattr(module, name)
    except (ImportError, OSError, AttributeError, ValueError) as error:
        raise UsageError("ocr-engine-unknown", value=setting) from error
    return factory
