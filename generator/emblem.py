"""The emblem (ตราครุฑ) of a letter: a picture of the office's own, a dashed box, or nothing on printed paper."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from circulars.errors import InputFileError
from circulars.letter import GuardFinding
from circulars.office import EmblemMode, OfficeProfile
from generator.png import Picture, dashed_box

#: The placeholder's sides, in eights of pixels: about 300 dots an inch at 3 cm.
BOX = 44
#: How high the emblem of a letter is printed, and how fine it must be for that.
EMBLEM_CM, LEAST_DOTS = 3.0, 300
#: The emblem is about as wide as it is high.
LEAST_RATIO, MOST_RATIO = 0.75, 1.35


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


def emblem_findings(office: OfficeProfile) -> tuple[GuardFinding, ...]:
    """What a person should know of the office's own picture: too coarse to print, or of another shape; never refused.

    A picture that cannot be read has no findings: writing a letter says so.
    """
    path = Path(office.emblem_path)
    if office.emblem_mode is not EmblemMode.FILE or not path.is_file():
        return ()
    picture = Picture.of(path.read_bytes())
    if picture is None or not picture.width or not picture.height:
        return ()
    dots = round(picture.height / EMBLEM_CM * 2.54)
    found = []
    if dots < LEAST_DOTS:
        found.append(GuardFinding(kind="doubt", what="emblem-coarse", text=f"{path.name} {dots} dpi"))
    if not LEAST_RATIO <= picture.width / picture.height <= MOST_RATIO:
        size = f"{path.name} {picture.width} × {picture.height}"
        found.append(GuardFinding(kind="doubt", what="emblem-shape", text=size))
    return tuple(found)


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
