"""Text files that a person hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.errors import InputFileError

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        InputFileError: If the file is not there, may not be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputFileError("file-missing", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputFileError("text-not-utf8", file=str(path)) from error
    except OSError as error:
        raise InputFileError("file-unreadable", file=str(path)) from error
