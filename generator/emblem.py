"""The emblem (ตราครุฑ) of a letter: a picture of the office's own, a dashed box, or nothing on printed paper."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from circulars.errors import InputFileError
from circulars.office import EmblemMode, OfficeProfile
from generator.png import Picture, dashed_box

#: The placeholder's sides, in eights of pixels: about 300 dots an inch at 3 cm.
BOX = 44


def emblem_picture(office: OfficeProfile) -> Picture | None:
    """The picture to put into the emblem zone; None where the paper has the emblem already.

    Raises:
        InputFileError: If the office's picture cannot be read, or is neither PNG nor JPEG.
    """
    if office.emblem_mode is EmblemMode.PREPRINTED:
        return None
    if office.emblem_mode is EmblemMode.PLACEHOLDER:
        return _placeholder()
    return _office_picture(Path(office.emblem_path))


@lru_cache(maxsize=1)
def _placeholder() -> Picture:
    return Picture(data=dashed_box(BOX, BOX), kind="png", width=8 * BOX, height=8 * BOX)


def _office_picture(path: Path) -> Picture:
    try:
        picture = Picture.of(path.read_bytes())
    except OSError as error:
        raise InputFileError("emblem-unreadable", file=str(path)) from error
    if picture is None or not picture.width or not picture.height:
        raise InputFileError("emblem-not-a-picture", file=str(path))
    return picture
